# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether JSON is a spec, whether the spec can stand, and whether it keeps its constraints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from ....bridge.contract.errors import InvalidRequest
from ....bridge.contract.spec import DesignSpec, SpecFinding
from . import constraints as limits
from .geometry import boxes, overall
from .materials import resolve
from .parts import find
from .units import factor, in_metres

__all__ = ["judge", "parse", "read"]

#: Two boxes may stand in each other by this share of the smaller one's thinnest side: a wheel in
#: its arch, a cushion on its seat. More is named, unless one holds the other as its part.
_INSIDE = 0.35
#: Metres below the ground, or above it for the lowest object, that are no fault.
_GROUND = 0.01


def parse(data: dict[str, Any]) -> tuple[DesignSpec | None, list[SpecFinding]]:
    """The spec in metres, or what keeps the data from being one."""
    try:
        spec = DesignSpec.model_validate(data)
    except ValidationError as error:
        return None, [
            _schema_finding(item) for item in error.errors(include_url=False, include_input=False)
        ]
    bad = [
        _error(
            "unit", each.id, f"The unit {each.dimensions.units!r} is not known.", "Write meters."
        )
        for each in spec.objects
        if factor(each.dimensions.units) is None
    ]
    if bad:
        return None, bad
    try:
        return in_metres(spec), []
    except InvalidRequest as error:
        return None, [_error("size", None, error.message, "Give lengths in metres.")]


def read(data: dict[str, Any]) -> DesignSpec:
    """The spec in metres.

    Raises:
        InvalidRequest: the data is no spec; ``data.problems`` names every fault.
    """
    spec, findings = parse(data)
    if spec is None:
        raise InvalidRequest(
            f"This is no design spec: {findings[0].what}",
            problems=[{"field": each.rule, "problem": each.what} for each in findings],
        )
    return spec


def judge(spec: DesignSpec, constraints: Iterable[str] = ()) -> list[SpecFinding]:
    """Everything that can be said of a spec in metres: structure, space, words, constraints."""
    found = [*_structure(spec), *_space(spec), *_words(spec)]
    found += limits.check(spec, list(constraints))
    return found or [SpecFinding(status="ok", rule="spec", what="Nothing is wrong with it.")]


def _error(rule: str, key: str | None, what: str, advice: str = "") -> SpecFinding:
    return SpecFinding(
        status="error", rule=f"object.{rule}", object_id=key, what=what, advice=advice
    )


def _warning(rule: str, key: str | None, what: str, advice: str = "") -> SpecFinding:
    return SpecFinding(status="warning", rule=rule, object_id=key, what=what, advice=advice)


def _schema_finding(item: Any) -> SpecFinding:
    path = ".".join(str(part) for part in item["loc"])
    what = f"{path}: {item['msg']}." if path else f"{item['msg']}."
    return SpecFinding(status="error", rule=f"schema.{path}" if path else "schema", what=what)


def _structure(spec: DesignSpec) -> list[SpecFinding]:
    found = []
    seen: set[str] = set()
    for each in spec.objects:
        if each.id in seen:
            found.append(
                _error("id", each.id, f"The id {each.id!r} is there twice.", "Give it another.")
            )
        seen.add(each.id)
    parents = {each.id: each.properties.get("parent") for each in spec.objects}
    for key, parent in parents.items():
        if parent is None:
            continue
        if parent not in parents:
            found.append(_error("parent", key, f"Its parent {str(parent)[:60]!r} is not there."))
            continue
        way = [key]
        while (above := parents.get(way[-1])) is not None and above in parents:
            if above in way:
                found.append(_error("parent", key, "It is its own parent, over others."))
                break
            way.append(above)
    return found


def _space(spec: DesignSpec) -> list[SpecFinding]:
    found = []
    around = overall(spec)
    if around.low[2] < -_GROUND:
        found.append(
            _warning("space.ground", None, f"It reaches {-around.low[2]:.3g} m below the ground.")
        )
    elif around.low[2] > _GROUND:
        found.append(
            _warning("space.floating", None, f"It floats {around.low[2]:.3g} m above the ground.")
        )
    told = spec.scene.bounding_box
    if told is not None:
        sides = zip(around.size, (told.width, told.depth, told.height), strict=True)
        if any(real > 1.01 * said + 1e-3 for real, said in sides):
            what = "The objects are larger than the scene's bounding box; it is counted anew."
            found.append(_warning("space.bounding_box", None, what))
    return [*found, *_overlaps(spec)]


def _overlaps(spec: DesignSpec) -> list[SpecFinding]:
    """Objects of one type that stand in each other: nearly always a slip in their places."""
    found = []
    place = list(boxes(spec).items())
    types = {each.id: each.type for each in spec.objects}
    for index, (one, box) in enumerate(place):
        for other, near in place[index + 1 :]:
            if types[one] != types[other]:
                continue
            depth = box.overlap(near)
            thin = min(*box.size, *near.size)
            if depth > _INSIDE * thin and depth > 0.002:
                what = f"It stands {depth:.3g} m in {other}, which is of the same type."
                found.append(_warning("space.overlap", one, what, "Move one of them."))
    return found


def _words(spec: DesignSpec) -> list[SpecFinding]:
    found = []
    for each in spec.objects:
        for rule, note in (
            ("word.type", find(each.type)[1]),
            ("word.material", resolve(each.material)[2]),
        ):
            if note:
                found.append(_warning(rule, each.id, note))
    return found
