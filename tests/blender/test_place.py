# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions come into the open scene whole, or not at all, and disturb nothing there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.errors import HostError  # noqa: E402
from ll3m.ll3m_addon.blender import collections as tree  # noqa: E402
from ll3m.ll3m_addon.blender import place  # noqa: E402
from ll3m.ll3m_addon.core.seams import Placement  # noqa: E402


@pytest.fixture(autouse=True)
def user_scene(empty_file: None) -> None:
    """A scene with the artist's own selected and active cube."""
    bpy.ops.mesh.primitive_cube_add(location=(3, 0, 0))
    bpy.context.object.name = "Mine"


def test_a_version_gets_its_own_collection_under_its_asset(
    folder: Path, version_of: Callable[..., Placement]
) -> None:
    made = place.place(version_of(folder))
    root = bpy.context.scene.collection.children["LL3M"]
    asset = root.children["LL3M/Red Armchair"]
    assert asset.children["LL3M/Red Armchair/v001"] == made
    assert {item.name for item in made.objects} == {"Seat", "Leg"}
    assert "Collection" not in bpy.data.collections  # the jail's scene had one; it says nothing


def test_provenance_and_source_lie_beside_the_version(
    source: str, folder: Path, version_of: Callable[..., Placement]
) -> None:
    made = place.place(version_of(folder, number=2))
    assert made["ll3m_asset"] == "a_0123456789abcdef"
    assert made["ll3m_version"] == 2
    assert made["ll3m_prompt"] == "a red armchair"
    assert made["ll3m_feedback"] == "taller"
    assert made["ll3m_source"].as_string() == source
    assert made["ll3m_source"].name == "LL3M/Red Armchair/v002.py"
    assert not made["ll3m_source"].use_module


def test_selection_active_object_and_active_collection_stay(
    folder: Path, version_of: Callable[..., Placement]
) -> None:
    layer = bpy.context.view_layer
    place.place(version_of(folder))
    assert [item.name for item in layer.objects if item.select_get()] == ["Mine"]
    assert layer.objects.active.name == "Mine"
    assert layer.active_layer_collection.collection == bpy.context.scene.collection


def test_exactly_one_version_is_visible(folder: Path, version_of: Callable[..., Placement]) -> None:
    for number in (1, 2, 3):
        place.place(version_of(folder, number))
    shown = [each.number for each in tree.versions_in(bpy.context.scene) if each.visible]
    assert shown == [3]
    assert tree.show_only("a_0123456789abcdef", 2)
    shown = [each.number for each in tree.versions_in(bpy.context.scene) if each.visible]
    assert shown == [2]
    assert not tree.show_only("a_0123456789abcdef", 9)


def test_placing_a_version_twice_keeps_what_the_artist_changed(
    folder: Path, version_of: Callable[..., Placement]
) -> None:
    made = place.place(version_of(folder))
    made.objects["Seat"].location.x = 7
    place.place(version_of(folder))
    assert len(list(tree.versions_in())) == 1
    assert made.objects["Seat"].location.x == 7


def test_two_assets_of_one_name_get_collections_of_their_own(
    folder: Path, version_of: Callable[..., Placement]
) -> None:
    place.place(version_of(folder))
    other = version_of(folder)
    other = Placement(
        other.version.model_copy(update={"asset_id": "a_fedcba9876543210"}), folder, "Red Armchair"
    )
    made = place.place(other)
    assert made.name == "LL3M/Red Armchair 2/v001"
    assert "LL3M/Red Armchair 2" in bpy.data.collections


def test_a_renamed_collection_still_belongs_to_its_asset(
    folder: Path, version_of: Callable[..., Placement]
) -> None:
    place.place(version_of(folder)).name = "my chair"
    bpy.data.collections["LL3M/Red Armchair"].name = "chairs"
    bpy.data.collections["LL3M"].name = "things"
    made = place.place(version_of(folder, number=2))
    assert bpy.data.collections["chairs"].children[made.name] == made


@pytest.mark.parametrize("name", ["Ж" * 200, "x/y\\z\n", "🪑" * 60, "   ", "v003"])
def test_any_name_fits_and_keeps_whole_characters(
    folder: Path, version_of: Callable[..., Placement], name: str
) -> None:
    made = place.place(version_of(folder, name=name))
    for block in (made, made["ll3m_source"]):
        assert len(block.name.encode()) <= 63
        assert block.name.count("/") == 2
        assert "�" not in block.name


@pytest.mark.parametrize("damage", ["missing", "torn", "empty"])
def test_a_file_that_can_not_be_placed_leaves_the_scene_as_it_was(
    folder: Path, version_of: Callable[..., Placement], damage: str
) -> None:
    file = folder / "model.blend"
    if damage == "missing":
        file.unlink()
    elif damage == "torn":
        file.write_bytes(b"BLENDER-v500" + b"\0" * 100)
    else:
        other = bpy.data.collections.new("another")
        bpy.data.libraries.write(str(file), {other})
        bpy.data.collections.remove(other)
    before = place.known_blocks()
    with pytest.raises(HostError):
        place.place(version_of(folder))
    assert place.known_blocks() == before
    assert "LL3M" not in bpy.data.collections


def test_a_failure_after_appending_takes_everything_out_again(
    folder: Path, version_of: Callable[..., Placement], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.place(version_of(folder))
    before = place.known_blocks()

    def fail(asset_id: str, number: int) -> bool:
        next(iter(tree.versions_in())).collection.hide_viewport = True
        raise MemoryError("no memory left")

    monkeypatch.setattr(place.tree, "show_only", fail)
    with pytest.raises(MemoryError):
        place.place(version_of(folder, number=2))
    assert place.known_blocks() == before
    assert [each.visible for each in tree.versions_in()] == [True]


def test_versions_survive_saving_and_opening_the_file(
    source: str, folder: Path, version_of: Callable[..., Placement], tmp_path: Path
) -> None:
    place.place(version_of(folder))
    place.place(version_of(folder, number=2))
    file = tmp_path / "saved.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(file))
    bpy.ops.wm.open_mainfile(filepath=str(file))
    found = {each.number: each.visible for each in tree.versions_in(bpy.context.scene)}
    assert found == {1: False, 2: True}
    again = tree.find_version(None, "a_0123456789abcdef", 2)
    assert again is not None
    assert again["ll3m_source"].as_string() == source
