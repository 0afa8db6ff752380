# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts that differ: the same script with its sizes moved within their ranges."""

from __future__ import annotations

import random

from ....bridge.contract.code import Parameter, ParameterValue
from ...core.parameters import read_parameters, set_parameters

__all__ = ["vary"]

#: How far a size moves at most, as a share of its range.
_REACH = 0.3
#: Constants that say how finely something is drawn, not what it is.
_NOT_OF_IT = frozenset(("SEGMENTS", "SMOOTH_ANGLE", "ROUNDNESS", "SEED"))


def vary(source: str, variant: int) -> str:
    """The script of draft ``variant``; the first one is as it was composed.

    Only sizes and counts whose comment names a range move, and by the same rule every time:
    the same script and number give the same draft.
    """
    if variant == 0:
        return source
    values: dict[str, ParameterValue] = {}
    for each in read_parameters(source):
        moved = _moved(each, random.Random(f"{each.name} {variant}"))
        if moved is not None:
            values[each.name] = moved
    return set_parameters(source, values)


def _moved(each: Parameter, chance: random.Random) -> ParameterValue | None:
    low, high, now = each.minimum, each.maximum, each.default
    if each.guessed or each.name in _NOT_OF_IT or low is None or high is None or low >= high:
        return None
    if isinstance(now, bool) or not isinstance(now, int | float):
        return None
    moved = min(high, max(low, now + chance.uniform(-_REACH, _REACH) * (high - low)))
    return round(moved) if each.type == "int" else round(moved, 3)
