# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.0: the compositor's tree is a node group, and shares nodes with the other trees."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .node_types import created, node_type, rename_socket, rename_types
from .shapes import quoted

__all__ = ["COMPOSITING"]

SINCE = (5, 0)
TREE = Told(
    "compositor.tree", "The compositor's tree is a node group since 5.0.",
    "Make one with bpy.data.node_groups.new(name, 'CompositorNodeTree') and give it to "
    "scene.compositing_node_group.",
)  # fmt: skip
SHARED = {
    "CompositorNodeMixRGB": "ShaderNodeMixRGB", "CompositorNodeMath": "ShaderNodeMath",
    "CompositorNodeValToRGB": "ShaderNodeValToRGB", "CompositorNodeGamma": "ShaderNodeGamma",
    "CompositorNodeMapRange": "ShaderNodeMapRange", "CompositorNodeValue": "ShaderNodeValue",
    "CompositorNodeCurveVec": "ShaderNodeVectorCurve",
    "CompositorNodeCombineXYZ": "ShaderNodeCombineXYZ",
    "CompositorNodeSeparateXYZ": "ShaderNodeSeparateXYZ",
    "CompositorNodeCombRGBA": "CompositorNodeCombineColor",
    "CompositorNodeSepRGBA": "CompositorNodeSeparateColor",
}  # fmt: skip
CHANNELS = {"R": "Red", "G": "Green", "B": "Blue", "A": "Alpha"}


def _scene(view: Tree, node: ast.expr) -> bool:
    return view.owners.likely(node, "scene")


def _tree(view: Tree, node: ast.Attribute) -> list[Edit]:
    if not _scene(view, node.value):
        return []
    edit = view.name_edit(node, "compositing_node_group", TREE)
    return [edit] if edit else []


def _use_nodes(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``scene.use_nodes = True`` made the tree; now the script has to."""
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not _scene(view, node.value):
        return []
    value = statement.value
    if not isinstance(value, ast.Constant) or not value.value or len(statement.targets) > 1:
        return []
    if not any(each.attr == "node_tree" and _scene(view, each.value) for each in
               view.all(ast.Attribute)):  # fmt: skip
        return []
    tree = f"{view.text(node.value)}.compositing_node_group"
    kind = quoted("CompositorNodeTree")
    text = f"{tree} = {tree} or {view.bpy}.data.node_groups.new({quoted('Compositing')}, {kind})"
    keys = {each.value for each in view.all(ast.Constant) if isinstance(each.value, str)}
    if "Render Layers" in keys:  # a tree had these two from the start
        text += f"; {tree}.nodes.new({quoted('CompositorNodeRLayers')})"
    if "Composite" in keys:
        text += (
            f"; {tree}.interface.new_socket({quoted('Image')}, in_out={quoted('OUTPUT')}, "
            f"socket_type={quoted('NodeSocketColor')})"
            f"; {tree}.nodes.new({quoted('NodeGroupOutput')}).name = {quoted('Composite')}"
        )
    return [view.edit(*view.span(statement), text, node, TREE)]


def _composite(view: Tree, node: ast.Constant) -> list[Edit]:
    """The end of the tree is the group's output, which needs a socket."""
    call = view.parent(node)
    if isinstance(call, ast.keyword):
        call = view.parent(call)
    if created(call) is not node or not isinstance(call, ast.Call):
        return []
    function, statement = call.func, view.statement(node)
    if not isinstance(function, ast.Attribute) or not isinstance(statement, (ast.Assign, ast.Expr)):
        return []
    told = Told(
        "compositor.composite", "There is no 'Composite' node since 5.0.",
        "Use NodeGroupOutput, and make its socket with tree.interface.new_socket.",
    )  # fmt: skip
    start = view.span(statement)[0]
    text = (
        f"{view.text(function.value)}.id_data.interface.new_socket({quoted('Image')}, "
        f"in_out={quoted('OUTPUT')}, socket_type={quoted('NodeSocketColor')}); "
    )
    return [
        view.edit(start, start, text, node, told),
        view.edit(*view.span(node), quoted("NodeGroupOutput"), node, told),
    ]


def _blur_size(view: Tree, node: ast.Attribute) -> list[Edit]:
    if node_type(view, node.value) != "CompositorNodeBlur":
        return []
    index = 0 if node.attr == "size_x" else 1
    told = Told("compositor.blur_size", "The size of a blur is an input since 5.0.",
                "Set inputs[\"Size\"].default_value.")  # fmt: skip
    text = f"{view.text(node.value)}.inputs[{quoted('Size')}].default_value[{index}]"
    return [view.edit(*view.span(node), text, node, told)]


COMPOSITING: tuple[Migration, ...] = (
    Migration("compositor.tree", SINCE, _tree, attributes=("node_tree",)),
    Migration("compositor.tree", SINCE, _use_nodes, attributes=("use_nodes",)),
    Migration("compositor.composite", SINCE, _composite, texts=("CompositorNodeComposite",)),
    rename_types("compositor.shared_nodes", SINCE, SHARED),
    rename_socket(
        "compositor.shared_nodes", SINCE, ("CompositorNodeValToRGB", "CompositorNodeMixRGB"),
        {"Image": "Color"}, ("outputs",),
    ),
    rename_socket(
        "compositor.shared_nodes", SINCE, ("CompositorNodeGamma",), {"Image": "Color"},
        ("inputs", "outputs"),
    ),
    rename_socket(
        "compositor.shared_nodes", SINCE, ("CompositorNodeMixRGB",), {"Image": "Color1"}
    ),
    rename_socket(
        "compositor.shared_nodes", SINCE, ("CompositorNodeMapRange",), {"Value": "Result"},
        ("outputs",),
    ),
    rename_socket(
        "compositor.shared_nodes", SINCE, ("CompositorNodeCombRGBA", "CompositorNodeSepRGBA"),
        CHANNELS, ("inputs", "outputs"),
    ),
    Migration("compositor.blur_size", SINCE, _blur_size, attributes=("size_x", "size_y")),
)  # fmt: skip
