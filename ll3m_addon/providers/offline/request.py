# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked for, as data: a tree of items that the grammar fills and the writer reads."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Item", "Look", "Request"]


@dataclass(slots=True)
class Look:
    """Colours (hexadecimal sRGB) and a material kind, as far as they were said."""

    colours: list[tuple[str, str]] = field(default_factory=list)  # (word, hexadecimal)
    kind: str = ""
    kind_word: str = ""
    kind_colour: str = ""

    def __bool__(self) -> bool:
        return bool(self.colours or self.kind)

    def update(self, later: Look) -> None:
        """Let what was said later win."""
        if later.colours:
            self.colours = later.colours
        if later.kind:
            self.kind, self.kind_word = later.kind, later.kind_word
            self.kind_colour = later.kind_colour
            if not later.colours and later.kind_colour:
                self.colours = []


@dataclass(slots=True)
class Item:
    """One thing, or ``count`` alike. Part names are singular, as families list them."""

    key: str
    noun: str
    variant: str = ""
    count: int = 1
    look: Look = field(default_factory=Look)
    parts: dict[str, Look] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    sizes: dict[str, float] = field(default_factory=dict)  # axis ("x", "y", "z", "l", "") -> metres
    factors: list[tuple[str, str, float]] = field(default_factory=list)  # (word, axis, factor)
    part_factors: list[tuple[str, str, float]] = field(default_factory=list)  # (part, word, factor)
    part_sizes: dict[str, float] = field(default_factory=dict)
    styles: list[tuple[str, str]] = field(default_factory=list)  # (word, style)
    others: list[tuple[str, Item]] = field(default_factory=list)  # (relation, item)


@dataclass(slots=True)
class Request:
    """The first item carries the others; ``unused`` are words that changed nothing."""

    item: Item
    unused: list[str] = field(default_factory=list)
