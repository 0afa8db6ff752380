# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts are counted on the evaluated objects, and fit the contract."""

from __future__ import annotations

import math
from typing import Any

import pytest
from ll3m.bridge.contract.code import Facts


def test_facts_fit_the_contract_to_the_letter(armchair: Any) -> None:
    facts, _ = armchair.measure()
    assert Facts.model_validate(facts, strict=True).model_dump() == facts
    assert set(facts) == set(Facts.model_fields)


def test_the_box_is_in_metres_and_world_space(armchair: Any) -> None:
    box = armchair.measure()[0]["bounding_box"]
    assert box["min"] == pytest.approx([-0.4, -0.35, 0.0])
    assert box["max"] == pytest.approx([0.4, 0.35, 1.0])


def test_modifiers_count(armchair: Any) -> None:
    parts = {part["name"]: part for part in armchair.measure()[0]["parts"]}
    assert parts["Seat"]["faces"] == 6
    assert parts["Back"]["faces"] > 6
    assert parts["Back"]["dimensions"] == pytest.approx([0.8, 0.15, 0.6])


def test_totals_are_the_sums_of_the_parts(armchair: Any) -> None:
    facts, _ = armchair.measure()
    assert facts["objects"] == len(facts["parts"]) == 8
    for number in ("vertices", "faces"):
        assert facts[number] == sum(part[number] for part in facts["parts"])
    assert facts["materials"] == ["Red", "Wood"]


def test_the_box_of_a_turned_object_follows_its_vertices(model: Any) -> None:
    ball = model.ball("Ball", 0.5)
    ball.rotation_euler = (0.4, 0.5, math.pi / 4)
    box = model.measure()[0]["bounding_box"]
    assert box["max"] == pytest.approx([0.5] * 3, abs=0.01)


def test_what_its_author_hid_does_not_count(model: Any) -> None:
    body = model.box("Body")
    cutter = model.box("Cutter", (0.5, 0.5, 2))
    hidden = model.box("Guide", at=(5, 0, 0))
    hidden.hide_render = True
    cutter.display_type = "WIRE"
    cut = body.modifiers.new("Cut", "BOOLEAN")
    cut.object = cutter
    facts, _ = model.measure()
    assert [part["name"] for part in facts["parts"]] == ["Body"]
    assert facts["bounding_box"]["max"][2] == pytest.approx(0.5)
    assert facts["faces"] > 6


def test_curves_and_texts_count_with_their_faces(model: Any) -> None:
    import bpy

    text = bpy.data.curves.new("Sign", "FONT")
    text.body, text.extrude = "Hi", 0.1
    model.collection.objects.link(bpy.data.objects.new("Sign", text))
    part = model.measure()[0]["parts"][0]
    assert part["type"] == "FONT"
    assert part["faces"] > 20
    assert part["dimensions"][2] == pytest.approx(0.2)


def test_parents_and_world_places_are_told(model: Any) -> None:
    parent, child = model.box("Parent", at=(1, 0, 0)), model.box("Child", at=(0, 2, 0))
    child.parent = parent
    parts = {part["name"]: part for part in model.measure()[0]["parts"]}
    assert parts["Child"]["parent"] == "Parent"
    assert parts["Child"]["location"] == pytest.approx([1, 2, 0])
    assert parts["Parent"]["parent"] is None


def test_instances_count_for_the_object_that_makes_them(model: Any) -> None:
    import bpy

    inner = bpy.data.collections.new("Leaf")
    leaf = model.box("Leaf")
    model.collection.objects.unlink(leaf)
    inner.objects.link(leaf)
    for x in (0, 3):
        empty = bpy.data.objects.new(f"Twig {x}", None)
        empty.instance_type, empty.instance_collection = "COLLECTION", inner
        empty.location.x = x
        model.collection.objects.link(empty)
    facts, _ = model.measure()
    assert facts["faces"] == 12
    assert facts["bounding_box"]["max"][0] == pytest.approx(3.5)
    assert {part["name"]: part["faces"] for part in facts["parts"]} == {"Twig 0": 6, "Twig 3": 6}


def test_a_model_without_any_size_has_no_box(model: Any) -> None:
    import bpy

    model.collection.objects.link(bpy.data.objects.new("Empty", None))
    facts, report = model.measure()
    assert facts["bounding_box"] is None
    assert facts["objects"] == 1
    assert report["score"] == 0.0


def test_vertices_that_are_no_number_neither_spoil_the_box_nor_pass(model: Any) -> None:
    box = model.box("Box")
    points = [c for v in box.data.vertices for c in v.co]
    box.data.vertices.foreach_set("co", [float("nan"), *points[1:]])
    facts, report = model.measure()
    assert facts["bounding_box"]["max"] == pytest.approx([0.5] * 3)
    broken = next(item for item in report["items"] if item["check"] == "broken_vertices")
    assert (broken["ok"], broken["objects"]) == (False, ["Box"])
    assert report["score"] < 10


def test_measuring_leaves_the_open_data_as_it_was(armchair: Any) -> None:
    import bpy

    def names() -> list[tuple[str, str]]:
        return [(str(key), block.name) for key in ("scenes", "meshes", "objects", "collections")
                for block in getattr(bpy.data, key)]  # fmt: skip

    before = names()
    armchair.measure()
    assert names() == before
