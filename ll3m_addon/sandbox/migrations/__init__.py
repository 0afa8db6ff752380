# SPDX-License-Identifier: GPL-3.0-or-later
"""Rewrites known old API for the running Blender, keeping comments and layout.

A module per Blender release that changed something holds a tuple ``MIGRATIONS``; ``mistakes``
and ``imports`` mend what no Blender ever knew. Each migration is asked about the nodes it names
and answers with edits of the text; the tree is walked once for all of them.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ....bridge.contract.code import Finding
from . import (
    imports,
    mistakes,
    v2_79,
    v2_80,
    v2_81,
    v2_90,
    v2_91,
    v2_93,
    v3_0,
    v3_1,
    v3_2,
    v3_4,
    v3_5,
    v4_0,
    v4_1,
    v4_2,
    v4_3,
    v4_4,
    v4_5,
    v5_0,
    v5_1,
    v5_2,
)
from .edits import Edit, Migration, Tree, apply

if TYPE_CHECKING:
    from ..scan import Scan

__all__ = ["RELEASES", "for_version", "migrate"]

#: Oldest first: where two would change the same place, the older change comes first.
RELEASES = (
    v2_79, v2_80, v2_81, v2_90, v2_91, v2_93, v3_0, v3_1, v3_2, v3_4, v3_5,
    v4_0, v4_1, v4_2, v4_3, v4_4, v4_5, v5_0, v5_1, v5_2, mistakes,
)  # fmt: skip


@lru_cache(maxsize=8)
def for_version(version: tuple[int, int, int]) -> tuple[Migration, ...]:
    """The migrations that apply to this Blender."""
    return tuple(
        each for release in RELEASES for each in release.MIGRATIONS if each.applies(version)
    )


class _Index:
    """Migrations by what they are asked about."""

    def __init__(self, migrations: tuple[Migration, ...]) -> None:
        self.attributes: dict[str, list[tuple[int, Migration]]] = {}
        self.calls: dict[str, list[tuple[int, Migration]]] = {}
        self.texts: dict[str, list[tuple[int, Migration]]] = {}
        self.keywords: dict[str, list[tuple[int, Migration]]] = {}
        self.kinds: dict[type[ast.AST], list[tuple[int, Migration]]] = {}
        for order, each in enumerate(migrations):
            for table, keys in (
                (self.attributes, each.attributes), (self.calls, each.calls),
                (self.texts, each.texts), (self.kinds, each.kinds), (self.keywords, each.keywords),
            ):  # fmt: skip
                for key in keys:
                    table.setdefault(key, []).append((order, each))  # type: ignore[attr-defined]


@lru_cache(maxsize=8)
def _index(version: tuple[int, int, int]) -> _Index:
    return _Index(for_version(version))


def _asked(view: Tree, index: _Index) -> list[tuple[int, Migration, Any]]:
    """Each migration with each node that it is to look at, in the order of the releases."""
    found: list[tuple[int, Migration, Any]] = []
    by_kind = view.scan.by_kind
    attributes, calls, texts = index.attributes, index.calls, index.texts
    for node in by_kind.get(ast.Attribute, ()):
        if node.attr in attributes:  # type: ignore[attr-defined]
            found += [(*each, node) for each in attributes[node.attr]]  # type: ignore[attr-defined]
    for node in by_kind.get(ast.Call, ()):
        function = node.func  # type: ignore[attr-defined]
        name = getattr(function, "attr", None) or getattr(function, "id", None)
        if name in calls:
            found += [(*each, node) for each in calls[name]]
    for node in by_kind.get(ast.Constant, ()):
        value = node.value  # type: ignore[attr-defined]
        if value.__class__ is str and value in texts:
            found += [(*each, node) for each in texts[value]]
    for node in by_kind.get(ast.keyword, ()):
        if node.arg in index.keywords:  # type: ignore[attr-defined]
            found += [(*each, node) for each in index.keywords[node.arg]]  # type: ignore[attr-defined]
    for kind, migrations in index.kinds.items():
        found += [(*each, node) for node in by_kind.get(kind, ()) for each in migrations]
    found.sort(key=lambda each: each[0])
    return found


def migrate(
    source: str, tree: ast.Module, scan: Scan, version: tuple[int, int, int]
) -> tuple[str, list[Finding]]:
    """One pass: the script for this Blender and a finding for each thing that was changed.

    What a change brings in (a name that needs an import, a call within a replaced call) is the
    next pass's; the check repeats until nothing changes.
    """
    edits: list[Edit] = []
    view = Tree(source, tree, scan)
    for _, migration, node in _asked(view, _index(version)):
        edits += migration.find(view, node)
    edits += imports.missing(view)
    return apply(source, edits)
