# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions in the scene: compared, previewed, pulled, pushed, detached; and by the artist's hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.beside import PartEdit  # noqa: E402
from ll3m.bridge.contract.errors import HostError, NotFound  # noqa: E402
from ll3m.ll3m_addon.blender import collections as tree  # noqa: E402
from ll3m.ll3m_addon.blender import (  # noqa: E402
    compare,
    detach,
    part_properties,
    place,
    preview_values,
    push,
)
from ll3m.ll3m_addon.core.seams import Placement  # noqa: E402

CHAIR = "a_0123456789abcdef"
Make = Callable[..., Placement]


def state() -> dict[int, list[bool]]:
    """What lies in the scene: number -> whether each copy of it is visible."""
    found: dict[int, list[bool]] = {}
    for each in tree.versions_in(bpy.context.scene, CHAIR):
        found.setdefault(each.number, []).append(each.visible)
    return found


def span(collection: Any) -> tuple[float, float]:
    """From where to where it reaches along X, measured while it is shown."""
    hidden, collection.hide_viewport = collection.hide_viewport, False
    bpy.context.view_layer.update()
    found = compare._span(collection)
    collection.hide_viewport = hidden
    return found


@pytest.fixture
def undo(empty_file: None) -> None:
    """An undo stack that begins here, as a window's does."""
    bpy.context.preferences.edit.use_global_undo = True
    bpy.ops.ed.undo_push(message="start")


# ---------------------------------------------------------------- comparing


def test_two_versions_stand_beside_each_other_and_go_back(folder: Path, version_of: Make) -> None:
    place.place(version_of(folder, 1))
    compare.begin(version_of(folder, 1), version_of(folder, 2))
    one, two = (tree.find_version(None, CHAIR, number) for number in (1, 2))
    assert state() == {1: [True], 2: [True]}
    assert span(two)[0] > span(one)[1]
    assert two.all_objects["Seat.001"].location.x == 0  # the artist's own value stays
    assert tree.is_compared(CHAIR)
    assert compare.end(CHAIR) == [1]
    assert state() == {1: [True], 2: [False]}
    assert span(two) == span(one)
    assert not tree.is_compared(CHAIR)


def test_a_comparison_survives_saving_and_opening_and_ends_from_the_file_alone(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    compare.begin(version_of(folder, 1), version_of(folder, 2))
    file = str(tmp_path / "compared.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file)
    bpy.ops.wm.open_mainfile(filepath=file)
    assert tree.is_compared(CHAIR)
    assert compare.end(CHAIR) == [1]
    two = tree.find_version(None, CHAIR, 2)
    assert span(two)[0] == pytest.approx(0, abs=1e-6)


def test_activating_a_version_ends_the_comparison(folder: Path, version_of: Make) -> None:
    compare.begin(version_of(folder, 1), version_of(folder, 2))
    assert tree.show_only(CHAIR, 2)
    assert state() == {1: [False], 2: [True]}
    assert span(tree.find_version(None, CHAIR, 2))[0] == pytest.approx(0, abs=1e-6)


def test_another_comparison_begins_from_where_the_versions_belong(
    folder: Path, version_of: Make
) -> None:
    compare.begin(version_of(folder, 1), version_of(folder, 2))
    compare.begin(version_of(folder, 2), version_of(folder, 3))
    assert state() == {1: [False], 2: [True], 3: [True]}
    assert span(tree.find_version(None, CHAIR, 2))[0] == pytest.approx(0, abs=1e-6)
    assert compare.end(CHAIR) == [2]


def test_a_comparison_that_fails_leaves_the_scene_as_it_was(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    place.place(version_of(folder, 1))
    before = place.known_blocks()
    with pytest.raises(HostError):
        compare.begin(version_of(folder, 1), version_of(tmp_path / "nowhere", 2))
    assert place.known_blocks() == before
    assert state() == {1: [True]}


# ---------------------------------------------------------------- previews


def test_a_preview_takes_the_version_s_place_and_the_next_one_takes_its(
    folder: Path, version_of: Make
) -> None:
    place.place(version_of(folder, 1))
    version_only = place.known_blocks()
    preview_values.show(version_of(folder, 1), {"SEAT_HEIGHT": 0.5})
    assert state() == {1: [False]}
    first = place.known_blocks()
    preview_values.show(version_of(folder, 1), {"SEAT_HEIGHT": 0.6})
    assert len(place.known_blocks()) == len(first)
    (shown,) = tree.previews_in(CHAIR)
    assert shown.name == "LL3M/Red Armchair/v001 preview"
    assert tree.shown_values(CHAIR, 1) == {"SEAT_HEIGHT": 0.6}
    assert preview_values.end(CHAIR)
    assert place.known_blocks() == version_only
    assert state() == {1: [True]}
    assert not preview_values.end(CHAIR)


def test_a_preview_that_fails_keeps_what_was_shown(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    place.place(version_of(folder, 1))
    preview_values.show(version_of(folder, 1), {"SEAT_HEIGHT": 0.5})
    before = place.known_blocks()
    with pytest.raises(HostError):
        preview_values.show(version_of(tmp_path / "nowhere", 1), {"SEAT_HEIGHT": 0.6})
    assert place.known_blocks() == before
    assert tree.shown_values(CHAIR, 1) == {"SEAT_HEIGHT": 0.5}


def test_a_finished_version_takes_the_preview_away(folder: Path, version_of: Make) -> None:
    place.place(version_of(folder, 1))
    preview_values.show(version_of(folder, 1), {"SEAT_HEIGHT": 0.5})
    place.place(version_of(folder, 2))
    assert tree.previews_in() == []
    assert state() == {1: [False], 2: [True]}
    bare = [block for block in bpy.data.meshes if not block.users]
    assert bare == []


def test_each_settled_preview_is_one_undo_step(undo: None, folder: Path, version_of: Make) -> None:
    place.place(version_of(folder, 1))
    preview_values.show(version_of(folder, 1), {"SEAT_HEIGHT": 0.5})
    preview_values.show(version_of(folder, 1), {"SEAT_HEIGHT": 0.6})
    bpy.ops.ed.undo()
    assert tree.shown_values(CHAIR, 1) == {"SEAT_HEIGHT": 0.5}
    bpy.ops.ed.undo()
    assert tree.shown_values(CHAIR, 1) == {}
    assert state() == {1: [True]}
    bpy.ops.ed.redo()
    assert tree.shown_values(CHAIR, 1) == {"SEAT_HEIGHT": 0.5}
    assert state() == {1: [False]}


# ---------------------------------------------------------------- undo


def test_undo_and_redo_of_placing_comparing_and_detaching_tell_the_truth(
    undo: None, folder: Path, version_of: Make
) -> None:
    place.place(version_of(folder, 1))
    compare.begin(version_of(folder, 1), version_of(folder, 2))
    detach.detach(CHAIR, 2)
    assert state() == {1: [True]}
    bpy.ops.ed.undo()
    assert state() == {1: [True], 2: [True]}
    assert tree.is_compared(CHAIR)
    bpy.ops.ed.undo()
    assert state() == {1: [True]}
    assert not tree.is_compared(CHAIR)
    bpy.ops.ed.undo()
    assert state() == {}
    for expected in ({1: [True]}, {1: [True], 2: [True]}, {1: [True]}):
        assert bpy.ops.ed.redo() == {"FINISHED"}
        assert state() == expected


def test_undo_and_redo_of_activating_renaming_and_editing_parts_tell_the_truth(
    undo: None, folder: Path, version_of: Make
) -> None:
    place.place(version_of(folder, 1))
    place.place(version_of(folder, 2))

    def look() -> tuple[dict[int, list[bool]], str, Any]:
        one: Any = tree.find_version(None, CHAIR, 1)
        return state(), one.name, one.all_objects["Seat"].get("part_name")

    seen = [look()]
    place.place(version_of(folder, 1))  # as ``activate`` and ``pull`` do
    seen.append(look())
    detach.rename(CHAIR, "Blue Stool")
    seen.append(look())
    part_properties.write(CHAIR, 1, {"Seat": PartEdit(part_name="seat")})
    seen.append(look())
    assert seen == [
        ({1: [False], 2: [True]}, "LL3M/Red Armchair/v001", None),
        ({1: [True], 2: [False]}, "LL3M/Red Armchair/v001", None),
        ({1: [True], 2: [False]}, "LL3M/Blue Stool/v001", None),
        ({1: [True], 2: [False]}, "LL3M/Blue Stool/v001", "seat"),
    ]
    for expected in reversed(seen[:-1]):
        bpy.ops.ed.undo()
        assert look() == expected
    for expected in seen[1:]:
        bpy.ops.ed.redo()
        assert look() == expected


def test_pushing_leaves_no_undo_step_and_nothing_behind(
    undo: None, folder: Path, version_of: Make, tmp_path: Path
) -> None:
    place.place(version_of(folder, 1))
    place.place(version_of(folder, 2))
    push.write(CHAIR, 2, tmp_path / "edited.blend")
    bpy.ops.ed.undo()
    assert state() == {1: [True]}  # the step before, not one of pushing
    assert not [each for each in bpy.data.collections if each.name.startswith("LL3M result")]


def test_everything_that_was_done_survives_saving_and_opening(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    for number in (1, 2, 3):
        place.place(version_of(folder, number))
    detach.detach(CHAIR, 3)
    detach.rename(CHAIR, "Blue Stool")
    place.place(version_of(folder, 1, name="Blue Stool"))
    preview_values.show(version_of(folder, 1, name="Blue Stool"), {"SEAT_HEIGHT": 0.5})
    file = str(tmp_path / "kept.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file)
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    assert state() == {}
    bpy.ops.wm.open_mainfile(filepath=file)
    assert state() == {1: [False], 2: [False]}
    assert tree.shown_values(CHAIR, 1) == {"SEAT_HEIGHT": 0.5}
    assert "Red Armchair/v003" in bpy.data.collections
    assert preview_values.end(CHAIR)
    assert state() == {1: [True], 2: [False]}
    one: Any = tree.find_version(None, CHAIR, 1)
    assert one["ll3m_source"].as_string() == version_of(folder, 1).version.source


def test_a_source_renamed_or_deleted_by_hand_is_told_as_it_is(
    folder: Path, version_of: Make
) -> None:
    made: Any = place.place(version_of(folder, 1))
    made["ll3m_source"].name = "my script"
    assert made["ll3m_source"].name == "my script"
    bpy.data.texts.remove(made["ll3m_source"])
    assert made.get("ll3m_source") is None
    assert detach.rename(CHAIR, "Blue Stool")
    assert state() == {1: [True]}
    place.place(version_of(folder, 2, name="Blue Stool"))
    assert detach.detach(CHAIR, 1)[1] == 2


# ---------------------------------------------------------------- detach, rename


def test_a_detached_version_is_the_artist_s_own(folder: Path, version_of: Make) -> None:
    place.place(version_of(folder, 1))
    made = place.place(version_of(folder, 2))
    made.objects[0].location.x = 5
    assert detach.detach(CHAIR, 2) == (["Red Armchair/v002"], 2)
    assert state() == {1: [False]}
    own = bpy.context.scene.collection.children["Red Armchair/v002"]
    assert not [key for key in own.keys() if key.startswith("ll3m")]  # noqa: SIM118
    assert own.objects[0].location.x == 5
    again = place.place(version_of(folder, 2))  # ours comes anew; theirs stays
    assert again != own
    assert own.name == "Red Armchair/v002"
    assert detach.detach(CHAIR, 2)[0] == ["Red Armchair/v002.001"]
    detach.detach(CHAIR, 1)
    assert not [block for block in bpy.data.collections if block.name.startswith("LL3M")]
    with pytest.raises(NotFound):
        detach.detach(CHAIR, 1)


def test_collections_and_texts_follow_the_asset_s_name_and_the_artist_s_names_stay(
    folder: Path, version_of: Make
) -> None:
    for number in (1, 2):
        place.place(version_of(folder, number))
    by_hand = tree.find_version(None, CHAIR, 1)
    by_hand.name = "my favourite"
    assert detach.rename(CHAIR, "Blue Stool")
    assert by_hand.name == "my favourite"
    made: Any = tree.find_version(None, CHAIR, 2)
    assert made.name == "LL3M/Blue Stool/v002"
    assert made["ll3m_source"].name == "LL3M/Blue Stool/v002.py"
    assert made["ll3m_asset_name"] == "Blue Stool"
    assert place.place(version_of(folder, 3, name="Blue Stool")).name == "LL3M/Blue Stool/v003"
    assert not detach.rename("a_ffffffffffffffff", "Nothing")


# ---------------------------------------------------------------- by the artist's hands


def test_renaming_in_the_outliner_changes_nothing_of_what_belongs_to_what(
    folder: Path, version_of: Make
) -> None:
    made = place.place(version_of(folder, 1))
    made.name, made.objects[0].name = "things", "renamed"
    bpy.data.collections["LL3M/Red Armchair"].name = "v001"
    assert state() == {1: [True]}
    assert tree.owner_of(made.objects[0]).number == 1
    place.place(version_of(folder, 2))
    assert state() == {1: [False], 2: [True]}


def test_a_version_deleted_by_hand_is_gone_and_comes_back_whole(
    folder: Path, version_of: Make
) -> None:
    made = place.place(version_of(folder, 1))
    bpy.data.batch_remove(list(made.all_objects))
    bpy.data.collections.remove(made)
    assert state() == {}
    assert place.place(version_of(folder, 1)).name == "LL3M/Red Armchair/v001"
    assert state() == {1: [True]}
    assert len(tree.find_version(None, CHAIR, 1).all_objects) == 2


def test_a_version_that_was_emptied_by_hand_comes_back_whole(
    folder: Path, version_of: Make
) -> None:
    made = place.place(version_of(folder, 1))
    bpy.data.batch_remove(list(made.all_objects))
    made = place.place(version_of(folder, 1))
    assert len(made.all_objects) == 2
    assert state() == {1: [True]}


@pytest.mark.parametrize("which", ["LL3M", "LL3M/Red Armchair"])
def test_a_hierarchy_deleted_by_hand_is_gone_and_leaves_no_name_behind(
    folder: Path, version_of: Make, which: str
) -> None:
    place.place(version_of(folder, 1))
    for scene in bpy.data.scenes:
        for parent in [scene.collection, *scene.collection.children_recursive]:
            if which in parent.children:
                parent.children.unlink(bpy.data.collections[which])
    assert state() == {}
    made = place.place(version_of(folder, 1))
    assert made.name == "LL3M/Red Armchair/v001"
    assert state() == {1: [True]}


def test_a_collection_duplicated_by_hand_is_a_copy_that_follows(
    folder: Path, version_of: Make
) -> None:
    made = place.place(version_of(folder, 1))
    copy = made.copy()
    for item in made.objects:
        twin: Any = item.copy()
        copy.objects.link(twin)
        copy.objects.unlink(item)
    bpy.data.collections["LL3M/Red Armchair"].children.link(copy)
    assert state() == {1: [True, True]}
    place.place(version_of(folder, 2))
    assert state() == {1: [False, False], 2: [True]}
    names, objects = detach.detach(CHAIR, 1)
    assert (len(names), objects) == (2, 4)


def test_an_object_duplicated_by_hand_belongs_to_the_version_and_is_saved_with_it(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    made = place.place(version_of(folder, 1))
    bpy.ops.object.select_all(action="DESELECT")
    made.objects["Seat"].select_set(True)
    bpy.ops.object.duplicate()
    assert len(made.all_objects) == 3
    assert push.write(CHAIR, None, tmp_path / "edited.blend") == 1
    with bpy.data.libraries.load(str(tmp_path / "edited.blend")) as (found, _):
        assert list(found.collections) == ["LL3M result"]
        assert len(found.objects) == 3


def test_a_version_appended_from_another_file_belongs_to_its_asset(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    place.place(version_of(folder, 1))
    file = str(tmp_path / "other.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file)
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    with bpy.data.libraries.load(file) as (found, wanted):
        wanted.collections = [n for n in found.collections if n.endswith("v001")]
    bpy.context.scene.collection.children.link(wanted.collections[0])
    assert state() == {1: [True]}
    assert wanted.collections[0]["ll3m_source"].name == "LL3M/Red Armchair/v001.py"
    place.place(version_of(folder, 2))
    assert state() == {1: [False], 2: [True]}


def test_a_linked_version_is_seen_and_never_written_to(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    place.place(version_of(folder, 1))
    file = str(tmp_path / "other.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file)
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    with bpy.data.libraries.load(file, link=True) as (found, wanted):
        wanted.collections = [n for n in found.collections if n.endswith("v001")]
    linked = wanted.collections[0]
    bpy.context.scene.collection.children.link(linked)
    assert state() == {1: [True]}
    place.place(version_of(folder, 2))
    assert state() == {1: [True], 2: [True]}
    assert not detach.rename("a_ffffffffffffffff", "x")
    with pytest.raises(NotFound):
        detach.detach(CHAIR, 1)
    own = place.place(version_of(folder, 1))  # one of our own comes beside the link
    assert own.library is None
    assert push.write(CHAIR, 1, tmp_path / "edited.blend") == 1


# ---------------------------------------------------------------- push and parts


def test_what_is_written_for_pushing_is_the_version_as_edited_and_the_scene_stays(
    folder: Path, version_of: Make, tmp_path: Path
) -> None:
    compare.begin(version_of(folder, 1), version_of(folder, 2))
    two = tree.find_version(None, CHAIR, 2)
    two.objects[0].location.z = 3
    aside = span(two)
    before = place.known_blocks()
    assert push.write(CHAIR, 2, tmp_path / "edited.blend") == 2
    assert place.known_blocks() == before
    assert span(two) == aside
    with bpy.data.libraries.load(str(tmp_path / "edited.blend")) as (_, wanted):
        wanted.collections = ["LL3M result"]
    items = wanted.collections[0].all_objects
    assert max(item.location.z for item in items) == 3
    assert all(item.delta_location.x == 0 for item in items)
    with pytest.raises(NotFound):
        push.write(CHAIR, 7, tmp_path / "edited.blend")


def test_what_is_said_of_parts_stands_on_the_objects_and_is_read_from_them(
    folder: Path, version_of: Make
) -> None:
    place.place(version_of(folder, 1))
    made = place.place(version_of(folder, 2))  # its objects are Seat.001 and Leg.001
    edit = PartEdit(part_name="seat", used_for=["sitting", "leaning"], material={"type": "oak"})
    assert part_properties.write(CHAIR, 2, {"Seat": edit}) == 1
    seat = made.objects["Seat.001"]
    assert part_properties.read(seat) == {
        "part_name": "seat", "component_of": None, "used_for": ["sitting", "leaning"],
        "material": {"type": "oak"},
    }  # fmt: skip
    part_properties.write(CHAIR, 2, {"Seat": PartEdit(part_name="", used_for=[])})
    assert part_properties.read(seat)["part_name"] is None
    assert part_properties.read(seat)["material"] == {"type": "oak"}


@pytest.mark.parametrize("value", [1, 2.5, [1.0, 2.0], "x" * 5000, "a\nb\tc"])
def test_odd_properties_of_a_script_do_no_harm(value: Any) -> None:
    item = bpy.data.objects.new("odd", None)
    item["part_name"] = item["used_for"] = item["material_type"] = value
    found = part_properties.read(item)
    assert found["part_name"] is None or len(found["part_name"]) <= 300
    assert all(len(text) <= 300 for text in found["used_for"])
