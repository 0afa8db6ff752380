# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a spec's objects stand: boxes in world space, totals, overlaps. No bpy."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ....bridge.contract.spec import DesignObject, DesignSpec, Extent
from .units import METRES

__all__ = ["Box", "boxes", "degrees", "overall", "summed", "world_position"]


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned box in metres."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]

    @property
    def size(self) -> tuple[float, float, float]:
        """Width (x), depth (y), height (z)."""
        return tuple(b - a for a, b in zip(self.low, self.high, strict=True))  # type: ignore[return-value]

    def overlap(self, other: Box) -> float:
        """Depth in metres to which two boxes stand in each other; 0 where they only touch."""
        depths = [
            min(self.high[axis], other.high[axis]) - max(self.low[axis], other.low[axis])
            for axis in range(3)
        ]
        return max(0.0, min(depths))


def degrees(each: DesignObject) -> tuple[float, float, float]:
    """Turns about x, y and z in degrees; a single number is a turn about z."""
    value: Any = each.properties.get("rotation") or {}
    if isinstance(value, (int, float)):
        return (0.0, 0.0, float(value))
    if isinstance(value, (list, tuple)) and len(value) == 3:
        return tuple(float(part) for part in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        parts = (value.get(axis, 0.0) for axis in "xyz")
        return tuple(float(p) if isinstance(p, (int, float)) else 0.0 for p in parts)  # type: ignore[return-value]
    return (0.0, 0.0, 0.0)


def _turned(
    point: tuple[float, float, float], turn: tuple[float, float, float]
) -> tuple[float, float, float]:
    """Turn about x, then y, then z, as Blender's default Euler order does."""
    x, y, z = point
    a, b, c = (math.radians(each) for each in turn)
    y, z = y * math.cos(a) - z * math.sin(a), y * math.sin(a) + z * math.cos(a)
    x, z = x * math.cos(b) + z * math.sin(b), -x * math.sin(b) + z * math.cos(b)
    x, y = x * math.cos(c) - y * math.sin(c), x * math.sin(c) + y * math.cos(c)
    return x, y, z


def _chain(spec: DesignSpec, each: DesignObject) -> list[DesignObject]:
    """The object and its parents, nearest first; stops where they form a ring."""
    by_id = {other.id: other for other in spec.objects}
    chain = [each]
    while (parent := by_id.get(str(chain[-1].properties.get("parent", "")))) is not None:
        if parent in chain:
            break
        chain.append(parent)
    return chain


def _to_world(
    spec: DesignSpec, each: DesignObject, point: tuple[float, float, float]
) -> tuple[float, float, float]:
    for link in _chain(spec, each):
        turned = _turned(point, degrees(link))
        at = link.position
        point = (turned[0] + at.x, turned[1] + at.y, turned[2] + at.z)
    return point


def world_position(spec: DesignSpec, each: DesignObject) -> tuple[float, float, float]:
    """Where the middle of an object's bottom is in the scene, in metres."""
    return _to_world(spec, each, (0.0, 0.0, 0.0))


def boxes(spec: DesignSpec) -> dict[str, Box]:
    """Each object's box in the scene by its id; turned objects get the box around them."""
    found = {}
    for each in spec.objects:
        size = each.dimensions
        corners = [
            _to_world(spec, each, (sx * size.width / 2, sy * size.depth / 2, sz * size.height))
            for sx in (-1, 1)
            for sy in (-1, 1)
            for sz in (0, 1)
        ]
        low = tuple(min(corner[axis] for corner in corners) for axis in range(3))
        high = tuple(max(corner[axis] for corner in corners) for axis in range(3))
        found[each.id] = Box(low, high)  # type: ignore[arg-type]
    return found


def overall(spec: DesignSpec) -> Box:
    """The box around all objects."""
    each = list(boxes(spec).values())
    low = tuple(min(box.low[axis] for box in each) for axis in range(3))
    high = tuple(max(box.high[axis] for box in each) for axis in range(3))
    return Box(low, high)  # type: ignore[arg-type]


def summed(spec: DesignSpec) -> DesignSpec:
    """The spec with its totals and bounding box counted anew."""
    width, depth, height = (max(side, 1e-6) for side in overall(spec).size)
    rounded = {"width": round(width, 6), "height": round(height, 6), "depth": round(depth, 6)}
    known = spec.scene.bounding_box
    box = (
        known.model_copy(update={**rounded, "units": METRES})
        if known is not None
        else Extent(**rounded, units=METRES)
    )
    update = {"total_objects": len(spec.objects), "bounding_box": box}
    return spec.model_copy(update={"scene": spec.scene.model_copy(update=update)})
