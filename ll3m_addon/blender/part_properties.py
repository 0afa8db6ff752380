# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of parts, as custom properties of objects: plain, so that any tool can read them.

``part_name``, ``component_of``, ``used_for`` (with commas), ``material_type`` and other
``material_…``. Read where facts are measured, which is in the jail too: no pydantic here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import bpy

if TYPE_CHECKING:
    from ...bridge.contract.beside import PartEdit

__all__ = ["images_of", "read", "write"]

PART_NAME, COMPONENT, USED_FOR, MATERIAL = "part_name", "component_of", "used_for", "material_"
#: Characters of a property that is read; a script may have written anything.
LONGEST, MOST = 300, 50


def _text(value: Any) -> str:
    return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""


def read(item: bpy.types.Object) -> dict[str, Any]:
    """What an object's custom properties say of it, in the fields of ``Part``."""
    used_for = [part.strip() for part in re.split(r"[,;]", _text(item.get(USED_FOR)))]
    material = {
        key.removeprefix(MATERIAL): _text(item[key])
        for key in list(item.keys())[:MOST]
        if key.startswith(MATERIAL) and _text(item[key])
    }
    return {
        "part_name": _text(item.get(PART_NAME)) or None,
        "component_of": _text(item.get(COMPONENT)) or None,
        "used_for": [part for part in used_for if part][:MOST],
        "material": material,
    }


def images_of(item: bpy.types.Object) -> list[str]:
    """Names of the images that the object's materials use, groups within looked at too."""
    found: dict[str, None] = {}
    trees = [slot.material.node_tree for slot in item.material_slots if slot.material]
    seen: set[int] = set()
    while trees:
        tree = trees.pop()
        if tree is None or tree.session_uid in seen:
            continue
        seen.add(tree.session_uid)
        for node in tree.nodes:
            image = getattr(node, "image", None)
            if image is not None:
                found[image.name] = None
            trees.append(getattr(node, "node_tree", None))
    return sorted(found)[:MOST]


def write(asset_id: str, number: int, parts: Mapping[str, PartEdit]) -> int:
    """Write what is said of parts onto the version's objects; returns how many were there.

    An object that got a number behind its name when it came into the file is found too.
    Main thread only; one undo step.
    """
    from . import collections as tree
    from . import place

    count = 0
    for each in tree.versions_in(None, asset_id):
        if each.number != number or not each.editable:
            continue
        for item in each.collection.all_objects:
            plain = re.sub(r"\.\d{3,}$", "", item.name)
            edit = parts.get(item.name) or parts.get(plain)
            if edit is not None and item.library is None:
                _write(item, edit)
                count += 1
    if count:
        place.push_undo("LL3M: Edit Parts")
    return count


def _write(item: bpy.types.Object, edit: PartEdit) -> None:
    said: dict[str, str | None] = {PART_NAME: edit.part_name, COMPONENT: edit.component_of}
    said[USED_FOR] = None if edit.used_for is None else ", ".join(edit.used_for)
    if edit.material is not None:
        said |= dict.fromkeys([key for key in item.keys() if key.startswith(MATERIAL)], "")  # noqa: SIM118
        said |= {MATERIAL + key: value for key, value in edit.material.items()}
    for key, value in said.items():
        if value:
            item[key] = value
        elif value is not None and key in item:
            del item[key]
