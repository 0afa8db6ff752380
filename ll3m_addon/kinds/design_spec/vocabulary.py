# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of constraints: which are colours, which are materials, and what each group holds."""

from __future__ import annotations

from ...core.scriptkit.colours import CSS, TINTS
from .materials import MATERIALS

__all__ = ["COLOURS", "GROUPS", "MATERIAL_WORDS"]

COLOURS = frozenset(CSS) | frozenset(TINTS)
_NAMES = {name: each.group for name, each in MATERIALS.items()}
#: Group ("metal") -> the words of all its materials.
GROUPS: dict[str, frozenset[str]] = {
    group: frozenset(
        word
        for name, of in _NAMES.items()
        if of == group
        for word in name.split("_")
        if len(name.split("_")) == 1 or word not in COLOURS
    )
    for group in set(_NAMES.values())
}
MATERIAL_WORDS = frozenset(word for name in _NAMES for word in name.split("_")) | set(GROUPS)
