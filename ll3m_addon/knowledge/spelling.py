# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that are spelt almost like another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from .words import trigrams

__all__ = ["Spelling", "alike"]

#: Beginnings that many names share: counted, they would make all of those look alike.
_STARTS = ("shadernode", "geometrynode", "functionnode", "primitive_", "create_")
_LIKE = 0.65
_LOOKED_AT, _KEPT = 30, 5


class Spelling:
    """Names, in lower case, and which of them hold a run of three letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted({name.lower() for name in names})
        self._runs: dict[str, list[int]] = {}
        for at, name in enumerate(self._names):
            for run in trigrams(name):
                self._runs.setdefault(run, []).append(at)

    def like(self, name: str) -> list[tuple[str, float]]:
        """The few names nearest to ``name`` (in lower case), each with a ratio from 0.65 to 1."""
        shared: Counter[int] = Counter()
        for run in trigrams(name):
            shared.update(self._runs.get(run, ()))
        scored = []
        for at, count in shared.most_common(_LOOKED_AT):
            if count < 2:
                break
            other = self._names[at]
            if alike(name, other) >= _LIKE:
                scored.append((other, _ratio(name, other)))
        return sorted(scored, key=lambda each: -each[1])[:_KEPT]


def alike(name: str, other: str) -> float:
    """How alike two names are, 0 to 1, without what all of their sort share."""
    return _ratio(*_apart(name, other))


def _ratio(name: str, other: str) -> float:
    return SequenceMatcher(None, name, other, autojunk=False).ratio()


def _apart(name: str, other: str) -> tuple[str, str]:
    """Two names without the beginning and the ending that all of their sort share."""
    for start in _STARTS:
        if name.startswith(start) and other.startswith(start):
            name, other = name[len(start) :], other[len(start) :]
            return name.removesuffix("_add"), other.removesuffix("_add")
    return name, other
