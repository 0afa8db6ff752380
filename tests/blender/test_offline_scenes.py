# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompts with several things, counts, places, sizes and colours, measured on the built scene."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.providers.offline import compose

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.bpy

Vector3 = tuple[float, float, float]


@dataclass
class Thing:
    """One thing of the scene: its box in metres."""

    name: str
    low: Vector3
    high: Vector3

    @property
    def middle(self) -> Vector3:
        return tuple((a + b) / 2 for a, b in zip(self.low, self.high, strict=True))  # type: ignore[return-value]

    @property
    def size(self) -> Vector3:
        return tuple(b - a for a, b in zip(self.low, self.high, strict=True))  # type: ignore[return-value]


class Scene:
    """What a prompt became."""

    def __init__(self, prompt: str) -> None:
        source, self.notes = compose(Task("code", prompt))
        exec(compile(source, "script.py", "exec"), {"__name__": "script"})
        bpy.context.view_layer.update()
        root = next(obj for obj in bpy.context.scene.objects if obj.parent is None)
        alone = any(child.type == "MESH" for child in root.children)
        self.things = [measured(each) for each in ([root] if alone else root.children)]

    def all(self, noun: str) -> list[Thing]:
        """The things of this name."""
        return [each for each in self.things if each.name.rstrip(" 0123456789").lower() == noun]

    def one(self, noun: str) -> Thing:
        """The only thing of this name."""
        (found,) = self.all(noun)
        return found


def measured(root: Any) -> Thing:
    from mathutils import Vector

    points = [
        obj.matrix_world @ Vector(corner)
        for obj in (root, *root.children_recursive)
        if obj.type == "MESH"
        for corner in obj.bound_box
    ]
    low = tuple(min(point[axis] for point in points) for axis in range(3))
    high = tuple(max(point[axis] for point in points) for axis in range(3))
    return Thing(root.name, low, high)  # type: ignore[arg-type]


Fact = Callable[[Scene], None]


def count(noun: str, number: int) -> Fact:
    return lambda scene: equal(len(scene.all(noun)), number)


def equal(found: object, wanted: object) -> None:
    assert found == wanted


def over(a: Thing, b: Thing) -> bool:
    """Whether the middle of ``a`` is within the outline of ``b`` as seen from above."""
    return all(b.low[axis] <= a.middle[axis] <= b.high[axis] for axis in (0, 1))


def on(noun: str, host: str, number: int = 1) -> Fact:
    """Stands above the ground, over the host, and below or not far above its top."""

    def check(scene: Scene) -> None:
        below = scene.one(host)
        found = scene.all(noun)
        assert len(found) == number
        for each in found:
            assert over(each, below)
            assert each.low[2] > 0.25 * below.size[2]
            assert each.low[2] <= below.high[2] + 0.002

    return check


def under(noun: str, host: str) -> Fact:
    def check(scene: Scene) -> None:
        each, above = scene.one(noun), scene.one(host)
        assert over(each, above)
        assert abs(each.low[2]) < 0.002
        assert each.high[2] < above.high[2]

    return check


def beside(noun: str, host: str, number: int = 1) -> Fact:
    """On the ground, to the left or right, and not within."""

    def check(scene: Scene) -> None:
        near = scene.one(host)
        found = scene.all(noun)
        assert len(found) == number
        for each in found:
            assert abs(each.low[2]) < 0.002
            assert each.low[0] > near.high[0] - 0.01 or each.high[0] < near.low[0] + 0.01

    return check


def around(noun: str, host: str, number: int) -> Fact:
    """At even angles about the host, each in a place of its own."""

    def check(scene: Scene) -> None:
        centre = scene.one(host).middle
        found = scene.all(noun)
        assert len(found) == number
        turns = sorted(
            math.atan2(each.middle[1] - centre[1], each.middle[0] - centre[0]) for each in found
        )
        gaps = [b - a for a, b in zip(turns, [*turns[1:], turns[0] + math.tau], strict=True)]
        assert max(gaps) - min(gaps) < 0.6

    return check


def upon(noun: str, host: str, number: int = 1) -> Fact:
    """Rests on the top of what itself stands on something."""

    def check(scene: Scene) -> None:
        found, below = scene.all(noun), scene.all(host)
        assert len(found) == number
        for each in found:
            assert any(
                over(each, other) and abs(each.low[2] - other.high[2]) < 0.02 for other in below
            )

    return check


def enclosed(noun: str, host: str) -> Fact:
    """Pieces on all four sides, none within."""

    def check(scene: Scene) -> None:
        house, pieces = scene.one(host), scene.all(noun)
        for axis in (0, 1):
            assert min(each.low[axis] for each in pieces) < house.low[axis]
            assert max(each.high[axis] for each in pieces) > house.high[axis]
        assert not any(over(each, house) for each in pieces)

    return check


def before(noun: str, host: str) -> Fact:
    """In front is towards -Y."""
    return lambda scene: below(
        max(each.high[1] for each in scene.all(noun)), scene.one(host).low[1] + 0.25
    )


def behind(noun: str, host: str) -> Fact:
    return lambda scene: below(scene.one(host).high[1] - 0.25, scene.one(noun).low[1])


def below(value: float, limit: float) -> None:
    assert value < limit


def size(noun: str, axis: int, metres: float) -> Fact:
    return lambda scene: equal(
        scene.one(noun).size[axis], pytest.approx(metres, rel=0.07, abs=0.004)
    )


def coloured(material: str, strongest: int) -> Fact:
    """A material's colour has most of red (0), green (1) or blue (2)."""

    def check(scene: Scene) -> None:
        colours = [
            tuple(each.diffuse_color)[:3]
            for each in bpy.data.materials
            if each.name.lower() == material
        ]
        assert colours
        for colour in colours:
            assert max(range(3), key=lambda channel: colour[channel]) == strongest
            assert max(colour) > 1.5 * sorted(colour)[1]

    return check


def parts(name: str, number: int) -> Fact:
    """So many objects whose name begins so."""

    def check(scene: Scene) -> None:
        found = [each for each in bpy.data.objects if each.name.lower().startswith(name)]
        assert len([each for each in found if each.name.rsplit(" ", 1)[-1].isdigit()]) == number

    return check


def all_used(scene: Scene) -> None:
    assert scene.notes[1:] == ()


def said(word: str) -> Fact:
    """What could not be done is in the notes."""

    def check(scene: Scene) -> None:
        assert any(word in note for note in scene.notes[1:])

    return check


TABLE: list[tuple[str, list[Fact]]] = [
    ("three red mugs", [count("mug", 3), coloured("mug body", 0), all_used]),
    ("two chairs", [count("chair", 2), all_used]),
    ("five books", [count("book", 5), all_used]),
    ("a dozen crates", [count("crate", 12)]),
    ("a pair of candles", [count("candle", 2)]),
    ("2x wooden chair", [count("chair", 2), all_used]),
    ("ten traffic cones in a row", [count("traffic cone", 10), all_used]),
    ("a row of five pines", [count("pine", 5), all_used]),
    ("three bookshelfs next to each other", [count("bookshelf", 3), all_used]),
    ("a fence around a house", [enclosed("fence", "house"), all_used]),
    ("a table with 4 chairs", [around("chair", "table", 4), all_used]),
    ("a round table with six chairs around it, two of them red",
     [around("chair", "round table", 6), said("two of them red")]),
    ("a bottle and two wine glasses on a table",
     [on("bottle", "table"), on("wine glass", "table", 2), all_used]),
    ("a red mug on a book on a table", [on("book", "table"), upon("mug", "book"), all_used]),
    ("a bed with two nightstands, one on each side, each with a lamp",
     [beside("nightstand", "bed", 2), upon("lamp", "nightstand", 2), all_used]),
    ("a vase on a table in front of a house",
     [before("table", "house"), upon("vase", "table"), all_used]),
    ("a vase with flowers on a round table", [on("vase", "round table"), parts("flower", 7), all_used]),
    ("a bowl with three apples", [parts("apple", 3), parts("orange", 0), all_used]),
    ("a big tree with a bench underneath", [under("bench", "tree"), all_used]),
    ("a desk with a lamp and two books", [on("lamp", "desk"), on("book", "desk", 2), all_used]),
    ("a table with a vase and two mugs on it", [on("vase", "table"), on("mug", "table", 2)]),
    ("a desk with a laptop, a mug and a lamp", [on("laptop", "desk"), on("mug", "desk"), on("lamp", "desk")]),
    ("a round table with four chairs around it", [around("chair", "round table", 4), all_used]),
    ("a table with six chairs around it", [around("chair", "table", 6), all_used]),
    ("a table with a bowl of fruit on it", [on("bowl of fruit", "table"), all_used]),
    ("a mug on a table", [on("mug", "table"), all_used]),
    ("a silver laptop sitting on a wooden desk", [on("laptop", "desk"), all_used]),
    ("a teddy bear on a bed", [on("teddy bear", "bed"), all_used]),
    ("a book on a bench", [on("book", "bench"), all_used]),
    ("a vase on a stool", [on("vase", "stool"), all_used]),
    ("a mug on a chair", [on("mug", "chair"), all_used]),
    ("a purple umbrella left on a park bench", [on("umbrella", "park bench"), all_used]),
    ("a ball under a table", [under("ball", "table"), all_used]),
    ("a mug under a desk", [under("mug", "desk"), all_used]),
    ("a barn under a desk", [beside("barn", "desk"), said("under")]),
    ("a table with a ball under it", [under("ball", "table"), all_used]),
    ("a sofa with a floor lamp beside it", [beside("floor lamp", "sofa"), all_used]),
    ("a house with two trees beside it", [beside("tree", "house", 2), all_used]),
    ("a pink bicycle leaning against a fence", [beside("fence", "bicycle"), all_used]),
    ("a bench next to a street lamp", [beside("street lamp", "bench"), all_used]),
    ("a candle burns beside an ancient book", [beside("book", "candle")]),
    ("a fence in front of a house", [before("fence", "house"), all_used]),
    ("a house with a fence in front of it", [before("fence", "house"), all_used]),
    ("a tree behind a house", [behind("tree", "house"), all_used]),
    ("a bed with a wardrobe behind it", [behind("wardrobe", "bed"), all_used]),
    ("a table 2 m wide", [size("table", 0, 2.0), all_used]),
    ("a wardrobe 2.4 m tall", [size("wardrobe", 2, 2.4), all_used]),
    ("a bookshelf 90 cm wide", [size("bookshelf", 0, 0.9), all_used]),
    ("a 6 ft tall snowman", [size("snowman", 2, 1.8288), all_used]),
    ("a barn 12 m wide", [size("barn", 0, 12.0)]),
    ("a teddy bear 1 m tall", [size("teddy bear", 2, 1.0), all_used]),
    ("a white mug with a blue handle", [coloured("handle", 2), all_used]),
    ("a chair with a red seat", [coloured("seat", 0), all_used]),
    ("a house with a red door and a green roof", [coloured("door", 0), coloured("roof", 1), all_used]),
    ("a blue fire hydrant with red caps", [coloured("body", 2), coloured("caps", 0), all_used]),
    ("a red armchair with wooden legs", [coloured("upholstery", 0), all_used]),
    ("a stool with four legs", [parts("leg", 4), all_used]),
    ("a bookshelf with 7 shelves", [parts("shelf", 7), all_used]),
    ("a bridge with three arches", [parts("arch ring", 3), all_used]),
    ("a cake with nine candles", [parts("candle", 9), all_used]),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "facts"), TABLE, ids=[row[0] for row in TABLE])
def test_what_the_prompt_says_is_measured_on_the_scene(prompt: str, facts: list[Fact]) -> None:
    scene = Scene(prompt)
    for fact in facts:
        fact(scene)
