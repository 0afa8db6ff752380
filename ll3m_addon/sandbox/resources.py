# SPDX-License-Identifier: GPL-3.0-or-later
"""Bounded forms of what can hang or fill a process within one call, where no budget reaches.

The jail kills such a script; in the user's scene there is only this. Not complete, and
the design does not count on it: nothing runs in a scene that has not passed its trial.
"""

from __future__ import annotations

import builtins
import itertools
from collections.abc import Iterator
from typing import Any

from .rewrite import GuardError

__all__ = ["BUILTINS", "ITERTOOLS", "power"]

#: Steps of one ``range``; the largest mesh that a script should loop over has far fewer.
MAX_RANGE = 50_000_000
#: Bits of an integer that a power may make.
MAX_BITS = 200_000
#: Items of a ``bytes``, and results of one ``itertools.product`` and the like.
MAX_ITEMS = 50_000_000


def _too_much(what: str) -> GuardError:
    return GuardError("resource", f"{what} is too large.")


def power(base: Any, exponent: Any, shift: bool) -> Any:
    """``base ** exponent`` or ``base << exponent``, refused where an integer would explode."""
    if isinstance(base, int) and isinstance(exponent, int) and exponent > 64:
        bits = exponent if shift else base.bit_length() * exponent
        if bits > MAX_BITS and base not in ((0,) if shift else (-1, 0, 1)):
            raise _too_much("The power")
    return base << exponent if shift else base**exponent


def _pow(base: Any, exponent: Any, modulo: Any = None) -> Any:
    return power(base, exponent, False) if modulo is None else pow(base, exponent, modulo)


class _RangeMeta(type):
    """Makes ``range`` a bounded function that still serves ``isinstance``."""

    def __call__(cls, *arguments: Any) -> Any:
        made = builtins.range(*arguments)
        if arguments and abs(made.stop - made.start) // abs(made.step) > MAX_RANGE:
            raise _too_much("The range")
        return made

    def __instancecheck__(cls, thing: Any) -> bool:
        return isinstance(thing, builtins.range)


class Range(metaclass=_RangeMeta):
    """The built-in ``range``."""


def _count(start: Any = 0, step: Any = 1) -> Iterator[Any]:
    while True:
        yield start
        start += step


def _cycle(things: Any) -> Iterator[Any]:
    kept = list(things)
    while kept:
        yield from kept


def _repeat(thing: Any, times: int | None = None) -> Iterator[Any]:
    if times is not None:
        yield from (thing for _ in Range(max(times, 0)))
        return
    while True:
        yield thing


def _product(*pools: Any, repeat: int = 1) -> Any:
    kept = [tuple(pool) for pool in pools]
    total = 1
    for pool in kept * repeat if repeat * len(kept) < 1000 else [()]:
        total *= max(len(pool), 1)
    if total > MAX_ITEMS or repeat * len(kept) >= 1000:
        raise _too_much("The product")
    return itertools.product(*kept, repeat=repeat)


BUILTINS: dict[str, Any] = {"range": Range, "pow": _pow}
#: Endless iterators in Python, so that a budget can end them.
ITERTOOLS: dict[str, Any] = {
    "count": _count, "cycle": _cycle, "repeat": _repeat, "product": _product,
}  # fmt: skip
