# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words had no effect: the script without the word is the script with it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from .request import Item
from .resolve import Resolved
from .words import GENERIC

__all__ = ["without_effect"]


def without_effect(item: Item, found: list[Resolved], write: Callable[[Item], str]) -> list[str]:
    """Return the style, material and colour words of ``item`` that change nothing.

    ``write`` makes the script of a tree of items and ``found`` is what it resolved to. A
    material or colour that the thing has anyway counts as used: an oak table is wooden.
    """
    present = write(item)
    left = deepcopy(item)
    idle: list[str] = []
    for index, each in enumerate(_tree(left)):
        for word, style in list(each.styles):
            at = each.styles.index((word, style))
            each.styles.pop(at)
            if write(left) != present:
                each.styles.insert(at, (word, style))
            elif all(style != other for _, other in each.styles):
                idle.append(word)
        idle += _idle_look(each, found[index], lambda: write(left) == present)
    return idle


def _tree(item: Item) -> list[Item]:
    return [item, *(below for _, other in item.others for below in _tree(other))]


def _idle_look(item: Item, resolved: Resolved, unchanged: Callable[[], bool]) -> list[str]:
    """The words of the whole thing's look that neither change it nor hold of it."""
    look, idle = item.look, []
    finishes = list(resolved.finishes.values())
    kept = (look.kind, look.kind_word, look.kind_colour)
    if look.kind:
        look.kind = look.kind_word = look.kind_colour = ""
        if unchanged() and not _holds(kept, finishes):
            idle.append(kept[1])
        look.kind, look.kind_word, look.kind_colour = kept
    for pair in list(look.colours):
        at = look.colours.index(pair)
        look.colours.remove(pair)
        if unchanged() and all(colour != pair[1] for _, colour in finishes):
            idle.append(pair[0])
        look.colours.insert(at, pair)
    return idle


def _holds(look: tuple[str, str, str], finishes: list[tuple[str, str]]) -> bool:
    kind, word, tint = look
    kinds = (kind, "rust") if kind == "metal" else (kind,)
    return any(
        has in kinds and (not tint or word in GENERIC or colour == tint) for has, colour in finishes
    )
