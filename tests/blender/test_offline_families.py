# SPDX-License-Identifier: GPL-3.0-or-later
"""Every family of the offline composer, run in a real Blender and measured.

Each script goes through the static check first, then runs as it is, and the product's
own mesh report looks at what it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.providers.offline import compose, registry
from ll3m.ll3m_addon.sandbox.validator import Validator

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.bpy

#: One noun for each family and each of its variants.
NOUNS = list({named: noun for noun, named in reversed(registry.NOUNS.items())}.values())
VARIED = [
    "a huge armchair",
    "a tiny round table",
    "a low-poly tree",
    "a low-poly car",
    "a cartoon house",
    "a tall narrow bookshelf with 7 shelves",
    "a six-legged stool",
    "a three-storey house without chimney",
    "a chair with armrests and a cushion",
    "a snowman without hat",
    "a low-poly rusty street lamp 5 m tall",
    "a table with a lamp and four chairs around it",
    "a desk with a laptop and two mugs",
    "a house with a tree beside it",
]


@dataclass
class Made:
    """What a script left in an empty file."""

    objects: list[Any]
    report: dict[str, dict[str, Any]]
    low: tuple[float, float, float]
    high: tuple[float, float, float]

    @property
    def size(self) -> tuple[float, float, float]:
        return tuple(high - low for low, high in zip(self.low, self.high, strict=True))  # type: ignore[return-value]


def run(prompt: str) -> Made:
    """Compose, check and run a prompt in the open, empty file, and measure it."""
    from ll3m.ll3m_addon.blender.evaluated import read_shapes, stage
    from ll3m.ll3m_addon.blender.facts import facts_of
    from ll3m.ll3m_addon.blender.mesh_report import mesh_report

    source, _ = compose(Task("code", prompt))
    version = tuple(bpy.app.version)
    checked = Validator().check(source, version)
    assert checked.accepted, checked.findings
    assert checked.findings == []
    exec(compile(source, "script.py", "exec"), {"__name__": "script"})
    collection = bpy.data.collections.new("model")
    for obj in bpy.context.scene.collection.objects:
        collection.objects.link(obj)
    with stage(collection) as scene:
        shapes = read_shapes(collection, scene)
        facts = facts_of(collection, shapes)
        report = mesh_report(shapes, facts)
    box = facts["bounding_box"]
    return Made(
        list(collection.objects),
        {item["check"]: item for item in report["items"]},
        tuple(box["min"]),
        tuple(box["max"]),
    )


def assert_sound(made: Made) -> None:
    """Closed, connected, on the ground, shaded, under one root, and nothing overlapping."""
    wrong = {name: item for name, item in made.report.items() if not item["ok"]}
    serious = {name: item for name, item in wrong.items() if item["severity"] != "info"}
    assert not serious
    assert abs(made.low[2]) < 1e-3
    meshes = [obj for obj in made.objects if obj.type == "MESH"]
    assert meshes
    assert all(obj.material_slots and obj.material_slots[0].material for obj in meshes)
    roots = [obj for obj in made.objects if obj.parent is None]
    assert [obj.type for obj in roots] == ["EMPTY"]
    assert all(tuple(obj.scale) == (1.0, 1.0, 1.0) for obj in made.objects)
    assert not any(obj.name[-4:-3] == "." and obj.name[-3:].isdigit() for obj in roots)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_family_is_sound_and_of_the_size_it_says(noun: str) -> None:
    made = run(noun)
    assert_sound(made)
    key, variant = registry.NOUNS[noun]
    if not variant:
        assert made.size == pytest.approx(registry.family(key).size, rel=0.12)
    for axis in (0, 1):
        middle = (made.low[axis] + made.high[axis]) / 2
        assert abs(middle) < 0.2 * made.size[axis]


@pytest.mark.parametrize("prompt", VARIED)
def test_a_varied_prompt_is_sound(prompt: str) -> None:
    assert_sound(run(prompt))


@pytest.mark.parametrize(
    ("prompt", "axis", "metres"),
    [
        ("a table 2 m wide", 0, 2.0),
        ("a 2.4 m tall wardrobe", 2, 2.4),
        ("a 9 m tall pine", 2, 9.0),
        ("a 30 cm tall rocket", 2, 0.3),
        ("a 12 cm tall mug", 2, 0.12),
    ],
)
def test_a_size_that_was_asked_for_is_measured(prompt: str, axis: int, metres: float) -> None:
    assert run(prompt).size[axis] == pytest.approx(metres, rel=0.06)


def test_every_material_shows_its_colour_without_nodes_too() -> None:
    made = run("a red armchair with wooden legs")
    materials = {slot.material for obj in made.objects for slot in obj.material_slots}
    by_name = {material.name: tuple(material.diffuse_color)[:3] for material in materials}
    assert by_name["Upholstery"][0] > 10 * by_name["Upholstery"][1]
    assert by_name["Legs"][0] > by_name["Legs"][2]


def test_a_door_hangs_on_its_hinge_and_a_wheel_turns_about_its_axle() -> None:
    run("a fridge")
    door = bpy.data.objects["Fridge door"]
    assert door.parent.name == "Fridge hinge"
    assert door.parent.type == "EMPTY"
    bpy.ops.wm.read_homefile(use_empty=True)
    run("a car")
    axle = bpy.data.objects["Front left wheel"]
    tyre = bpy.data.objects["Front left wheel tyre"]
    assert tyre.parent == axle
    assert tuple(tyre.location) == (0.0, 0.0, 0.0)


def test_running_a_script_again_adds_a_second_thing_and_removes_nothing() -> None:
    run("a stool")
    first = {obj.name for obj in bpy.data.objects}
    run("a mug")
    assert first < {obj.name for obj in bpy.data.objects}
