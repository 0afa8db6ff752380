# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds and empties every property that holds a path, by Blender's own description of itself.

Blender marks such properties with a subtype; a walk over each data-block meets them in
modifiers, nodes, sockets, particle caches and wherever a later Blender adds one. Types
that can't lead to a path (vertices, keyframes …) are recognised once and left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

__all__ = ["clear"]

_PATHS = frozenset(("FILE_PATH", "DIR_PATH"))
#: Names of paths that some Blenders do not mark.
_NAMES = frozenset(("filepath", "filepath_raw", "directory", "base_path", "cache_directory"))

#: Names of the types that hold a path themselves or in a struct of theirs.
_leads: set[str] = set()


def clear(block: Any) -> Iterator[str]:
    """Empty each path in ``block``, its own structs included; yield where and what it was."""
    prepare()
    yield from _clear(block, block.bl_rna, "", set())


def prepare() -> None:
    """Learn, once, which of Blender's types can hold a path; jailed children inherit it."""
    if _leads:
        return
    holders: dict[str, set[str]] = {}  # a type -> the types that hold it
    for name in dir(bpy.types):
        rna = getattr(getattr(bpy.types, name), "bl_rna", None)
        if rna is None:
            continue
        if rna.base is not None:  # who holds the base may hold this one
            holders.setdefault(rna.identifier, set()).add(rna.base.identifier)
        for prop in rna.properties:
            if _is_path(prop):
                _leads.add(rna.identifier)
            elif prop.type in {"POINTER", "COLLECTION"}:
                held = prop.fixed_type
                if held is not None and not _is_id(held):
                    holders.setdefault(held.identifier, set()).add(rna.identifier)
    pending = list(_leads)
    while pending:
        fresh = holders.get(pending.pop(), set()) - _leads
        _leads.update(fresh)
        pending.extend(fresh)


def _is_id(rna: Any) -> bool:
    while rna is not None:
        if rna.identifier == "ID":
            return True
        rna = rna.base
    return False


def _is_path(prop: Any) -> bool:
    return prop.type == "STRING" and (prop.subtype in _PATHS or prop.identifier in _NAMES)


def _leads_to_path(rna: Any) -> bool:
    """Whether a struct of this type, or of a type below it, can hold a path."""
    return rna.identifier in _leads


def _clear(struct: Any, rna: Any, where: str, seen: set[tuple[int, str]]) -> Iterator[str]:
    key = (struct.as_pointer(), rna.identifier)
    if key in seen:
        return  # sockets know their links, links their sockets
    seen.add(key)
    for prop in rna.properties:
        name = prop.identifier
        if _is_path(prop):
            yield from _clear_one(struct, prop, f"{where}{name}")
        elif prop.type in {"POINTER", "COLLECTION"} and name != "rna_type":
            held = prop.fixed_type
            if held is None or _is_id(held) or not _leads_to_path(held):
                continue
            value = getattr(struct, name, None)
            if value is None:
                continue
            items = list(value) if prop.type == "COLLECTION" else [value]
            for item in items:
                if item is not None:
                    yield from _clear(item, item.bl_rna, f"{where}{name}.", seen)


def _clear_one(struct: Any, prop: Any, where: str) -> Iterator[str]:
    value = getattr(struct, prop.identifier, "")
    if not value or prop.is_readonly or value == "<builtin>":
        return
    setattr(struct, prop.identifier, "")
    left = getattr(struct, prop.identifier, "")
    if left:
        raise RuntimeError(f"the path {where} can't be emptied")
    if "library_weak_reference." not in where:  # appending itself leaves those
        yield f"{where} {value[:120]!r}"
