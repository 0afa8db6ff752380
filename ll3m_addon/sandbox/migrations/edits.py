# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of a script's text, and what migrations see of it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ....bridge.contract.code import Finding

if TYPE_CHECKING:
    from ..scan import Scan

__all__ = ["Edit", "Migration", "Tree", "apply"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text between two offsets (in characters); say what and why."""

    start: int
    end: int
    text: str
    rule: str
    line: int
    column: int
    what: str
    advice: str


class Tree:
    """A parsed script with its text: nodes by kind, and where each stands."""

    def __init__(self, source: str, tree: ast.Module, scan: Scan) -> None:
        self.source = source
        self.module = tree
        self.scan = scan
        self._lines = source.splitlines(keepends=True) or [""]

    @cached_property
    def _starts(self) -> list[int]:
        starts, total = [], 0
        for line in self._lines:
            starts.append(total)
            total += len(line)
        return starts

    def all(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """All nodes of the given kinds, in no particular order."""
        for kind in kinds:
            yield from self.scan.by_kind.get(kind, ())

    def offset(self, line: int, column: int) -> int:
        """Characters before a position; ``ast`` counts columns in UTF-8 bytes."""
        text = self._lines[line - 1]
        if not text.isascii():
            column = len(text.encode()[:column].decode(errors="ignore"))
        return self._starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Start and end of a node's text."""
        end_line = node.end_lineno or node.lineno
        return (
            self.offset(node.lineno, node.col_offset),
            self.offset(end_line, node.end_col_offset or 0),
        )

    def start_of(self, line: int) -> int:
        """Offset of a line's first character; the text's end for a line behind it."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.source)

    def simple_statement_at(self, line: int) -> bool:
        """Whether a statement that takes a semicolon starts at this line's very beginning."""
        compound = (
            ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While, ast.With, ast.Try,
            ast.Match, ast.AsyncFunctionDef, ast.TryStar, ast.AsyncFor, ast.AsyncWith,
        )  # fmt: skip
        return any(
            each.lineno == line and each.col_offset == 0 and not isinstance(each, compound)
            for each in self.module.body
        )

    def text(self, node: ast.expr | ast.stmt) -> str:
        """A node's own text."""
        start, end = self.span(node)
        return self.source[start:end]

    def replace(
        self, node: ast.expr | ast.stmt, text: str, rule: str, what: str, advice: str
    ) -> Edit:
        """Edit that puts ``text`` in the node's place."""
        start, end = self.span(node)
        return Edit(start, end, text, rule, node.lineno, node.col_offset + 1, what, advice)


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of the API. It applies to Blenders from ``since`` on (and before ``until``)."""

    rule: str
    since: tuple[int, int]
    find: Callable[[Tree], list[Edit]]
    until: tuple[int, int] = (99, 0)

    def applies(self, version: tuple[int, int, int]) -> bool:
        """Whether this Blender has the change."""
        return self.since <= version[:2] < self.until


def apply(source: str, edits: list[Edit]) -> tuple[str, list[Finding]]:
    """Apply edits from the end backwards; of edits that overlap the first one wins."""
    chosen: list[Edit] = []
    taken: list[tuple[int, int]] = []
    for edit in edits:
        span = (edit.start, edit.end)
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        if edit.start != edit.end:
            taken.append(span)
        chosen.append(edit)
    for edit in sorted(chosen, key=lambda each: (each.start, each.end), reverse=True):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source, [
        Finding(
            severity="migrated", rule=edit.rule, line=edit.line, column=edit.column,
            what=edit.what, advice=edit.advice,
        )
        for edit in chosen
    ]  # fmt: skip
