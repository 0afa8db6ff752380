# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.2: EEVEE was written anew under another id; captured attributes became items."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .node_types import created, nodes_named
from .replacing import drop_statement, replace_read
from .shapes import quoted

__all__ = ["MIGRATIONS", "eevee_id"]

SINCE = (4, 2)


def eevee_id(new: str, old: str, since: tuple[int, int], until: tuple[int, int]) -> Migration:
    """EEVEE's id, wherever the text stands."""

    def find(view: Tree, node: ast.Constant) -> list[Edit]:
        what, advice = f"EEVEE's id is {new!r} in this Blender.", f"Write {new!r}."
        return [view.replace(node, f"'{new}'", "render.eevee_id", what, advice)]

    return Migration("render.eevee_id", since, find, until, texts=(old,))


MOTION = ("use_motion_blur", "motion_blur_shutter", "motion_blur_position")


def _motion_blur(view: Tree, node: ast.Attribute) -> str | None:
    """``scene.eevee.use_motion_blur`` is the scene's ``render.use_motion_blur``."""
    holder = node.value
    if isinstance(holder, ast.Attribute) and holder.attr == "eevee":
        return f"{view.text(holder.value)}.render.{node.attr}"
    if view.owners.likely(holder, "eevee"):
        return f"{view.bpy}.context.scene.render.{node.attr}"
    return None


def _cast_shadow(view: Tree, node: ast.Attribute) -> str | None:
    holder = node.value
    if not isinstance(holder, ast.Attribute) or holder.attr != "cycles":
        return None
    return f"{view.text(holder.value)}.use_shadow"


CAPTURE = "GeometryNodeCaptureAttribute"
#: Old data type -> what a captured item calls it.
ITEMS = {
    "FLOAT": "FLOAT", "INT": "INT", "BOOLEAN": "BOOLEAN", "FLOAT_VECTOR": "VECTOR",
    "FLOAT_COLOR": "RGBA", "BYTE_COLOR": "RGBA", "QUATERNION": "ROTATION", "FLOAT4X4": "MATRIX",
}  # fmt: skip
ITEM = Told(
    "node.capture_items", "What 'Capture Attribute' captures are items since 4.2.",
    "Call node.capture_items.new(\"FLOAT\", \"Value\"); its sockets are called 'Value' then.",
)  # fmt: skip


def _capture(view: Tree, node: ast.Constant) -> list[Edit]:
    """The node gets the one item that it had before; its sockets are named by it."""
    call = view.parent(node)
    if isinstance(call, ast.keyword):
        call = view.parent(call)
    made = view.parent(call) if call is not None and created(call) is node else None
    if not isinstance(made, ast.Assign) or not isinstance(made.targets[0], ast.Name):
        return []
    if any(each.attr == "capture_items" for each in view.all(ast.Attribute)):
        return []
    kind, edits = "FLOAT", list[Edit]()
    for use in nodes_named(view, made):
        holder = view.parent(use)
        if not isinstance(holder, ast.Attribute):
            continue
        statement = view.parent(holder)
        if holder.attr == "data_type" and isinstance(statement, ast.Assign):
            value = statement.value
            if not isinstance(value, ast.Constant) or str(value.value) not in ITEMS:
                return []
            kind = ITEMS[str(value.value)]
            edits.append(view.edit(*view.span(statement), "pass", node, ITEM))
        elif holder.attr in {"inputs", "outputs"} and isinstance(statement, ast.Subscript):
            key = statement.slice
            if isinstance(key, ast.Constant) and key.value not in {0, "Geometry", "Value"}:
                edits.append(view.edit(*view.span(key), quoted("Value"), node, ITEM))
    end = view.span(made)[1]
    name = made.targets[0].id
    text = f"; {name}.capture_items.new({quoted(kind)}, {quoted('Value')})"
    return [view.edit(end, end, text, node, ITEM), *edits]


TREE = (
    "chunk_size", "edit_quality", "render_quality", "use_groupnode_buffer", "use_opencl",
    "use_two_pass",
)  # fmt: skip

MIGRATIONS: tuple[Migration, ...] = (
    eevee_id("BLENDER_EEVEE_NEXT", "BLENDER_EEVEE", SINCE, (5, 0)),
    replace_read(
        "eevee.motion_blur", SINCE, MOTION, _motion_blur,
        "EEVEE's motion blur is a setting of the render since 4.2.",
        "Write scene.render.use_motion_blur and its like.",
    ),
    drop_statement(
        "eevee.probe_settings", SINCE, "EEVEE has no {!r} since 4.2.", "Leave it out.",
        attributes=("gi_auto_bake", "horizon_bias", "horizon_quality", "horizon_thickness",
                    "shadow_normal_bias"),
        owner=("eevee",),
    ),
    drop_statement(
        "light.softness", SINCE, "Lights have no {!r} since 4.2.",
        "Leave it out; the light's radius or angle makes its shadows soft.",
        attributes=("shadow_softness_factor", "shadow_trace_distance"), owner=("light",),
    ),
    replace_read(
        "light.cast_shadow", SINCE, ("cast_shadow",), _cast_shadow,
        "The light itself has 'use_shadow'; its Cycles settings have no 'cast_shadow' since 4.2.",
        "Write light.use_shadow.",
    ),
    Migration("node.capture_items", SINCE, _capture, texts=(CAPTURE,)),
    drop_statement(
        "compositor.tree_settings", SINCE, "The compositor has no {!r} since 4.2.",
        "Leave it out.", attributes=TREE, owner=("node_tree",),
    ),
)  # fmt: skip
