# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of a script's text, what migrations see of it, and when a migration is asked.

A migration names what it is asked about: attributes by name, calls by the last part of the
called name, text constants by their text, or all nodes of a kind. The tree is walked once for
all of them; see ``shapes`` for ready-made migrations of the frequent shapes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ....bridge.contract.code import Finding

if TYPE_CHECKING:
    from ..scan import Scan
    from .owners import Owners

__all__ = ["Edit", "Migration", "Told", "Tree", "apply", "argument"]


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


#: Fields of nodes that hold no nodes, or such as nobody asks about.
_LEAVES = frozenset((
    "ctx", "op", "ops", "id", "attr", "kind", "name", "asname", "type_comment", "arg", "level",
    "module", "conversion", "is_async", "simple", "names", "type_ignores",
))  # fmt: skip


class Tree:
    """A parsed script with its text: nodes by kind, and where each stands."""

    def __init__(self, source: str, tree: ast.Module, scan: Scan) -> None:
        self.source = source
        self.module = tree
        self.scan = scan
        #: What helpers of migrations have worked out, by the helper's name.
        self.memory: dict[str, Any] = {}
        self._paths: dict[int, str] = {}
        self._lines = source.splitlines(keepends=True) or [""]

    @cached_property
    def _starts(self) -> list[int]:
        starts, total = [], 0
        for line in self._lines:
            starts.append(total)
            total += len(line)
        return starts

    @cached_property
    def _parents(self) -> dict[int, ast.AST]:
        parents: dict[int, ast.AST] = {}
        for kind, nodes in self.scan.by_kind.items():
            for field in kind._fields:
                if field in _LEAVES or kind is ast.Constant:
                    continue
                for node in nodes:
                    value = getattr(node, field, None)
                    if value.__class__ is list:
                        for each in value:  # type: ignore[union-attr]
                            parents[id(each)] = node
                    else:
                        parents[id(value)] = node
        return parents

    @cached_property
    def owners(self) -> Owners:
        """What expressions stand for, as far as the text tells."""
        from .owners import Owners

        return Owners(self)

    @cached_property
    def bpy(self) -> str:
        """The name under which the script has the module ``bpy``."""
        names = [name for name, path in self.scan.aliases.items() if path == "bpy"]
        return "bpy" if "bpy" in names or not names else names[0]

    @cached_property
    def all_texts(self) -> frozenset[str]:
        """Every text constant of the script."""
        return frozenset(
            node.value for node in self.all(ast.Constant) if node.value.__class__ is str
        )

    @cached_property
    def all_attributes(self) -> frozenset[str]:
        """Name of every attribute in the script."""
        return frozenset(node.attr for node in self.all(ast.Attribute))

    def all(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """All nodes of the given kinds, in no particular order."""
        for kind in kinds:
            yield from self.scan.by_kind.get(kind, ())

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds this one; None for the module."""
        return self._parents.get(id(node))

    def statement(self, node: ast.AST) -> ast.stmt | None:
        """The innermost statement that holds this node (or is it)."""
        found: ast.AST | None = node
        while found is not None and not isinstance(found, ast.stmt):
            found = self.parent(found)
        return found

    def path(self, node: ast.AST) -> str:
        """The dotted path of a chain that starts with an imported module, else an empty text."""
        found = self._paths.get(id(node))
        if found is None:
            found = self._paths[id(node)] = self.scan.path_of(node)
        return found

    def offset(self, line: int, column: int) -> int:
        """Characters before a position; ``ast`` counts columns in UTF-8 bytes."""
        text = self._lines[line - 1]
        if not text.isascii():
            column = len(text.encode()[:column].decode(errors="ignore"))
        return self._starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
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

    def text(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        """A node's own text."""
        start, end = self.span(node)
        return self.source[start:end]

    def edit(self, start: int, end: int, text: str, node: Any, told: Told) -> Edit:
        """Edit of any span, reported at ``node``."""
        return Edit(
            start, end, text, told.rule, node.lineno, node.col_offset + 1, told.what, told.advice
        )

    def replace(
        self, node: ast.expr | ast.stmt | ast.keyword, text: str, rule: str, what: str, advice: str
    ) -> Edit:
        """Edit that puts ``text`` in the node's place."""
        return self.edit(*self.span(node), text, node, Told(rule, what, advice))

    def name_edit(self, node: ast.Attribute, text: str, told: Told) -> Edit | None:
        """Edit of an attribute's last name alone; None where it is written in another form."""
        end = self.span(node)[1]
        start = end - len(node.attr)
        if self.source[start:end] != node.attr:
            return None
        return self.edit(start, end, text, node, told)


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding tells: the rule's id, what was found, what to write next time."""

    rule: str
    what: str
    advice: str


def argument(call: ast.Call, name: str, place: int) -> ast.expr | None:
    """A call's argument by keyword or, where it is plain, by place."""
    for each in call.keywords:
        if each.arg == name:
            return each.value
    if len(call.args) > place and not any(isinstance(each, ast.Starred) for each in call.args):
        return call.args[place]
    return None


Find = Callable[[Tree, Any], "list[Edit]"]


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of the API. It applies to Blenders from ``since`` on (and before ``until``).

    ``find(view, node)`` is asked once for every attribute whose name is in ``attributes``, every
    call of a name or attribute in ``calls``, every text constant in ``texts``, every keyword of a
    call in ``keywords``, and every node of the ``kinds``; it answers with edits, or with none where the node is something else.
    """

    rule: str
    since: tuple[int, int]
    find: Find
    until: tuple[int, int] = (99, 0)
    attributes: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    kinds: tuple[type[ast.AST], ...] = ()

    def applies(self, version: tuple[int, int, int]) -> bool:
        """Whether this Blender has the change."""
        return self.since <= version[:2] < self.until


def apply(source: str, edits: list[Edit]) -> tuple[str, list[Finding]]:
    """Apply edits from the end backwards; of edits that overlap the first one wins.

    Edits of one finding (same rule and place) go together: all of them, or none.
    """
    groups: dict[tuple[str, int, int], list[Edit]] = {}
    for edit in edits:
        groups.setdefault((edit.rule, edit.line, edit.column), []).append(edit)
    chosen: list[Edit] = []
    heads: list[Edit] = []
    for group in groups.values():
        if any(_clash(edit, other) for edit in group for other in chosen):
            continue
        chosen += group
        heads.append(group[0])
    for edit in sorted(chosen, key=lambda each: (each.start, each.end), reverse=True):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source, [
        Finding(
            severity="migrated", rule=edit.rule, line=edit.line, column=edit.column,
            what=edit.what, advice=edit.advice,
        )
        for edit in heads
    ]  # fmt: skip


def _clash(edit: Edit, other: Edit) -> bool:
    if edit.start == edit.end or other.start == other.end:
        return other.start < edit.start < other.end or edit.start < other.start < edit.end
    return edit.start < other.end and other.start < edit.end
