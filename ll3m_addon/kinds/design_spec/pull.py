# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist did to a built spec in the viewport, read back into the spec. No bpy here."""

from __future__ import annotations

import math
import re

from ....bridge.contract.spec import DesignObject, DesignSpec
from ...core.design_seam import Seen
from .builder import label_of, material_label
from .geometry import degrees

__all__ = ["pulled"]

_SUFFIX = re.compile(r"\.\d{3,}$")


def _far(one: float, other: float, least: float = 1e-4) -> bool:
    return not math.isclose(one, other, rel_tol=1e-5, abs_tol=least)


def _object(each: DesignObject, seen: Seen) -> DesignObject:
    update: dict[str, object] = {}
    at, size = each.position, each.dimensions
    if any(map(_far, seen.location, (at.x, at.y, at.z))):
        x, y, z = (round(value, 6) for value in seen.location)
        update["position"] = at.model_copy(update={"x": x, "y": y, "z": z})
    if any(map(_far, seen.size, (size.width, size.depth, size.height))):
        width, depth, height = (max(round(value, 6), 1e-6) for value in seen.size)
        sides = {"width": width, "depth": depth, "height": height}
        update["dimensions"] = size.model_copy(update=sides)
    properties = dict(each.properties)
    turns = zip(seen.rotation, degrees(each), strict=True)
    if any(abs((now - was + 180.0) % 360.0 - 180.0) > 0.01 for now, was in turns):
        properties["rotation"] = dict(zip("xyz", (round(v, 4) for v in seen.rotation), strict=True))
    name = _SUFFIX.sub("", seen.name)
    if name != label_of(each):
        properties["name"] = name
    if seen.parent != each.properties.get("parent"):
        properties.pop("parent", None)
        if seen.parent is not None:
            properties["parent"] = seen.parent
    material = _SUFFIX.sub("", seen.material)
    if material and material != material_label(each):
        update["material"] = (
            re.sub(r"[^a-z0-9]+", "_", material.lower()).strip("_") or each.material
        )
    elif seen.colour is not None:
        properties["colour"] = f"#{seen.colour}"
    if properties != each.properties:
        update["properties"] = properties
    return each.model_copy(update=update) if update else each


def pulled(spec: DesignSpec, seen: list[Seen]) -> DesignSpec:
    """The spec as the scene has it now.

    Objects that are gone from the scene are left out; copies of an object (the same key
    again) become objects of their own, with ids that are free.
    """
    first: dict[str, Seen] = {}
    copies: list[Seen] = []
    for each in seen:
        if each.key in first:
            copies.append(each)
        else:
            first[each.key] = each
    objects = [_object(each, first[each.id]) for each in spec.objects if each.id in first]
    known = {each.id: each for each in spec.objects}
    taken = set(known)
    for copy in copies:
        if copy.key not in known:
            continue
        number = 2
        while (key := f"{copy.key}_{number}") in taken:
            number += 1
        taken.add(key)
        objects.append(_object(known[copy.key], copy).model_copy(update={"id": key}))
    return spec.model_copy(update={"objects": objects})
