# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.4: actions got layers, strips and channelbags. Older Blenders have the curves only."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree
from .replacing import replace_call

__all__ = ["MIGRATIONS"]

OLDEST, UNTIL = (2, 80), (4, 4)
LAYERS = "Before 4.4 an action has no layers, strips, slots and channelbags."
PLAIN = "Actions of this Blender hold their curves themselves: action.fcurves."


def _ensure(view: Tree, node: ast.Call) -> str | None:
    """``action.fcurve_ensure_for_datablock(thing, "location", index=0)``."""
    function = node.func
    if not isinstance(function, ast.Attribute):
        return None
    named = {each.arg: view.text(each.value) for each in node.keywords}
    texts = [view.text(each) for each in node.args]
    path = named.get("data_path") or (texts[1] if len(texts) > 1 else "")
    index = named.get("index") or (texts[2] if len(texts) > 2 else "0")
    if not path:
        return None
    curves = f"{view.text(function.value)}.fcurves"
    group = f", action_group={named['group_name']}" if "group_name" in named else ""
    found = f"{curves}.find({path}, index={index})"
    return f"({found} or {curves}.new({path}, index={index}{group}))"


def _channels(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``action.layers[0].strips[0].channelbags[0].fcurves`` and ``….channelbag(slot).fcurves``."""
    bag = node.value
    if isinstance(bag, ast.Subscript):
        bag = bag.value
        name = "channelbags"
    elif isinstance(bag, ast.Call):
        bag, name = bag.func, "channelbag"
    else:
        return []
    if not isinstance(bag, ast.Attribute) or bag.attr != name:
        return []
    strip = bag.value
    if not isinstance(strip, ast.Subscript) or not isinstance(strip.value, ast.Attribute):
        return []
    layer = strip.value.value
    if strip.value.attr != "strips" or not isinstance(layer, ast.Subscript):
        return []
    layers = layer.value
    if not isinstance(layers, ast.Attribute) or layers.attr != "layers":
        return []
    text = f"{view.text(layers.value)}.{node.attr}"
    return [view.replace(node, text, "action.channels", LAYERS, PLAIN)]


def _slot(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``thing.animation_data.action_slot = action.slots[0]``: there are no slots."""
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return []
    if not isinstance(node.ctx, ast.Store):
        return []
    return [view.replace(statement, "pass", "action.slot", LAYERS, "Leave it out.")]


MIGRATIONS: tuple[Migration, ...] = (
    replace_call(
        "action.fcurve_ensure", OLDEST, ("fcurve_ensure_for_datablock",), _ensure, LAYERS, PLAIN,
        until=UNTIL,
    ),
    Migration("action.channels", OLDEST, _channels, UNTIL, attributes=("fcurves", "groups")),
    Migration("action.slot", OLDEST, _slot, UNTIL, attributes=("action_slot",)),
)  # fmt: skip
