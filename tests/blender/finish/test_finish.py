# SPDX-License-Identifier: GPL-3.0-or-later
"""Finish writes what was asked, says what it wrote, and can be repeated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.code import Facts, MeshReport


def open_model(folder: Path) -> None:
    import bpy

    bpy.ops.wm.open_mainfile(filepath=str(folder / "model.blend"))


def test_finish_answers_plain_data_in_the_contracts_shape(armchair: Any, tmp_path: Path) -> None:
    made = armchair.finish(tmp_path, formats=["blend", "stl"], preview=64, sheet=96)
    assert json.loads(json.dumps(made)) == made
    Facts.model_validate(made["facts"], strict=True)
    MeshReport.model_validate(made["report"], strict=True)
    assert made["files"] == ["model.blend", "model.stl", "preview.png", "sheet.png"]
    assert made["files"] == sorted(path.name for path in tmp_path.iterdir())
    assert made["skipped"] == []


def test_the_blend_opens_with_the_model_in_its_only_scene(armchair: Any, tmp_path: Path) -> None:
    import bpy

    armchair.finish(tmp_path, formats=["blend"], preview=48)
    open_model(tmp_path)
    assert [scene.name for scene in bpy.data.scenes] == ["Scene"]
    assert [child.name for child in bpy.context.scene.collection.children] == ["model"]
    assert len(bpy.context.view_layer.objects) == 8
    assert not bpy.data.lights
    assert not bpy.data.cameras
    assert not bpy.data.worlds


def test_the_blend_can_be_appended_from(armchair: Any, tmp_path: Path) -> None:
    import bpy

    armchair.finish(tmp_path, formats=["blend"])
    bpy.ops.wm.read_homefile(use_empty=True)
    libraries: Any = bpy.data.libraries
    with libraries.load(str(tmp_path / "model.blend")) as (found, wanted):
        assert found.collections == ["model"]
        wanted.collections = ["model"]
    assert len(wanted.collections[0].all_objects) == 8


def test_the_blend_packs_its_images(armchair: Any, tmp_path: Path) -> None:
    import bpy

    image = bpy.data.images.new("Weave", 4, 4)
    image.filepath_raw, image.file_format = str(tmp_path / "weave.png"), "PNG"
    image.save()
    image = bpy.data.images.load(str(tmp_path / "weave.png"))
    tree = bpy.data.materials["Red"].node_tree
    node = tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    tree.links.new(node.outputs["Color"], tree.nodes["Principled BSDF"].inputs["Base Color"])
    armchair.finish(tmp_path, formats=["blend"])
    (tmp_path / "weave.png").unlink()
    open_model(tmp_path)
    assert bpy.data.images["weave.png"].packed_file is not None


def test_a_finished_version_can_be_exported_again(armchair: Any, tmp_path: Path) -> None:
    import bpy

    first = armchair.finish(tmp_path, formats=["blend", "obj"])
    open_model(tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    armchair.collection = bpy.data.collections["model"]
    second = armchair.finish(again, formats=["blend", "obj"])
    assert second == first
    assert (again / "model.obj").read_bytes() == (tmp_path / "model.obj").read_bytes()


def test_finish_leaves_the_open_data_as_it_was(armchair: Any, tmp_path: Path) -> None:
    import bpy

    def blocks() -> dict[str, list[str]]:
        kinds = ("scenes", "objects", "meshes", "materials", "worlds", "lights", "cameras",
                 "curves", "collections", "node_groups", "texts", "actions")  # fmt: skip
        return {kind: sorted(block.name for block in getattr(bpy.data, kind)) for kind in kinds}

    before, scene = blocks(), bpy.context.scene.name
    formats = ["blend", "glb", "gltf", "obj", "stl", "fbx", "ply", "usdc"]
    armchair.finish(tmp_path, formats=formats, preview=32, sheet=64)
    assert blocks() == before
    assert bpy.context.scene.name == scene


def test_a_model_with_nothing_to_see_still_gets_its_files(model: Any, tmp_path: Path) -> None:
    import bpy

    model.collection.objects.link(bpy.data.objects.new("Empty", None))
    made = model.finish(tmp_path, formats=["blend"], preview=64, sheet=64)
    assert made["files"] == ["model.blend"]
    assert made["report"]["score"] == 0.0


def test_a_model_shrunk_to_a_point_gets_no_picture(model: Any, tmp_path: Path) -> None:
    model.box("Box").scale = (0, 0, 0)
    assert model.finish(tmp_path, formats=["blend"], preview=32)["files"] == ["model.blend"]


def test_an_unknown_collection_or_format_is_an_error(model: Any, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        model.finish(tmp_path, collection="nowhere")
    with pytest.raises(KeyError, match="dae"):
        model.finish(tmp_path, formats=["dae"])
    assert not list(tmp_path.iterdir())
