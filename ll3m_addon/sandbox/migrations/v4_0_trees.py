# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.0: node groups have an interface, armatures have bone collections.

Sources: release notes 4.0, "Python API", "Node Groups" and "Bone Collections".
"""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree, argument
from .replacing import drop_statement, replace_call

__all__ = ["MIGRATIONS"]

SINCE = (4, 0)
_SIDES = {"inputs": "INPUT", "outputs": "OUTPUT"}
#: Kinds of sockets whose variants (``NodeSocketFloatFactor``) an interface does not know.
_BASES = ("NodeSocketFloat", "NodeSocketVector", "NodeSocketInt")


def _new_socket(view: Tree, call: ast.Call) -> str | None:
    """``tree.inputs.new(type, name)``."""
    function = call.func
    holder = function.value if isinstance(function, ast.Attribute) else None
    if not isinstance(holder, ast.Attribute) or holder.attr not in _SIDES:
        return None
    kind, name = argument(call, "type", 0), argument(call, "name", 1)
    if kind is None or name is None:
        return None
    text = kind.value if isinstance(kind, ast.Constant) else None
    named = isinstance(text, str) and text.startswith("NodeSocket")
    owner = view.owners.kind(holder.value)
    if owner != "node_tree" and not (named and owner == ""):
        return None
    base = next((each for each in _BASES if named and str(text).startswith(each)), None)
    kind_text = f'"{base}"' if base and base != text else view.text(kind)
    return (
        f"{view.text(holder.value)}.interface.new_socket(name={view.text(name)}, "
        f'in_out="{_SIDES[holder.attr]}", socket_type={kind_text})'
    )


def _socket_at(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``tree.inputs["A"]`` and ``tree.inputs[0]``."""
    if not view.owners.likely(node.value, "node_tree"):
        return []
    parent = view.parent(node)
    if not isinstance(parent, ast.Subscript):
        return []
    if not isinstance(parent.slice, ast.Constant):
        return []
    tree, side = view.text(node.value), _SIDES[node.attr]
    text = f'[each for each in {tree}.interface.items_tree if each.in_out == "{side}"]'
    if isinstance(parent.slice.value, str):
        text = f"{tree}.interface.items_tree"
    told = Told(
        "tree.interface_items", f"A node group has no {node.attr!r} since 4.0.",
        "Write tree.interface.items_tree['Name'].",
    )  # fmt: skip
    return [view.edit(*view.span(node), text, node, told)]


def _bone_group(view: Tree, call: ast.Call) -> str | None:
    """``obj.pose.bone_groups.new(name=…)``."""
    function = call.func
    groups = function.value if isinstance(function, ast.Attribute) else None
    if not isinstance(groups, ast.Attribute) or groups.attr != "bone_groups":
        return None
    pose = groups.value
    name = argument(call, "name", 0)
    if not isinstance(pose, ast.Attribute) or pose.attr != "pose":
        return None
    inside = view.text(name) if name is not None else '"Group"'
    return f"{view.text(pose.value)}.data.collections.new({inside})"


def _in_group(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``pose_bone.bone_group = group``."""
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) > 1:
        return []
    text = f"{view.text(statement.value)}.assign({view.text(node.value)})"
    return [
        view.replace(
            statement, text, "bone.group", "Bone groups are bone collections since 4.0.",
            "Write collection.assign(bone).",
        )
    ]  # fmt: skip


def _face_map_new(view: Tree, call: ast.Call) -> list[Edit]:
    """``obj.face_maps.new(name=…)`` makes an attribute of faces."""
    function = call.func
    maps = function.value if isinstance(function, ast.Attribute) else None
    if not isinstance(maps, ast.Attribute) or maps.attr != "face_maps":
        return []
    if not view.owners.possible(maps.value, "face_maps", "object"):
        return []
    name = argument(call, "name", 0)
    inside = view.text(name) if name is not None else '"FaceMap"'
    text = f'{view.text(maps.value)}.data.attributes.new({inside}, "BOOLEAN", "FACE")'
    return [view.replace(call, text, "object.face_maps", *_FACE_MAPS)]


def _face_map_add(view: Tree, call: ast.Call) -> list[Edit]:
    """``face_map.add([0, 1])``."""
    function = call.func
    if not isinstance(function, ast.Attribute) or len(call.args) != 1:
        return []
    if not view.owners.likely(function.value, "face_map"):
        return []
    name, faces = view.text(function.value), view.text(call.args[0])
    text = f'[setattr({name}.data[each], "value", True) for each in {faces}]'
    return [view.replace(call, text, "object.face_maps", *_FACE_MAPS)]


_FACE_MAPS = (
    "Face maps are attributes of the mesh since 4.0.",
    "Write mesh.attributes.new(name, 'BOOLEAN', 'FACE').",
)

MIGRATIONS = (
    replace_call(
        "tree.interface", SINCE, ("new",), _new_socket,
        "A node group's sockets are made by its interface since 4.0.",
        "Write tree.interface.new_socket(name='A', in_out='INPUT', socket_type='NodeSocketFloat').",
    ),
    Migration("tree.interface_items", SINCE, _socket_at, attributes=tuple(_SIDES)),
    replace_call(
        "pose.bone_groups", SINCE, ("new",), _bone_group,
        "Bone groups are bone collections since 4.0.", "Write armature.collections.new(name).",
    ),
    Migration("bone.group", SINCE, _in_group, attributes=("bone_group",)),
    drop_statement(
        "bone.group_color", SINCE, "Bone collections have no {!r}.", "Write bone.color.palette.",
        attributes=("color_set",), owner=("bone_group",), sure=True,
    ),
    Migration("object.face_maps", SINCE, _face_map_new, calls=("new",)),
    Migration("object.face_maps", SINCE, _face_map_add, calls=("add",)),
)  # fmt: skip
