# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.91: curves say how they are bevelled, smart UV project counts in radians."""

from __future__ import annotations

import ast
import math

from .edits import Edit, Migration, Told, Tree
from .replacing import drop_statement
from .shapes import argument_edits

__all__ = ["MIGRATIONS"]

SINCE = (2, 91)


def _bevel_object(view: Tree, node: ast.Attribute) -> list[Edit]:
    """A curve's bevel object counts only where the bevel mode says so."""
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) > 1:
        return []
    if "bevel_mode" in view.all_attributes or not view.owners.possible(
        node.value, node.attr, "curve"
    ):
        return []
    if isinstance(statement.value, ast.Constant):
        return []
    told = Told(
        "curve.bevel_mode", "A curve's bevel object needs a bevel mode since 2.91.",
        "Write curve.bevel_mode = 'OBJECT' too.",
    )  # fmt: skip
    end = view.span(statement)[1]
    return [view.edit(end, end, f'; {view.text(node.value)}.bevel_mode = "OBJECT"', node, told)]


def _uv_smooth(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant):
        return []
    mode = "PRESERVE_CORNERS" if statement.value.value else "NONE"
    return [
        view.replace(
            statement, f'{view.text(node.value)}.uv_smooth = "{mode}"', "modifier.uv_smooth",
            "'use_subsurf_uv' is 'uv_smooth' since 2.91.", f"Write uv_smooth = {mode!r}.",
        )
    ]  # fmt: skip


_NAMES = {"user_area_weight": "area_weight", "use_aspect": "correct_aspect",
          "stretch_to_bounds": "scale_to_bounds"}  # fmt: skip


def _smart_project(view: Tree, call: ast.Call) -> list[Edit]:
    if view.path(call.func) != "bpy.ops.uv.smart_project":
        return []
    told = Told(
        "ops.smart_project", "'smart_project' has new names, and radians, since 2.91.",
        "Write angle_limit=math.radians(66).",
    )  # fmt: skip
    edits = argument_edits(view, call, told, rename=_NAMES)
    for each in call.keywords:
        value = each.value.value if isinstance(each.value, ast.Constant) else None
        if each.arg == "angle_limit" and isinstance(value, (int, float)) and value > math.pi / 2:
            text = repr(round(math.radians(value), 4))
            edits.append(view.edit(*view.span(each.value), text, call, told))
    return edits


MIGRATIONS = (
    Migration("curve.bevel_mode", SINCE, _bevel_object, attributes=("bevel_object",)),
    Migration("modifier.uv_smooth", SINCE, _uv_smooth, attributes=("use_subsurf_uv",)),
    Migration("ops.smart_project", SINCE, _smart_project, calls=("smart_project",)),
    drop_statement(
        "curve.fill_deform", SINCE, "Curves have no {!r} any more.", "Leave it out.",
        attributes=("use_fill_deform",),
    ),
)  # fmt: skip
