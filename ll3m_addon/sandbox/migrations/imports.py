# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds the import of an allowed module that a script uses but forgot to import."""

from __future__ import annotations

import ast

from .. import policy
from .edits import Edit, Tree

__all__ = ["missing"]

RULE = "import.added"


def _place(view: Tree) -> int:
    """The line behind docstring and ``__future__`` imports."""
    line = 1
    for index, statement in enumerate(view.module.body):
        docstring = (
            index == 0
            and isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str)
        )
        future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not (docstring or future):
            break
        line = (statement.end_lineno or statement.lineno) + 1
    return line


def missing(view: Tree) -> list[Edit]:
    """One edit with every import that is missing. It adds no line where it can avoid it."""
    used = [
        name
        for name in view.scan.used
        if name in policy.ADDED_IMPORTS and name not in view.scan.bound
    ]
    if not used:
        return []
    statements = "; ".join(policy.ADDED_IMPORTS[name] for name in sorted(used))
    line = _place(view)
    start = view.start_of(line)
    first = view.scan.used[used[0]]
    # On the line of the first statement where that is a simple one: line numbers stay.
    joined = view.simple_statement_at(line)
    text = f"{statements}; " if joined else f"{statements}\n"
    names = ", ".join(sorted(used))
    return [
        Edit(
            start, start, text, RULE, first.lineno, first.col_offset + 1,
            f"{names} was used but not imported.", "The import was added; write it next time.",
        )
    ]  # fmt: skip
