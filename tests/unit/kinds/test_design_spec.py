# SPDX-License-Identifier: GPL-3.0-or-later
"""Design specs as data: units, ids, difference, merge, validation, constraints, the built script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ll3m.bridge.contract.errors import InvalidRequest, NotFound, NotUnderstood
from ll3m.bridge.contract.spec import DesignSpec
from ll3m.ll3m_addon.core.ids import new_id
from ll3m.ll3m_addon.kinds.design_spec import (
    asked,
    builder,
    constraints,
    difference,
    ids,
    materials,
    parts,
)
from ll3m.ll3m_addon.kinds.design_spec.geometry import overall, summed, world_position
from ll3m.ll3m_addon.kinds.design_spec.validate import judge, parse, read
from ll3m.ll3m_addon.providers.offline.designs import DESIGN_TYPES, carried, design
from ll3m.ll3m_addon.providers.offline.designs.detect import detect
from ll3m.ll3m_addon.sandbox.validator import Validator


def thing(key: str, **fields: Any) -> dict[str, Any]:
    size = {"width": 1.0, "height": 1.0, "depth": 1.0, "units": "meters"}
    return {"id": key, "type": "block", "material": "oak", "dimensions": size, **fields}


def spec(*objects: dict[str, Any], **fields: Any) -> DesignSpec:
    return read({"objects": list(objects), **fields})


def test_lengths_in_any_unit_become_metres() -> None:
    size = {"width": 20, "height": 10, "depth": 1, "units": "inches"}
    made = spec(thing("a", dimensions=size, position={"x": 10, "y": 0, "z": 0})).objects[0]
    assert made.dimensions.width == pytest.approx(0.508)
    assert made.position.x == pytest.approx(0.254)
    assert made.dimensions.units == "meters"


def test_an_unknown_unit_is_an_error_that_names_the_object() -> None:
    size = {"width": 1, "height": 1, "depth": 1, "units": "cubits"}
    with pytest.raises(InvalidRequest, match="cubits"):
        spec(thing("a", dimensions=size))


def test_fields_that_the_contract_does_not_know_are_kept() -> None:
    made = spec(thing("a", warranty="2 years", properties={"seats": 4}), licence="CC0")
    back = made.model_dump(mode="json")
    assert back["licence"] == "CC0"
    assert back["objects"][0]["warranty"] == "2 years"


def test_a_spec_id_carries_its_asset_and_foreign_ids_are_told_apart() -> None:
    for _ in range(200):
        asset = new_id("a")
        assert ids.asset_of(ids.spec_id(asset)) == asset
    assert ids.asset_of(ids.spec_id("a_" + "z" * 16)) == "a_" + "z" * 16
    with pytest.raises(NotFound):
        ids.asset_of("550e8400-e29b-41d4-a716-446655440000")


def test_a_difference_names_object_field_and_both_values() -> None:
    before = spec(thing("a"), thing("b"))
    after = spec(thing("a", material="steel", position={"x": 2, "y": 0, "z": 0}), thing("c"))
    found = {
        (each.kind, each.object_id, each.path) for each in difference.difference(before, after)
    }
    assert found == {
        ("changed", "a", "material"),
        ("changed", "a", "position.x"),
        ("removed", "b", ""),
        ("added", "c", ""),
    }


def test_a_difference_can_be_applied_and_then_nothing_differs() -> None:
    before = spec(thing("a", properties={"colour": "red"}), thing("b"))
    after = spec(thing("a", properties={}), thing("c", properties={"rotation": {"z": 30}}))
    again = difference.apply(before, difference.difference(before, after))
    assert difference.difference(again, after) == []


def test_a_shift_below_a_tenth_of_a_millimetre_is_no_change() -> None:
    one, other = spec(thing("a")), spec(thing("a", position={"x": 0.00005, "y": 0, "z": 0}))
    assert difference.difference(one, other) == []


def test_edits_of_protected_objects_are_split_off_but_protection_can_be_lifted() -> None:
    before = spec(thing("a", editable=False))
    after = spec(thing("a", editable=True, material="steel"))
    may, refused = difference.split_protected(before, difference.difference(before, after))
    assert [each.path for each in may] == ["editable"]
    assert [each.path for each in refused] == ["material"]


def test_a_merge_takes_both_sides_and_names_what_both_changed() -> None:
    base = spec(thing("a"), thing("b"), thing("c"))
    ours = spec(thing("a", material="steel"), thing("b"), thing("c", material="gold"))
    theirs = spec(thing("a", material="glass"), thing("b", type="round"))
    made, conflicts = difference.merge(base, ours, theirs)
    by_id = {each.id: each for each in made.objects}
    assert by_id["a"].material == "steel"
    assert by_id["b"].type == "round"
    assert {(each.object_id, each.path) for each in conflicts} == {("a", "material"), ("c", "")}


def test_a_child_moves_and_turns_with_its_parent() -> None:
    made = spec(
        thing("a", position={"x": 10, "y": 0, "z": 0}, properties={"rotation": {"z": 90}}),
        thing("b", position={"x": 1, "y": 0, "z": 0}, properties={"parent": "a"}),
    )
    assert world_position(made, made.objects[1]) == pytest.approx((10, 1, 0))


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ([thing("a"), thing("a")], "object.id"),
        ([thing("a", properties={"parent": "gone"})], "object.parent"),
        ([thing("a", properties={"parent": "b"}), thing("b", properties={"parent": "a"})], "object.parent"),
        ([thing("a", position={"x": 0, "y": 0, "z": -3})], "space.ground"),
        ([thing("a", position={"x": 0, "y": 0, "z": 3})], "space.floating"),
        ([thing("a"), thing("b")], "space.overlap"),
        ([thing("a", material="unobtainium")], "word.material"),
        ([thing("a", type="flux_capacitron")], "word.type"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(broken: list[dict[str, Any]], rule: str) -> None:
    assert rule in {each.rule for each in judge(spec(*broken))}


def test_data_that_is_no_spec_says_where() -> None:
    made, findings = parse({"objects": [{"id": "a", "type": "x", "material": "y"}]})
    assert made is None
    assert findings[0].rule == "schema.objects.0.dimensions"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("maximum 4 seats", "error"), ("at most 5 seats", "ok"), ("at least two wheels", "error"),
        ("exactly one wheel", "ok"), ("no taller than 1.5 m", "ok"), ("max height 3 feet", "error"),
        ("at least 4 m long", "ok"), ("must fit in 2 x 5 x 2 m", "ok"), ("fit in 1 x 1 x 1 m", "error"),
        ("only carbon fiber and rubber", "ok"), ("only wood", "error"), ("no plastic", "ok"),
        ("no rubber", "error"), ("must be environmentally friendly", "unknown"),
        ("2-year battery life", "unknown"), ("maximum 4 doors", "unknown"),
    ],
)  # fmt: skip
def test_constraints_are_checked_where_they_can_be_and_said_so_where_not(
    text: str, status: str
) -> None:
    body = {"width": 1.8, "height": 1.3, "depth": 4.2, "units": "m"}
    tyre = {"width": 0.2, "height": 0.6, "depth": 0.6, "units": "m"}
    made = spec(
        thing(
            "a", type="car_body", material="carbon_fiber", dimensions=body, properties={"seats": 5}
        ),
        thing("b", type="wheel", material="rubber", dimensions=tyre),
    )
    assert constraints.check(made, [text])[0].status == status


def test_there_are_at_least_sixty_materials_and_each_has_a_finish() -> None:
    assert len(materials.MATERIALS) >= 60
    assert materials.resolve("dark_green_velvet")[:2] == (
        "velvet",
        materials.colour_of("dark green"),
    )
    assert materials.resolve("unobtainium")[2]


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("Modern electric vehicle with aerodynamic design", ("vehicle", "car")),
        ("Modern office building with sustainable features", ("building", "commercial")),
        ("Smart home IoT sensor with WiFi connectivity", ("electronics", "iot")),
        ("an office chair", ("furniture", "office_chair")),
        ("a chair for the office", ("furniture", "chair")),
        ("washing machine", ("appliance", "laundry")),
        ("a table lamp", ("furniture", "decorative")),
        ("a song about rain", None),
    ],
)
def test_the_design_type_is_the_thing_the_prompt_names(
    prompt: str, found: tuple[str, str] | None
) -> None:
    assert detect(prompt) == found


def test_what_names_nothing_known_is_refused_with_a_way_out() -> None:
    with pytest.raises(NotUnderstood):
        design("a feeling of home sickness in blue")


SUBS = [
    ("residential", "a house with a garage, balcony and solar panels"), ("commercial", "a green office tower"),
    ("commercial", "a coffee shop"), ("industrial", "a factory"), ("industrial", "a warehouse"),
    ("car", "an electric sports car"), ("truck", "a truck"), ("truck", "a flatbed truck"), ("motorcycle", "a motorcycle"),
    ("aircraft", "an airliner"), ("aircraft", "a small propeller plane"), ("helicopter", "a helicopter"),
    ("boat", "a sailing boat"), ("boat", "a motorboat"), ("laptop", "a laptop"), ("computer", "a desktop computer"),
    ("display", "a television"), ("phone", "a phone"), ("iot", "a wireless sensor"), ("iot", "a thermostat"),
    ("iot", "a smart speaker"), ("circuit", "a circuit board"), ("refrigerator", "a fridge"), ("cooker", "a gas cooker"),
    ("microwave", "a microwave"), ("laundry", "a washer"), ("hvac", "an air conditioner"), ("smart_home", "a robot vacuum"),
    ("chair", "a chair"), ("chair", "an armchair"), ("office_chair", "an office chair"), ("sofa", "a sofa"),
    ("table", "a desk"), ("table", "a round table"), ("storage", "a bookshelf"), ("storage", "a wardrobe"),
    ("storage", "a dresser"), ("bed", "a bed"), ("dishwasher", "a dishwasher"), ("heating", "a radiator"),
    ("camera", "a security camera"), ("laundry", "a tumble dryer"), ("phone", "a tablet"), ("boat", "a cargo ship"),
    ("boat", "a speedboat"), ("car", "a taxi"), ("car", "an estate car"), ("residential", "a timber cottage"),
    ("residential", "a log cabin"), ("residential", "an apartment house"), ("residential", "a villa"),
    ("commercial", "a hotel"), ("commercial", "a hospital"), ("commercial", "a school"), ("commercial", "a bank"),
    ("commercial", "a supermarket"), ("decorative", "a floor lamp"), ("decorative", "a vase"),
]  # fmt: skip


def test_every_sub_type_has_a_prompt_here() -> None:
    assert {sub for subs in DESIGN_TYPES.values() for sub in subs} == {sub for sub, _ in SUBS}


@pytest.mark.parametrize(("sub", "prompt"), SUBS)
def test_a_composed_design_is_a_sound_spec_of_known_parts(sub: str, prompt: str) -> None:
    made = read(design(prompt))
    assert made.metadata["original_spec"]["category"] == sub
    wrong = [each for each in judge(made) if each.status in ("error", "warning")]
    assert not wrong, wrong
    assert abs(overall(made).low[2]) < 0.011
    assert summed(made).scene.total_objects == len(made.objects)


@pytest.mark.parametrize(("sub", "prompt"), SUBS)
def test_the_script_of_a_design_passes_the_check(sub: str, prompt: str) -> None:
    source, notes = builder.to_script(read(design(prompt)))
    report = Validator().check(source, (5, 0, 1))
    assert report.accepted, report.findings
    assert not notes


def test_words_of_a_spec_enter_the_script_as_text_only() -> None:
    evil = '"); import os; os.system("x") #\n\'\'\'"""'
    made = spec(
        thing(evil, type="block", properties={"name": evil, evil: evil}), scene={"name": evil}
    )
    source, _ = builder.to_script(made)
    report = Validator().check(source, (5, 0, 1))
    assert report.accepted, report.findings
    assert "os.system" not in {line.strip() for line in source.splitlines()}


def test_every_type_word_names_a_part() -> None:
    assert set(parts.TYPES.values()) <= set(parts.PARTS)
    assert parts.find("front_left_wheel")[0] is parts.PARTS["wheel"]
    assert parts.find("Windows")[0] is parts.PARTS["window"]
    assert parts.find("quux")[1]


def test_sizes_counts_and_materials_of_the_prompt_come_out() -> None:
    made = read(design("a walnut desk 2 m wide with 3 drawers"))
    assert overall(made).size[0] == pytest.approx(2.0, abs=0.02)
    assert sum(each.type == "drawer" for each in made.objects) == 3
    assert {each.material for each in made.objects} == {"walnut"}
    car = read(design("a car", constraints=["maximum 2 seats"]))
    assert car.objects[0].properties["seats"] == 2


def test_storeys_are_counted_however_they_are_written() -> None:
    for words in ("5 stories", "five storeys", "5-story", "5 floors"):
        body = read(design(f"modern office building with {words}"))
        assert overall(body).size[2] < 25, words


def test_what_a_model_does_not_know_of_stays_when_it_changes_a_design() -> None:
    before = spec(
        thing("a", properties={"part_number": "X-1", "colour": "red"}, lead_time=3),
        metadata={"constraints": ["no plastic"]}, revision="B",
        scene={"name": "Bracket", "description": "holds"},
    )  # fmt: skip
    after = asked.kept_from(before, spec(thing("a", material="brass"), thing("b")))
    one = after.objects[0].model_dump()
    assert one["properties"] == {"part_number": "X-1"}, "the colour was taken away on purpose"
    assert (one["lead_time"], one["material"]) == (3, "brass")
    assert after.metadata["constraints"] == ["no plastic"]
    assert after.model_dump()["revision"] == "B"
    assert (after.scene.name, after.scene.description) == ("Bracket", "holds")


def test_what_was_edited_by_hand_stays_unless_the_wish_changes_it() -> None:
    before = design("an oak chair")
    mine = design("an oak chair")
    mine["objects"][0]["dimensions"]["height"] = 0.7
    mine["objects"][4]["material"] = "gold"
    mine["objects"].append({**mine["objects"][0], "id": "mine"})
    del mine["objects"][1]
    after = carried(mine, before, design("an oak chair", feedback=["make it steel"]))
    by_id = {each["id"]: each for each in after["objects"]}
    assert by_id["obj_001"]["dimensions"]["height"] == 0.7
    assert by_id["obj_005"]["material"] == "steel"
    assert "mine" in by_id
    assert "obj_002" not in by_id


def test_the_published_schema_is_the_contracts_and_accepts_what_is_composed() -> None:
    path = Path(__file__).parents[3] / "docs" / "design-spec.schema.json"
    published = json.loads(path.read_text(encoding="utf-8"))
    assert published.pop("$schema").endswith("2020-12/schema")
    assert published == DesignSpec.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(published)
    check = jsonschema.Draft202012Validator(published)
    for _, prompt in SUBS:
        check.validate(design(prompt))
    with pytest.raises(jsonschema.ValidationError):
        check.validate({"objects": []})


@pytest.mark.parametrize(
    "wrong",
    [
        {"dimensions": {"width": -1, "height": 1, "depth": 1}},
        {"dimensions": {"width": float("nan"), "height": 1, "depth": 1}},
        {"dimensions": {"width": float("inf"), "height": 1, "depth": 1}},
        {"dimensions": {"width": 0, "height": 1, "depth": 1}},
        {"dimensions": {"width": 1, "height": 1, "depth": 1, "units": "parsecs"}},
        {"position": {"x": float("nan")}}, {"position": {"x": 1e9}}, {"id": ""}, {"material": None},
    ],
)  # fmt: skip
def test_what_models_get_wrong_in_an_object_is_named(wrong: dict[str, Any]) -> None:
    made, findings = parse({"objects": [thing("a") | wrong]})
    assert made is None
    assert all(each.status == "error" for each in findings)


def test_too_many_objects_rings_of_parents_and_ids_that_are_there_twice_are_errors() -> None:
    made, findings = parse({"objects": [thing(f"a{n}") for n in range(1000)]})
    assert made is None
    assert "objects" in findings[0].rule
    ring = spec(thing("a", properties={"parent": "b"}), thing("b", properties={"parent": "a"}))
    assert {each.rule for each in judge(ring) if each.status == "error"} == {"object.parent"}
    twice = spec(thing("a"), thing("a"))
    assert "object.id" in {each.rule for each in judge(twice)}
