# SPDX-License-Identifier: GPL-3.0-or-later
"""Sliders have their parameters' types and ranges, follow the scene, and make versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import collections as tree  # noqa: E402
from ll3m.ll3m_addon.blender import registration, session, sliders  # noqa: E402
from ll3m.ll3m_addon.core.parameters import read_parameters  # noqa: E402

SOURCE = """import bpy

# Sizes
SIZE = 1.0  # m, 0.5..2
COUNT = 3  # count, 1..9
FREE = 0.4
ROUND = True
WOOD = "oak"  # one of: oak, walnut
SIGN = "Open"
COLOUR = (0.2, 0.3, 0.4)  # RGB
PLACE = (1.0, -2.0)  # m, -5..5
for n in range(COUNT):
    bpy.ops.mesh.primitive_cube_add(size=SIZE * FREE, location=(n * SIZE, *PLACE))
print(ROUND, WOOD, SIGN, COLOUR)
"""
PARAMETERS = tuple(read_parameters(SOURCE))


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


@pytest.fixture
def group() -> Any:
    """The sliders of the script above."""
    sliders.show("a_0123456789abcdef", 1, PARAMETERS)
    return sliders.values()


def test_each_parameter_is_a_property_of_its_type_and_range(group: Any) -> None:
    kinds = {p.identifier: p for p in group.bl_rna.properties if p.identifier.isupper()}
    assert {name: p.type for name, p in kinds.items()} == {
        "SIZE": "FLOAT", "COUNT": "INT", "FREE": "FLOAT", "ROUND": "BOOLEAN", "WOOD": "ENUM",
        "SIGN": "STRING", "COLOUR": "FLOAT", "PLACE": "FLOAT",
    }  # fmt: skip
    assert (kinds["SIZE"].hard_min, kinds["SIZE"].hard_max) == (0.5, 2)
    assert (kinds["COUNT"].hard_min, kinds["COUNT"].hard_max) == (1, 9)
    assert kinds["FREE"].soft_max == pytest.approx(1.6)
    assert kinds["FREE"].hard_max > 1e6  # a guess bounds the slider, not what may be typed
    assert (kinds["COLOUR"].subtype, kinds["COLOUR"].array_length) == ("COLOR", 3)
    assert kinds["PLACE"].array_length == 2
    assert [item.identifier for item in kinds["WOOD"].enum_items] == ["oak", "walnut"]
    assert kinds["SIZE"].name == "Size (m)"


def test_only_what_was_moved_counts_as_changed_in_the_contract_s_types(group: Any) -> None:
    assert sliders.changed_values() == {}
    group.SIZE, group.COUNT, group.ROUND, group.WOOD = 1.25, 4, False, "walnut"
    group.COLOUR = (0.2, 0.3, 0.5)
    assert sliders.changed_values() == {
        "SIZE": 1.25, "COUNT": 4, "ROUND": False, "WOOD": "walnut", "COLOUR": [0.2, 0.3, 0.5],
    }  # fmt: skip
    group.SIZE = 99
    assert group.SIZE == 2
    sliders.reset()
    assert sliders.changed_values() == {}


def test_another_version_of_the_same_shape_keeps_the_class_and_brings_its_values(
    group: Any,
) -> None:
    kind = type(group)
    other = tuple(read_parameters(SOURCE.replace("SIZE = 1.0", "SIZE = 1.5")))
    sliders.show("a_0123456789abcdef", 2, other)
    assert type(sliders.values()) is kind
    assert sliders.values().SIZE == 1.5
    assert sliders.changed_values() == {}
    sliders.show("a_0123456789abcdef", 3, PARAMETERS[:2])
    assert [p.identifier for p in sliders.values().bl_rna.properties if p.identifier.isupper()] == [
        "SIZE", "COUNT",
    ]  # fmt: skip
    sliders.show("", 0, ())
    assert sliders.values() is None


def test_sliders_stand_where_the_scene_s_preview_stands(group: Any) -> None:
    shown = bpy.data.collections.new("preview")
    bpy.context.scene.collection.children.link(shown)
    shown[tree.ASSET], shown[tree.PREVIEW] = "a_0123456789abcdef", 1
    shown[tree.VALUES] = '{"SIZE": 1.75, "PLACE": [2.0, 3.0]}'
    sliders.sync()
    assert sliders.changed_values() == {"SIZE": 1.75, "PLACE": [2.0, 3.0]}
    bpy.data.collections.remove(shown)
    sliders.sync()
    assert sliders.changed_values() == {}


def test_opening_a_file_and_disabling_leave_no_class_behind(group: Any) -> None:
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    sliders.show("a_0123456789abcdef", 1, PARAMETERS)
    assert sliders.values().SIZE == 1.0
    registration.unregister()
    assert not hasattr(bpy.types.WindowManager, "ll3m_values")
    assert not hasattr(bpy.types, "LL3M_PG_values")
    registration.register("ll3m")


def test_the_artist_s_road_from_a_slider_to_versions_and_back() -> None:
    bpy.ops.ll3m.asset_generate(prompt="a blue mug", preview=0, wait=True)
    (first,) = tree.versions_in(bpy.context.scene)
    which = {"asset_id": first.asset_id, "number": 1}
    first.collection[tree.SOURCE].from_string(SOURCE)
    assert bpy.ops.ll3m.version_make(**which, wait=True) == {"FINISHED"}
    visible = [each for each in tree.versions_in() if each.visible]
    assert [each.number for each in visible] == [2]
    assert len(visible[0].collection.all_objects) == 3
    sliders.show(first.asset_id, 2, PARAMETERS)
    sliders.values().COUNT = 5
    assert bpy.ops.ll3m.version_preview(asset_id=first.asset_id, number=2) == {"FINISHED"}
    assert tree.shown_values(first.asset_id, 2) == {"COUNT": 5}
    assert bpy.ops.ll3m.preset_save(asset_id=first.asset_id, name="Five") == {"FINISHED"}
    bpy.ops.ll3m.version_set_parameters(asset_id=first.asset_id, number=2, wait=True)
    (shown,) = [each for each in tree.versions_in() if each.visible]
    assert (shown.number, len(shown.collection.all_objects)) == (3, 5)
    sliders.show(first.asset_id, 2, PARAMETERS)
    bpy.ops.ll3m.preset_apply(asset_id=first.asset_id, number=2, name="Five", wait=True)
    assert max(each.number for each in tree.versions_in()) == 4
    bpy.ops.ll3m.version_show_beside(asset_id=first.asset_id, number=2, other=3)
    assert sorted(each.number for each in tree.versions_in() if each.visible) == [2, 3]
    bpy.ops.ll3m.version_difference()
    assert "+COUNT = 5  # count, 1..9" in bpy.data.texts["LL3M v002 to v003.diff"].as_string()
    bpy.ops.ll3m.version_show_alone(asset_id=first.asset_id)
    bpy.ops.ll3m.version_fix(asset_id=first.asset_id, number=2, wait=True)
    bpy.ops.ll3m.asset_edit(asset_id=first.asset_id, name="Row")
    assert "LL3M/Row/v002" in bpy.data.collections
    bpy.ops.ll3m.version_push(asset_id=first.asset_id, number=2, wait=True)
    bpy.ops.ll3m.version_edit_parts(
        asset_id=first.asset_id,
        number=2,
        part="Cube",
        part_name="step",
        used_for="climbing, sitting",
    )
    bpy.ops.ll3m.version_detach(asset_id=first.asset_id, number=2)
    bpy.ops.ll3m.version_branch(asset_id=first.asset_id, number=3, name="Other")
    assert len({each.asset_id for each in tree.versions_in()}) == 2
    bpy.ops.ll3m.version_pull(asset_id=first.asset_id, number=2)
    assert tree.find_version(None, first.asset_id, 2) is not None
