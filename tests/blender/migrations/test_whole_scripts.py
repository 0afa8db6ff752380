# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole scripts in the API of old Blenders: none runs here as it is, each does once migrated."""

from __future__ import annotations

import pytest
from migration_cases.runs import run, run_bare

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.bpy

CHAIR_OF_2_79 = """\
import bpy
from math import radians, pi

def new_material(name, color, spec=0.5):
    mat = bpy.data.materials.new(name)
    mat.diffuse_color = color
    mat.diffuse_shader = 'LAMBERT'
    mat.diffuse_intensity = 0.8
    mat.specular_color = (1, 1, 1)
    mat.specular_shader = 'COOKTORR'
    mat.specular_intensity = spec
    mat.alpha = 1
    mat.ambient = 1
    return mat

wood = new_material('Wood', (0.4, 0.2, 0.1))

def set_material(ob, mat):
    me = ob.data
    me.materials.append(mat)

bpy.ops.object.select_all(action='SELECT')
bpy.ops.object.delete(use_global=False)
bpy.ops.mesh.primitive_cube_add(radius=0.5, view_align=False, enter_editmode=False, location=(0, 0, 1), layers=(True,) + (False,) * 19)
seat = bpy.context.object
seat.name = 'Seat'
seat.scale = (1, 1, 0.1)
bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
set_material(seat, wood)
for x in (-0.4, 0.4):
    for y in (-0.4, 0.4):
        bpy.ops.mesh.primitive_cylinder_add(vertices=16, radius=0.05, depth=1, location=(x, y, 0.5))
        leg = bpy.context.active_object
        leg.select = True
        bpy.context.scene.objects.active = leg
        bpy.ops.object.modifier_add(type='BEVEL')
        bpy.context.object.modifiers['Bevel'].use_only_vertices = False
        bpy.context.object.modifiers['Bevel'].width = 0.01
        bpy.ops.object.modifier_apply(apply_as='DATA', modifier='Bevel')
        set_material(leg, wood)
for ob in bpy.context.scene.objects:
    ob.select = (ob.type == 'MESH')
bpy.context.scene.objects.active = seat
bpy.ops.object.join()
bpy.ops.object.shade_smooth()
bpy.context.object.data.use_auto_smooth = True
bpy.context.object.data.auto_smooth_angle = pi / 6
bpy.context.object.data.calc_normals()
bpy.ops.object.mode_set(mode='EDIT')
bpy.ops.mesh.select_all(action='SELECT')
bpy.ops.mesh.remove_doubles(threshold=0.001)
bpy.ops.uv.smart_project(angle_limit=66, island_margin=0.02)
bpy.ops.object.mode_set(mode='OBJECT')
bpy.ops.object.lamp_add(type='AREA', location=(3, 3, 5))
bpy.context.object.data.energy = 500
bpy.ops.object.camera_add(view_align=False, location=(5, -5, 3), rotation=(radians(65), 0, radians(45)))
bpy.context.scene.camera = bpy.context.object
bpy.context.scene.camera.data.draw_size = 1
world = bpy.context.scene.world or bpy.data.worlds.new('World')
world.horizon_color = (0.05, 0.05, 0.05)
world.light_settings.use_ambient_occlusion = True
world.light_settings.use_environment_light = True
bpy.context.scene.render.engine = 'BLENDER_RENDER'
bpy.context.scene.render.use_antialiasing = True
bpy.context.scene.update()
"""

TOWER_OF_2_79 = """\
import bpy, bmesh
from mathutils import Vector, Matrix
scene = bpy.context.scene
me = bpy.data.meshes.new("Tower")
ob = bpy.data.objects.new("Tower", me)
scene.objects.link(ob)
scene.objects.active = ob
ob.select = True
bm = bmesh.new()
bmesh.ops.create_cone(bm, cap_ends=True, cap_tris=False, segments=12, diameter1=1.0, diameter2=0.6, depth=3.0)
rot = Matrix.Rotation(0.5, 4, 'Z')
for v in bm.verts:
    v.co = rot * v.co
bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
edges = [e for e in bm.edges if e.calc_length() > 2]
bmesh.ops.bevel(bm, geom=edges, offset=0.05, segments=2, vertex_only=False)
bm.to_mesh(me)
bm.free()
me.update(calc_edges=True, calc_tessface=True)
world = ob.matrix_world * ob.data.vertices[0].co
corners = [ob.matrix_world * Vector(c) for c in ob.bound_box]
print(world, len(corners))
group = bpy.data.groups.new("Towers")
group.objects.link(ob)
empty = bpy.data.objects.new("Copy", None)
empty.dupli_type = 'GROUP'
empty.dupli_group = group
empty.empty_draw_size = 2
scene.objects.link(empty)
empty.location = scene.cursor_location
copied = ob.to_mesh(scene, True, 'PREVIEW')
other = bpy.data.objects.new("Other", copied)
scene.objects.link(other)
other.layers[1] = True
other.draw_type = 'WIRE'
other.show_x_ray = True
other.hide = False
me.vertex_colors.new(name="Col")
uv = me.uv_textures.new("UV")
for poly in me.polygons:
    poly.use_smooth = True
lamp_data = bpy.data.lamps.new(name="Key", type='HEMI')
lamp = bpy.data.objects.new("Key", lamp_data)
scene.objects.link(lamp)
lamp_data.energy = 2
lamp_data.shadow_method = 'RAY_SHADOW'
bpy.ops.object.select_all(action='DESELECT')
other.select = True
bpy.ops.transform.rotate(value=1.5708, axis=(0, 0, 1), constraint_axis=(False, False, True), constraint_orientation='GLOBAL', mirror=False, proportional='DISABLED', proportional_edit_falloff='SMOOTH', proportional_size=1)
bpy.ops.transform.resize(value=(2, 2, 2), proportional='DISABLED')
"""

GLASS_OF_3_6 = """\
import bpy
def glass():
    mat = bpy.data.materials.new(name="Glass")
    mat.use_nodes = True
    nodes = mat.node_tree.nodes
    links = mat.node_tree.links
    nodes.clear()
    out = nodes.new('ShaderNodeOutputMaterial')
    bsdf = nodes.new('ShaderNodeBsdfPrincipled')
    links.new(bsdf.outputs['BSDF'], out.inputs['Surface'])
    bsdf.inputs['Base Color'].default_value = (0.9, 0.9, 1, 1)
    bsdf.inputs['Specular'].default_value = 0.5
    bsdf.inputs['Specular Tint'].default_value = 0.0
    bsdf.inputs['Transmission'].default_value = 1.0
    bsdf.inputs['Transmission Roughness'].default_value = 0.0
    bsdf.inputs['Clearcoat'].default_value = 0.3
    bsdf.inputs['Clearcoat Roughness'].default_value = 0.03
    bsdf.inputs['Sheen'].default_value = 0.1
    bsdf.inputs['Sheen Tint'].default_value = 0.5
    bsdf.inputs['Subsurface'].default_value = 0.1
    bsdf.inputs['Subsurface Color'].default_value = (1, 0, 0, 1)
    bsdf.inputs['Emission'].default_value = (0, 1, 0, 1)
    mapping = nodes.new('ShaderNodeMapping')
    coords = nodes.new('ShaderNodeTexCoord')
    mapping.scale = (3, 3, 3)
    noise = nodes.new('ShaderNodeTexMusgrave')
    noise.inputs['Scale'].default_value = 5
    links.new(coords.outputs['Generated'], mapping.inputs['Vector'])
    links.new(mapping.outputs[0], noise.inputs[0])
    mix = nodes.new('ShaderNodeMixRGB')
    mix.inputs['Fac'].default_value = 0.5
    mix.inputs['Color1'].default_value = (1, 0, 0, 1)
    links.new(noise.outputs['Fac'], mix.inputs['Fac'])
    mat.blend_method = 'BLEND'
    mat.shadow_method = 'HASHED'
    return mat
bpy.ops.mesh.primitive_uv_sphere_add(size=1)
ob = bpy.context.object
ob.data.materials.append(glass())
for e in ob.data.edges:
    e.crease = 0.5
ob.data.use_auto_smooth = True
mod = ob.modifiers.new('Nodes', 'NODES')
group = bpy.data.node_groups.new('Group', 'GeometryNodeTree')
mod.node_group = group
group.inputs.new('NodeSocketGeometry', 'Geometry')
group.inputs.new('NodeSocketFloat', 'Size')
group.outputs.new('NodeSocketGeometry', 'Geometry')
group.inputs['Size'].default_value = 2.0
i = group.nodes.new('NodeGroupInput')
o = group.nodes.new('NodeGroupOutput')
t = group.nodes.new('GeometryNodeTransform')
group.links.new(i.outputs[0], t.inputs['Geometry'])
group.links.new(t.outputs[0], o.inputs[0])
override = bpy.context.copy()
override['object'] = ob
override['active_object'] = ob
override['selected_objects'] = [ob]
bpy.ops.object.shade_smooth(override)
bpy.context.scene.eevee.use_bloom = True
bpy.context.scene.eevee.use_ssr = True
bpy.context.scene.render.engine = 'BLENDER_EEVEE_NEXT'
bpy.context.scene.view_settings.look = 'Medium High Contrast'
"""

SCRIPTS = {
    "chair of 2.79": (CHAIR_OF_2_79, {"Seat", "Area", "Camera"}),
    "tower of 2.79": (TOWER_OF_2_79, {"Tower", "Copy", "Other", "Key"}),
    "glass of 3.6": (GLASS_OF_3_6, {"Sphere"}),
}


@pytest.mark.parametrize(("source", "made"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_for_an_old_blender_builds_its_objects_here(source: str, made: set[str]) -> None:
    from ll3m.ll3m_addon.sandbox.validator import Validator

    report = Validator().check(source, bpy.app.version)
    assert report.accepted, report.findings
    assert run_bare(source)
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    problem = run(report.source)
    assert not problem, problem
    assert {each.name for each in bpy.data.objects} == made
