# SPDX-License-Identifier: GPL-3.0-or-later
"""Works out texts that a script puts together from constants, without running anything."""

from __future__ import annotations

import ast
import re

__all__ = ["attributes_in_format", "fold"]

#: Longer texts are of no interest: no attribute is called so.
_MAX = 4096


def fold(node: ast.AST | None, depth: int = 12) -> str | None:
    """The text that an expression of constants makes, or None if it is not one."""
    if depth == 0 or node is None:
        return None
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    made = None
    if isinstance(node, ast.BinOp):
        made = _operation(node, depth - 1)
    elif isinstance(node, ast.JoinedStr):
        parts = [
            fold(part.value if isinstance(part, ast.FormattedValue) else part, depth - 1)
            for part in node.values
        ]
        made = None if None in parts else "".join(part or "" for part in parts)
    elif isinstance(node, ast.Call):
        made = _call(node, depth - 1)
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        text = fold(node.value, depth - 1)
        step = node.slice.step
        backwards = isinstance(step, ast.UnaryOp) and node.slice.lower is node.slice.upper is None
        made = text[::-1] if text is not None and backwards else None
    return made if made is not None and len(made) <= _MAX else None


def _operation(node: ast.BinOp, depth: int) -> str | None:
    left = fold(node.left, depth)
    if left is None:
        return None
    if isinstance(node.op, ast.Add):
        right = fold(node.right, depth)
        return None if right is None else left + right
    if isinstance(node.op, ast.Mult) and isinstance(node.right, ast.Constant):
        times = node.right.value
        return left * times if isinstance(times, int) and 0 <= times <= 64 else None
    return None


def _call(node: ast.Call, depth: int) -> str | None:
    function = node.func
    if not node.args:
        return None
    first = node.args[0]
    if isinstance(function, ast.Name) and function.id == "chr" and isinstance(first, ast.Constant):
        return (
            chr(first.value) if isinstance(first.value, int) and 0 < first.value < 0x11000 else None
        )
    if (
        isinstance(function, ast.Attribute)
        and function.attr == "join"
        and isinstance(first, (ast.List, ast.Tuple))
    ):
        glue = fold(function.value, depth)
        parts = [fold(each, depth) for each in first.elts]
        return None if glue is None or None in parts else glue.join(part or "" for part in parts)
    return None


def attributes_in_format(text: str) -> list[str]:
    """The attribute names that a format text would read."""
    return [
        name
        for field in re.findall(r"\{([^{}!:]*)", text)
        for name in re.findall(r"\.(\w+)", field)
    ]
