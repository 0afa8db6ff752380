# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.1: auto smooth went from meshes, Musgrave became a part of the noise texture."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .node_types import binding, created, entry_of, node_type
from .replacing import drop_statement, replace_read
from .shapes import argument_edits, quoted, rename_attribute

__all__ = ["MIGRATIONS"]

SINCE = (4, 1)
#: Auto smooth's own angle before 4.1: 30 degrees, in radians.
ANGLE = "0.523599"
SMOOTH = "Call mesh.shade_smooth() and mesh.set_sharp_from_angle(angle=…)."
AUTO_SMOOTH = ("use_auto_smooth", "auto_smooth_angle")


def _has_angle(view: Tree, owner: str) -> bool:
    """Whether the script sets the angle of the same mesh too."""
    return any(
        node.attr == "auto_smooth_angle"
        and isinstance(node.ctx, ast.Store)
        and view.text(node.value) == owner
        for node in view.all(ast.Attribute)
    )


def _auto_smooth(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return []
    if not isinstance(node.ctx, ast.Store) or not view.owners.possible(node.value, node.attr):
        return []
    owner, value = view.text(node.value), statement.value
    angle = ""
    if node.attr == "auto_smooth_angle":
        angle = view.text(value)
    elif isinstance(value, ast.Constant) and value.value and not _has_angle(view, owner):
        angle = ANGLE
    text = f"{owner}.set_sharp_from_angle(angle={angle})" if angle else "pass"
    what = f"Meshes have no {node.attr!r} since 4.1."
    return [view.replace(statement, text, "mesh.auto_smooth", what, SMOOTH)]


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _is(value: ast.expr | None, truth: bool) -> bool:
    return isinstance(value, ast.Constant) and bool(value.value) is truth


def _shade_smooth(view: Tree, node: ast.Call) -> list[Edit]:
    """``shade_smooth(use_auto_smooth=True, auto_smooth_angle=a)``."""
    function = node.func
    names = {"use_auto_smooth", "auto_smooth_angle"} & {each.arg for each in node.keywords}
    if not names or not isinstance(function, ast.Attribute):
        return []
    if view.path(function) != "bpy.ops.object.shade_smooth":
        return []
    told = Told(
        "operator.shade_smooth", "'shade_smooth' has no auto smooth since 4.1.",
        "Call bpy.ops.object.shade_smooth_by_angle(angle=…).",
    )  # fmt: skip
    if not _is(_keyword(node, "use_auto_smooth"), True):
        return argument_edits(view, node, told, drop=names)
    end = view.span(function)[1]
    edits = [view.edit(end - len("shade_smooth"), end, "shade_smooth_by_angle", node, told)]
    rename, drop = {"auto_smooth_angle": "angle"}, ("use_auto_smooth",)
    return edits + argument_edits(view, node, told, rename=rename, drop=drop)


def _shade_auto_smooth(view: Tree, node: ast.Call) -> list[Edit]:
    """The modifier comes from a file of assets that is not read without a window before 5.0."""
    function = node.func
    if not isinstance(function, ast.Attribute):
        return []
    if view.path(function) != "bpy.ops.object.shade_auto_smooth":
        return []
    told = Told(
        "operator.shade_auto_smooth", "'shade_auto_smooth' does nothing without a window here.",
        "Call bpy.ops.object.shade_smooth_by_angle(angle=…).",
    )  # fmt: skip
    off = _is(_keyword(node, "use_auto_smooth"), False)
    new = "shade_smooth" if off else "shade_smooth_by_angle"
    end = view.span(function)[1]
    edits = [view.edit(end - len(function.attr), end, new, node, told)]
    drop = ("use_auto_smooth", "angle") if off else ("use_auto_smooth",)
    return edits + argument_edits(view, node, told, drop=drop)


MUSGRAVE = "ShaderNodeTexMusgrave"
NOISE = Told(
    "node.musgrave", "The Musgrave texture is a part of the noise texture since 4.1.",
    "Use ShaderNodeTexNoise with normalize = False; its detail is one less, its roughness is "
    "lacunarity ** -dimension.",
)  # fmt: skip


def _musgrave(view: Tree, node: ast.Constant) -> list[Edit]:
    """The node itself, with what it had without being told: detail 2, dimension 2."""
    call = view.parent(node)
    if isinstance(call, ast.keyword):
        call = view.parent(call)
    if created(call) is not node:
        return []
    edits = [view.edit(*view.span(node), quoted("ShaderNodeTexNoise"), node, NOISE)]
    statement = view.parent(call) if call is not None else None
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name = statement.targets[0].id
        text = (
            f"; {name}.normalize = False; {name}.inputs[{quoted('Detail')}].default_value = 1.0"
            f"; {name}.inputs[{quoted('Roughness')}].default_value = 0.25"
        )
        end = view.span(statement)[1]
        edits.append(view.edit(end, end, text, node, NOISE))
    return edits


def _musgrave_socket(view: Tree, node: ast.Constant) -> list[Edit]:
    entry = entry_of(view, node)
    if entry is None or node_type(view, entry[0]) != MUSGRAVE:
        return []
    edits: list[Edit] = []
    if node.value == "Dimension":
        edits.append(view.edit(*view.span(node), quoted("Roughness"), node, NOISE))
    found: ast.AST | None = view.parent(node)
    if isinstance(found, ast.Call):  # inputs.get("…")
        pass
    holder = view.parent(found) if found is not None else None
    statement = view.parent(holder) if isinstance(holder, ast.Attribute) else None
    if isinstance(statement, ast.Assign) and getattr(holder, "attr", "") == "default_value":
        value = statement.value
        text = _detail(view, value) if node.value == "Detail" else _rough(view, value, entry[0])
        edits.append(view.edit(*view.span(value), text, node, NOISE))
    return edits


def _detail(view: Tree, value: ast.expr) -> str:
    if isinstance(value, ast.Constant) and isinstance(value.value, (int, float)):
        return repr(max(float(value.value) - 1.0, 0.0))
    return f"max({view.text(value)} - 1.0, 0.0)"


def _rough(view: Tree, value: ast.expr, holder: ast.expr) -> str:
    """Roughness from the dimension, with the lacunarity that the script sets, or 2."""
    lacunarity = 2.0
    made = binding(view, holder)
    for node in view.all(ast.Assign):
        target = node.targets[0]
        key = getattr(getattr(target, "value", None), "slice", None)
        if isinstance(key, ast.Constant) and key.value == "Lacunarity":
            owner = entry_of(view, key)
            constant = node.value if isinstance(node.value, ast.Constant) else None
            if owner and constant and made and binding(view, owner[0]) is made:
                lacunarity = float(constant.value)  # type: ignore[arg-type]
    if isinstance(value, ast.Constant) and isinstance(value.value, (int, float)):
        return repr(round(lacunarity ** -float(value.value), 6))
    return f"{lacunarity!r} ** -({view.text(value)})"


PROBES = {"CUBEMAP": "SPHERE", "CUBE": "SPHERE", "GRID": "VOLUME", "PLANAR": "PLANE"}


def _probe(view: Tree, node: ast.Call) -> list[Edit]:
    path = view.path(node.func)
    if path not in {"bpy.ops.object.lightprobe_add", "bpy.data.lightprobes.new"}:
        return []
    kinds = [each.value for each in node.keywords if each.arg == "type"] or node.args[1:2]
    if not kinds or not isinstance(kinds[0], ast.Constant):
        return []
    new = PROBES.get(str(kinds[0].value))
    if new is None:
        return []
    what = f"The light probe {kinds[0].value!r} is called {new!r} since 4.1."
    return [view.replace(kinds[0], quoted(new), "light.probe", what, f"Write {new!r}.")]


def _rotate_euler(view: Tree, node: ast.Attribute) -> list[Edit]:
    if not isinstance(node.ctx, ast.Store):
        return []
    if node_type(view, node.value) != "FunctionNodeRotateEuler":
        return []
    told = Told(
        "node.rotate_euler", "'type' of this node is called 'rotation_type' since 4.1.",
        "Write 'rotation_type'.",
    )  # fmt: skip
    edit = view.name_edit(node, "rotation_type", told)
    return [edit] if edit else []


def _displacement(view: Tree, node: ast.Attribute) -> str | None:
    holder = node.value
    if isinstance(holder, ast.Attribute) and holder.attr == "cycles":
        return f"{view.text(holder.value)}.displacement_method"
    return None


MIGRATIONS: tuple[Migration, ...] = (
    Migration("mesh.auto_smooth", SINCE, _auto_smooth, attributes=AUTO_SMOOTH),
    Migration("operator.shade_smooth", SINCE, _shade_smooth, calls=("shade_smooth",)),
    Migration(
        "operator.shade_auto_smooth", SINCE, _shade_auto_smooth, (5, 0),
        calls=("shade_auto_smooth",),
    ),
    drop_statement(
        "mesh.split_normals", SINCE, "Split normals are worked out when they are read since 4.1; "
        "there is no {!r}.", "Leave the call out; read mesh.corner_normals.",
        calls=("calc_normals_split", "create_normals_split", "free_normals_split"),
    ),
    Migration("node.musgrave", SINCE, _musgrave, texts=(MUSGRAVE,)),
    Migration("node.musgrave", SINCE, _musgrave_socket, texts=("Dimension", "Detail")),
    rename_attribute("node.musgrave", SINCE, {"musgrave_type": "noise_type"}),
    Migration("light.probe", SINCE, _probe, calls=("lightprobe_add", "new")),
    Migration("node.rotate_euler", SINCE, _rotate_euler, attributes=("type",)),
    replace_read(
        "material.displacement_method", SINCE, ("displacement_method",), _displacement,
        "The material itself has 'displacement_method' since 4.1.",
        "Write material.displacement_method.",
    ),
)  # fmt: skip
