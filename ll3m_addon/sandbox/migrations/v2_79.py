# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.79 was the last with Blender Internal, lamps, groups, layers and duplis.

2.80 has lights, collections, view layers, instances and node materials in their place. Sources:
release notes 2.80, "Python API" with its pages on scenes, meshes and add-ons.
"""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .keywords import argument_edits
from .replacing import drop_statement, replace_call, replace_read
from .shapes import enum_text, rename_attribute, rename_data, rename_operator

__all__ = ["MIGRATIONS"]

SINCE = (2, 80)
_NODES = "Give the material nodes: its Principled shader has colour, roughness, metal and glow."
_HEMI = {"HEMI": "SUN"}
_QUOTED_HEMI = {"type": {"HEMI": '"SUN"'}}


def _keyword_of_operators(view: Tree, node: ast.keyword) -> list[Edit]:
    """``layers=`` and ``view_align=`` of ``bpy.ops.….…_add(…)`` go."""
    call = view.parent(node)
    if not isinstance(call, ast.Call) or not view.path(call.func).startswith("bpy.ops."):
        return []
    # The first of the two takes both: they may stand side by side.
    gone = [each for each in call.keywords if each.arg in {"layers", "view_align"}]
    if gone[0] is not node:
        return []
    told = Told(
        "ops.layers_view_align", f"Operators take no {node.arg!r} since 2.80.", "Leave it out."
    )
    return argument_edits(view, call, told, drop=("layers", "view_align"))


def _alpha(view: Tree, node: ast.Attribute) -> str | None:
    if not view.owners.likely(node.value, "material") or "alpha" in view.owners.own_names:
        return None
    return f"{view.text(node.value)}.diffuse_color[3]"


def _film(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``render.alpha_mode = 'TRANSPARENT'`` is a switch now."""
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not view.owners.likely(node.value, "render"):
        return []
    value = statement.value
    if not isinstance(value, ast.Constant) or len(statement.targets) > 1:
        return []
    clear = value.value == "TRANSPARENT"
    text = f"{view.text(node.value)}.film_transparent = {clear}"
    return [
        view.replace(
            statement, text, "render.alpha_mode", "'alpha_mode' is 'film_transparent' since 2.80.",
            "Write 'film_transparent = True'.",
        )
    ]  # fmt: skip


def _render_layers(view: Tree, node: ast.Attribute) -> str | None:
    render = node.value
    if not isinstance(render, ast.Attribute) or render.attr != "render":
        return None
    return f"{view.text(render.value)}.view_layers"


def _to_layer(view: Tree, call: ast.Call) -> str | None:
    if view.path(call.func) != "bpy.ops.object.move_to_layer":
        return None
    return "pass" if isinstance(view.parent(call), ast.Expr) else "None"


def _group_operator(old: str, new: str, rename: dict[str, str] | None = None) -> Migration:
    return rename_operator("ops.group", SINCE, old, new, rename=rename)


MIGRATIONS = (
    rename_data("data.lamps", SINCE, {"lamps": "lights"}),
    rename_data("data.groups", SINCE, {"groups": "collections"}),
    rename_operator(
        "ops.lamp_add", SINCE, "object.lamp_add", "object.light_add",
        drop=("layers", "view_align"), values=_QUOTED_HEMI,
    ),
    enum_text("object.type_lamp", SINCE, {"LAMP": "LIGHT"}, ("type",), ("type",)),
    enum_text("light.hemi", SINCE, _HEMI, (), ("type",), calls=("new", "light_add")),
    _group_operator("group.create", "collection.create"),
    _group_operator("group.objects_add_active", "collection.objects_add_active", {"group": "collection"}),
    _group_operator("object.group_add", "object.collection_add"),
    _group_operator("object.group_link", "object.collection_link", {"group": "collection"}),
    Migration(
        "ops.layers_view_align", SINCE, _keyword_of_operators, keywords=("layers", "view_align")
    ),
    drop_statement(
        "object.layers", SINCE, "Objects and scenes have no {!r} since 2.80.",
        "Leave it out; collections group objects.",
        attributes=("layers",), owner=("object", "scene"), sure=True,
    ),
    replace_call(
        "ops.move_to_layer", SINCE, ("move_to_layer",), _to_layer,
        "Objects have no layers since 2.80.", "Leave it out; collections group objects.",
    ),
    rename_attribute(
        "object.dupli", SINCE,
        {"dupli_type": "instance_type", "dupli_group": "instance_collection",
         "use_dupli_vertices_rotation": "use_instance_vertices_rotation",
         "use_dupli_faces_scale": "use_instance_faces_scale",
         "dupli_faces_scale": "instance_faces_scale"},
        ("object",),
    ),
    enum_text("object.instance_group", SINCE, {"GROUP": "COLLECTION"}, ("instance_type", "dupli_type", "render_type")),
    rename_attribute("collection.dupli_offset", SINCE, {"dupli_offset": "instance_offset"}, ("collection",)),
    rename_attribute(
        "particles.dupli", SINCE,
        {"dupli_object": "instance_object", "use_rotation_dupli": "use_rotation_instance",
         "use_scale_dupli": "use_scale_instance", "use_whole_group": "use_whole_collection", "dupli_group": "instance_collection"},
        ("particle_settings",),
    ),
    rename_attribute(
        "particles.display", SINCE,
        {"draw_method": "display_method", "draw_percentage": "display_percentage",
         "draw_step": "display_step"},
        ("particle_settings",),
    ),
    drop_statement(
        "particles.emitter", SINCE, "Particle settings have no {!r} since 2.80.",
        "Write 'obj.show_instancer_for_render'.",
        attributes=("use_render_emitter",), owner=("particle_settings",),
    ),
    drop_statement(
        "material.internal", SINCE, "Materials have no {!r} since 2.80.", _NODES,
        attributes=("use_shadeless", "diffuse_intensity", "specular_hardness", "use_transparency",
                    "transparency_method", "diffuse_shader", "specular_shader", "translucency",
                    "use_vertex_color_paint", "use_raytrace", "use_cubic"),
        owner=("material",),
    ),
    drop_statement(
        "material.emit", SINCE, "Materials have no {!r} since 2.80.", _NODES,
        attributes=("emit", "ambient"), owner=("material",), sure=True,
    ),
    replace_read(
        "material.alpha", SINCE, ("alpha",), _alpha,
        "A material's alpha is the fourth part of its colour since 2.80.",
        "Write 'diffuse_color[3]', or the shader's input \"Alpha\".",
    ),
    rename_attribute("world.horizon_color", SINCE, {"horizon_color": "color"}, ("world",)),
    drop_statement(
        "world.internal", SINCE, "Worlds have no {!r} since 2.80.", "Give the world nodes.",
        attributes=("zenith_color", "ambient_color", "use_sky_blend", "use_sky_real", "use_sky_paper",
                    "use_environment_light", "environment_energy", "environment_color",
                    "gather_method", "use_indirect_light"),
        owner=("world", "light_settings"),
    ),
    drop_statement(
        "light.internal", SINCE, "Lights have no {!r} since 2.80.", "Leave it out.",
        attributes=("shadow_method", "shadow_ray_samples", "shadow_ray_samples_x", "use_only_shadow", "use_halo", "halo_intensity", "use_shadow_layer",
                    "shadow_adaptive_threshold", "shadow_ray_sample_method"),
        owner=("light",),
    ),
    drop_statement(
        "render.internal", SINCE, "Render settings have no {!r} since 2.80.", "Leave it out.",
        attributes=("use_antialiasing", "antialiasing_samples", "use_shadows", "use_raytrace",
                    "use_textures", "use_sss", "use_envmap", "use_full_sample", "raytrace_method",
                    "use_world_space_shading", "use_edge_enhance", "edge_threshold", "use_fields",
                    "use_local_coords", "use_instances", "use_free_image_textures"),
        owner=("render",), sure=True,
    ),
    Migration("render.alpha_mode", SINCE, _film, attributes=("alpha_mode",)),
    replace_read(
        "scene.render_layers", SINCE, ("layers",), _render_layers,
        "Render layers are view layers since 2.80.", "Write 'scene.view_layers'.",
    ),
    enum_text(
        "render.internal_id", SINCE,
        {"BLENDER_RENDER": "BLENDER_EEVEE", "BLENDER_GAME": "BLENDER_EEVEE"}, ("engine",),
        advice="Write 'CYCLES', or EEVEE's id.",
    ),
)  # fmt: skip
