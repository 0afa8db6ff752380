# SPDX-License-Identifier: GPL-3.0-or-later
"""Design specs in a real Blender: built, edited in the viewport, read back, edited as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.dispatch import Caller  # noqa: E402
from ll3m.bridge.contract.errors import Conflict, InvalidRequest, NotFound  # noqa: E402
from ll3m.bridge.contract.spec import SpecAnswer, SpecDiff  # noqa: E402
from ll3m.ll3m_addon.blender import collections as tree  # noqa: E402
from ll3m.ll3m_addon.blender import main_thread, session  # noqa: E402
from ll3m.ll3m_addon.blender.host import BlenderHost  # noqa: E402
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings  # noqa: E402
from ll3m.ll3m_addon.pipeline.assembly import build_app  # noqa: E402
from ll3m.ll3m_addon.sandbox.blender_command import find_command  # noqa: E402
from ll3m.ll3m_addon.sandbox.jail import BlenderJail  # noqa: E402

ME = Caller("test")
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def jail() -> Iterator[BlenderJail]:
    made = BlenderJail(lambda: find_command("", bpy.app.binary_path), "none")
    yield made
    made.close()


@pytest.fixture
def app(tmp_path: Path, jail: BlenderJail) -> Iterator[Any]:
    main_thread.stop()
    main_thread.start()
    replies = tmp_path / "replies.json"
    replies.write_text("[]")
    settings = Settings(
        library=tmp_path / "library", cache=False, isolation="none",
        providers={"model": ProviderSettings(type="scripted", script=str(replies))},
    )  # fmt: skip
    made = build_app(settings, host=BlenderHost(), program=bpy.app.binary_path)
    made.jail.close()
    made.jail = jail
    object.__setattr__(made.maker, "jail", jail)
    yield made
    for part in (made.jobs, made.knowledge, made.job_store, made.library):
        part.close()
    main_thread.stop()
    if session.current() is not None:
        main_thread.start()


@pytest.fixture
def ask(app: Any) -> Iterator[Ask]:
    """Call from a thread while this one does Blender's work."""
    with ThreadPoolExecutor(1) as pool:

        def call(name: str, **params: Any) -> Any:
            made = pool.submit(app.call, name, params, ME)
            main_thread.pump(90, until=made.done)
            return made.result(timeout=0)

        yield call


@pytest.fixture
def chair(ask: Ask) -> SpecAnswer:
    return ask("spec.generate", prompt="an oak chair", preview=0)


def built(answer: SpecAnswer, number: int | None = None) -> dict[str, Any]:
    there = tree.find_version(bpy.context.scene, answer.asset_id, number or answer.number)
    assert there is not None
    bpy.context.view_layer.update()
    return {each["spec_object"]: each for each in there.all_objects if "spec_object" in each}


def test_each_object_of_a_spec_is_one_object_of_its_size_at_its_place(chair: SpecAnswer) -> None:
    objects = built(chair)
    assert set(objects) == {each.id for each in chair.spec_json.objects}
    for each in chair.spec_json.objects:
        obj = objects[each.id]
        assert tuple(obj.matrix_world.translation) == pytest.approx(
            (each.position.x, each.position.y, each.position.z), abs=1e-5
        )
        size = each.dimensions
        assert tuple(obj.dimensions) == pytest.approx(
            (size.width, size.depth, size.height), abs=1e-4
        )
        assert obj.material_slots[0].material.name.split(".")[0] in ("Oak", "Walnut")
    low = min((obj.matrix_world @ _v(c)).z for obj in objects.values() for c in obj.bound_box)
    assert low == pytest.approx(0, abs=1e-4)


def _v(corner: Any) -> Any:
    from mathutils import Vector

    return Vector(corner)


def test_what_was_not_touched_is_no_difference(chair: SpecAnswer, ask: Ask) -> None:
    assert ask("spec.pull", asset_id=chair.asset_id).changes == []


def test_edits_in_the_viewport_become_a_difference_and_then_a_version(
    chair: SpecAnswer, ask: Ask
) -> None:
    objects = built(chair)
    objects["obj_001"].location.x += 0.25
    objects["obj_002"].scale.z = 2.0
    objects["obj_003"].name = "Lucky leg"
    objects["obj_004"].rotation_euler.z = 0.5235987756
    gold = bpy.data.materials.new("Gold")
    objects["obj_005"].material_slots[0].material = gold
    bpy.data.objects.remove(objects["obj_006"])
    copy = objects["obj_001"].copy()
    objects["obj_001"].users_collection[0].objects.link(copy)
    copy.location.y -= 1.0

    found: SpecDiff = ask("spec.pull", spec_id=chair.spec_id, save=True)
    told = {(each.kind, each.object_id, each.path) for each in found.changes}
    assert {
        ("changed", "obj_001", "position.x"),
        ("changed", "obj_002", "dimensions.height"),
        ("changed", "obj_003", "properties.name"),
        ("changed", "obj_004", "properties.rotation.z"),
        ("changed", "obj_005", "material"),
        ("removed", "obj_006", ""),
        ("added", "obj_001_2", ""),
    } <= told
    assert found.number == 2
    again = ask("spec.get", spec_id=chair.spec_id)
    by_id = {each.id: each for each in again.spec_json.objects}
    assert by_id["obj_005"].material == "gold"
    assert by_id["obj_002"].dimensions.height == pytest.approx(
        2 * chair.spec_json.objects[1].dimensions.height
    )
    assert set(built(again)) == set(by_id)
    assert ask("spec.pull", asset_id=chair.asset_id).changes == []


def test_a_changed_base_colour_is_read_as_a_colour(chair: SpecAnswer, ask: Ask) -> None:
    material = built(chair)["obj_005"].material_slots[0].material
    shader = next(n for n in material.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
    socket = shader.inputs["Base Color"]
    if socket.is_linked:
        socket = socket.links[0].from_node.inputs[6]
    socket.default_value = (1.0, 0.0, 0.0, 1.0)
    found = ask("spec.pull", asset_id=chair.asset_id)
    colours = {each.after for each in found.changes if each.path == "properties.colour"}
    assert colours == {"#ff0000"}


def test_an_edit_as_data_changes_only_the_objects_concerned(chair: SpecAnswer, ask: Ask) -> None:
    def geometry(number: int) -> dict[str, bytes]:
        return {
            key: b"".join(
                bytes(str(tuple(round(c, 5) for c in v.co)), "ascii") for v in obj.data.vertices
            )
            for key, obj in built(chair, number).items()
        }

    before = geometry(1)
    edited = chair.spec_json.model_dump(mode="json")
    edited["objects"][0]["dimensions"]["height"] *= 1.5
    edited["objects"][1]["position"]["x"] += 0.1
    made = ask("spec.update", spec_id=chair.spec_id, spec_json=edited)
    after = geometry(made.number)
    assert {key for key in before if before[key] != after[key]} == {"obj_001"}


def test_an_object_that_is_not_editable_is_protected_with_a_reason(ask: Ask) -> None:
    house = ask("spec.generate", prompt="a house", preview=0)
    fixed = next(each for each in house.spec_json.objects if not each.editable)
    edited = house.spec_json.model_dump(mode="json")
    next(each for each in edited["objects"] if each["id"] == fixed.id)["material"] = "gold"
    with pytest.raises(Conflict) as caught:
        ask("spec.update", spec_id=house.spec_id, spec_json=edited)
    assert fixed.id in caught.value.message
    built(house)[fixed.id].location.x += 1.0
    found = ask("spec.pull", spec_id=house.spec_id)
    assert [each.object_id for each in found.refused] == [fixed.id]
    assert found.changes == []


def test_two_edits_of_one_version_are_merged_and_a_clash_is_named(
    chair: SpecAnswer, ask: Ask
) -> None:
    one = chair.spec_json.model_dump(mode="json")
    one["objects"][0]["material"] = "steel"
    ask("spec.update", spec_id=chair.spec_id, spec_json=one, base=1)
    two = chair.spec_json.model_dump(mode="json")
    two["objects"][1]["material"] = "brass"
    joined = ask("spec.update", spec_id=chair.spec_id, spec_json=two, base=1)
    assert [each.material for each in joined.spec_json.objects[:2]] == ["steel", "brass"]
    three = chair.spec_json.model_dump(mode="json")
    three["objects"][0]["material"] = "gold"
    with pytest.raises(Conflict) as caught:
        ask("spec.update", spec_id=chair.spec_id, spec_json=three, base=1)
    assert caught.value.data["conflicts"][0]["path"] == "material"


def test_a_model_that_answers_badly_is_told_what_is_wrong_and_its_second_answer_counts(
    ask: Ask, tmp_path: Path
) -> None:
    size = {"width": 40, "height": 40, "depth": 40, "units": "cm"}
    bad = {
        "objects": [
            {
                "id": "a",
                "type": "block",
                "material": "oak",
                "dimensions": size,
                "position": {"x": 0, "y": 0, "z": 300},
            }
        ]
    }
    good = {
        "objects": [{**bad["objects"][0], "position": {"x": 0, "y": 0, "z": 0}}],
        "scene": {"name": "Cube"},
    }
    replies = [
        {"reply": "Sure! ```json\n" + json.dumps(bad) + "\n```"},
        {"needs": ["floats"], "reply": json.dumps(good)},
    ]
    (tmp_path / "replies.json").write_text(json.dumps(replies))
    made = ask("spec.generate", prompt="a cube of oak", provider="model", preview=0)
    assert made.spec_json.objects[0].dimensions.width == pytest.approx(0.4)
    assert made.spec_json.objects[0].position.z == 0


def test_bad_specs_and_unknown_ids_are_refused(chair: SpecAnswer, ask: Ask) -> None:
    edited = chair.spec_json.model_dump(mode="json")
    edited["objects"][1]["id"] = edited["objects"][0]["id"]
    with pytest.raises(InvalidRequest):
        ask("spec.update", spec_id=chair.spec_id, spec_json=edited)
    with pytest.raises(Conflict):
        ask("spec.update", spec_id=chair.spec_id, spec_json=chair.spec_json.model_dump(mode="json"))
    with pytest.raises(NotFound):
        ask("spec.get", spec_id="550e8400-e29b-41d4-a716-446655440000")


def test_the_editable_text_of_a_design_is_its_json(chair: SpecAnswer) -> None:
    there = tree.find_version(bpy.context.scene, chair.asset_id, 1)
    assert there is not None
    text = there[tree.SOURCE]
    assert text.name.endswith(".json")
    assert json.loads(text.as_string())["spec_id"] == chair.spec_id


def edited_by(chair: SpecAnswer, ask: Ask, change: Callable[[dict[str, Any]], None]) -> SpecAnswer:
    data = chair.spec_json.model_dump(mode="json")
    change(data)
    return ask("spec.update", spec_id=chair.spec_id, spec_json=data)


def test_an_edit_leaves_other_objects_the_very_ones_they_were(chair: SpecAnswer, ask: Ask) -> None:
    before = built(chair)
    pointers = {key: obj.as_pointer() for key, obj in before.items()}
    seat = before["obj_005"]
    seat.modifiers.new("Mine", "BEVEL").width = 0.003
    before["obj_001"].modifiers.new("Mine too", "SOLIDIFY")
    target = bpy.data.objects.new("Looks at the seat", None)
    bpy.context.scene.collection.objects.link(target)
    target.constraints.new("TRACK_TO").target = seat

    def change(data: dict[str, Any]) -> None:
        data["objects"][0]["dimensions"]["height"] *= 1.5
        data["objects"][1]["material"] = "steel"
        data["objects"][2]["position"]["x"] += 0.1
        data["objects"].append({**data["objects"][0], "id": "mine", "position": {"x": 1}})
        del data["objects"][3]

    made = edited_by(chair, ask, change)
    after = built(made)
    assert set(after) == {each.id for each in made.spec_json.objects}
    assert {key: obj.as_pointer() for key, obj in after.items() if key != "mine"} == {
        key: pointer for key, pointer in pointers.items() if key in after
    }
    assert [each.name for each in seat.modifiers] == ["Mine"]
    assert [each.name for each in after["obj_001"].modifiers] == ["Mine too"]
    assert target.constraints[0].target == seat
    assert seat.visible_get()
    by_id = {each.id: each for each in made.spec_json.objects}
    for key, obj in after.items():
        spot = by_id[key].position
        assert tuple(obj.matrix_world.translation) == pytest.approx(
            (spot.x, spot.y, spot.z), abs=1e-5
        )
        assert obj.parent in set(obj.users_collection[0].objects)
    assert after["obj_001"].bound_box[1][2] == pytest.approx(by_id["obj_001"].dimensions.height)
    assert after["obj_002"].material_slots[0].material.name.startswith("Steel")
    assert ask("spec.pull", spec_id=chair.spec_id).changes == []


def test_the_version_before_stays_as_its_spec_says(chair: SpecAnswer, ask: Ask) -> None:
    built(chair)["obj_001"].location.z += 0.3  # by hand, not saved

    def change(data: dict[str, Any]) -> None:
        data["objects"][0]["material"] = "brass"
        data["objects"][4]["dimensions"]["width"] *= 2
        del data["objects"][3]

    made = edited_by(chair, ask, change)
    ask("version.activate", asset_id=chair.asset_id, number=1)
    first = built(chair, 1)
    assert set(first) == {each.id for each in chair.spec_json.objects}
    for each in chair.spec_json.objects:
        assert first[each.id].users_collection[0] == tree.find_version(None, chair.asset_id, 1)
        assert first[each.id].dimensions.x == pytest.approx(each.dimensions.width, abs=1e-4)
    assert first["obj_001"].material_slots[0].material.name.split(".")[0] in ("Oak", "Walnut")
    ask("version.activate", asset_id=chair.asset_id, number=made.number)
    found = ask("spec.pull", spec_id=chair.spec_id, number=made.number)
    assert {(each.object_id, each.path) for each in found.changes} == {("obj_001", "position.z")}


def test_a_saved_viewport_edit_keeps_the_objects_and_bakes_the_scale(
    chair: SpecAnswer, ask: Ask
) -> None:
    leg = built(chair)["obj_002"]
    leg.scale = (1.0, 1.0, 1.5)
    leg.modifiers.new("Mine", "BEVEL")
    made: SpecDiff = ask("spec.pull", spec_id=chair.spec_id, save=True)
    kept = built(chair, made.number)["obj_002"]
    assert kept == leg
    assert tuple(kept.scale) == pytest.approx((1, 1, 1))
    assert [each.name for each in kept.modifiers] == ["Mine"]
    assert ask("spec.pull", spec_id=chair.spec_id).changes == []


def test_a_protected_object_goes_back_to_its_place_and_keeps_what_hangs_on_it(ask: Ask) -> None:
    house = ask("spec.generate", prompt="a bungalow", preview=0)
    fixed = next(each.id for each in house.spec_json.objects if not each.editable)
    slab = built(house)[fixed]
    slab.location.x += 2.0
    slab.modifiers.new("Mine", "BEVEL")
    made = edited_by(house, ask, lambda data: data["objects"][-1].__setitem__("material", "brass"))
    there = built(made)[fixed]
    assert there == slab
    assert there.matrix_world.translation.x == pytest.approx(0)
    assert [each.name for each in there.modifiers] == ["Mine"]
