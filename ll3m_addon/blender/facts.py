# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts: what a script made, counted on the evaluated objects.

The dicts have exactly the fields of ``Facts``, ``Part`` and ``BoundingBox`` of the
contract; the contract itself is not imported, so that a jailed child starts fast.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np

from .evaluated import Shape, visible_objects
from .part_properties import images_of, read

__all__ = ["bounds", "facts_of"]


def _metres(values: Any) -> list[float]:
    """Round to a micrometre, so that equal models give equal text; what is no number is 0."""
    return [round(float(v), 6) + 0.0 if math.isfinite(v) else 0.0 for v in values]


def bounds(shapes: Sequence[Shape]) -> dict[str, list[float]] | None:
    """World box around all points, in metres; None where nothing has a size."""
    filled = [shape for shape in shapes if len(shape.points)]
    if not filled:
        return None
    low = np.min([shape.low for shape in filled], axis=0)
    high = np.max([shape.high for shape in filled], axis=0)
    if not (high - low).any():
        return None
    return {"min": _metres(low), "max": _metres(high)}


def _part(obj: bpy.types.Object, shapes: list[Shape], visible: set[str]) -> dict[str, Any]:
    """One object; what it instances counts as its own."""
    own = next((shape for shape in shapes if not shape.is_instance), None)
    parent = obj.parent.name if obj.parent is not None and obj.parent.name in visible else None
    names = (
        own.materials if own else tuple(s.material.name for s in obj.material_slots if s.material)
    )
    return {
        "name": obj.name,
        "type": obj.type,
        "parent": parent,
        "location": _metres(obj.matrix_world.translation),
        "dimensions": _metres(own.size if own else (0.0, 0.0, 0.0)),
        "vertices": sum(shape.vertices for shape in shapes),
        "faces": sum(shape.faces for shape in shapes),
        "materials": list(names),
        "images": images_of(obj),
        **read(obj),
    }


def facts_of(collection: bpy.types.Collection, shapes: Sequence[Shape]) -> dict[str, Any]:
    """Count the collection's visible objects; ``shapes`` are theirs (``read_shapes``).

    ``seconds`` and ``peak_memory`` are 0: only who ran the script knows them.
    """
    objects = visible_objects(collection)
    visible = {obj.name for obj in objects}
    owned: dict[str, list[Shape]] = {name: [] for name in visible}
    for shape in shapes:
        owned[shape.owner].append(shape)
    parts = [_part(obj, owned[obj.name], visible) for obj in objects]
    materials = sorted({name for part in parts for name in part["materials"]})
    return {
        "objects": len(objects),
        "vertices": sum(part["vertices"] for part in parts),
        "faces": sum(part["faces"] for part in parts),
        "triangles": sum(shape.triangle_count for shape in shapes),
        "materials": materials,
        "bounding_box": bounds(shapes),
        "parts": parts,
        "seconds": 0.0,
        "peak_memory": 0,
    }
