# SPDX-License-Identifier: GPL-3.0-or-later
"""Small questions about statements that the check and the guard's compiler both ask."""

from __future__ import annotations

import ast
from collections.abc import Iterable

__all__ = ["abstract", "clears_console", "leaves"]

_SCOPES = (ast.FunctionDef, ast.ClassDef, ast.Lambda)
_LOOPS = (ast.For, ast.While)


def leaves(body: Iterable[ast.AST], in_loop: bool = False) -> ast.AST | None:
    """The statement that leaves ``body`` (of a ``finally``) before its end, if there is one.

    Such a statement would swallow the guard's own stop without a word.
    """
    for node in body:
        if isinstance(node, ast.Return) or (
            isinstance(node, (ast.Break, ast.Continue)) and not in_loop
        ):
            return node
        if isinstance(node, _SCOPES):
            continue
        found = leaves(ast.iter_child_nodes(node), in_loop or isinstance(node, _LOOPS))
        if found is not None:
            return found
    return None


def abstract(keyword: ast.keyword) -> bool:
    """Whether a class statement's keyword is ``metaclass=ABCMeta``."""
    value = keyword.value
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return keyword.arg == "metaclass" and name == "ABCMeta"


def clears_console(command: ast.AST) -> bool:
    """Whether a command line is ``cls`` or ``clear`` and nothing else."""
    if isinstance(command, ast.IfExp):
        return clears_console(command.body) and clears_console(command.orelse)
    return isinstance(command, ast.Constant) and command.value in {"cls", "clear"}
