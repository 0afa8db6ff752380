# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan of a model as data: parts, sizes in metres, materials, order; and what is wrong with one."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

__all__ = ["LARGEST", "SMALLEST", "Look", "Plan", "PlannedPart", "ViewName", "complaint", "mended"]

ViewName = Literal["three_quarter", "front", "right", "back", "left", "top"]
#: Metres between which the largest side of an asset is believed; the mesh report's own limits.
SMALLEST, LARGEST = 0.002, 1000.0
#: A part may be this much larger than the whole before it counts as a contradiction.
ROOM = 1.25
_PARTS, _TEXT = 40, 300
_UNITS = {"mm": 0.001, "cm": 0.01, "dm": 0.1, "m": 1.0, "km": 1000.0, "in": 0.0254, "ft": 0.3048}
_LENGTH = re.compile(r"^\s*([-+]?[\d.,]+(?:e[-+]?\d+)?)\s*([a-z]*)", re.IGNORECASE)


def _length(value: Any) -> float:
    """A number of metres, also from ``"45 cm"``; not a number where there is none."""
    if isinstance(value, bool) or value is None:
        return math.nan
    if isinstance(value, (int, float)):
        return float(value)
    found = _LENGTH.match(str(value))
    if found is None:
        return math.nan
    try:
        return float(found.group(1).replace(",", ".")) * _UNITS.get(found.group(2).lower(), 1.0)
    except ValueError:
        return math.nan


def _size(value: Any) -> list[float]:
    """Three lengths out of a list, an object with x, y, z or width, depth, height, or one number."""
    if isinstance(value, dict):
        lower = {str(key).lower()[:1]: each for key, each in value.items()}
        flat = [lower.get(a, lower.get(b)) for a, b in (("x", "w"), ("y", "d"), ("z", "h"))]
        return [_length(each) for each in flat]
    if isinstance(value, str):
        value = [each for each in re.split(r"[x×*;]|,\s", value) if each.strip()]
    if isinstance(value, (int, float)):
        value = [value] * 3
    if not isinstance(value, list):
        return [math.nan] * 3
    return [_length(each) for each in (*value, *([math.nan] * 3))][:3]


def _words(value: Any) -> Any:
    """Text from what should be text: lists joined, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))[:_TEXT]
    return str(value)[:_TEXT] if not isinstance(value, dict) else ""


def _list(value: Any) -> Any:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


Words = Annotated[str, BeforeValidator(_words)]
Size = Annotated[list[float], BeforeValidator(_size)]


class PlannedPart(BaseModel):
    """One part; ``size`` is width, depth and height in metres."""

    model_config = ConfigDict(extra="ignore")

    name: Words
    purpose: Words = ""
    size: Size = Field(default_factory=lambda: [math.nan] * 3)
    position: Words = ""
    count: int = 1
    material: Words = ""

    @field_validator("count", mode="before")
    @classmethod
    def _some(cls, value: Any) -> int:
        number = _length(value)
        return int(min(max(number, 1), 10_000)) if math.isfinite(number) else 1


class Look(BaseModel):
    """A material and what it looks like."""

    model_config = ConfigDict(extra="ignore")

    name: Words
    look: Words = ""


class Plan(BaseModel):
    """What is to be built; all lengths in metres."""

    model_config = ConfigDict(extra="ignore")

    summary: Words = ""
    size: Size
    parts: list[PlannedPart] = Field(min_length=1)
    materials: list[Look] = []
    order: list[Words] = []
    techniques: list[Words] = []
    views: list[ViewName] = []

    @field_validator("parts", "materials", mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        """Also as plain names, or as an object whose keys are the names."""
        if isinstance(value, dict):
            value = [
                {"name": key, **(each if isinstance(each, dict) else {"look": each})}
                for key, each in value.items()
            ]
        found = [each if isinstance(each, dict) else {"name": each} for each in _list(value)]
        return found[:_PARTS]

    @field_validator("order", "techniques", mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return _list(value)[:_PARTS]

    @field_validator("views", mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        spelled = [str(each).lower().replace("-", "_").replace(" ", "_") for each in _list(value)]
        return list(dict.fromkeys(each for each in spelled if each in get_args(ViewName)))

    def text(self) -> str:
        """The plan in lines that can be read and counted."""
        lines = [self.summary] if self.summary else []
        lines.append(f"Overall: {_metres(self.size)}")
        for number, part in enumerate(self.parts, 1):
            told = [f"{number}. {part.name}" + (f" x{part.count}" if part.count > 1 else "")]
            if all(map(math.isfinite, part.size)):
                told.append(_metres(part.size))
            told += [each for each in (part.position, part.material, part.purpose) if each]
            lines.append("; ".join(told))
        lines += [f"Material {each.name}: {each.look}" for each in self.materials if each.look]
        if self.order:
            lines.append(f"Order: {', '.join(self.order)}")
        if self.techniques:
            lines.append(f"Techniques: {', '.join(self.techniques)}")
        return "\n".join(lines)


def _metres(size: list[float]) -> str:
    return " x ".join(f"{side:.4g}" for side in size) + " m (X, Y, Z)"


def complaint(plan: Plan) -> str:
    """What is absurd or contradicts itself in a plan; empty if nothing does."""
    if not all(math.isfinite(side) and side >= 0 for side in plan.size):
        return "`size` must be three positive numbers of metres: [width, depth, height]."
    largest = max(plan.size)
    if not SMALLEST <= largest <= LARGEST:
        return (
            f"The whole would be {largest:g} m at its largest: that is no believable size. "
            "All sizes are in metres."
        )
    for part in plan.parts:
        known = [side for side in part.size if math.isfinite(side)]
        if any(side < 0 for side in known):
            return f"The part {part.name!r} has a negative size."
        # Its axes may be meant turned, so it is the largest sides that are compared.
        if known and max(known) > ROOM * math.hypot(*plan.size):
            return (
                f"The part {part.name!r} ({_metres(part.size)}) is larger than the whole "
                f"({_metres(plan.size)})."
            )
    return ""


def mended(plan: Plan) -> tuple[Plan | None, str]:
    """A plan that is still complained of, made usable, and what was done; None where nothing helps.

    Sizes of parts that can't be are left open. A whole of absurd size makes the plan useless
    as a measure: better none.
    """
    if not complaint(plan):
        return plan, ""
    sized = [part for part in plan.parts if all(map(math.isfinite, part.size))]
    whole = plan.size
    if not all(math.isfinite(side) and side >= 0 for side in whole) and sized:
        whole = [max(abs(part.size[axis]) for part in sized) for axis in range(3)]
    if not all(map(math.isfinite, whole)) or not SMALLEST <= max(whole) <= LARGEST:
        return None, "The plan's sizes are not believable; it was left out."
    open_size = [math.nan] * 3
    limit = ROOM * math.hypot(*whole)
    parts = [
        part
        if not any(side < 0 or side > limit for side in part.size)
        else part.model_copy(update={"size": open_size})
        for part in plan.parts
    ]
    changed = [a.name for a, b in zip(plan.parts, parts, strict=True) if a is not b]
    what = f"Sizes that can't be were left open in the plan: {', '.join(changed) or 'the whole'}."
    return plan.model_copy(update={"size": whole, "parts": parts}), what
