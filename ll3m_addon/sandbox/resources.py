# SPDX-License-Identifier: GPL-3.0-or-later
"""Bounded forms of what can hang or fill a process within one call, where no budget reaches.

The jail kills such a script; in the user's scene there is only this. Not complete, and
the design does not count on it: nothing runs in a scene that has not passed its trial.
"""

from __future__ import annotations

import builtins
import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

from . import policy
from .rewrite import GuardError

__all__ = ["BUILTINS", "ITERTOOLS", "elements", "power", "repeated"]

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

    def __init_subclass__(cls) -> None:
        raise TypeError("type 'range' is not an acceptable base type")


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


def repeated(left: Any, right: Any) -> Any:
    """``left * right`` where one of them is written as a list or a text."""
    for things, times in ((left, right), (right, left)):
        if isinstance(things, (list, tuple, str, bytes)) and isinstance(times, int):
            if len(things) * times > MAX_ITEMS:
                raise _too_much("The repetition")
            break
    return left * right


def elements(named: Mapping[str, Any]) -> None:
    """Refuse an operator's values that ask for more geometry than any model has."""
    total = 1.0
    for name, value in named.items():
        if name in policy.COUNTS and isinstance(value, (int, float)):
            total *= max(value, 1)
        elif name == "subdivisions" and isinstance(value, (int, float)):
            total *= 4.0 ** min(value, 100)
    if total > policy.MAX_COUNT:
        raise _too_much("The number of elements")


def _iter(*arguments: Any) -> Any:
    """``iter`` whose form with a sentinel can be ended."""
    return iter(*arguments) if len(arguments) != 2 else _until(*arguments)


def _until(ask: Any, sentinel: Any) -> Iterator[Any]:
    while (value := ask()) != sentinel:
        yield value


def _counted(make: Any, count: Any) -> Any:
    def bounded(things: Any, r: int | None = None) -> Any:
        pool = tuple(things)
        size = len(pool) if r is None else r
        if size >= 0 and count(len(pool), size) > MAX_ITEMS:
            raise _too_much("The number of results")
        return make(pool, size)

    return bounded


BUILTINS: dict[str, Any] = {"range": Range, "pow": _pow, "iter": _iter}
#: Endless iterators in Python, so that a budget can end them.
ITERTOOLS: dict[str, Any] = {
    "count": _count, "cycle": _cycle, "repeat": _repeat, "product": _product,
    "combinations": _counted(itertools.combinations, math.comb),
    "permutations": _counted(itertools.permutations, math.perm),
}  # fmt: skip
