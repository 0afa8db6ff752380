# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.0: radii instead of diameters, Cycles X, nodes of fields."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree
from .replacing import drop_statement, replace_call, replace_read
from .shapes import arguments, enum_text

__all__ = ["MIGRATIONS"]

SINCE = (3, 0)
_ROUND = {
    "create_cone": {"diameter1": "radius1", "diameter2": "radius2"},
    "create_circle": {"diameter": "radius"},
    "create_uvsphere": {"diameter": "radius"},
    "create_icosphere": {"diameter": "radius"},
}
_VISIBLE = {
    "camera": "visible_camera", "diffuse": "visible_diffuse", "glossy": "visible_glossy",
    "transmission": "visible_transmission", "scatter": "visible_volume_scatter",
    "shadow": "visible_shadow",
}  # fmt: skip
#: Nodes that came back under another id, with fields.
_NODES = {
    "GeometryNodeBoolean": "GeometryNodeMeshBoolean",
    "GeometryNodeCurveSubdivide": "GeometryNodeSubdivideCurve",
    "GeometryNodeCurveResample": "GeometryNodeResampleCurve",
    "GeometryNodeCurveTrim": "GeometryNodeTrimCurve",
    "GeometryNodeCurveFillet": "GeometryNodeFilletCurve",
    "GeometryNodeMaterialAssign": "GeometryNodeSetMaterial",
    "GeometryNodePointInstance": "GeometryNodeInstanceOnPoints",
    "GeometryNodePointDistribute": "GeometryNodeDistributePointsOnFaces",
    "GeometryNodeSubdivisionSurfaceSimple": "GeometryNodeSubdivideMesh",
    "FunctionNodeRandomFloat": "FunctionNodeRandomValue",
}


def _visibility(view: Tree, node: ast.Attribute) -> str | None:
    holder = node.value
    if not isinstance(holder, ast.Attribute) or holder.attr != "cycles_visibility":
        return None
    return f"{view.text(holder.value)}.{_VISIBLE[node.attr]}"


def _of_cycles(view: Tree, node: ast.Attribute) -> str | None:
    holder = node.value
    if not isinstance(holder, ast.Attribute) or holder.attr != "cycles":
        return None
    return f"{view.text(holder.value)}.{node.attr}"


def _from_object(view: Tree, call: ast.Call) -> str | None:
    """``bm.from_object(obj, scene, deform=…)``: a depsgraph, and no ``deform``."""
    function = call.func
    if not isinstance(function, ast.Attribute) or len(call.args) < 2:
        return None
    graph = view.text(call.args[1])
    old = any(each.arg in {"deform", "render"} for each in call.keywords)
    if view.owners.likely(call.args[1], "scene"):
        graph = f"{view.bpy}.context.evaluated_depsgraph_get()"
    elif not old:
        return None
    kept = [view.text(each) for each in call.keywords if each.arg not in {"deform", "render"}]
    inside = ", ".join([view.text(call.args[0]), graph, *kept])
    return f"{view.text(function)}({inside})"


def _shape_scale(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign):
        return []
    value = view.text(statement.value)
    return [
        view.replace(
            statement, f"{view.text(node.value)}.custom_shape_scale_xyz = ({value},) * 3",
            "bone.custom_shape_scale", "A bone shape's scale has three parts since 3.0.",
            "Write custom_shape_scale_xyz = (1, 1, 1).",
        )
    ]  # fmt: skip


MIGRATIONS = (
    *(
        arguments("bmesh.diameter", SINCE, f"bmesh.ops.{name}", rename=renamed)
        for name, renamed in _ROUND.items()
    ),
    replace_call(
        "bmesh.from_object", SINCE, ("from_object",), _from_object,
        "'from_object' takes a depsgraph, and no 'deform'.",
        "Write bm.from_object(obj, bpy.context.evaluated_depsgraph_get()).",
    ),
    replace_read(
        "object.cycles_visibility", SINCE, tuple(_VISIBLE), _visibility,
        "Visibility to rays is the object's own since 3.0.", "Write 'obj.visible_shadow'.",
    ),
    replace_read(
        "object.cycles_catcher", SINCE, ("is_shadow_catcher", "is_holdout"), _of_cycles,
        "Shadow catchers and holdouts are the object's own since 3.0.",
        "Write 'obj.is_shadow_catcher'.",
    ),
    drop_statement(
        "render.tiles", SINCE, "Render settings have no {!r} since 3.0.", "Leave it out.",
        attributes=("tile_x", "tile_y", "use_save_buffers"), owner=("render",), sure=True,
    ),
    drop_statement(
        "cycles.samples", SINCE, "Cycles has no {!r} since 3.0.", "Set 'samples' alone.",
        attributes=("progressive", "aa_samples", "preview_aa_samples", "use_square_samples",
                    "use_progressive_refine", "tile_order", "diffuse_samples", "glossy_samples",
                    "transmission_samples", "ao_samples", "mesh_light_samples",
                    "subsurface_samples", "volume_samples"),
        owner=("cycles",), sure=True,
    ),
    Migration("bone.custom_shape_scale", SINCE, _shape_scale, attributes=("custom_shape_scale",)),
    enum_text("node.fields", SINCE, _NODES, keywords=("type",), calls=("new",)),
    drop_statement(
        "world.ambient_occlusion", SINCE, "Worlds have no {!r} any more.", "Leave it out.",
        attributes=("use_ambient_occlusion",), owner=("light_settings",),
    ),
)  # fmt: skip
