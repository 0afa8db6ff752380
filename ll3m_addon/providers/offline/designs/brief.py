# SPDX-License-Identifier: GPL-3.0-or-later
"""What a design is asked for, and the small language in which templates answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Brief", "Palette", "Sketch", "Template"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Materials by what they are for."""

    main: str
    second: str
    accent: str
    metal: str = "brushed_steel"
    soft: str = "fabric"
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """The request, read: what, how large, of what, with what."""

    prompt: str
    words: frozenset[str]
    palette: Palette
    style: str = ""
    size: dict[str, float] = field(default_factory=dict)  # "width", "height", "depth" in metres
    counts: dict[str, int] = field(default_factory=dict)  # "seat", "floor", "door" … -> how many
    features: tuple[str, ...] = ()

    def has(self, *words: str) -> bool:
        """Whether the request names one of these."""
        return any(word in self.words for word in words)

    def count(self, noun: str, default: int, low: int, high: int) -> int:
        """How many ``noun`` were asked for, within what can be built."""
        return max(low, min(high, self.counts.get(noun, default)))

    def extent(self, width: float, depth: float, height: float) -> tuple[float, float, float]:
        """Overall size in metres: the given one, with what the request says put in.

        One side that is given scales the others with it; two or three are taken as they are.
        """
        given = {key: value for key, value in self.size.items() if value > 0}
        sides = {"width": width, "depth": depth, "height": height}
        if len(given) == 1:
            key, value = next(iter(given.items()))
            times = value / sides[key]
            return width * times, depth * times, height * times
        sides |= given
        return sides["width"], sides["depth"], sides["height"]


class Sketch:
    """Collects a template's objects. Lengths in metres; a place is the middle of the bottom."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.objects: list[dict[str, Any]] = []

    def add(
        self,
        type: str,
        material: str,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        *,
        editable: bool = True,
        **properties: Any,
    ) -> str:
        """Add an object: ``at`` is (x, y, z), ``size`` (width, depth, height). Returns its id."""
        key = f"obj_{len(self.objects) + 1:03d}"
        palette = self.brief.palette
        if palette.colour and material == palette.main and "colour" not in properties:
            properties["colour"] = palette.colour
        self.objects.append(
            {
                "id": key,
                "type": type,
                "material": material,
                "position": {axis: round(v, 4) for axis, v in zip("xyz", at, strict=True)},
                "dimensions": {
                    "width": round(max(size[0], 1e-4), 4),
                    "height": round(max(size[2], 1e-4), 4),
                    "depth": round(max(size[1], 1e-4), 4),
                    "units": "meters",
                },
                "editable": editable,
                "properties": properties,
            }
        )
        return key

    def pair(
        self, type: str, material: str, at: tuple[float, float, float],
        size: tuple[float, float, float], **properties: Any,
    ) -> None:  # fmt: skip
        """Add the same thing on both sides: at x and at -x, told apart by ``side``."""
        for sign, side in ((-1, "left"), (1, "right")):
            self.add(type, material, (sign * at[0], at[1], at[2]), size, side=side, **properties)


Template = Callable[[Sketch], None]
