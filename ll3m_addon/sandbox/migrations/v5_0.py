# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.0: actions without curves of their own, menus as inputs, the compositor as a group.

What this release brought is taken back for scripts that run in an older Blender.
"""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .node_types import node_type, rename_socket, rename_types, sockets_for_properties
from .replacing import drop_statement, replace_read
from .shapes import enum_text, quoted, rename_attribute, rename_data
from .v4_2 import eevee_id
from .v5_0_actions import ACTIONS
from .v5_0_compositor import COMPOSITING
from .v5_0_sockets import COMPOSITOR, GEOMETRY

__all__ = ["MIGRATIONS"]

SINCE, OLDEST = (5, 0), (2, 80)

SEPARATE = {
    "ShaderNodeSeparateRGB": "ShaderNodeSeparateColor",
    "ShaderNodeCombineRGB": "ShaderNodeCombineColor",
    "ShaderNodeSeparateHSV": "ShaderNodeSeparateColor",
    "ShaderNodeCombineHSV": "ShaderNodeCombineColor",
}
CHANNELS = {"R": "Red", "G": "Green", "B": "Blue", "H": "Red", "S": "Green", "V": "Blue"}


def _hsv(view: Tree, node: ast.Constant) -> list[Edit]:
    """A node that was one of hue, saturation and value is one of colours in that mode."""
    call = view.parent(node)
    made = view.parent(call) if isinstance(call, ast.Call) else None
    if not isinstance(made, ast.Assign) or not isinstance(made.targets[0], ast.Name):
        return []
    told = Told("node.separate_hsv", f"{node.value!r} went in 5.0.", "Set mode = 'HSV'.")
    end = view.span(made)[1]
    new = SEPARATE[str(node.value)]
    text = f"; {made.targets[0].id}.mode = {quoted('HSV')}"
    return [
        view.edit(*view.span(node), quoted(new), node, told),
        view.edit(end, end, text, node, told),
    ]


FACTOR = (
    "ShaderNodeMixShader", "ShaderNodeMixRGB", "ShaderNodeValToRGB", "ShaderNodeHueSaturation",
    "ShaderNodeInvert", "ShaderNodeRGBCurve", "ShaderNodeVectorCurve", "ShaderNodeTexNoise",
    "ShaderNodeTexWave", "ShaderNodeTexBrick", "ShaderNodeTexChecker", "ShaderNodeTexGradient",
    "ShaderNodeTexMagic", "ShaderNodeAttribute", "ShaderNodeFresnel", "ShaderNodeWireframe",
)  # fmt: skip
BOTH = ("inputs", "outputs")


def _float_solver(view: Tree, node: ast.Constant) -> list[Edit]:
    """``FLOAT`` of a boolean modifier is ``FAST`` before 5.0; nodes had ``FLOAT`` already."""
    parent = view.parent(node)
    if isinstance(parent, ast.Assign):
        target = parent.targets[0]
        hit = isinstance(target, ast.Attribute) and target.attr == "solver"
        hit = hit and not node_type(view, target.value)  # type: ignore[attr-defined]
    else:
        hit = isinstance(parent, ast.keyword) and parent.arg == "solver"
    if not hit:
        return []
    what = "The solver 'FLOAT' of booleans is called 'FAST' before 5.0."
    return [view.replace(node, quoted("FAST"), "boolean.float", what, "Write 'FAST'.")]


def _bone_select(view: Tree, node: ast.Attribute) -> str | None:
    """``rig.data.bones[…].select`` and ``pose_bone.bone.select`` are the pose bone's own."""
    bone = node.value
    if isinstance(bone, ast.Attribute) and bone.attr == "bone":
        return f"{view.text(bone.value)}.select"
    if isinstance(bone, ast.Subscript) and isinstance(bone.value, ast.Attribute):
        data = bone.value.value
        if bone.value.attr == "bones" and isinstance(data, ast.Attribute) and data.attr == "data":
            return f"{view.text(data.value)}.pose.bones[{view.text(bone.slice)}].select"
    return None


def _pose_select(view: Tree, node: ast.Attribute) -> str | None:
    bone = node.value
    if isinstance(bone, ast.Subscript) and isinstance(bone.value, ast.Attribute):
        pose = bone.value.value
        if bone.value.attr == "bones" and isinstance(pose, ast.Attribute) and pose.attr == "pose":
            return f"{view.text(bone)}.bone.select"
    return None


def _use_nodes(view: Tree, node: ast.Call) -> list[Edit]:
    """A new material or world has no nodes before 5.0 until it is told to use them."""
    made = view.parent(node)
    path = view.path(node.func)
    if path not in {"bpy.data.materials.new", "bpy.data.worlds.new"}:
        return []
    if not isinstance(made, ast.Assign) or not isinstance(made.targets[0], ast.Name):
        return []
    attributes = {each.attr for each in view.all(ast.Attribute)}
    texts = {each.value for each in view.all(ast.Constant) if each.value == "use_nodes"}
    if "use_nodes" in attributes or texts or "node_tree" not in attributes:
        return []
    told = Told(
        "material.use_nodes", "Before 5.0 a new material has no nodes of its own.",
        "Set material.use_nodes = True.",
    )  # fmt: skip
    end = view.span(made)[1]
    return [view.edit(end, end, f"; {made.targets[0].id}.use_nodes = True", node, told)]


BAKE = ("bake_margin", "bake_margin_type", "use_bake_clear", "use_bake_selected_to_active",
        "bake_type", "bake_samples", "use_bake_multires")  # fmt: skip

MIGRATIONS: tuple[Migration, ...] = (
    eevee_id("BLENDER_EEVEE", "BLENDER_EEVEE_NEXT", SINCE, (99, 0)),
    *ACTIONS,
    *COMPOSITING,
    rename_types(
        "node.separate_color", SINCE, {k: v for k, v in SEPARATE.items() if k.endswith("RGB")}
    ),
    Migration(
        "node.separate_hsv", SINCE, _hsv, texts=("ShaderNodeSeparateHSV", "ShaderNodeCombineHSV")
    ),
    rename_socket("node.separate_color", SINCE, tuple(SEPARATE), CHANNELS, BOTH),
    rename_socket("node.separate_color", SINCE, tuple(SEPARATE), {"Image": "Color"}, BOTH),
    sockets_for_properties("node.menu_input", SINCE, GEOMETRY),
    sockets_for_properties("compositor.inputs", SINCE, COMPOSITOR),
    sockets_for_properties("node.menu_property", OLDEST, GEOMETRY, until=SINCE),
    rename_socket("socket.factor", OLDEST, FACTOR, {"Factor": "Fac"}, BOTH, until=SINCE),
    rename_socket(
        "socket.factor", OLDEST, ("ShaderNodeBrightContrast",), {"Brightness": "Bright"},
        until=SINCE,
    ),
    rename_socket(
        "socket.geometry", OLDEST, ("GeometryNodeSetShadeSmooth",), {"Mesh": "Geometry"}, BOTH,
        until=SINCE,
    ),
    rename_socket(
        "socket.geometry", OLDEST,
        ("GeometryNodeSetSplineCyclic", "GeometryNodeSetSplineResolution"),
        {"Curve": "Geometry"}, BOTH, until=SINCE,
    ),
    enum_text("sky.type", SINCE, {"NISHITA": "MULTIPLE_SCATTERING"}, ("sky_type",)),
    enum_text(
        "sky.nishita", OLDEST, {"MULTIPLE_SCATTERING": "NISHITA", "SINGLE_SCATTERING": "NISHITA"},
        ("sky_type",), until=SINCE, advice="Before 5.0 write 'NISHITA'.",
    ),
    rename_attribute("sky.aerosol", SINCE, {"dust_density": "aerosol_density"}),
    rename_attribute(
        "sky.dust", OLDEST, {"aerosol_density": "dust_density"}, until=SINCE,
        advice="Before 5.0 write 'dust_density'.",
    ),
    enum_text("boolean.fast", SINCE, {"FAST": "FLOAT"}, ("solver",), ("solver",)),
    Migration("boolean.float", OLDEST, _float_solver, SINCE, texts=("FLOAT",)),
    replace_read(
        "bone.select", SINCE, ("select",), _bone_select,
        "A pose bone itself is selected since 5.0.", "Write pose_bone.select.",
    ),
    replace_read(
        "bone.pose_select", OLDEST, ("select",), _pose_select,
        "Before 5.0 a pose bone is selected by its bone.", "Write pose_bone.bone.select.",
        until=SINCE,
    ),
    Migration("material.use_nodes", OLDEST, _use_nodes, SINCE, calls=("new",)),
    drop_statement(
        "eevee.gtao", SINCE, "EEVEE has no {!r} since 5.0.",
        "Leave it out; fast_gi_distance and its like are what is left.",
        attributes=("use_gtao", "gtao_quality", "gtao_distance"), owner=("eevee",),
    ),
    drop_statement(
        "render.bake", SINCE, "The render settings have no {!r} since 5.0; scripts bake nothing.",
        "Leave it out.", attributes=BAKE, owner=("render",),
    ),
    drop_statement(
        "mesh.freestyle_mark", SINCE, "Edges and faces have no {!r} since 5.0.",
        "Fill the attribute 'freestyle_edge' of the mesh.",
        attributes=("use_freestyle_mark",),
    ),
    rename_data("gpencil.data", SINCE, {"grease_pencils_v3": "grease_pencils"}),
    rename_attribute(
        "scene.annotation", SINCE, {"grease_pencil": "annotation"}, ("scene",), sure=True
    ),
)  # fmt: skip
