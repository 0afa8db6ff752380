# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between two specs, and how two edits of one spec are joined."""

from __future__ import annotations

import math
from typing import Any

from ....bridge.contract.spec import Change, Conflict, DesignObject, DesignSpec
from .units import checked

__all__ = ["apply", "difference", "merge", "split_protected"]

#: Metres or degrees: what Blender's single precision may change by itself.
TOLERANCE = 1e-4
#: Fields that follow from others or from the moment, and are no edit.
_DERIVED = frozenset({
    "spec_id", "version.version", "version.created_at", "version.modified_at", "version.author",
    "scene.total_objects", "scene.bounding_box",
})  # fmt: skip
_MISSING = object()


def _flat(value: Any, path: str = "") -> dict[str, Any]:
    """Leaves of nested objects by dotted path. Lists are leaves; null and {} are nothing."""
    if value is None:
        return {}
    if isinstance(value, dict):
        found: dict[str, Any] = {}
        for key, each in value.items():
            found |= _flat(each, f"{path}.{key}" if path else str(key))
        return found
    return {path: value}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-5, abs_tol=TOLERANCE)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return all(_same(a, b) for a, b in zip(one, other, strict=True))
    return one == other


def _head(spec: DesignSpec) -> dict[str, Any]:
    """Everything of a spec but its objects."""
    flat = _flat(spec.model_dump(mode="json", exclude={"objects"}))
    return {
        path: value
        for path, value in flat.items()
        if not any(path == each or path.startswith(each + ".") for each in _DERIVED)
    }


def _object(each: DesignObject) -> dict[str, Any]:
    return _flat(each.model_dump(mode="json", exclude={"id"}))


def _changes(before: dict[str, Any], after: dict[str, Any], object_id: str | None) -> list[Change]:
    found = []
    for path in [*before, *(each for each in after if each not in before)]:
        old, new = before.get(path, _MISSING), after.get(path, _MISSING)
        if old is _MISSING or new is _MISSING or not _same(old, new):
            found.append(
                Change(
                    kind="changed", object_id=object_id, path=path,
                    before=None if old is _MISSING else old,
                    after=None if new is _MISSING else new,
                )
            )  # fmt: skip
    return found


def difference(before: DesignSpec, after: DesignSpec) -> list[Change]:
    """Every change that makes ``after`` of ``before``: the spec's own first, then by object.

    Lengths that differ by less than 0.1 mm are the same. What is counted or timed by the
    product itself (totals, dates, ids) is no change.
    """
    found = _changes(_head(before), _head(after), None)
    old = {each.id: each for each in before.objects}
    new = {each.id: each for each in after.objects}
    for key, each in old.items():
        if key not in new:
            dump = each.model_dump(mode="json")
            found.append(Change(kind="removed", object_id=key, path="", before=dump))
        else:
            found += _changes(_object(each), _object(new[key]), key)
    for key, each in new.items():
        if key not in old:
            dump = each.model_dump(mode="json")
            found.append(Change(kind="added", object_id=key, path="", after=dump))
    return found


def split_protected(before: DesignSpec, changes: list[Change]) -> tuple[list[Change], list[Change]]:
    """Changes that may be made, and those of objects that are not editable.

    Whether an object is editable is decided by ``before``; switching ``editable`` on
    is allowed, so that protection is no dead end.
    """
    fixed = {each.id for each in before.objects if not each.editable}
    may, refused = [], []
    for change in changes:
        free = change.object_id not in fixed or change.path == "editable"
        (may if free else refused).append(change)
    return may, refused


def _set(tree: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    for key in way:
        below = tree.get(key)
        if not isinstance(below, dict):
            below = tree[key] = {}
        tree = below
    if value is None:
        tree.pop(last, None)
    else:
        tree[last] = value


def apply(spec: DesignSpec, changes: list[Change]) -> DesignSpec:
    """The spec with these changes made; order of objects stays, new ones go to the end.

    Raises:
        InvalidRequest: no design is left, or one beyond the contract's bounds.
    """
    tree = spec.model_dump(mode="json")
    objects = {each["id"]: each for each in tree["objects"]}
    for change in changes:
        if change.kind == "added":
            objects[change.object_id or ""] = change.after
        elif change.kind == "removed":
            objects.pop(change.object_id or "", None)
        elif change.object_id is None:
            _set(tree, change.path, change.after)
        elif change.object_id in objects:
            _set(objects[change.object_id], change.path, change.after)
    tree["objects"] = list(objects.values())
    return checked(tree)


def merge(
    base: DesignSpec, ours: DesignSpec, theirs: DesignSpec
) -> tuple[DesignSpec, list[Conflict]]:
    """Make their changes in our spec. Where both changed one thing differently, ours stays."""
    mine = difference(base, ours)
    own = {(each.object_id, each.path): each for each in mine}
    gone = {each.object_id for each in mine if each.kind == "removed"}
    touched = {each.object_id for each in mine if each.kind == "changed"}
    taken: list[Change] = []
    conflicts: list[Conflict] = []
    for change in difference(base, theirs):
        key = (change.object_id, change.path)
        reason = ""
        if change.object_id in gone and change.kind == "changed":
            reason = "We removed this object; they changed it."
        elif change.kind == "removed" and change.object_id in touched:
            reason = "We changed this object; they removed it."
        elif key in own and not _same(own[key].after, change.after):
            reason = "Both added this object." if change.kind == "added" else "Both changed it."
        if reason:
            mine_after = own[key].after if key in own else None
            conflicts.append(
                Conflict(
                    object_id=change.object_id, path=change.path, base=change.before,
                    ours=mine_after, theirs=change.after, reason=reason,
                )
            )  # fmt: skip
        elif key not in own:
            taken.append(change)
    return apply(ours, taken), conflicts
