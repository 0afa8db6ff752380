# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: SIM905
"""Mistakes in names: nodes, inputs, attributes and modules that go by another name."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .node_types import entry_of, rename_types
from .shapes import enum_text, quoted

__all__ = ["NAMES"]

SINCE = (2, 80)

NODES = {
    "ShaderNodeColorRamp": "ShaderNodeValToRGB", "ShaderNodeColourRamp": "ShaderNodeValToRGB",
    "ShaderNodePrincipledBSDF": "ShaderNodeBsdfPrincipled",
    "ShaderNodePrincipledBsdf": "ShaderNodeBsdfPrincipled",
    "ShaderNodeBSDFPrincipled": "ShaderNodeBsdfPrincipled",
    "ShaderNodeBsdfPrincipledBSDF": "ShaderNodeBsdfPrincipled",
    "ShaderNodeBSDFDiffuse": "ShaderNodeBsdfDiffuse",
    "ShaderNodeDiffuseBSDF": "ShaderNodeBsdfDiffuse",
    "ShaderNodeBSDFGlass": "ShaderNodeBsdfGlass", "ShaderNodeGlassBSDF": "ShaderNodeBsdfGlass",
    "ShaderNodeBSDFTransparent": "ShaderNodeBsdfTransparent",
    "ShaderNodeMaterialOutput": "ShaderNodeOutputMaterial",
    "ShaderNodeWorldOutput": "ShaderNodeOutputWorld",
    "ShaderNodeNoiseTexture": "ShaderNodeTexNoise", "ShaderNodeNoiseTex": "ShaderNodeTexNoise",
    "ShaderNodeVoronoiTexture": "ShaderNodeTexVoronoi",
    "ShaderNodeWaveTexture": "ShaderNodeTexWave", "ShaderNodeBrickTexture": "ShaderNodeTexBrick",
    "ShaderNodeImageTexture": "ShaderNodeTexImage",
    "ShaderNodeTextureCoordinate": "ShaderNodeTexCoord",
    "ShaderNodeTexCoordinate": "ShaderNodeTexCoord",
    "ShaderNodeMixColor": "ShaderNodeMixRGB", "ShaderNodeBumpMap": "ShaderNodeBump",
    "ShaderNodeHueSat": "ShaderNodeHueSaturation",
    "ShaderNodeBrightnessContrast": "ShaderNodeBrightContrast",
    "GeometryNodeMeshCubePrimitive": "GeometryNodeMeshCube",
    "GeometryNodeMeshPrimitiveCube": "GeometryNodeMeshCube",
    "GeometryNodeMeshPrimitiveGrid": "GeometryNodeMeshGrid",
    "GeometryNodeMeshPrimitiveCylinder": "GeometryNodeMeshCylinder",
    "GeometryNodeMeshPrimitiveUVSphere": "GeometryNodeMeshUVSphere",
    "GeometryNodeMeshPrimitiveIcoSphere": "GeometryNodeMeshIcoSphere",
    "GeometryNodeMeshPrimitiveCircle": "GeometryNodeMeshCircle",
    "GeometryNodeTransformGeometry": "GeometryNodeTransform",
    "GeometryNodeRandomValue": "FunctionNodeRandomValue",
    "GeometryNodeMath": "ShaderNodeMath", "FunctionNodeMath": "ShaderNodeMath",
    "GeometryNodeVectorMath": "ShaderNodeVectorMath",
    "GeometryNodeCombineXYZ": "ShaderNodeCombineXYZ",
    "GeometryNodeSeparateXYZ": "ShaderNodeSeparateXYZ",
    "GeometryNodeMapRange": "ShaderNodeMapRange", "GeometryNodeNoiseTexture": "ShaderNodeTexNoise",
    "GeometryNodeCompare": "FunctionNodeCompare",
}  # fmt: skip

SOCKETS = {
    "BaseColor": "Base Color", "Base color": "Base Color", "base_color": "Base Color",
    "Base Colour": "Base Color", "BASE_COLOR": "Base Color", "Colour": "Color",
    "EmissionColor": "Emission Color", "Emission color": "Emission Color",
    "Emission Colour": "Emission Color", "EmissionStrength": "Emission Strength",
    "Emission strength": "Emission Strength", "emission_strength": "Emission Strength",
    "metallic": "Metallic", "roughness": "Roughness",
}  # fmt: skip


def _socket(view: Tree, node: ast.Constant) -> list[Edit]:
    """An input whose name is spelled otherwise. A script's own inputs have its own names."""
    entry = entry_of(view, node)
    if entry is None or entry[1] != "inputs":
        return []
    for other in view.all(ast.Constant):
        call = view.parent(other)
        if isinstance(call, ast.keyword):
            call = view.parent(call)
        made = isinstance(call, ast.Call) and getattr(call.func, "attr", "") in {
            "new_socket",
            "new",
        }
        if other.value == node.value and made:
            return []
    new = SOCKETS[str(node.value)]
    what = f"The input {node.value!r} is spelled {new!r}."
    return [view.replace(node, quoted(new), "mistake.socket_name", what, f"Write {new!r}.")]


#: Kind -> wrong attribute: right one.
ATTRIBUTES = {
    "bmesh": {"vertices": "verts", "polygons": "faces"},
    "bmvert": {"location": "co", "position": "co", "coord": "co", "coords": "co"},
    "object": {"position": "location", "rotation": "rotation_euler"},
    "mesh": {"verts": "vertices", "faces": "polygons"},
    "vertex": {"position": "co", "location": "co", "coords": "co"},
    "camera": {"focal_length": "lens"},
}
_WRONG = tuple(sorted({old for row in ATTRIBUTES.values() for old in row}))


def _attribute(view: Tree, node: ast.Attribute) -> list[Edit]:
    kind = view.owners.kind(node.value)
    new = ATTRIBUTES.get(kind, {}).get(node.attr)
    if new is None or node.attr in view.owners.own_names or not _bound(view, node.value):
        return []
    told = Told("mistake.attribute", f"It is called {new!r}, not {node.attr!r}.", f"Write {new!r}.")
    edit = view.name_edit(node, new, told)
    return [edit] if edit else []


def _bound(view: Tree, node: ast.expr) -> bool:
    """Not a parameter alone: what a function is handed may be the script's own."""
    return not isinstance(node, ast.Name) or node.id not in {
        each.arg for each in view.all(ast.arg)
    }  # fmt: skip


_MATHUTILS = frozenset("Vector Matrix Euler Quaternion Color".split())
_MATH = frozenset(
    "pi tau radians degrees sin cos tan asin acos atan atan2 sqrt floor ceil hypot pow exp".split()
)
_MODULES = frozenset("math random bmesh bpy mathutils itertools".split())


def _right(module: str, name: str) -> str:
    """The import that has the name, or an empty text where ``module`` has it (or nobody)."""
    if module in {"mathutils", "bpy", "bmesh", "bpy.types"} and name in _MODULES:
        return f"import {name}"
    if name in _MATHUTILS and module in {"math", "bpy", "bmesh", "bpy.types", "bpy.mathutils"}:
        return f"from mathutils import {name}"
    if name in _MATH and module in {"mathutils", "bpy", "random", "bmesh"}:
        return f"from math import {name}"
    return ""


def _import(view: Tree, node: ast.ImportFrom) -> list[Edit]:
    """``from mathutils import Vector, math``."""
    if not node.module or node.level or node.lineno != node.end_lineno:
        return []
    kept: list[str] = []
    moved: list[str] = []
    for each in node.names:
        text = _right(node.module, each.name)
        tail = f" as {each.asname}" if each.asname else ""
        if text:
            moved.append(text + tail)
        else:
            kept.append(each.name + tail)
    if not moved:
        return []
    if kept:
        moved.insert(0, f"from {node.module} import {', '.join(kept)}")
    what = f"{node.module!r} does not have all of these names."
    return [view.replace(node, "; ".join(moved), "mistake.import", what, "Import from its module.")]


def _xrange(view: Tree, node: ast.Call) -> list[Edit]:
    if not isinstance(node.func, ast.Name) or "xrange" in view.scan.bound:
        return []
    what = "'xrange' is called 'range' since Python 3."
    return [view.replace(node.func, "range", "mistake.xrange", what, "Write 'range'.")]


NAMES: tuple[Migration, ...] = (
    rename_types("mistake.node_type", SINCE, NODES),
    Migration("mistake.socket_name", SINCE, _socket, texts=tuple(SOCKETS)),
    Migration("mistake.attribute", SINCE, _attribute, attributes=_WRONG),
    Migration("mistake.import", SINCE, _import, kinds=(ast.ImportFrom,)),
    Migration("mistake.xrange", SINCE, _xrange, calls=("xrange",)),
    enum_text(
        "mistake.light_type", SINCE, {"DIRECTIONAL": "SUN", "OMNI": "POINT"}, ("type",),
        ("type",), calls=("light_add", "new"), advice="Lights are POINT, SUN, SPOT and AREA.",
    ),
)  # fmt: skip
