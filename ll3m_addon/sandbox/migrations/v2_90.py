# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.90: bevels say what they affect; applying a modifier has two operators."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree, argument
from .shapes import argument_edits

__all__ = ["MIGRATIONS"]

SINCE = (2, 90)
_BEVEL = "Bevels say what they affect since 2.90."
_WRITE = "Write affect='VERTICES' or affect='EDGES'."


def _bevel(view: Tree, call: ast.Call) -> list[Edit]:
    """``vertex_only=True`` of both bevels."""
    if view.path(call.func) not in {"bmesh.ops.bevel", "bpy.ops.mesh.bevel"}:
        return []
    told = Told("ops.bevel_affect", _BEVEL, _WRITE)
    for keyword in call.keywords:
        if keyword.arg == "vertex_only":
            text = f"affect={_affect(view, keyword.value)}"
            return [view.edit(*view.span(keyword), text, call, told)]
    return []


def _affect(view: Tree, value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return '"VERTICES"' if value.value else '"EDGES"'
    return f'"VERTICES" if {view.text(value)} else "EDGES"'


def _edges(view: Tree, call: ast.Call) -> list[Edit]:
    """Without a word ``bmesh.ops.bevel`` is for vertices now; of edges alone it does nothing."""
    if view.path(call.func) != "bmesh.ops.bevel":
        return []
    names = {each.arg for each in call.keywords}
    geometry = argument(call, "geom", 1)
    if (
        geometry is None
        or names & {"affect", "vertex_only", None}
        or not _all_edges(view, geometry)
    ):
        return []
    told = Told("bmesh.bevel_edges", _BEVEL, _WRITE)
    return argument_edits(view, call, told, add='affect="EDGES"')


def _all_edges(view: Tree, node: ast.expr) -> bool:
    if isinstance(node, ast.ListComp):
        first = node.generators[0]
        same = isinstance(node.elt, ast.Name) and isinstance(first.target, ast.Name)
        same = same and node.elt.id == first.target.id  # type: ignore[union-attr]
        return same and view.owners.element(first.iter) == "bmedge"
    if isinstance(node, ast.Name):
        values = view.owners.values(node)
        return bool(values) and all(
            not isinstance(each, ast.Name) and _all_edges(view, each) for each in values
        )
    return view.owners.element(node) == "bmedge"


def _modifier(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not view.owners.possible(node.value, node.attr):
        return []
    text = f"{view.text(node.value)}.affect = {_affect(view, statement.value)}"
    return [view.replace(statement, text, "modifier.bevel_affect", _BEVEL, _WRITE)]


def _profile(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant):
        return []
    kind = "CUSTOM" if statement.value.value else "SUPERELLIPSE"
    return [
        view.replace(
            statement, f'{view.text(node.value)}.profile_type = "{kind}"', "modifier.bevel_profile",
            "A bevel has a 'profile_type' since 2.90.", f"Write profile_type = {kind!r}.",
        )
    ]  # fmt: skip


def _apply(view: Tree, call: ast.Call) -> list[Edit]:
    """``modifier_apply(apply_as=…)``."""
    function = call.func
    value = argument(call, "apply_as", 9)
    if value is None or view.path(function) != "bpy.ops.object.modifier_apply":
        return []
    told = Told(
        "ops.modifier_apply_as", "'modifier_apply' has no 'apply_as' since 2.90.", "Leave it out."
    )
    edits = argument_edits(view, call, told, drop=("apply_as",))
    if (
        isinstance(value, ast.Constant)
        and value.value == "SHAPE"
        and isinstance(function, ast.Attribute)
    ):
        name = view.name_edit(function, "modifier_apply_as_shapekey", told)
        edits += [view.edit(name.start, name.end, name.text, call, told)] if name else []
    return edits


MIGRATIONS = (
    Migration("ops.bevel_affect", SINCE, _bevel, calls=("bevel",)),
    Migration("bmesh.bevel_edges", SINCE, _edges, calls=("bevel",)),
    Migration("modifier.bevel_affect", SINCE, _modifier, attributes=("use_only_vertices",)),
    Migration("modifier.bevel_profile", SINCE, _profile, attributes=("use_custom_profile",)),
    Migration("ops.modifier_apply_as", SINCE, _apply, calls=("modifier_apply",)),
)
