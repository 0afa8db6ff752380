# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that Blender had, or never had, and what stands in their place.

The Python API pages of each release's notes are the source of the figures in ``since``.
Names of sockets come from the migrations: ``pipeline.assembly`` hands them in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["OUTDATED", "Outdated", "for_sockets", "touched"]


@dataclass(frozen=True, slots=True)
class Outdated:
    """``pattern`` is searched in the question; ``present`` are ends of names that exist now.

    Of ``present`` those that this Blender lacks are left out, so that one row serves all.
    """

    pattern: re.Pattern[str]
    present: tuple[str, ...]
    note: str


def _row(pattern: str, present: str, note: str) -> Outdated:
    return Outdated(re.compile(pattern), tuple(present.split()), note)


_LINK = "Scenes link objects through a collection since 2.80: scene.collection.objects.link(obj)."
_IO = (
    "Exporters and importers in C++ took the add-ons' place in 4.0 and 4.1; scripts here need none."
)
_INTERFACE = (
    "Since 4.0: tree.interface.new_socket(name, in_out='INPUT', socket_type='NodeSocketFloat')."
)
_FCURVES = (
    "Since 4.4 an action holds layers, strips and channelbags; action.fcurves went in 5.0. "
    "keyframe_insert works in all; then action.layers[0].strips[0].channelbags[0].fcurves."
)
_SMOOTH = (
    "Meshes have no auto smooth since 4.1: mesh.shade_smooth() or polygon.use_smooth, and "
    "mesh.set_sharp_from_angle(angle=…) for the edges that stay sharp."
)
_ATTRIBUTES = "Since 4.0 an attribute of the mesh: mesh.attributes.new(name, 'FLOAT', 'EDGE')."

OUTDATED: tuple[Outdated, ...] = (
    _row(r"\b(use_auto_smooth|auto_smooth_angle)\b",
         "Mesh.set_sharp_from_angle Mesh.shade_smooth bpy.ops.object.shade_auto_smooth "
         "bpy.ops.object.shade_smooth_by_angle MeshPolygon.use_smooth", _SMOOTH),
    _row(r"\bcalc_normals(_split)?\b|\bfree_normals_split\b|\bcreate_normals_split\b",
         "Mesh.corner_normals Mesh.vertex_normals Mesh.polygon_normals Mesh.update",
         "Normals are worked out when they are read: leave the call out (4.0 and 4.1)."),
    _row(r"BLENDER_EEVEE|BLENDER_RENDER\b", "RenderSettings.engine",
         "EEVEE's id is BLENDER_EEVEE up to 4.1 and from 5.0, BLENDER_EEVEE_NEXT in between."),
    _row(r"export_scene\.obj\b|obj_export", "bpy.ops.wm.obj_export", _IO),
    _row(r"import_scene\.obj\b", "bpy.ops.wm.obj_import", _IO),
    _row(r"export_mesh\.stl\b", "bpy.ops.wm.stl_export", _IO),
    _row(r"import_mesh\.stl\b", "bpy.ops.wm.stl_import", _IO),
    _row(r"export_mesh\.ply\b", "bpy.ops.wm.ply_export", _IO),
    _row(r"import_mesh\.ply\b", "bpy.ops.wm.ply_import", _IO),
    _row(r"\b(action|animation_data)\.(fcurves|groups)\b|'Action' (?:object )?has no attribute '?(fcurves|groups)'",
         "Action.layers ActionChannelbag.fcurves Action.fcurves bpy_struct.keyframe_insert", _FCURVES),
    _row(r"\bscene\.node_tree\b|'Scene' object has no attribute 'node_tree'",
         "Scene.compositing_node_group Scene.node_tree", "Since 5.0 the compositor's tree is scene.compositing_node_group, a node group."),
    _row(r"\bscene\.use_nodes\b", "Scene.compositing_node_group Scene.use_nodes",
         "Without effect since 5.0: the compositor's tree is scene.compositing_node_group."),
    _row(r"\bscene\.objects\.(un)?link\b|'SceneObjects' (?:object )?has no attribute '?(un)?link'",
         "Collection.objects.link Collection.objects.unlink Scene.collection", _LINK),
    _row(r"scene\.objects\.active|'SceneObjects' object has no attribute 'active'",
         "ViewLayer.objects.active ViewLayer.objects", "Since 2.80: context.view_layer.objects.active = obj."),
    _row(r"\b(ob|obj|object|o)\.select\s*=|'Object' object has no attribute 'select'",
         "Object.select_set Object.select_get", "Since 2.80: obj.select_set(True)."),
    _row(r"\bvertex_colors\b", "Mesh.color_attributes.new Mesh.color_attributes ByteColorAttribute",
         "Since 3.2: mesh.color_attributes.new(name, 'BYTE_COLOR', 'CORNER')."),
    _row(r"\b(calc_)?tessfaces?\b", "Mesh.loop_triangles Mesh.calc_loop_triangles Mesh.polygons", "Since 2.80: loop triangles."),
    _row(r"\buv_textures\b", "Mesh.uv_layers.new Mesh.uv_layers", "Since 2.80: mesh.uv_layers."),
    _row(r"matrix_world\s*\*|unsupported operand type\(s\) for \*: '(Matrix|Vector|Quaternion)'|Element-wise multiplication",
         "Object.matrix_world mathutils.Matrix", "Since 2.80 matrices multiply by @: obj.matrix_world @ vector."),
    _row(r"\bdata\.groups\b", "bpy.data.collections.new bpy.data.collections", "Groups became collections in 2.80."),
    _row(r"\buser_preferences\b", "Context.preferences", "Since 2.80: context.preferences."),
    _row(r"\bdiffuse_intensity\b|\bspecular_hardness\b", "Material.diffuse_color Material.roughness ShaderNodeBsdfPrincipled",
         "Materials have had nodes only since 2.80; diffuse_color is the colour of the viewport."),
    _row(r"\blamps?\.(new|energy)|\bdata\.lamps\b|lamp_add", "bpy.data.lights.new bpy.ops.object.light_add Light", "Lamps are called lights since 2.80."),
    _row(r"\.hide\s*=|'Object' object has no attribute 'hide'", "Object.hide_viewport Object.hide_set Object.hide_render", "Since 2.80: hide_viewport, hide_render, hide_set()."),
    _row(r"\bdraw_type\b|\bdraw_size\b", "Object.display_type Object.empty_display_size Object.empty_display_type", "Called display_type and empty_display_size since 2.80."),
    _row(r"ShaderNodeMixRGB|MixRGB", "ShaderNodeMix", "Since 3.4 ShaderNodeMix with data_type = 'RGBA'; its colours are inputs 6 and 7, the result is output 2."),
    _row(r"Musgrave", "ShaderNodeTexNoise", "Since 4.1 a part of the noise texture: noise_type = 'FBM', 'MULTIFRACTAL' …"),
    _row(r"\b(node_tree|tree|group|ng|node_group|nt)\.(inputs|outputs)\.new|NodeTree' (?:object )?has no attribute '?(inputs|outputs)'",
         "NodeTreeInterface.new_socket NodeTree.interface", _INTERFACE),
    _row(r"\bedge\.bevel_weight|'MeshEdge' object has no attribute 'bevel_weight'|use_customdata_edge_bevel",
         "Mesh.attributes.new Mesh.attributes", _ATTRIBUTES.replace("name", "'bevel_weight_edge'")),
    _row(r"\bedge\.crease\b|'MeshEdge' object has no attribute 'crease'",
         "Mesh.edge_creases_ensure Mesh.attributes.new Mesh.attributes", _ATTRIBUTES.replace("name", "'crease_edge'")),
    _row(r"create_cone\b.*diameter|diameter[12]", "bmesh.ops.create_cone", "Since 3.0: radius1 and radius2."),
    _row(r"create_(uv|ico)sphere\b.*diameter|\bdiameter\b", "bmesh.ops.create_uvsphere bmesh.ops.create_icosphere", "Since 3.0: radius."),
    _row(r"\bview_align\b", "bpy.ops.mesh.primitive_cylinder_add bpy.ops.mesh.primitive_cube_add", "Since 2.80: align='WORLD'; leave it out."),
    _row(r"'Object' object has no attribute 'position'|\b(obj|ob|object)\.position\b", "Object.location", "Objects have a location."),
    _row(r"'Mesh' object has no attribute 'faces'", "Mesh.polygons", "Meshes have polygons; a BMesh has faces."),
    _row(r"(?<!Texture)Node(Tex)?(Wood|Marble)(Texture)?\b", "ShaderNodeTexWave ShaderNodeTexNoise",
         "Shaders have no wood and no marble: waves, distorted by noise."),
    _row(r"ShaderNodeBsdfVelvet", "ShaderNodeBsdfSheen", "Since 4.0 the velvet shader is called sheen."),
    _row(r"bmesh\.ops\.create_torus\b", "bpy.ops.mesh.primitive_torus_add bmesh.ops.spin", "BMesh makes no torus: spin a circle, or use the operator."),
    _row(r"'(Edit|Pose)?Bone' object has no attribute 'position'", "Bone.head Bone.head_local EditBone.head", "A bone has head and tail."),
    _row(r"'(Edit)?Bone' object has no attribute 'rotation\w*'", "PoseBone.rotation_euler PoseBone.rotation_quaternion Bone.matrix_local", "Bones turn in the pose: object.pose.bones[name]."),
    _row(r"bmesh\.ops\.create_plane\b", "bmesh.ops.create_grid", "A plane is a grid with one segment each way."),
    _row(r"GeometryNode(Group)?Input\b|ShaderNode(Group)?Input\b", "NodeGroupInput", "Every kind of group has NodeGroupInput and NodeGroupOutput."),
    _row(r"GeometryNode(Group)?Output\b|ShaderNode(Group)?Output\b", "NodeGroupOutput", "Every kind of group has NodeGroupInput and NodeGroupOutput."),
    _row(r"'Object' object has no attribute 'rotat(?:ion|e)'|\b(obj|ob|object)\.rotation\b", "Object.rotation_euler Object.rotation_quaternion", "Objects have rotation_euler, in radians."),
    _row(r"'BMVert' (?:object )?has no attribute '?(location|position|coords?)'", "bmesh.types.BMVert.co", "A vertex has co."),
    _row(r"'BMesh' object has no attribute 'vertices'|\bbm\.vertices\b", "bmesh.types.BMesh.verts bmesh.types.BMVertSeq.new", "A BMesh has verts, edges and faces."),
    _row(r"'BMesh' object has no attribute 'polygons'|\bbm\.polygons\b", "bmesh.types.BMesh.faces bmesh.types.BMFaceSeq.new", "A BMesh has verts, edges and faces."),
    _row(r"\bhorizon_color\b", "World.color World.node_tree ShaderNodeBackground", "Since 2.80: world.color, or its nodes."),
    _row(r"focal_length", "Camera.lens", "A camera's focal length is lens, in millimetres."),
    _row(r"SubdivisionModifier|SubdivisionSurfaceModifier", "SubsurfModifier SubsurfModifier.levels", "The subdivision surface is SubsurfModifier, id 'SUBSURF'."),
    _row(r"'ScrewModifier' (?:object )?has no attribute '?segments", "ScrewModifier.steps", "A screw has steps."),
    _row(r"'MirrorModifier' (?:object )?has no attribute '?use_[xyz]\b", "MirrorModifier.use_axis", "use_axis is three booleans: modifier.use_axis[0] = True."),
    _row(r"'ArrayModifier' (?:object )?has no attribute '?offset", "ArrayModifier.relative_offset_displace ArrayModifier.constant_offset_displace", "An array has a relative and a constant offset, each with its switch."),
    _row(r"\b(face|vert|edge)s?\[\d+\].*ensure_lookup_table|ensure_lookup_table", "bmesh.types.BMVertSeq.ensure_lookup_table bmesh.types.BMFaceSeq.ensure_lookup_table", "Call bm.verts.ensure_lookup_table() before an index is used."),
    _row(r"\bshade_smooth_by_angle|shade_auto_smooth", "bpy.ops.object.shade_auto_smooth bpy.ops.object.shade_smooth_by_angle Mesh.set_sharp_from_angle", _SMOOTH),
    _row(r"\blayers\s*=\s*\[|\bscene\.layers\b", "bpy.data.collections.new Collection.objects.link", "Layers of objects became collections in 2.80."),
    _row(r"\bscene\.cursor_location\b", "Scene.cursor View3DCursor.location", "Since 2.80: scene.cursor.location."),
    _row(r"\bscene\.update\(\)", "ViewLayer.update", "Since 2.80: context.view_layer.update()."),
    _row(r"\bto_mesh\(\s*(bpy|context|scene)", "Object.to_mesh Object.evaluated_get", "Since 2.80: obj.evaluated_get(depsgraph).to_mesh()."),
    _row(r"\bmodifier_apply\b.*apply_as", "bpy.ops.object.modifier_apply", "apply_as went in 2.90."),
    _row(r"\bproportional=", "bpy.ops.transform.translate bpy.ops.transform.resize", "Since 2.80: use_proportional_edit=True."),
    _row(r"\bblend_method\b|\bshadow_method\b", "Material.surface_render_method Material.blend_method", "Since 4.2: material.surface_render_method = 'DITHERED' or 'BLENDED'."),
    _row(r"\bgpencil\b|GreasePencilv3|\bgrease_pencils_v3\b", "bpy.data.grease_pencils bpy.data.annotations", "Grease pencil was rewritten in 4.3."),
    _row(r"\bface_maps\b", "Mesh.attributes.new", "Face maps became attributes in 4.0."),
    _row(r"\bbone_groups\b|\bbone\.layers\b", "Armature.collections BoneCollection", "Since 4.0: bone collections, armature.collections."),
    _row(r"\bpolygon_layers_|\bskin_vertices\b", "MeshSkinVertex.radius Mesh.skin_vertices", "Skin radii: mesh.skin_vertices[0].data[i].radius."),
    _row(r"ShaderNodeColou?rRamp|ShaderNodeRamp", "ShaderNodeValToRGB", "The colour ramp's node is ShaderNodeValToRGB."),
    _row(r"\bbmesh\.ops\.(merge|weld)_by|\bmerge_by_distance\b", "bmesh.ops.remove_doubles bpy.ops.mesh.remove_doubles", "Merging by distance is bmesh.ops.remove_doubles(bm, verts=…, dist=…)."),
    _row(r"GeometryNodeMeshCubePrimitive", "GeometryNodeMeshCube", "Mesh primitives are GeometryNodeMeshCube and so on."),
    _row(r"GeometryNodeAttribute(?!Domain|Statistic)\w*", "GeometryNodeInputNamedAttribute GeometryNodeStoreNamedAttribute", "Named attributes are read and stored by nodes of their own since 3.0."),
    _row(r"GeometryNodePointInstance", "GeometryNodeInstanceOnPoints", "Since 3.0: Instance on Points."),
    _row(r"GeometryNodePointDistribute", "GeometryNodeDistributePointsOnFaces", "Since 3.0: Distribute Points on Faces."),
)  # fmt: skip


def for_sockets(renamed: Mapping[str, str]) -> tuple[Outdated, ...]:
    """Rows for sockets of the Principled shader: old name -> present one."""
    return tuple(
        Outdated(
            re.compile(
                rf"""(?:inputs(?:\.get)?\s*[\[(]\s*|key )["']{re.escape(old)}["']|^{re.escape(old)}$""",
                re.IGNORECASE,
            ),
            ("ShaderNodeBsdfPrincipled",),
            f"The socket {old!r} is called {new!r} since 4.0.",
        )
        for old, new in renamed.items()
    )


def touched(query: str, table: tuple[Outdated, ...]) -> list[Outdated]:
    """The rows whose old name is in ``query``."""
    return [each for each in table if each.pattern.search(query)]
