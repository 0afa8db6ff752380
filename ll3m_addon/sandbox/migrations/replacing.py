# SPDX-License-Identifier: GPL-3.0-or-later
"""Ready-made migrations that put other text in the place of a call, an attribute or a statement.

The words are those of ``shapes``, which renames.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from .edits import Edit, Migration, Tree
from .shapes import NEVER, Version, fits

__all__ = ["drop_statement", "replace_call", "replace_read", "setter"]


def replace_call(
    rule: str,
    since: Version,
    names: tuple[str, ...],
    make: Callable[[Tree, ast.Call], str | None],
    what: str,
    advice: str,
    *,
    until: Version = NEVER,
) -> Migration:
    """A call becomes what ``make(view, call)`` says; None leaves it."""

    def find(view: Tree, node: ast.Call) -> list[Edit]:
        text = make(view, node)
        return [] if text is None else [view.replace(node, text, rule, what, advice)]

    return Migration(rule, since, find, until, calls=names)


def replace_read(
    rule: str,
    since: Version,
    names: tuple[str, ...],
    make: Callable[[Tree, ast.Attribute], str | None],
    what: str,
    advice: str,
    *,
    until: Version = NEVER,
) -> Migration:
    """An attribute (read or set) becomes what ``make(view, node)`` says; None leaves it."""

    def find(view: Tree, node: ast.Attribute) -> list[Edit]:
        text = make(view, node)
        return [] if text is None else [view.replace(node, text, rule, what, advice)]

    return Migration(rule, since, find, until, attributes=names)


def drop_statement(
    rule: str,
    since: Version,
    what: str,
    advice: str,
    *,
    attributes: tuple[str, ...] = (),
    calls: tuple[str, ...] = (),
    owner: tuple[str, ...] = (),
    sure: bool = False,
    until: Version = NEVER,
) -> Migration:
    """``x.attribute = …``, ``x.attribute[i] = …`` and a bare ``x.call(…)`` become ``pass``."""

    def find(view: Tree, node: ast.Attribute | ast.Call) -> list[Edit]:
        function = node.func if isinstance(node, ast.Call) else node
        statement = view.parent(node)
        if isinstance(node, ast.Call):
            good = isinstance(statement, ast.Expr)
        else:
            target: ast.AST | None = node
            if isinstance(statement, ast.Subscript) and statement.value is node:
                target, statement = statement, view.parent(statement)
            good = (isinstance(statement, ast.Assign) and statement.targets == [target]) or (
                isinstance(statement, ast.AugAssign) and statement.target is target
            )
        if (
            not good
            or not isinstance(function, ast.Attribute)
            or not isinstance(statement, ast.stmt)
        ):
            return []
        if not fits(view, function.value, function.attr, owner, sure):
            return []
        return [view.replace(statement, "pass", rule, what.format(function.attr), advice)]

    return Migration(rule, since, find, until, attributes=attributes, calls=calls)


def setter(
    rule: str,
    since: Version,
    name: str,
    set_text: str,
    get_text: str,
    what: str,
    advice: str,
    *,
    owner: tuple[str, ...] = (),
    sure: bool = False,
    until: Version = NEVER,
) -> Migration:
    """An attribute that became methods: ``x.name = v`` → ``set_text``, reading → ``get_text``.

    The texts have ``{owner}`` and ``{value}`` to fill in: ``"{owner}.select_set({value})"``. An
    empty text leaves that use as it is.
    """

    def find(view: Tree, node: ast.Attribute) -> list[Edit]:
        if not fits(view, node.value, name, owner, sure):
            return []
        held = view.text(node.value)
        if isinstance(node.ctx, ast.Load):
            text = get_text.format(owner=held)
            return [view.replace(node, text, rule, what, advice)] if text else []
        statement = view.parent(node)
        if not isinstance(statement, ast.Assign) or not set_text:
            return []
        parts: list[str] = []
        for target in statement.targets:
            if not isinstance(target, ast.Attribute) or target.attr != name:
                return []
            value = view.text(statement.value)
            if isinstance(statement.value, ast.Tuple) and not value.startswith("("):
                value = f"({value})"
            parts.append(set_text.format(owner=view.text(target.value), value=value))
        if statement.targets[0] is not node:
            return []
        return [view.replace(statement, "; ".join(parts), rule, what, advice)]

    return Migration(rule, since, find, until, attributes=(name,))
