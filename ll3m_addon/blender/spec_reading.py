# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the objects of a built design spec as they are in the open scene. Main thread only."""

from __future__ import annotations

import math
from typing import Any

from ...bridge.contract.errors import NotFound
from ..core.design_seam import Seen
from ..kinds.design_spec.builder import OBJECT_KEY
from . import collections as tree
from . import place

__all__ = ["COLOUR_KEY", "seen_objects"]

#: Custom property of a material: the base colour it was made with, as three numbers.
COLOUR_KEY = "spec_colour"


def seen_objects(asset_id: str, number: int) -> list[Seen]:
    """Every object of the version that carries a spec object's id, in the collection's order.

    Raises:
        NotFound: the version does not lie in the scene.
    """
    there = tree.find_version(place.target().scene, asset_id, number)
    if there is None:
        raise NotFound(
            f"Version {number} of this design does not lie in the open scene.",
            advice="Bring it there with version.activate.",
        )
    return [_seen(each) for each in there.all_objects if isinstance(each.get(OBJECT_KEY), str)]


def _seen(obj: Any) -> Seen:
    parent = obj.parent.get(OBJECT_KEY) if obj.parent is not None else None
    # What a parent's inverse holds (an object parented by hand) belongs to the place.
    local = obj.matrix_parent_inverse @ obj.matrix_basis
    place_, turn, _ = local.decompose()
    material = obj.material_slots[0].material if obj.material_slots else None
    return Seen(
        key=obj[OBJECT_KEY],
        name=obj.name,
        parent=parent if isinstance(parent, str) else None,
        location=tuple(place_),  # type: ignore[arg-type]
        rotation=tuple(math.degrees(angle) for angle in turn.to_euler()),  # type: ignore[arg-type]
        size=_size(obj),
        material=material.name if material is not None else "",
        colour=_colour(material),
    )


def _size(obj: Any) -> tuple[float, float, float]:
    """Size along the object's own axes without what hangs on it, scale included."""
    corners = [tuple(corner) for corner in obj.bound_box]
    spans = [max(c[axis] for c in corners) - min(c[axis] for c in corners) for axis in range(3)]
    return tuple(abs(span * scale) for span, scale in zip(spans, obj.scale, strict=True))  # type: ignore[return-value]


def _colour(material: Any) -> str | None:
    """The base colour as sRGB hexadecimal where it is not the one the material was made with."""
    made = material.get(COLOUR_KEY) if material is not None else None
    if made is None or material.node_tree is None:
        return None
    shader = next((n for n in material.node_tree.nodes if n.type == "BSDF_PRINCIPLED"), None)
    if shader is None:
        return None
    socket = shader.inputs["Base Color"]
    while socket.is_linked and socket.links[0].from_node.bl_idname == "ShaderNodeMix":
        socket = socket.links[0].from_node.inputs[6]  # a pattern multiplies the colour there
    now = tuple(socket.default_value)[:3]
    if all(abs(a - b) < 2e-3 for a, b in zip(now, made, strict=True)):
        return None
    return "".join(f"{_srgb(value):02x}" for value in now)


def _srgb(value: float) -> int:
    """A linear value as a byte of sRGB (IEC 61966-2-1)."""
    value = max(0.0, min(1.0, value))
    curve = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * curve)
