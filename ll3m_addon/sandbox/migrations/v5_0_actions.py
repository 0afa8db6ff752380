# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.0: curves are in the channelbags of an action, which belong to slots."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .node_types import binding
from .replacing import drop_statement
from .shapes import quoted

__all__ = ["ACTIONS"]

SINCE = (5, 0)
BAG = "layers[0].strips[0].channelbags[0]"
ADVICE = (
    "Use keyframe_insert, or action.fcurve_ensure_for_datablock(object, \"location\", index=0); "
    f"read action.{BAG}.fcurves."
)  # fmt: skip
#: Kind of what is animated -> what a slot calls it.
SLOTS = {
    "material": "MATERIAL", "world": "WORLD", "camera": "CAMERA", "light": "LIGHT",
    "armature": "ARMATURE", "node_tree": "NODETREE", "scene": "SCENE", "mesh": "MESH",
}  # fmt: skip


def _is_action(view: Tree, node: ast.expr) -> bool:
    """Whether the expression is an action; a bare name has to be bound to one, or be called so."""
    if view.owners.likely(node, "action"):
        return True
    if not isinstance(node, ast.Name):
        return False
    bound = binding(view, node)
    return bound is None and node.id.lower().endswith(("action", "act"))


def _curves(view: Tree, node: ast.Attribute) -> list[Edit]:
    if not _is_action(view, node.value):
        return []
    told = Told("action.fcurves", f"Actions have no {node.attr!r} since 5.0.", ADVICE)
    edit = view.name_edit(node, f"{BAG}.{node.attr}", told)
    if edit is None:
        return []
    edits = [edit]
    method = view.parent(node)
    call = view.parent(method) if isinstance(method, ast.Attribute) else None
    if isinstance(call, ast.Call) and node.attr == "fcurves" and call.func is method:
        for each in call.keywords:
            if each.arg == "action_group":
                start = view.span(each)[0]
                edits.append(view.edit(start, start + len(each.arg), "group_name", node, told))
    return edits


def _fills(view: Tree, name: str) -> bool:
    """Whether the script uses the action's curves, and nothing of what came with 4.4."""
    attributes = {
        node.attr
        for node in view.all(ast.Attribute)
        if isinstance(node.value, ast.Name) and node.value.id == name
    }
    return bool(attributes & {"fcurves", "groups"}) and not attributes & {"slots", "layers"}


def _owner(view: Tree, target: ast.Attribute) -> ast.expr | None:
    """What is animated in ``thing.animation_data.action = …`` and its other spellings."""
    held: ast.expr = target.value
    if isinstance(held, ast.Name):
        bound = binding(view, held)
        held = bound.value if bound else held
    if isinstance(held, ast.Call):
        held = held.func
    if isinstance(held, ast.Attribute) and held.attr.startswith("animation_data"):
        return held.value
    return None


def _given(view: Tree, name: str) -> list[ast.Assign]:
    """The assignments that give the action of this name to something."""
    return [
        node
        for node in view.all(ast.Assign)
        if isinstance(node.value, ast.Name)
        and node.value.id == name
        and isinstance(node.targets[0], ast.Attribute)
        and node.targets[0].attr == "action"
    ]


def _slot_type(view: Tree, name: str) -> str:
    for each in _given(view, name):
        owner = _owner(view, each.targets[0])  # type: ignore[arg-type]
        if isinstance(owner, ast.Attribute) and owner.attr == "shape_keys":
            return "KEY"
        kind = view.owners.kind(owner)
        if kind in SLOTS:
            return SLOTS[kind]
    return "OBJECT"


def _new(view: Tree, node: ast.Call) -> list[Edit]:
    """A new action gets a slot, a layer, a strip and a channelbag, which hold the curves."""
    made = view.parent(node)
    if not isinstance(made, ast.Assign) or not isinstance(made.targets[0], ast.Name):
        return []
    name = made.targets[0].id
    if view.path(node.func) != "bpy.data.actions.new" or not _fills(view, name):
        return []
    told = Told("action.new", "A new action is empty since 4.4: it has no layer.", ADVICE)
    kind = _slot_type(view, name)
    text = (
        f"; {name}.slots.new({quoted(kind)}, {quoted('Slot')})"
        f"; {name}.layers.new({quoted('Layer')}).strips.new(type={quoted('KEYFRAME')})"
        f".channelbag({name}.slots[0], ensure=True)"
    )
    end = view.span(made)[1]
    edits = [view.edit(end, end, text, node, told)]
    for each in _given(view, name):
        end = view.span(each)[1]
        target = view.text(each.targets[0])
        edits.append(view.edit(end, end, f"; {target}_slot = {name}.slots[0]", node, told))
    return edits


ACTIONS: tuple[Migration, ...] = (
    Migration("action.new", SINCE, _new, calls=("new",)),
    Migration("action.fcurves", SINCE, _curves, attributes=("fcurves", "groups")),
    drop_statement(
        "action.id_root", SINCE, "Actions have no {!r} since 5.0.", "Leave it out.",
        attributes=("id_root",), owner=("action",),
    ),
)  # fmt: skip
