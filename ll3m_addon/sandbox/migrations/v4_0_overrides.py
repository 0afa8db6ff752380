# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.0: operators take no dictionary in place of the context; ``temp_override`` holds it."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree

__all__ = ["MIGRATIONS"]


def _override(view: Tree, call: ast.Call) -> list[Edit]:
    """``bpy.ops.a.b(context, …)`` becomes ``with bpy.context.temp_override(…): bpy.ops.a.b(…)``."""
    if not call.args or isinstance(call.args[0], (ast.Constant, ast.Starred)):
        return []
    if not view.path(call.func).startswith("bpy.ops.") or not _is_context(view, call.args[0]):
        return []
    statement = view.statement(call)
    if not isinstance(statement, (ast.Expr, ast.Assign)) or not _alone(view, statement):
        return []
    start, end = view.span(statement)
    first, after = view.span(call.args[0])
    while view.source[after : after + 1] in {",", " ", "\n"}:
        after += 1
    inner = view.source[start:first] + view.source[after:end]
    text = f"with {view.bpy}.context.temp_override({_named(view, call.args[0])}): {inner}"
    return [
        view.replace(
            statement, text, "ops.context_override",
            "Operators take no context dictionary since 4.0.",
            "Write 'with bpy.context.temp_override(object=obj): …'.",
        )
    ]  # fmt: skip


def _is_context(view: Tree, node: ast.expr) -> bool:
    """Whether it is a dictionary, as far as the text tells."""
    if isinstance(node, ast.Dict):
        return True
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        return name in {"dict", "copy"} or "override" in name
    if not isinstance(node, ast.Name):
        return False
    values = [each for each in view.owners.values(node) if not isinstance(each, ast.Name)]
    if values:
        return any(_is_context(view, each) for each in values)
    return "override" in node.id.lower() or node.id in {"ctx", "context_copy"}


def _alone(view: Tree, statement: ast.stmt) -> bool:
    """Whether the statement has its lines for itself: a ``with`` can't stand behind another."""
    start, end = view.span(statement)
    line = view.source.rfind("\n", 0, start) + 1
    rest = view.source[end:].partition("\n")[0].strip()
    return not view.source[line:start].strip() and (not rest or rest.startswith("#"))


def _named(view: Tree, node: ast.expr) -> str:
    if isinstance(node, ast.Dict):
        keys = [each.value if isinstance(each, ast.Constant) else None for each in node.keys]
        if all(isinstance(each, str) and each.isidentifier() for each in keys):
            pairs = zip(keys, node.values, strict=True)
            return ", ".join(f"{key}={view.text(value)}" for key, value in pairs)
    return f"**{view.text(node)}"


MIGRATIONS = (Migration("ops.context_override", (4, 0), _override, kinds=(ast.Call,)),)
