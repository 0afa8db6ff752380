# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies between two readings of the file: added, removed and changed data-blocks.

Plain data in the contract's shape (``scene.SceneDifference``). Knows no bpy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .scene_state import Block, State

__all__ = ["compare", "deviations", "outside", "touched"]

#: Data-blocks of a difference, those of them with details, details of each, a value's characters.
COUNTED, DETAILED, DETAILS, VALUE = 20_000, 300, 8, 80

_ASPECTS: tuple[tuple[str, str], ...] = (
    ("transform", r"location|rotation_\w+|scale|delta_\w+|matrix_parent_inverse"),
    ("parent", r"parent\w*"),
    ("modifiers", r"modifiers|grease_pencil_modifiers|shader_effects|particle_systems"),
    ("constraints", r"constraints|rigid_body\w*"),
    ("materials", r"material_slots|materials"),
    ("visibility", r"hide_\w+|hidden|visible_\w+|display_\w+|view_layers|color_tag"),
    ("collections", r"collections"),
    ("members", r"children|objects"),
    ("geometry", r"geometry|vertex_groups|key_blocks|splines|elements|bones|pose|body|points"),
    ("nodes", r"nodes|links|interface|use_nodes"),
    ("animation", r"animation_data|curves|layers|slots|fcurves"),
    ("data", r"data|shape_keys"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _ASPECTS)
_ORDER = {"removed": 0, "changed": 1, "added": 2}
#: An object's type of data-block comes first: people think in objects.
_FIRST = ("OBJECT", "COLLECTION", "MATERIAL", "MESH", "CURVE", "LIGHT", "CAMERA", "WORLD", "SCENE")
_MISSING = object()


def compare(before: State, after: State) -> dict[str, Any]:
    """The difference: ``changes`` (at most ``COUNTED``), counts of objects, what is ``unlisted``.

    What still lies in the file but is used by nothing any more counts as removed, since
    Blender forgets it on saving; so does an object that lies in no collection any more.
    """
    names = {uid: block.name for state in (before, after) for uid, block in state.items()}
    found = sorted(_changes(before, after, names), key=_rank)
    objects = [each["change"] for each in found if each["type"] == "OBJECT"]
    rest = [{**each, "details": []} for each in found[DETAILED:COUNTED]]
    return {
        "added": objects.count("added"),
        "removed": objects.count("removed"),
        "changed": objects.count("changed"),
        "changes": [*found[:DETAILED], *rest],
        "unlisted": max(0, len(found) - COUNTED),
    }


def touched(before: State, after: State) -> set[int]:
    """``session_uid`` of everything that was there and is removed or changed."""
    return {
        uid
        for uid, old in before.items()
        if (now := after.get(uid)) is None or _removed(old, now) or _differs(old, now)
    }


def deviations(planned: dict[str, Any], done: dict[str, Any]) -> tuple[list[str], list[str]]:
    """How ``done`` strays from ``planned``: harmful (more touched than shown), and the rest."""
    wanted = {(each["type"], each["name"]): each for each in planned["changes"]}
    real = {(each["type"], each["name"]): each for each in done["changes"]}
    harm: list[str] = []
    other: list[str] = []
    for key, each in real.items():
        shown = wanted.get(key)
        what = f"{each['type'].title()} {each['name']!r} was {each['change']}"
        if each["change"] == "added":
            if shown is None or shown["change"] != "added":
                other.append(f"{what}, which the dry run did not show.")
        elif (
            shown is None
            or shown["change"] == "added"
            or each["change"] == "removed" != shown["change"]
        ):
            harm.append(f"{what}, which the dry run did not show.")
        elif shown["change"] == "removed" != each["change"]:
            other.append(f"{what} but not removed: something else in the file uses it.")
        elif more := sorted(set(each["aspects"]) - set(shown["aspects"])):
            harm.append(f"{what} in {', '.join(more)} too, which the dry run did not show.")
    for key, each in wanted.items():
        if key not in real:
            other.append(f"{each['type'].title()} {each['name']!r} was not {each['change']}.")
    return harm, other


def outside(before: State, after: State, allowed: set[int]) -> list[str]:
    """What was touched beyond ``allowed``; that something new came into a collection is no harm."""
    names = {uid: block.name for uid, block in before.items()}
    found: list[str] = []
    for uid in touched(before, after) - allowed:
        old, now = before[uid], after.get(uid)
        if now is not None and not _removed(old, now) and old.type in {"SCENE", "COLLECTION"}:
            made = _changed(old, now, names)
            if set(made["aspects"]) <= {"members"}:
                continue
        found.append(f"{old.type.title()} {old.name!r}")
    return sorted(found)


def _rank(change: dict[str, Any]) -> tuple[int, int, str]:
    kind = change["type"]
    place = _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
    return _ORDER[change["change"]], place, change["name"]


def _changes(before: State, after: State, names: dict[int, str]) -> Iterator[dict[str, Any]]:
    for uid, old in before.items():
        now = after.get(uid)
        if now is None or _removed(old, now):
            yield _change(old, "removed")
        elif _differs(old, now):
            yield _changed(old, now, names)
    for uid, now in after.items():
        if uid not in before and (now.used or now.fake):
            yield _change(now, "added")


def _change(block: Block, change: str) -> dict[str, Any]:
    return {
        "type": block.type, "name": block.name, "change": change, "new_name": None,
        "aspects": [], "details": [],
    }  # fmt: skip


def _removed(old: Block, now: Block) -> bool:
    if old.used and not now.used and not now.fake:
        return True
    return bool(old.values.get("collections")) and not now.values.get("collections", True)


def _differs(old: Block, now: Block) -> bool:
    return old.name != now.name or old.values != now.values


def _changed(old: Block, now: Block, names: dict[int, str]) -> dict[str, Any]:
    keys = [
        key
        for key in dict.fromkeys((*old.values, *now.values))
        if old.values.get(key, _MISSING) != now.values.get(key, _MISSING)
    ]
    made = _change(old, "changed")
    aspects = dict.fromkeys(_aspect(key) for key in keys)
    if old.name != now.name:
        made["new_name"] = now.name
        aspects["name"] = None
    made["aspects"] = sorted(aspects)
    made["details"] = [
        {
            "path": key[:200],
            "before": _text(old.values.get(key, _MISSING), names),
            "after": _text(now.values.get(key, _MISSING), names),
        }
        for key in _telling(keys)[:DETAILS]
    ]
    if emptied := _emptied(old, now):
        made["aspects"] = sorted({*made["aspects"], emptied})
    return made


def _emptied(old: Block, now: Block) -> str:
    """``emptied`` where all geometry went: as good as removed."""
    for key in ("geometry.vertices", "geometry.splines"):
        if old.values.get(key) and not now.values.get(key):
            return "emptied"
    return ""


def _telling(keys: list[str]) -> list[str]:
    """Keys whose values say something to a person first; hashes of arrays last."""
    return sorted(keys, key=lambda key: ("attributes[" in key or "starts" in key, keys.index(key)))


def _aspect(key: str) -> str:
    if key.startswith('["'):
        return "properties"
    head = re.split(r"[.\[]", key, maxsplit=1)[0]
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(head)), "settings")


def _text(value: Any, names: dict[int, str]) -> str | None:
    """A value as a person reads it; None where there was none."""
    if value is _MISSING or value is None:
        return None
    uid = getattr(value, "uid", None)
    if uid is not None:
        return names.get(uid, "?")
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, tuple):
        inner = ", ".join(_text(each, names) or "-" for each in value)
        return (inner if len(inner) <= VALUE else inner[: VALUE - 1] + "…") or "-"
    text = str(value)
    return text if len(text) <= VALUE else text[: VALUE - 1] + "…"
