# SPDX-License-Identifier: GPL-3.0-or-later
"""The operators work without a window too, so that scripts can use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import collections as tree  # noqa: E402
from ll3m.ll3m_addon.blender import properties, registration, session  # noqa: E402
from ll3m.ll3m_addon.blender.snapshot import ProviderView, Snapshot  # noqa: E402


@pytest.fixture(autouse=True)
def enabled(empty_file: None) -> Iterator[None]:
    """The extension is enabled, with a library of the test's own."""
    was = session.current()
    if was is not None:
        registration.unregister()
    registration.register(was.package if was is not None else "ll3m")
    yield
    registration.unregister()
    if was is not None:
        registration.register(was.package)


def test_a_version_is_made_refined_activated_exported_and_survives_the_trash(
    tmp_path: Path,
) -> None:
    made = bpy.ops.ll3m.asset_generate(
        prompt="a red armchair", quality="draft", preview=0, wait=True
    )
    assert made == {"FINISHED"}
    (first,) = tree.versions_in(bpy.context.scene)
    assert (first.number, first.visible) == (1, True)
    bpy.ops.ll3m.asset_refine(
        asset_id=first.asset_id, feedback="make it blue", quality="draft", preview=0, wait=True
    )
    shown = {each.number: each.visible for each in tree.versions_in(bpy.context.scene)}
    assert shown == {1: False, 2: True}
    bpy.ops.ll3m.version_activate(asset_id=first.asset_id, number=1)
    shown = {each.number: each.visible for each in tree.versions_in(bpy.context.scene)}
    assert shown == {1: True, 2: False}
    bpy.ops.ll3m.version_export(
        asset_id=first.asset_id, number=2, formats={"glb", "stl"}, directory=str(tmp_path)
    )
    assert {file.suffix for file in tmp_path.iterdir()} == {".glb", ".stl"}
    bpy.ops.ll3m.version_render(
        asset_id=first.asset_id, number=2, shows="front", edge=64, backdrop="transparent"
    )
    found = session.state().call("version.get", {"asset_id": first.asset_id, "number": 2})
    assert "picture_front_64_transparent_cycles.png" in {file.name for file in found.version.files}
    bpy.ops.ll3m.asset_delete(asset_id=first.asset_id)
    assert len(list(tree.versions_in())) == 2  # what lies in the scene is the artist's
    bpy.ops.ll3m.asset_restore(asset_id=first.asset_id)


def test_a_failed_job_raises_in_the_script_that_waits_for_it() -> None:
    with pytest.raises(RuntimeError, match="flux capacitor"):
        bpy.ops.ll3m.asset_generate(
            prompt="a flux capacitor", quality="draft", preview=0, wait=True
        )
    assert not list(tree.versions_in())


def test_a_bad_request_raises_with_its_sentence() -> None:
    with pytest.raises(RuntimeError, match="quality"):
        bpy.ops.ll3m.asset_generate(prompt="a chair", quality="splendid")
    with pytest.raises(RuntimeError, match="a_0000000000000000"):
        bpy.ops.ll3m.asset_delete(asset_id="a_0000000000000000")


def test_inputs_survive_opening_another_file() -> None:
    panel = properties.panel()
    panel.prompt, panel.quality = "a tall lamp", "high"
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    panel = properties.panel()
    assert (panel.prompt, panel.quality) == ("a tall lamp", "high")


def test_nothing_of_the_panel_goes_into_a_saved_file(tmp_path: Path) -> None:
    properties.panel().prompt = "a secret lighthouse plan"
    file = tmp_path / "saved.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(file), compress=False)
    assert b"secret lighthouse" not in file.read_bytes()


def _with_provider(**changes: object) -> None:
    view = ProviderView(
        name="far", label="Far", local=False, is_model=True, ready=True, reason="", default=True
    )
    session.state().snapshot = Snapshot(providers=(replace(view, **changes),))  # type: ignore[arg-type]


def test_without_online_access_generate_is_grey_and_says_why() -> None:
    assert not bpy.app.online_access
    properties.panel().prompt = "a chair"
    _with_provider()
    assert not bpy.ops.ll3m.asset_generate.poll()
    with pytest.raises(RuntimeError, match=r"[Oo]nline access|offline mode"):
        bpy.ops.ll3m.asset_generate(prompt="a chair")
    _with_provider(local=True)
    assert bpy.ops.ll3m.asset_generate.poll()
