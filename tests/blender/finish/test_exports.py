# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported files hold the same model: read back by Blender and by libraries that are not Blender."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

MESHES = ["glb", "gltf", "obj", "stl", "ply", "fbx", "usdc"]
#: Formats that stand on their side as their readers expect: y is up, -z is to the front.
Y_UP = {"glb", "gltf", "obj"}


def written(model: Any, folder: Path, kind: str) -> Path:
    """Export one format; the test is skipped where this Blender can't write it."""
    made = model.finish(folder, formats=[kind])
    if made["skipped"]:
        pytest.skip(made["skipped"][0]["why"])
    return folder / f"model.{kind}"


def read_back(path: Path) -> Any:
    """Import a file into an empty Blender, as a model to measure."""
    import addon_utils
    import bpy

    from .conftest import Model

    model = Model()
    kind = path.suffix[1:]
    importers = {
        "glb": "import_scene.gltf", "gltf": "import_scene.gltf", "fbx": "import_scene.fbx",
        "obj": "wm.obj_import", "stl": "wm.stl_import", "ply": "wm.ply_import", "usdc": "wm.usd_import",
    }  # fmt: skip
    for module in ("io_scene_gltf2", "io_scene_fbx"):
        addon_utils.enable(module, default_set=False)
    group, name = importers[kind].split(".")
    getattr(getattr(bpy.ops, group), name)(filepath=str(path))
    for obj in bpy.context.scene.objects:
        if obj.name not in model.collection.objects:
            model.collection.objects.link(obj)
    return model


@pytest.mark.parametrize("kind", MESHES)
def test_blender_reads_back_the_same_size_and_triangles(
    armchair: Any, tmp_path: Path, kind: str
) -> None:
    facts = armchair.measure()[0]
    again = read_back(written(armchair, tmp_path, kind)).measure()[0]
    assert again["triangles"] == facts["triangles"]
    for corner in ("min", "max"):
        expected = facts["bounding_box"][corner]
        assert again["bounding_box"][corner] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("kind", MESHES)
def test_only_what_shows_is_exported(model: Any, tmp_path: Path, kind: str) -> None:
    import bpy

    body = model.box("Body", (2, 1, 1))
    cutter = model.box("Cutter", (0.5, 0.5, 2))
    cutter.display_type = "WIRE"
    body.modifiers.new("Cut", "BOOLEAN").object = cutter
    model.box("Guide", at=(9, 0, 0)).hide_render = True
    stranger = bpy.data.objects.new("Stranger", bpy.data.meshes["Guide"])
    bpy.context.scene.collection.objects.link(stranger)
    facts = model.measure()[0]
    again = read_back(written(model, tmp_path, kind)).measure()[0]
    assert again["triangles"] == facts["triangles"] > 12
    assert again["bounding_box"]["max"][0] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("kind", MESHES)
def test_curves_texts_and_instances_are_exported(model: Any, tmp_path: Path, kind: str) -> None:
    import bpy

    text = bpy.data.curves.new("Sign", "FONT")
    text.body, text.extrude = "LL", 0.1
    model.collection.objects.link(bpy.data.objects.new("Sign", text))
    curve = bpy.data.curves.new("Wire", "CURVE")
    curve.dimensions, curve.bevel_depth = "3D", 0.05
    line = curve.splines.new("POLY")
    line.points.add(1)
    line.points[1].co = (0, 0, 2, 1)
    model.collection.objects.link(bpy.data.objects.new("Wire", curve))
    facts = model.measure()[0]
    again = read_back(written(model, tmp_path, kind)).measure()[0]
    assert again["triangles"] == facts["triangles"]
    assert again["bounding_box"]["max"] == pytest.approx(facts["bounding_box"]["max"], abs=1e-4)


@pytest.mark.parametrize("kind", sorted({*MESHES} - {"fbx", "usdc"}))
def test_trimesh_reads_the_same_size_and_triangles(
    armchair: Any, tmp_path: Path, kind: str
) -> None:
    trimesh = pytest.importorskip("trimesh")
    facts = armchair.measure()[0]
    mesh = trimesh.load_scene(written(armchair, tmp_path, kind)).to_geometry()
    low, high = facts["bounding_box"]["min"], facts["bounding_box"]["max"]
    if kind in Y_UP:
        low, high = [low[0], low[2], -high[1]], [high[0], high[2], -low[1]]
    assert len(mesh.faces) == facts["triangles"]
    assert mesh.bounds[0] == pytest.approx(low, abs=1e-5)
    assert mesh.bounds[1] == pytest.approx(high, abs=1e-5)


def test_usd_core_reads_the_same_size_triangles_axis_and_unit(
    armchair: Any, tmp_path: Path
) -> None:
    pytest.importorskip("pxr")
    from pxr import Usd, UsdGeom  # pyright: ignore

    path = written(armchair, tmp_path, "usdc")
    facts = armchair.measure()[0]
    box = facts["bounding_box"]
    usd = Usd.Stage.Open(str(path))
    cache = UsdGeom.BBoxCache(Usd.TimeCode.Default(), ["default", "render"])
    found = cache.ComputeWorldBound(usd.GetPseudoRoot()).ComputeAlignedRange()
    meshes = [UsdGeom.Mesh(prim) for prim in usd.Traverse() if prim.IsA(UsdGeom.Mesh)]
    corners = [count for mesh in meshes for count in mesh.GetFaceVertexCountsAttr().Get()]
    assert sum(count - 2 for count in corners) == facts["triangles"]
    assert UsdGeom.GetStageUpAxis(usd) == "Z"
    assert UsdGeom.GetStageMetersPerUnit(usd) == 1.0
    assert list(found.GetMin()) == pytest.approx(box["min"], abs=1e-5)
    assert list(found.GetMax()) == pytest.approx(box["max"], abs=1e-5)


def gltf_json(path: Path) -> dict[str, Any]:
    """The JSON chunk of a GLB."""
    data = path.read_bytes()
    length = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + length])


def glb_material(model: Any, folder: Path, name: str = "Red") -> dict[str, Any]:
    found = gltf_json(written(model, folder, "glb"))["materials"]
    return next(material for material in found if material["name"] == name)


def colour_of(material: dict[str, Any]) -> list[float]:
    return material["pbrMetallicRoughness"].get("baseColorFactor", [1, 1, 1, 1])[:3]


def principled(model: Any) -> tuple[Any, Any]:
    """Node tree and Principled node of the material Red on a box."""
    model.box("Box")
    tree = model.material("Red").node_tree
    return tree, tree.nodes["Principled BSDF"]


def test_the_glb_is_valid_for_pygltflib_and_its_nodes_are_ours(
    armchair: Any, tmp_path: Path
) -> None:
    pygltflib = pytest.importorskip("pygltflib")
    gltf = pygltflib.GLTF2().load(str(written(armchair, tmp_path, "glb")))
    assert {node.name for node in gltf.nodes} == {obj.name for obj in armchair.collection.objects}
    assert not gltf.cameras
    assert not gltf.animations


def test_plain_colours_reach_the_glb(armchair: Any, tmp_path: Path) -> None:
    assert colour_of(glb_material(armchair, tmp_path)) == pytest.approx([0.8, 0.1, 0.1])
    assert colour_of(glb_material(armchair, tmp_path, "Wood")) == pytest.approx([0.25, 0.11, 0.04])


def test_a_ramp_over_noise_becomes_its_mean_colour(model: Any, tmp_path: Path) -> None:
    tree, shader = principled(model)
    noise, ramp = (tree.nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "ValToRGB"))
    ramp.color_ramp.elements[0].color = (0.2, 0.1, 0.0, 1)
    ramp.color_ramp.elements[1].color = (0.4, 0.2, 0.1, 1)
    tree.links.new(noise.outputs[0], ramp.inputs[0])
    tree.links.new(ramp.outputs[0], shader.inputs["Base Color"])
    assert colour_of(glb_material(model, tmp_path)) == pytest.approx([0.3, 0.15, 0.05], abs=0.01)
    assert shader.inputs["Base Color"].links[0].from_node == ramp


def test_a_mix_of_two_colours_becomes_its_middle(model: Any, tmp_path: Path) -> None:
    tree, shader = principled(model)
    noise, mix = (tree.nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "Mix"))
    mix.data_type = "RGBA"
    colours = [s for s in mix.inputs if s.type == "RGBA"]
    colours[0].default_value, colours[1].default_value = (1, 0, 0, 1), (0, 0, 1, 1)
    tree.links.new(noise.outputs[0], mix.inputs[0])
    tree.links.new(next(s for s in mix.outputs if s.type == "RGBA"), shader.inputs["Base Color"])
    assert colour_of(glb_material(model, tmp_path)) == pytest.approx([0.5, 0, 0.5], abs=0.01)


def test_a_pattern_of_unknown_colour_falls_back_to_the_viewports(
    model: Any, tmp_path: Path
) -> None:
    tree, shader = principled(model)
    noise = tree.nodes.new("ShaderNodeTexNoise")
    tree.links.new(noise.outputs["Color"], shader.inputs["Base Color"])
    tree.links.new(noise.outputs[0], shader.inputs["Roughness"])
    model.material("Red").roughness = 0.7
    material = glb_material(model, tmp_path)
    assert colour_of(material) == pytest.approx([0.8, 0.1, 0.1])
    assert material["pbrMetallicRoughness"]["roughnessFactor"] == pytest.approx(0.7)
    assert shader.inputs["Roughness"].is_linked


def test_an_emission_shader_still_glows_in_its_colour(model: Any, tmp_path: Path) -> None:
    tree, _ = principled(model)
    glow = tree.nodes.new("ShaderNodeEmission")
    glow.inputs["Color"].default_value = (0, 1, 0, 1)
    output = tree.nodes["Material Output"]
    tree.links.new(glow.outputs[0], output.inputs["Surface"])
    assert glb_material(model, tmp_path)["emissiveFactor"] == pytest.approx([0, 1, 0])
    assert output.inputs["Surface"].links[0].from_node == glow
    assert [n.bl_idname for n in tree.nodes].count("ShaderNodeBsdfPrincipled") == 1


def test_a_glass_shader_lets_light_through(model: Any, tmp_path: Path) -> None:
    tree, _ = principled(model)
    glass = tree.nodes.new("ShaderNodeBsdfGlass")
    glass.inputs["Color"].default_value = (0.5, 0.9, 0.6, 1)
    tree.links.new(glass.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
    material = glb_material(model, tmp_path)
    assert colour_of(material) == pytest.approx([0.5, 0.9, 0.6])
    assert material["extensions"]["KHR_materials_transmission"]["transmissionFactor"] == 1


def test_a_shader_mixed_over_a_principled_one_keeps_its_colour(model: Any, tmp_path: Path) -> None:
    tree, shader = principled(model)
    mix, glossy = (tree.nodes.new(f"ShaderNode{kind}") for kind in ("MixShader", "BsdfGlossy"))
    tree.links.new(shader.outputs[0], mix.inputs[1])
    tree.links.new(glossy.outputs[0], mix.inputs[2])
    tree.links.new(mix.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
    assert colour_of(glb_material(model, tmp_path)) == pytest.approx([0.8, 0.1, 0.1])
    assert tree.nodes["Material Output"].inputs["Surface"].links[0].from_node == mix


def test_a_material_linked_to_an_image_keeps_it(model: Any, tmp_path: Path) -> None:
    import bpy

    tree, shader = principled(model)
    image = bpy.data.images.new("Weave", 4, 4)
    image.pack()
    node = tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    tree.links.new(node.outputs["Color"], shader.inputs["Base Color"])
    assert "baseColorTexture" in glb_material(model, tmp_path)["pbrMetallicRoughness"]


def test_a_missing_operator_is_skipped_and_named(
    model: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ll3m.ll3m_addon.blender import exports

    def without(path: Path) -> None:
        exports._call("wm.no_such_export", filepath=str(path))

    model.box("Box")
    monkeypatch.setitem(exports.FORMATS, "usdc", without)
    made = model.finish(tmp_path, formats=["usdc", "stl"])
    assert made["files"] == ["model.stl"]
    assert made["skipped"][0]["format"] == "usdc"
    assert "wm.no_such_export" in made["skipped"][0]["why"]
