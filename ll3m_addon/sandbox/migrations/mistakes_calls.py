# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes in calls: keywords of operators, what an operator returns, arguments left out."""

from __future__ import annotations

import ast
import re

from .edits import Edit, Migration, Told, Tree
from .shapes import argument_edits, arguments, enum_text, quoted

__all__ = ["CALLS"]

SINCE = (2, 80)

#: Operator or ``bmesh.ops`` function -> wrong keyword: right one (an empty text: leave it out).
KEYWORDS: dict[str, dict[str, str]] = {
    "bpy.ops.mesh.primitive_cylinder_add": {"segments": "vertices", "height": "depth"},
    "bpy.ops.mesh.primitive_cone_add": {
        "segments": "vertices", "height": "depth", "radius": "radius1",
        "radius_bottom": "radius1", "radius_top": "radius2",
    },
    "bpy.ops.mesh.primitive_circle_add": {"segments": "vertices"},
    "bpy.ops.mesh.primitive_uv_sphere_add": {
        "rings": "ring_count", "u_segments": "segments", "v_segments": "ring_count",
        "vertices": "segments", "subdivisions": "",
    },
    "bpy.ops.mesh.primitive_ico_sphere_add": {
        "subdivision": "subdivisions", "segments": "", "ring_count": "",
    },
    "bpy.ops.mesh.primitive_torus_add": {"radius": "major_radius", "segments": "major_segments"},
    "bpy.ops.mesh.subdivide": {"cuts": "number_cuts"},
    "bpy.ops.mesh.remove_doubles": {
        "distance": "threshold", "dist": "threshold", "merge_distance": "threshold",
    },
    "bpy.ops.mesh.bevel": {"width": "offset", "amount": "offset"},
    "bpy.ops.mesh.inset": {"amount": "thickness"},
    "bmesh.ops.create_cone": {"vertices": "segments"},
    "bmesh.ops.create_circle": {"vertices": "segments"},
    "bmesh.ops.create_uvsphere": {
        "segments": "u_segments", "ring_count": "v_segments", "rings": "v_segments",
    },
    "bmesh.ops.create_icosphere": {"subdivision": "subdivisions", "segments": ""},
    "bmesh.ops.remove_doubles": {"distance": "dist", "threshold": "dist"},
    "bmesh.ops.subdivide_edges": {"number_cuts": "cuts"},
    "bmesh.ops.bevel": {"width": "offset", "amount": "offset"},
}  # fmt: skip


def _keywords(path: str, wrong: dict[str, str]) -> Migration:
    rename = {old: new for old, new in wrong.items() if new}
    drop = [old for old, new in wrong.items() if not new]
    rule = "mistake.operator_keyword" if path.startswith("bpy") else "mistake.bmesh_keyword"
    parts = [f"write {new!r} for {old!r}" for old, new in rename.items()]
    parts += [f"leave out {old!r}" for old in drop]
    advice = "; ".join(parts)
    return arguments(
        rule, SINCE, path, rename=rename, drop=drop,
        advice=f"{advice[:1].upper()}{advice[1:]}.",
    )  # fmt: skip


_ADDS = (
    "primitive_cube_add", "primitive_cylinder_add", "primitive_cone_add", "primitive_plane_add",
    "primitive_uv_sphere_add", "primitive_ico_sphere_add", "primitive_torus_add",
    "primitive_circle_add", "primitive_grid_add", "primitive_monkey_add", "light_add",
    "camera_add", "empty_add", "text_add", "armature_add",
)  # fmt: skip
_GROUPS = ("bpy.ops.mesh.", "bpy.ops.object.", "bpy.ops.curve.")


def _adds(view: Tree, call: ast.Call) -> bool:
    return view.path(call.func).startswith(_GROUPS)


def _name(view: Tree, node: ast.Call) -> list[Edit]:
    """``primitive_cube_add(name="Seat")``: the operators take no name."""
    named = next((each.value for each in node.keywords if each.arg == "name"), None)
    statement = view.parent(node)
    if named is None or not _adds(view, node) or not isinstance(statement, ast.Expr):
        return []
    told = Told(
        "mistake.operator_name", "Operators that add an object take no 'name'.",
        "Set bpy.context.object.name behind the call.",
    )  # fmt: skip
    end = view.span(statement)[1]
    text = f"; {view.bpy}.context.object.name = {view.text(named)}"
    edits = argument_edits(view, node, told, drop=("name",))
    return [*edits, view.edit(end, end, text, node, told)]


def _result(view: Tree, node: ast.Call) -> list[Edit]:
    """``cube = bpy.ops.mesh.primitive_cube_add()``: an operator returns no object."""
    made = view.parent(node)
    if not isinstance(made, ast.Assign) or len(made.targets) != 1 or not _adds(view, node):
        return []
    target = made.targets[0]
    if not isinstance(target, ast.Name):
        return []
    used = any(
        isinstance(each.value, ast.Name) and each.value.id == target.id
        for each in view.all(ast.Attribute)
    )
    if not used:
        return []
    told = Told(
        "mistake.operator_result", "An operator returns a set of words, not the new object.",
        "Take bpy.context.object behind the call.",
    )  # fmt: skip
    start, end = view.span(made)
    head = view.span(node)[0]
    return [
        view.edit(start, head, "", node, told),
        view.edit(end, end, f"; {target.id} = {view.bpy}.context.object", node, told),
    ]


#: A modifier's name in small letters alone -> its type.
MODIFIERS = {
    "subdivision": "SUBSURF", "subdivisionsurface": "SUBSURF", "subsurface": "SUBSURF",
    "subsurf": "SUBSURF", "subdiv": "SUBSURF", "bevel": "BEVEL", "mirror": "MIRROR",
    "array": "ARRAY", "solidify": "SOLIDIFY", "boolean": "BOOLEAN", "bool": "BOOLEAN",
    "screw": "SCREW", "decimate": "DECIMATE", "displace": "DISPLACE", "displacement": "DISPLACE",
    "smooth": "SMOOTH", "wireframe": "WIREFRAME", "skin": "SKIN", "remesh": "REMESH",
    "triangulate": "TRIANGULATE", "weld": "WELD", "cast": "CAST", "shrinkwrap": "SHRINKWRAP",
    "simpledeform": "SIMPLE_DEFORM", "edgesplit": "EDGE_SPLIT", "armature": "ARMATURE",
    "weightednormal": "WEIGHTED_NORMAL", "weightednormals": "WEIGHTED_NORMAL",
    "geometrynodes": "NODES", "lattice": "LATTICE", "build": "BUILD", "wave": "WAVE",
    "cloth": "CLOTH", "curve": "CURVE", "multires": "MULTIRES", "multiresolution": "MULTIRES",
}  # fmt: skip
_TYPES = frozenset(MODIFIERS.values())


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _modifier(view: Tree, node: ast.Call) -> list[Edit]:
    """``modifiers.new("Bevel")``, ``modifiers.new(type="BEVEL")``, ``…new("A", "SUBDIVISION")``."""
    function = node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Attribute):
        return []
    if function.value.attr != "modifiers" or any(each.arg is None for each in node.keywords):
        return []
    named = {each.arg: each.value for each in node.keywords}
    name = node.args[0] if node.args else named.get("name")
    kind = node.args[1] if len(node.args) > 1 else named.get("type")
    told = Told(
        "mistake.modifier_type", "modifiers.new takes a name and a type that Blender knows.",
        "Write modifiers.new(\"Bevel\", 'BEVEL').",
    )  # fmt: skip
    text = kind.value if isinstance(kind, ast.Constant) else None
    right = MODIFIERS.get(_plain(text), "") if isinstance(text, str) else ""
    edits: list[Edit] = []
    if isinstance(text, str) and isinstance(kind, ast.Constant) and right and text not in _TYPES:
        edits.append(view.edit(*view.span(kind), quoted(right), node, told))
    if kind is None and isinstance(name, ast.Constant) and isinstance(name.value, str):
        found = MODIFIERS.get(_plain(name.value))
        add = f"type={quoted(found)}" if found else ""
        edits += argument_edits(view, node, told, add=add)
    elif name is None and isinstance(text, str):
        add = f"name={quoted(text.replace('_', ' ').title())}"
        edits += argument_edits(view, node, told, add=add)
    return edits


#: ``bpy.data`` collection -> name for what is made without one, and the second argument.
MADE = {
    "materials": ("Material", ""), "meshes": ("Mesh", ""), "objects": ("Object", "None"),
    "collections": ("Collection", ""), "curves": ("Curve", "'CURVE'"),
    "lights": ("Light", "'POINT'"), "cameras": ("Camera", ""), "worlds": ("World", ""),
    "armatures": ("Armature", ""), "metaballs": ("Metaball", ""), "lattices": ("Lattice", ""),
    "actions": ("Action", ""),
}  # fmt: skip
SECOND = {"objects": "object_data", "curves": "type", "lights": "type"}


#: What is set on the new thing tells its type better than the usual one.
HINTS = {
    "body": "'FONT'", "spot_size": "'SPOT'", "spot_blend": "'SPOT'", "angle": "'SUN'",
    "shape": "'AREA'", "size": "'AREA'", "size_y": "'AREA'",
}  # fmt: skip


def _hinted(view: Tree, node: ast.Call, usual: str) -> str:
    made = view.parent(node)
    if not isinstance(made, ast.Assign) or not isinstance(made.targets[0], ast.Name):
        return usual
    names = {
        each.attr
        for each in view.all(ast.Attribute)
        if isinstance(each.value, ast.Name) and each.value.id == made.targets[0].id
    }
    found = [HINTS[name] for name in sorted(names & HINTS.keys())]
    return found[0] if found else usual


def _made(view: Tree, node: ast.Call) -> list[Edit]:
    """``bpy.data.materials.new()`` and ``bpy.data.objects.new("Pivot")``."""
    path = view.path(node.func).split(".")
    if path[:2] != ["bpy", "data"] or len(path) != 4 or path[2] not in MADE:
        return []
    if any(isinstance(each, ast.Starred) for each in node.args) or any(
        each.arg is None for each in node.keywords
    ):
        return []
    name, second = MADE[path[2]]
    named = {each.arg for each in node.keywords}
    key = SECOND.get(path[2], "")
    parts: list[str] = []
    if not node.args and "name" not in named:
        parts.append(f"name={quoted(name)}")
    if second and len(node.args) < 2 and key not in named:
        known = _hinted(view, node, second) if key == "type" else second
        parts.append(f"{key}={known}")
    if not parts:
        return []
    told = Told(
        "mistake.data_new", f"'bpy.data.{path[2]}.new' lacks {' and '.join(parts)}.",
        "Hand in all arguments that the call needs.",
    )  # fmt: skip
    return argument_edits(view, node, told, add=", ".join(parts))


def _append(view: Tree, node: ast.Call) -> list[Edit]:
    """``materials.append("Wood")`` takes the material, not its name."""
    function = node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Attribute):
        return []
    holder = function.value
    if holder.attr != "materials" or len(node.args) != 1:
        return []
    if view.owners.kind(holder.value) not in {"data", "mesh", "curve"}:
        return []
    name = node.args[0]
    if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
        return []
    what = "materials.append takes a material, not its name."
    text = f"{view.bpy}.data.materials.get({view.text(name)})"
    advice = "Hand in bpy.data.materials[name]."
    return [view.replace(name, text, "mistake.material_name", what, advice)]


MODES = {
    "EDIT_MODE": "EDIT", "OBJECT_MODE": "OBJECT", "POSE_MODE": "POSE", "SCULPT_MODE": "SCULPT",
    "Edit": "EDIT", "Object": "OBJECT", "edit": "EDIT", "object": "OBJECT",
    "EDIT_MESH": "EDIT",
}  # fmt: skip

CALLS: tuple[Migration, ...] = (
    *(_keywords(path, wrong) for path, wrong in KEYWORDS.items()),
    Migration("mistake.operator_name", SINCE, _name, calls=_ADDS),
    Migration("mistake.operator_result", SINCE, _result, calls=_ADDS),
    Migration("mistake.modifier_type", SINCE, _modifier, calls=("new",)),
    Migration("mistake.data_new", SINCE, _made, calls=("new",)),
    Migration("mistake.material_name", SINCE, _append, calls=("append",)),
    enum_text(
        "mistake.mode", SINCE, MODES, (), ("mode",), calls=("mode_set",),
        advice="Modes are 'OBJECT', 'EDIT', 'POSE', 'SCULPT'.",
    ),
    enum_text(
        "mistake.select_action", SINCE, {"NONE": "DESELECT", "ALL": "SELECT"}, (), ("action",),
        calls=("select_all",), advice="Actions are 'SELECT', 'DESELECT', 'INVERT', 'TOGGLE'.",
    ),
)  # fmt: skip
