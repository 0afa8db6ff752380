# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between two versions: facts, parts, parameters, report, source."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from ...bridge.contract.beside import Difference, VersionDifference
from ...bridge.contract.code import ParameterValue, Part
from ...bridge.contract.errors import InvalidRequest
from ...bridge.contract.version import Version
from .parameters import read_parameters, same_value

__all__ = ["difference", "source_diff"]

#: Metres; what is nearer than this is the same size.
NEAR = 1e-5
#: Lines of a diff; a script that is new altogether needs no more.
MOST_LINES = 5000


def difference(one: Version, other: Version) -> VersionDifference:
    """Everything that ``one`` and ``other`` do not share."""
    return VersionDifference(
        asset_id=one.asset_id,
        number=one.number,
        other_asset_id=other.asset_id,
        other=other.number,
        facts=list(_facts(one, other)),
        parameters=list(_parameters(one, other)),
        parts=list(_parts(one.facts.parts, other.facts.parts)),
        report=list(_report(one, other)),
        source=source_diff(one, other),
    )


def source_diff(one: Version, other: Version) -> str:
    """Unified diff of the scripts, empty where they are the same."""
    names = [f"v{each.number:03d}" for each in (one, other)]
    lines = difflib.unified_diff(
        one.source.splitlines(), other.source.splitlines(), names[0], names[1], lineterm=""
    )
    found = list(lines)
    if len(found) > MOST_LINES:
        found = [*found[:MOST_LINES], f"… {len(found) - MOST_LINES} more lines"]
    return "\n".join(found) + ("\n" if found else "")


def _size(version: Version) -> list[float] | None:
    box = version.facts.bounding_box
    return [round(each, 4) for each in box.size] if box else None


def _facts(one: Version, other: Version) -> Iterable[Difference]:
    rows: list[tuple[str, Any, Any]] = [
        (what, getattr(one.facts, what), getattr(other.facts, what))
        for what in ("objects", "vertices", "faces", "triangles", "materials")
    ]
    rows += [("size", _size(one), _size(other))]
    rows += [
        (what, getattr(one, what), getattr(other, what))
        for what in ("score", "kind", "prompt", "feedback", "provider", "model", "blender_version")
    ]
    return (Difference(what=what, one=a, other=b) for what, a, b in rows if a != b)


def _values(version: Version) -> dict[str, ParameterValue]:
    if version.kind != "python_model":
        return {}
    try:
        return {each.name: each.default for each in read_parameters(version.source)}
    except InvalidRequest:
        return {}  # edited into something that is no Python: the source's diff says it


def _parameters(one: Version, other: Version) -> Iterable[Difference]:
    a, b = _values(one), _values(other)
    for name in dict.fromkeys((*a, *b)):
        if name not in a or name not in b or not same_value(a[name], b[name]):
            yield Difference(what=name, one=a.get(name), other=b.get(name))


def _part(part: Part) -> dict[str, Any]:
    return {"dimensions": part.dimensions, "location": part.location, "faces": part.faces}


def _parts(one: list[Part], other: list[Part]) -> Iterable[Difference]:
    a, b = ({part.name: part for part in parts} for parts in (one, other))
    for name in dict.fromkeys((*a, *b)):
        if name not in a or name not in b:
            here = a.get(name), b.get(name)
            yield Difference(
                what=name,
                one=_part(here[0]) if here[0] else None,
                other=_part(here[1]) if here[1] else None,
            )
            continue
        moved = any(
            abs(x - y) > NEAR
            for x, y in zip(
                (*a[name].dimensions, *a[name].location),
                (*b[name].dimensions, *b[name].location),
                strict=False,
            )
        )
        if moved or a[name].faces != b[name].faces:
            yield Difference(what=name, one=_part(a[name]), other=_part(b[name]))


def _report(one: Version, other: Version) -> Iterable[Difference]:
    a, b = ({item.check: item for item in version.report.items} for version in (one, other))
    for check in dict.fromkeys((*a, *b)):
        ok = [items[check].ok if check in items else None for items in (a, b)]
        if ok[0] != ok[1]:
            says = [items[check].what if check in items else None for items in (a, b)]
            yield Difference(what=check, one=says[0], other=says[1])
