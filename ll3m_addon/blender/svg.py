# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes SVG: the curves and texts of an asset as paths, in millimetres.

Blender exports no curves to SVG. Drawn is the side in which the curves are widest: from
above, from the front, or from the right. Béziers and polygons stay exact; NURBS are
written as the lines that Blender makes of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import bpy
from mathutils import Vector

from .evaluated import stage, visible_objects
from .threemf import hex_colour

__all__ = ["NothingToDraw", "write_svg"]

SCALE = 1000.0  # millimetres a metre
#: Stroke of a curve without thickness, in millimetres: a quarter of a ball-pen's.
HAIRLINE = 0.25
#: Axis that is looked along -> what is drawn to the right and down.
_SIDES: dict[int, tuple[str, Callable[[Vector], tuple[float, float]]]] = {
    2: ("top", lambda p: (p.x, -p.y)),
    1: ("front", lambda p: (p.x, -p.z)),
    0: ("right", lambda p: (p.y, -p.z)),
}


class NothingToDraw(RuntimeError):
    """The asset has no curves."""


@dataclass(frozen=True, slots=True)
class _Spline:
    """A path in world space: a start, then cubic pieces of three points or lines of one."""

    start: Vector
    pieces: list[tuple[Vector, ...]]
    closed: bool

    @property
    def points(self) -> list[Vector]:
        """All points, handles too."""
        return [self.start, *(point for piece in self.pieces for point in piece)]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An object's splines and how they look."""

    name: str
    splines: list[_Spline]
    colour: str
    width: float  # of the stroke, in millimetres
    filled: bool


def write_svg(collection: bpy.types.Collection, path: Path) -> None:
    """Write the curves and texts of ``collection`` that show in a render.

    Raises:
        NothingToDraw: there are none.
    """
    with stage(collection, "Drawing") as scene:
        depsgraph = scene.view_layers[0].depsgraph
        drawn = [
            each
            for obj in visible_objects(collection)
            if obj.type in ("CURVE", "FONT") and (each := _read(obj, depsgraph, scene))
        ]
    if not drawn:
        raise NothingToDraw("The asset has no curves or texts that could be drawn.")
    path.write_text(_document(collection.name, drawn), encoding="utf-8")


def _read(obj: Any, depsgraph: Any, scene: Any) -> _Drawn | None:
    evaluated = obj.evaluated_get(depsgraph)
    curve = evaluated.to_curve(depsgraph)
    try:
        world = evaluated.matrix_world
        splines: list[_Spline] = []
        if any(spline.type == "NURBS" for spline in curve.splines):
            splines = list(_as_lines(obj, scene))
        else:
            splines = [each for spline in curve.splines if (each := _spline(spline, world))]
    finally:
        evaluated.to_curve_clear()
    if not splines:
        return None
    data = obj.data
    slots = [slot.material for slot in obj.material_slots if slot.material]
    filled = data.dimensions == "2D" and data.fill_mode != "NONE"
    return _Drawn(
        name=obj.name,
        splines=splines,
        colour=hex_colour(slots[0].diffuse_color) if slots else "#000000",
        width=max(2 * data.bevel_depth * SCALE, HAIRLINE),
        filled=filled and all(each.closed for each in splines),
    )


def _spline(spline: Any, world: Any) -> _Spline | None:
    """A Bézier or a polygon in world space; None for a single point."""
    closed = bool(spline.use_cyclic_u)
    if spline.type != "BEZIER":
        points = [world @ point.co.to_3d() for point in spline.points]
        pieces = [(point,) for point in points[1:]]
        return _Spline(points[0], pieces, closed) if pieces else None
    knots = [
        (world @ each.handle_left, world @ each.co, world @ each.handle_right)
        for each in spline.bezier_points
    ]
    ends = knots[1:] + (knots[:1] if closed else [])
    pieces: list[tuple[Vector, ...]] = [
        (before[2], after[0], after[1]) for before, after in zip(knots, ends, strict=False)
    ]
    return _Spline(knots[0][1], pieces, closed) if len(knots) > 1 else None


def _as_lines(obj: Any, scene: Any) -> Iterator[_Spline]:
    """What Blender makes of the object's curves without thickness, as polygons."""
    data = obj.data.copy()
    data.bevel_depth = data.extrude = data.offset = 0.0
    data.bevel_object = data.taper_object = None
    data.dimensions = "3D"  # so that nothing is filled
    copy = bpy.data.objects.new(obj.name, data)
    copy.matrix_world = obj.matrix_world
    scene.collection.objects.link(copy)
    try:
        scene.view_layers[0].update()
        evaluated = copy.evaluated_get(scene.view_layers[0].depsgraph)
        mesh = evaluated.to_mesh()
        world = obj.matrix_world
        points = [world @ vertex.co for vertex in mesh.vertices]
        edges: Any = mesh.edges
        for chain, closed in _chains([tuple(edge.vertices) for edge in edges]):
            places = [points[index] for index in chain]
            yield _Spline(places[0], [(place,) for place in places[1:]], closed)
        evaluated.to_mesh_clear()
    finally:
        bpy.data.objects.remove(copy)
        bpy.data.curves.remove(data)


def _chains(edges: list[tuple[int, ...]]) -> Iterator[tuple[list[int], bool]]:
    """Vertices in order along each line, and whether it closes."""
    beside: dict[int, list[int]] = {}
    for first, second in edges:
        beside.setdefault(first, []).append(second)
        beside.setdefault(second, []).append(first)
    left = dict.fromkeys(sorted(beside, key=lambda each: (len(beside[each]), each)))
    while left:
        at = next(iter(left))
        chain = [at]
        del left[at]
        while ahead := [each for each in beside[at] if each in left]:
            at = ahead[0]
            chain.append(at)
            del left[at]
        if len(chain) > 1:
            yield chain, len(chain) > 2 and chain[0] in beside[at]


def _document(name: str, drawn: list[_Drawn]) -> str:
    points = [point for each in drawn for spline in each.splines for point in spline.points]
    extents = [max(p[axis] for p in points) - min(p[axis] for p in points) for axis in range(3)]
    side, flat = _SIDES[min((2, 1, 0), key=lambda axis: round(extents[axis], 9))]
    margin = max(each.width for each in drawn) / 2
    seen = [tuple(SCALE * value for value in flat(point)) for point in points]
    left, top = (min(p[axis] for p in seen) - margin for axis in range(2))
    width, height = (
        max(p[axis] for p in seen) + margin - low for axis, low in ((0, left), (1, top))
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}mm" height="{_n(height)}mm" '
        f'viewBox="{_n(left)} {_n(top)} {_n(width)} {_n(height)}">',
        f"<title>{escape(name)}</title>",
        f"<desc>Seen from the {side}; one unit is a millimetre.</desc>",
        *(_path(each, flat) for each in drawn),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _path(each: _Drawn, flat: Callable[[Vector], tuple[float, float]]) -> str:
    def told(point: Vector) -> str:
        return " ".join(_n(SCALE * value) for value in flat(point))

    parts: list[str] = []
    for spline in each.splines:
        parts.append(f"M {told(spline.start)}")
        for piece in spline.pieces:
            letter = "C" if len(piece) == 3 else "L"
            parts.append(f"{letter} {' '.join(map(told, piece))}")
        if spline.closed:
            parts.append("Z")
    look = (
        f'fill="{each.colour}" fill-rule="evenodd" stroke="none"'
        if each.filled
        else f'fill="none" stroke="{each.colour}" stroke-width="{_n(each.width)}" '
        'stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<path id={quoteattr(each.name)} d="{" ".join(parts)}" {look}/>'


def _n(value: float) -> str:
    """A number to the thousandth of a millimetre, without needless zeros."""
    text = f"{value if math.isfinite(value) else 0.0:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
