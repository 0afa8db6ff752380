# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.80, operators: sizes of primitives, axes and orientations of transforms.

Sources: release notes 2.80, "Python API"; the operators' own properties in 2.79 and 2.80.
"""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree, argument
from .shapes import arguments

__all__ = ["MIGRATIONS"]

SINCE = (2, 80)
_SIDES = ("primitive_cube_add", "primitive_plane_add", "primitive_grid_add", "primitive_monkey_add")
_BALLS = ("primitive_uv_sphere_add", "primitive_ico_sphere_add")
_MOVES = ("translate", "rotate", "resize")


def _side(view: Tree, call: ast.Call) -> list[Edit]:
    """A cube's ``radius`` was half of its side."""
    if not view.path(call.func).startswith("bpy.ops.mesh."):
        return []
    names = [each.arg for each in call.keywords]
    if "radius" not in names or "size" in names:
        return []
    keyword = call.keywords[names.index("radius")]
    value = keyword.value
    if isinstance(value, ast.Constant) and isinstance(value.value, (int, float)):
        text = repr(value.value * 2)
    else:
        inner = view.text(value)
        text = f"2 * {inner}" if isinstance(value, (ast.Name, ast.Attribute)) else f"2 * ({inner})"
    return [
        view.replace(
            keyword, f"size={text}", "ops.primitive_size",
            "The primitive's 'size' is twice what 'radius' was, since 2.80.",
            f"Write size={text}.",
        )
    ]  # fmt: skip


def _axis(view: Tree, call: ast.Call) -> list[Edit]:
    """``transform.rotate(axis=(0, 0, 1))``, where the axis is plain to see."""
    if view.path(call.func) != "bpy.ops.transform.rotate":
        return []
    axis = argument(call, "axis", 9)
    if axis is None:
        return []
    told = Told(
        "ops.rotate_axis", "'transform.rotate' takes an 'orient_axis' since 2.80.",
        "Write orient_axis='Z'.",
    )  # fmt: skip
    letter, turned = _letter(axis)
    if not letter:
        return []
    keyword = next(each for each in call.keywords if each.arg == "axis")
    edits = [view.edit(*view.span(keyword), f'orient_axis="{letter}"', call, told)]
    value = argument(call, "value", 0)
    if turned and value is not None:
        edits.append(view.edit(*view.span(value), f"-({view.text(value)})", call, told))
    return edits


def _letter(axis: ast.expr) -> tuple[str, bool]:
    """The axis' letter, and whether it points backwards."""
    if not isinstance(axis, (ast.Tuple, ast.List)) or len(axis.elts) != 3:
        return "", False
    try:
        parts = [float(ast.literal_eval(each)) for each in axis.elts]
    except (ValueError, TypeError):
        return "", False
    used = [index for index, part in enumerate(parts) if part]
    if len(used) != 1:
        return "", False
    return "XYZ"[used[0]], parts[used[0]] < 0


def _proportional(view: Tree, keyword: ast.keyword) -> list[Edit]:
    call = view.parent(keyword)
    if not isinstance(call, ast.Call) or not view.path(call.func).startswith("bpy.ops.transform."):
        return []
    value = keyword.value
    on = isinstance(value, ast.Constant) and value.value not in {"DISABLED", False}
    return [
        view.replace(
            keyword, f"use_proportional_edit={on}", "ops.proportional",
            "'proportional' is 'use_proportional_edit' since 2.80.",
            "Leave it out, or write use_proportional_edit=True.",
        )
    ]  # fmt: skip


def _nested(view: Tree, dictionary: ast.Dict) -> list[Edit]:
    """The same names as keys of ``TRANSFORM_OT_translate={"constraint_orientation": …}``."""
    keyword = view.parent(dictionary)
    if not isinstance(keyword, ast.keyword) or not (keyword.arg or "").startswith("TRANSFORM_OT_"):
        return []
    edits: list[Edit] = []
    told = Told(
        "ops.transform_macro", "Transforms have new property names since 2.80.",
        "Write 'orient_type' and 'use_proportional_edit'.",
    )  # fmt: skip
    for key, value in zip(dictionary.keys, dictionary.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) else None
        if name == "constraint_orientation":
            edits.append(view.edit(*view.span(key), '"orient_type"', dictionary, told))  # type: ignore[arg-type]
        elif name == "proportional":
            on = isinstance(value, ast.Constant) and value.value not in {"DISABLED", False}
            start, end = view.span(key)[0], view.span(value)[1]  # type: ignore[arg-type]
            text = f'"use_proportional_edit": {on}'
            edits.append(view.edit(start, end, text, dictionary, told))
    return edits


def _orientation(name: str) -> Migration:
    return arguments(
        "ops.orient_type", SINCE, f"bpy.ops.transform.{name}",
        rename={"constraint_orientation": "orient_type"},
    )  # fmt: skip


def _ball(name: str) -> Migration:
    return arguments(
        "ops.sphere_radius", SINCE, f"bpy.ops.mesh.{name}", rename={"size": "radius"},
        advice="Write 'radius'.",
    )  # fmt: skip


MIGRATIONS = (
    Migration("ops.primitive_size", SINCE, _side, calls=_SIDES),
    *(_ball(name) for name in _BALLS),
    Migration("ops.rotate_axis", SINCE, _axis, calls=("rotate",)),
    *(_orientation(name) for name in _MOVES),
    Migration("ops.proportional", SINCE, _proportional, keywords=("proportional",)),
    Migration("ops.transform_macro", SINCE, _nested, kinds=(ast.Dict,)),
)
