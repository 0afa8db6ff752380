# SPDX-License-Identifier: GPL-3.0-or-later
"""Geometry by object type: script functions, and which type words they stand for.

A part function takes ``(w, d, h, m, x)``: size in metres along x, y, z, materials by role and
the object's properties; it returns the pieces, built around the middle of the bottom. The
builder joins them into one mesh and fits it to the size exactly. ``m["main"]`` is the
object's own material; other roles are named in ``ROLES``.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from ....core.scriptkit.shapes import split_functions
from . import building, device, furniture, special, vehicle

__all__ = ["HELPERS", "PARTS", "ROLES", "TYPES", "Part", "find"]

#: Functions of scripts that parts call: numbers of a spec are held within what can be built.
HELPERS: dict[str, str] = split_functions(
    '''
def told(x, key, default, low, high):
    """The number that a property tells, held within bounds; the default for anything else."""
    value = x.get(key, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        value = default
    return max(low, min(high, value))


def many(value, low, high):
    """A whole number of repetitions within bounds."""
    return int(max(low, min(high, value)))
'''
)

#: Second materials that parts use: role -> (finish, sRGB hexadecimal, name).
ROLES: dict[str, tuple[str, str, str]] = {
    "glass": ("pane", "1b2a38", "Glass"),
    "clear": ("glass", "eaf3f4", "Clear glass"),
    "metal": ("metal", "a7aaae", "Metal"),
    "dark": ("plastic", "1d1f22", "Dark plastic"),
    "rubber": ("rubber", "1c1c1d", "Rubber"),
    "light": ("glow", "fff4dc", "Light"),
    "red": ("glow", "d01818", "Red light"),
    "trim": ("paint", "f2f0ea", "Trim"),
    "wood": ("wood", "6b4a2e", "Wood"),
    "fabric": ("fabric", "8a8f98", "Fabric"),
    "screen": ("screen", "2f6fb0", "Screen"),
    "gold": ("polished", "e6b84f", "Gold contacts"),
    "soil": ("grain", "5a4230", "Soil"),
    "leaf": ("leaves", "4a7a3a", "Leaves"),
    "stone": ("stone", "8d877c", "Stone"),
    "mirror": ("polished", "f0f2f3", "Mirror"),
    "rust": ("paint", "9a3b24", "Red paint"),
    "teal": ("paint", "1f6f78", "Teal paint"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part function by its name in scripts, and its text."""

    function: str
    text: str
    roles: tuple[str, ...]


def _read() -> dict[str, Part]:
    found: dict[str, Part] = {}
    for module in (building, vehicle, device, furniture, special):
        for name, text in split_functions(module.SOURCE).items():
            roles = tuple(dict.fromkeys(re.findall(r'm\["(\w+)"\]', text)))
            unknown = set(roles) - set(ROLES) - {"main"}
            if unknown or not name.startswith("part_"):
                raise ValueError(f"{name}: {sorted(unknown)}")
            found[name.removeprefix("part_")] = Part(name, text, roles)
    return found


#: Part name -> part.
PARTS: dict[str, Part] = _read()


def _types() -> dict[str, str]:
    found = {name: name for name in PARTS}
    for module in (building, vehicle, device, furniture, special):
        for row in module.ALSO.strip().splitlines():
            name, _, words = row.strip().partition(": ")
            if name not in PARTS:
                raise ValueError(f"no part {name!r}")
            found |= {word.strip(): name for word in words.split(",")}
    return found


#: Type word with underscores -> part name.
TYPES: dict[str, str] = _types()


def find(type_word: str) -> tuple[Part, str]:
    """The part for a type, and what has to be said where it was guessed (or "").

    A type that is not known becomes a block with rounded edges, and that is said.
    """
    word = re.sub(r"[^a-z0-9]+", "_", type_word.strip().lower()).strip("_")
    word = re.sub(r"_\d+$", "", word)
    for name in (word, word.removesuffix("s")):
        if name in TYPES:
            return PARTS[TYPES[name]], ""
    pieces = word.split("_")
    for at in range(1, len(pieces)):  # "front_left_wheel" -> "left_wheel" -> "wheel"
        name = "_".join(pieces[at:])
        for each in (name, name.removesuffix("s")):
            if each in TYPES:
                return PARTS[TYPES[each]], ""
    near = difflib.get_close_matches(word, TYPES, n=1, cutoff=0.84)
    if near:
        return PARTS[TYPES[near[0]]], f"The type “{type_word}” was taken for {near[0]}."
    return PARTS["block"], f"The type “{type_word}” is not known; a plain block stands for it."
