# SPDX-License-Identifier: GPL-3.0-or-later
"""Each repair mends what its check found, keeps what is right, and is offered where it is safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from ll3m.bridge.contract.remake import Fix

pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender.fix import FIX_OF, FIXES, repair

Spoil = Callable[[Any], object]


def turned_over(model: Any) -> None:
    model.box("Bad", at=(0, 0, 0.5)).data.polygons[0].flip()


def loose(model: Any) -> None:
    points = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (5, 5, 0)]
    model.mesh("Bad", points, [(0, 1, 2)])


def without_area(model: Any) -> None:
    points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (1, 1e-9, 0)]
    model.mesh("Bad", points, [(0, 4, 2, 3), (0, 1, 4)])


def twice(model: Any) -> None:
    points = [(0, 0, 0), (1, 0, 0), (0, 1, 0)]
    model.mesh("Bad", points * 2, [(0, 1, 2), (3, 4, 5)])


def with_uvs(model: Any) -> Any:
    box = model.box("Bad", at=(0, 0, 0.5))
    box.data.uv_layers.new(name="UVMap")
    return box


def mirrored(model: Any) -> None:
    model.box("Bad", at=(0, 0, 0.5)).scale = (-1, 2, 1)


def empty(model: Any) -> None:
    model.mesh("Bad", [], [])


SPOILS: dict[str, Spoil] = {
    "flipped_normals": lambda model: model.box("Bad", at=(0, 0, 0.5), inside_out=True),
    "inconsistent_winding": turned_over,
    "zero_area_faces": without_area,
    "loose_geometry": loose,
    "overlapping_faces": twice,
    "missing_materials": lambda model: model.box("Bad", at=(0, 0, 0.5), material=None),
    "missing_uvs": lambda model: model.box("Bad", at=(0, 0, 0.5)),
    "negative_scale": mirrored,
    "zero_size": empty,
    "ground_contact": lambda model: model.box("Bad", at=(0, 0, 0.2)),
}


def report(model: Any) -> dict[str, Any]:
    return {item["check"]: item for item in model.measure()[1]["items"]}


def shape(model: Any, name: str) -> tuple[Any, ...]:
    """What must not change of an object that is right."""
    item = model.collection.objects[name]
    data = item.data
    points = [tuple(round(value, 6) for value in vertex.co) for vertex in data.vertices]
    faces = [tuple(face.vertices) for face in data.polygons]
    return points, faces, [mat.name for mat in data.materials], tuple(item.location)


def test_each_check_that_offers_a_repair_has_a_case_here() -> None:
    assert set(SPOILS) == set(FIX_OF)
    assert set(FIX_OF.values()) == set(FIXES) == set(get_args(Fix))


@pytest.mark.parametrize("check", SPOILS)
def test_what_a_check_finds_its_repair_mends_and_what_is_right_stays(
    model: Any, check: str
) -> None:
    with_uvs(model).name = "Good"
    before = shape(model, "Good")
    assert check not in {name for name, item in report(model).items() if not item["ok"]}
    SPOILS[check](model)
    found = report(model)[check]
    assert not found["ok"]
    assert found["fix"] == FIX_OF[check]
    repair(model.collection, [found["fix"]])
    after = report(model)[check]
    assert after["ok"], after["what"]
    assert after["fix"] is None
    if check != "ground_contact":  # it moves the whole model
        assert shape(model, "Good") == before


@pytest.mark.parametrize("check", SPOILS)
def test_a_repair_that_has_nothing_to_mend_changes_nothing(model: Any, check: str) -> None:
    with_uvs(model).name = "Good"
    before = shape(model, "Good")
    repair(model.collection, [FIX_OF[check]])
    assert shape(model, "Good") == before


def test_a_mirrored_body_is_still_itself_after_its_scale_is_applied(model: Any) -> None:
    mirrored(model)
    before = model.measure()[0]
    repair(model.collection, ["scale"])
    after = model.measure()[0]
    assert after["bounding_box"] == before["bounding_box"]
    assert tuple(model.collection.objects["Bad"].scale) == (1, 1, 1)
    assert report(model)["flipped_normals"]["ok"]


def test_what_a_modifier_or_a_child_needs_is_not_removed(model: Any) -> None:
    import bpy

    empty(model)
    child = model.box("Child", at=(0, 0, 0.5))
    child.parent = model.collection.objects["Bad"]
    wire = model.mesh("Wire", [(0, 0, 0), (0, 0, 1)], [])
    wire.modifiers.new("Skin", "SKIN")
    repair(model.collection, ["empty", "loose"])
    assert {item.name for item in model.collection.objects} == {"Bad", "Child", "Wire"}
    assert len(bpy.data.objects["Wire"].data.vertices) == 2  # pyright: ignore


def test_a_repair_that_nobody_knows_is_an_error(model: Any) -> None:
    with pytest.raises(KeyError):
        repair(model.collection, ["polish"])
