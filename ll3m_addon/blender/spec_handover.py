# SPDX-License-Identifier: GPL-3.0-or-later
"""The next version of a design goes on with the very objects of the version before.

What the edit did not concern keeps its identity: modifiers, constraints, animation, names and
whatever else in the file points at it. What it did concern keeps its identity too, and gets what
the edit says: its new mesh, materials, place, parent or name. The version before gets the freshly
built objects, which are as its spec says. Main thread only.
"""

from __future__ import annotations

import json
import re
from typing import Any

import bpy

from ...bridge.contract.version import Version
from ..kinds.design_spec.builder import MARKS_KEY, OBJECT_KEY
from . import collections as tree

__all__ = ["hand_over"]

#: The empty that all objects of a version hang on has no id; here it goes by this.
_ROOT = ""
_SUFFIX = re.compile(r"\.\d{3,}$")


def hand_over(version: Version, made: bpy.types.Collection, scene: bpy.types.Scene) -> int:
    """Let objects of the parent version live on in ``made``; returns how many did.

    Nothing happens where the parent version does not lie in the scene, is linked from another
    file, or was built without marks.
    """
    if version.kind != "design_spec" or version.parent is None:
        return 0
    before = next(
        (
            each.collection
            for each in tree.versions_in(scene, version.asset_id)
            if each.number == version.parent and each.editable
        ),
        None,
    )
    if before is None or before == made:
        return 0
    old, new = _by_key(before), _by_key(made)
    shared = [key for key in new if key in old]
    if _ROOT not in shared or len(shared) < 2:
        return 0
    back = {old[key]: new[key] for key in shared}
    forth = {fresh: kept for kept, fresh in back.items()}
    parents = {each: each.parent for each in before.all_objects}
    fixed = _fixed(version)
    for key in shared:
        if key != _ROOT:
            _take(old[key], new[key], key in fixed, forth, back)
    for each in [*made.all_objects]:
        if each not in forth and each.parent in forth:  # added by this version
            each.parent = forth[each.parent]
    for each, parent in parents.items():
        if each not in back and parent in back and OBJECT_KEY in each:  # gone with this version
            each.parent = back[parent]
    for kept, fresh in back.items():
        _swap_homes(kept, fresh, before, made)
    return len(shared) - 1


def _by_key(collection: bpy.types.Collection) -> dict[str, Any]:
    """Objects by the id of their spec object; copies that the artist made are left out."""
    found: dict[str, Any] = {}
    for each in collection.all_objects:
        key = each.get(OBJECT_KEY)
        if isinstance(key, str) and MARKS_KEY in each:
            found.setdefault(key, each)
    for each in [*found.values()]:
        top = each
        while top.parent is not None and top.parent.users_collection:
            top = top.parent
        if OBJECT_KEY not in top and top.name in collection.all_objects:
            found[_ROOT] = top
            break
    return found


def _fixed(version: Version) -> set[str]:
    """Ids of the objects that nobody may change."""
    objects = json.loads(version.source).get("objects", [])
    return {each["id"] for each in objects if each.get("editable") is False}


def _take(kept: Any, fresh: Any, fixed: bool, forth: dict[Any, Any], back: dict[Any, Any]) -> None:
    """Give ``kept`` what the edit says of it, and ``fresh`` what was said before."""
    old, new = str(kept[MARKS_KEY]).split(), str(fresh[MARKS_KEY]).split()
    if len(old) != len(new) or len(new) != 4:
        return
    shape, look, place, label = (one != other for one, other in zip(old, new, strict=True))
    kept[MARKS_KEY], fresh[MARKS_KEY] = " ".join(new), " ".join(old)
    if shape or (look and len(kept.data.materials) != len(fresh.data.materials)):
        kept.data, fresh.data = fresh.data, kept.data
    elif look:
        for index in range(len(kept.data.materials)):
            mine, other = kept.data.materials[index], fresh.data.materials[index]
            kept.data.materials[index], fresh.data.materials[index] = other, mine
    if shape or place or fixed:
        _swap_places(kept, fresh, forth, back)
    elif fresh.parent in forth:
        fresh.parent = back.get(kept.parent, fresh.parent)
    if label or _SUFFIX.sub("", kept.name) == _SUFFIX.sub("", fresh.name):
        mine, other = kept.name, fresh.name
        fresh.name = f"{other} (before)"
        kept.name, fresh.name = _SUFFIX.sub("", other), mine


def _swap_places(kept: Any, fresh: Any, forth: dict[Any, Any], back: dict[Any, Any]) -> None:
    """Transforms and parents change hands, each parent within its own version."""
    mine, other = kept.matrix_basis.copy(), fresh.matrix_basis.copy()
    held, free = kept.matrix_parent_inverse.copy(), fresh.matrix_parent_inverse.copy()
    above, over = kept.parent, fresh.parent
    kept.parent, fresh.parent = forth.get(over, over), back.get(above, above)
    kept.matrix_parent_inverse, fresh.matrix_parent_inverse = free, held
    kept.matrix_basis, fresh.matrix_basis = other, mine


def _swap_homes(kept: Any, fresh: Any, before: Any, made: Any) -> None:
    """``kept`` moves into the new version's collection, ``fresh`` into the old one's."""
    for home in [*kept.users_collection]:
        if home == before or home in before.children_recursive:
            home.objects.unlink(kept)
    for home in [*fresh.users_collection]:
        if home == made or home in made.children_recursive:
            home.objects.unlink(fresh)
    made.objects.link(kept)
    before.objects.link(fresh)
