# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.80: objects are linked to collections, matrices multiply by ``@``, many new names.

Sources: release notes 2.80, "Python API" with its pages on scenes, meshes and matrices.
"""

from __future__ import annotations

import ast
import re

from .edits import Edit, Migration, Told, Tree, argument
from .replacing import drop_statement, replace_call, replace_read, setter
from .shapes import arguments, enum_text, rename_attribute
from .v2_80_operators import MIGRATIONS as OPERATORS

__all__ = ["MIGRATIONS"]

SINCE = (2, 80)


def _scene_objects(view: Tree, node: ast.AST) -> ast.expr | None:
    """The scene in ``scene.objects``."""
    if not isinstance(node, ast.Attribute) or node.attr != "objects":
        return None
    return node.value if view.owners.likely(node.value, "scene") else None


def _link(view: Tree, call: ast.Call) -> str | None:
    function = call.func
    scene = _scene_objects(view, function.value) if isinstance(function, ast.Attribute) else None
    if scene is None or len(call.args) != 1:
        return None
    return f"{view.text(scene)}.collection.objects.link({view.text(call.args[0])})"


def _unlink(view: Tree, call: ast.Call) -> str | None:
    function = call.func
    scene = _scene_objects(view, function.value) if isinstance(function, ast.Attribute) else None
    if scene is None or len(call.args) != 1:
        return None
    name = view.text(call.args[0])
    return f"[each.objects.unlink({name}) for each in {name}.users_collection]"


def _active(view: Tree, node: ast.Attribute) -> str | None:
    if _scene_objects(view, node.value) is None:
        return None
    return f"{view.bpy}.context.view_layer.objects.active"


def _update(view: Tree, call: ast.Call) -> str | None:
    function = call.func
    if not isinstance(function, ast.Attribute) or call.args or call.keywords:
        return None
    if not view.owners.likely(function.value, "scene"):
        return None
    return f"{view.bpy}.context.view_layer.update()"


_FACTORS = ("matrix", "quaternion")


def _times(view: Tree, node: ast.BinOp | ast.AugAssign) -> list[Edit]:
    """``matrix * vector`` where both are plain to see."""
    if not isinstance(node.op, ast.Mult):
        return []
    if isinstance(node, ast.AugAssign):
        left, right, sign = node.target, node.value, r"\*="
    else:
        left, right, sign = node.left, node.right, r"\*"
    kinds = view.owners.kind(left), view.owners.kind(right)
    good = kinds[0] in _FACTORS and kinds[1] in {kinds[0], "vector"}
    if not good:
        return []
    start, end = view.span(left)[1], view.span(right)[0]
    signs = list(re.finditer(sign, view.source[start:end]))
    if len(signs) != 1 or "#" in view.source[start:end]:
        return []
    place = start + signs[0].start()
    told = Told(
        "math.matmul", "Matrices and vectors multiply by '@' since 2.80.",
        "Write 'matrix @ vector'.",
    )  # fmt: skip
    return [view.edit(place, place + 1, "@", right, told)]


def _to_mesh(view: Tree, call: ast.Call) -> str | None:
    """``obj.to_mesh(scene, apply_modifiers, settings)`` made a mesh of the file."""
    function = call.func
    if not isinstance(function, ast.Attribute) or view.owners.likely(function.value, "bmesh"):
        return None
    first = argument(call, "scene", 0)
    old = len(call.args) > 1 or any(
        each.arg in {"scene", "apply_modifiers"} for each in call.keywords
    )
    if first is None or not (old or view.owners.likely(first, "scene")):
        return None
    return _made_mesh(view, view.text(function.value), argument(call, "apply_modifiers", 1))


def _new_from_object(view: Tree, call: ast.Call) -> str | None:
    if view.path(call.func) != "bpy.data.meshes.new_from_object" or len(call.args) < 3:
        return None
    return _made_mesh(view, view.text(call.args[1]), call.args[2])


def _made_mesh(view: Tree, name: str, modifiers: ast.expr | None) -> str:
    bpy = view.bpy
    if isinstance(modifiers, ast.Constant) and not modifiers.value:
        return f"{bpy}.data.meshes.new_from_object({name})"
    graph = f"{bpy}.context.evaluated_depsgraph_get()"
    return f"{bpy}.data.meshes.new_from_object({name}.evaluated_get({graph}))"


def _colour(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``material.diffuse_color`` has four parts; three are one too few."""
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) > 1:
        return []
    if not view.owners.possible(node.value, "diffuse_color", "material"):
        return []
    value = statement.value
    told = Told(
        "material.diffuse_color", "A material's 'diffuse_color' has four parts since 2.80.",
        "Write (red, green, blue, 1.0).",
    )  # fmt: skip
    if isinstance(value, (ast.Tuple, ast.List)):
        if _three(value):
            last = view.span(value.elts[-1])[1]
            return [view.edit(last, last, ", 1.0", node, told)]
        return []
    known = view.owners.values(value)
    if isinstance(value, ast.Name) and known and all(_three(each) for each in known):
        return [view.edit(*view.span(value), f"(*{value.id}, 1.0)", node, told)]
    if view.all_attributes & _BEFORE_NODES:
        # A script for Blender Internal: whatever it is, it has three parts; four stay four.
        return [view.edit(*view.span(value), f"(*{view.text(value)}, 1.0)[:4]", node, told)]
    return []


#: Names that no script for 2.80 or later has.
_BEFORE_NODES = frozenset((
    "diffuse_shader", "specular_shader", "diffuse_intensity", "use_shadeless", "lamps", "lamp_add",
    "specular_hardness", "horizon_color", "cursor_location", "uv_textures", "texture_slots",
))  # fmt: skip


def _three(node: ast.expr) -> bool:
    if not isinstance(node, (ast.Tuple, ast.List)) or len(node.elts) != 3:
        return False
    return not any(isinstance(each, ast.Starred) for each in node.elts)


def _select_action(view: Tree, call: ast.Call) -> list[Edit]:
    """``select_set('SELECT')`` of the first betas."""
    value = argument(call, "action", 0)
    choice = {"SELECT": "True", "DESELECT": "False"}
    if not isinstance(value, ast.Constant) or value.value not in choice:
        return []
    told = Told("object.select_action", "'select_set' takes True or False.", "Write True or False.")
    place = call.keywords[0] if call.keywords else value
    return [view.edit(*view.span(place), choice[str(value.value)], call, told)]


#: Method -> holder's last name (or none), place of the argument, its keyword.
_KEYWORDS: dict[str, tuple[tuple[str, ...], int, str]] = {
    "new": (("uv_layers", "vertex_colors", "vertex_groups"), 0, "name"),
    "shape_key_add": ((), 0, "name"),
    "remove": (("objects", "meshes", "materials", "curves", "collections", "images", "lights",
                "cameras", "armatures", "textures", "worlds", "actions"), 1, "do_unlink"),
    "pop": (("materials",), 0, "index"),
    "ray_cast": ((), 2, "distance"),
}  # fmt: skip


def _keyword_only(view: Tree, call: ast.Call) -> list[Edit]:
    """Arguments that may be left out are keywords only."""
    function = call.func
    if not isinstance(function, ast.Attribute):
        return []
    holders, place, keyword = _KEYWORDS[function.attr]
    holder = function.value
    if len(call.args) != place + 1 or isinstance(call.args[place], ast.Starred):
        return []
    if holders and not (isinstance(holder, ast.Attribute) and holder.attr in holders):
        return []
    if not holders and not view.owners.likely(holder, "object"):
        return []
    if keyword == "do_unlink" and not view.path(function).startswith("bpy.data."):
        return []
    start = view.span(call.args[place])[0]
    told = Told(
        "rna.keyword_only", f"{function.attr!r} takes {keyword!r} as a keyword only since 2.80.",
        f"Write {keyword}=….",
    )  # fmt: skip
    return [view.edit(start, start, f"{keyword}=", call, told)]


def _align(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``text.align = 'CENTER'``."""
    statement = view.parent(node)
    value = statement.value if isinstance(statement, ast.Assign) else None
    if not isinstance(value, ast.Constant) or "align" in view.owners.own_names:
        return []
    if value.value not in {"LEFT", "CENTER", "RIGHT", "JUSTIFY", "FLUSH"}:
        return []
    told = Told("text.align_x", "A text's 'align' is 'align_x' since 2.77.", "Write 'align_x'.")
    edit = view.name_edit(node, "align_x", told)
    return [edit] if edit else []


def _preferences(view: Tree, node: ast.Attribute) -> str | None:
    if view.path(node.value) != "bpy.context" and not view.owners.likely(node.value, "context"):
        return None
    return f"{view.text(node.value)}.preferences"


def _mirror(view: Tree, node: ast.Attribute) -> str | None:
    if view.owners.made_as(node.value) != "MIRROR":
        return None
    return f"{view.text(node.value)}.use_axis[{'xyz'.index(node.attr[-1])}]"


def _above(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant):
        return []
    mode = "ABOVE_SURFACE" if statement.value.value else "ON_SURFACE"
    return [
        view.replace(
            statement, f'{view.text(node.value)}.wrap_mode = "{mode}"', "modifier.shrinkwrap_above",
            "'use_keep_above_surface' is a wrap mode since 2.80.", f"Write wrap_mode = {mode!r}.",
        )
    ]  # fmt: skip


def _snap(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not view.owners.likely(node.value, "tool_settings"):
        return []
    text = f"{view.text(node.value)}.snap_elements = {{{view.text(statement.value)}}}"
    return [
        view.replace(
            statement, text, "tools.snap_element", "Snap elements are a set since 2.80.",
            "Write snap_elements = {'VERTEX'}.",
        )
    ]  # fmt: skip


_DISPLAY = {"draw_type": "display_type", "draw_bounds_type": "display_bounds_type",
            "empty_draw_type": "empty_display_type", "empty_draw_size": "empty_display_size"}  # fmt: skip

MIGRATIONS = (
    replace_call(
        "scene.objects_link", SINCE, ("link",), _link,
        "Scenes link objects through a collection since 2.80.",
        "Write 'bpy.context.collection.objects.link(obj)'.",
    ),
    replace_call(
        "scene.objects_unlink", SINCE, ("unlink",), _unlink,
        "Scenes unlink objects through their collections since 2.80.",
        "Write 'bpy.context.collection.objects.unlink(obj)'.",
    ),
    replace_read(
        "scene.objects_active", SINCE, ("active",), _active,
        "The view layer has the active object since 2.80.",
        "Write 'bpy.context.view_layer.objects.active'.",
    ),
    replace_call(
        "scene.update", SINCE, ("update",), _update,
        "The view layer is updated, not the scene, since 2.80.",
        "Write 'bpy.context.view_layer.update()'.",
    ),
    setter(
        "object.select", SINCE, "select", "{owner}.select_set({value})", "{owner}.select_get()",
        "Objects have 'select_set' and 'select_get' since 2.80.", "Write 'obj.select_set(True)'.",
        owner=("object",), sure=True,
    ),
    Migration("object.select_action", SINCE, _select_action, calls=("select_set",)),
    rename_attribute(
        "object.hide", SINCE, {"hide": "hide_viewport"}, ("object",), sure=True,
        advice="Write 'hide_viewport', or 'hide_set(True)'.",
    ),
    Migration("math.matmul", SINCE, _times, kinds=(ast.BinOp, ast.AugAssign)),
    replace_call(
        "object.to_mesh", SINCE, ("to_mesh",), _to_mesh, "'to_mesh' takes no scene since 2.80.",
        "Write 'bpy.data.meshes.new_from_object(obj.evaluated_get(depsgraph))'.",
    ),
    replace_call(
        "data.new_from_object", SINCE, ("new_from_object",), _new_from_object,
        "'new_from_object' takes no scene since 2.80.",
        "Write 'bpy.data.meshes.new_from_object(obj.evaluated_get(depsgraph))'.",
    ),
    rename_attribute(
        "scene.cursor", SINCE,
        {"cursor_location": "cursor.location", "cursor_rotation_euler": "cursor.rotation_euler"},
        ("scene",),
    ),
    replace_read(
        "context.user_preferences", SINCE, ("user_preferences",), _preferences,
        "The preferences are 'context.preferences' since 2.80.", "Leave it out.",
    ),
    rename_attribute("object.display", SINCE, _DISPLAY),
    rename_attribute("object.show_x_ray", SINCE, {"show_x_ray": "show_in_front"}),
    rename_attribute("camera.display_size", SINCE, {"draw_size": "display_size"}),
    rename_attribute(
        "camera.dof", SINCE,
        {"dof_object": "dof.focus_object", "dof_distance": "dof.focus_distance"},
        ("camera",),
    ),
    rename_attribute("mesh.uv_textures", SINCE, {"uv_textures": "uv_layers"}),
    rename_attribute(
        "mesh.tessfaces", SINCE,
        {"tessfaces": "loop_triangles", "calc_tessface": "calc_loop_triangles"},
    ),
    arguments("mesh.update_tessface", SINCE, "*.update", drop=("calc_tessface",)),
    Migration("material.diffuse_color", SINCE, _colour, attributes=("diffuse_color",)),
    replace_read(
        "modifier.mirror_axis", SINCE, ("use_x", "use_y", "use_z"), _mirror,
        "A mirror's axes are 'use_axis' since 2.80.", "Write 'use_axis[0] = True'.",
    ),
    Migration("modifier.shrinkwrap_above", SINCE, _above, attributes=("use_keep_above_surface",)),
    enum_text("modifier.boolean_carve", SINCE, {"CARVE": "EXACT", "BMESH": "FAST"}, ("solver",)),
    rename_attribute(
        "cloth.stiffness", SINCE, {"structural_stiffness": "tension_stiffness"},
        advice="Write 'tension_stiffness' and 'compression_stiffness'.",
    ),
    Migration("tools.snap_element", SINCE, _snap, attributes=("snap_element",)),
    Migration("rna.keyword_only", SINCE, _keyword_only, calls=tuple(_KEYWORDS)),
    drop_statement(
        "mesh.double_sided", SINCE, "Meshes have no {!r} since 2.80.", "Leave it out.",
        attributes=("show_double_sided",),
    ),
    rename_attribute("object.users_group", SINCE, {"users_group": "users_collection"}),
    drop_statement(
        "cloth.switches", SINCE, "Cloth has no {!r} since 2.80.", "Leave it out.",
        attributes=("use_pin_cloth", "use_stiffness_scale"),
    ),
    Migration("text.align_x", (2, 77), _align, attributes=("align",)),
    rename_attribute(
        "bone.bbone_ease", SINCE, {"bbone_in": "bbone_easein", "bbone_out": "bbone_easeout"}
    ),
    drop_statement(
        "image.use_alpha", SINCE, "Images have no {!r} since 2.80.", "Leave it out.",
        attributes=("use_alpha",), owner=("image",), sure=True,
    ),
    drop_statement(
        "curve.display", SINCE, "Curves have no {!r} since 2.80.", "Leave it out.",
        attributes=("show_handles", "show_normal_face"), owner=("curve",),
    ),
    drop_statement(
        "modifier.bevel_weight_method", SINCE, "Bevels have no {!r} since 2.80.", "Leave it out.",
        attributes=("edge_weight_method",),
    ),
    *OPERATORS,
)  # fmt: skip
