# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.0, forth; and back where a script that was written for it runs in an older one."""

from __future__ import annotations

from . import Case, Kept
from .v4_1 import GEOMETRY, SHADER
from .v4_4 import CUBE

NEW, OLD = ((5, 0), (99, 0)), ((4, 2), (5, 0))
COMPOSITOR = """\
import bpy
tree = bpy.data.node_groups.new("A", "CompositorNodeTree")
nodes = tree.nodes
"""
NODE = "D.node_groups['A'].nodes[0]"
MATERIAL_NODE = "D.materials['A'].node_tree.nodes[-1]"
RIG = """\
import bpy
bpy.ops.object.armature_add()
rig = bpy.context.object
"""

FORTH = (
    Case(
        "render.eevee_id",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE_NEXT'\n",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE'\n",
        'C.scene.render.engine == "BLENDER_EEVEE"',
        runs_in=NEW,
    ),
    Case(
        "action.fcurves",
        "for curve in cube.animation_data.action.fcurves:  # all three\n"
        "    curve.keyframe_points[0].interpolation = 'LINEAR'\n",
        "for curve in cube.animation_data.action.layers[0].strips[0].channelbags[0].fcurves:"
        "  # all three\n"
        "    curve.keyframe_points[0].interpolation = 'LINEAR'\n",
        "{c.keyframe_points[0].interpolation for c in "
        "O.animation_data.action.layers[0].strips[0].channelbags[0].fcurves} == {'LINEAR'}",
        CUBE,
        runs_in=NEW,
    ),
    Case(
        "action.new",
        "spin = bpy.data.actions.new('Spin')  # round\n"
        "cube.animation_data_create()\n"
        "cube.animation_data.action = spin\n"
        "curve = spin.fcurves.new('location', index=0, action_group='Move')\n"
        "curve.keyframe_points.insert(1, 4)\n",
        "spin = bpy.data.actions.new('Spin')"
        '; spin.slots.new("OBJECT", "Slot")'
        '; spin.layers.new("Layer").strips.new(type="KEYFRAME")'
        ".channelbag(spin.slots[0], ensure=True)  # round\n"
        "cube.animation_data_create()\n"
        "cube.animation_data.action = spin; cube.animation_data.action_slot = spin.slots[0]\n"
        "curve = spin.layers[0].strips[0].channelbags[0].fcurves"
        ".new('location', index=0, group_name='Move')\n"
        "curve.keyframe_points.insert(1, 4)\n",
        "C.scene.frame_set(2) or O.location.x == 4",
        CUBE,
        runs_in=NEW,
    ),
    Case("action.id_root", "action.id_root = 'OBJECT'\n", "pass\n", setup=CUBE, runs_in=NEW),
    Case(
        "compositor.tree",
        "scene = bpy.context.scene\nscene.use_nodes = True  # glow\ntree = scene.node_tree\n"
        "glare = tree.nodes.new('CompositorNodeGlare')\n",
        "scene = bpy.context.scene\n"
        "scene.compositing_node_group = scene.compositing_node_group or "
        'bpy.data.node_groups.new("Compositing", "CompositorNodeTree")  # glow\n'
        "tree = scene.compositing_node_group\n"
        "glare = tree.nodes.new('CompositorNodeGlare')\n",
        "len(C.scene.compositing_node_group.nodes) == 1",
        runs_in=NEW,
    ),
    Case(
        "compositor.composite",
        "end = nodes.new('CompositorNodeComposite')\n"
        "tree.links.new(nodes.new('CompositorNodeRGB').outputs[0], end.inputs['Image'])\n",
        'nodes.id_data.interface.new_socket("Image", in_out="OUTPUT", '
        'socket_type="NodeSocketColor"); end = nodes.new("NodeGroupOutput")\n'
        "tree.links.new(nodes.new('CompositorNodeRGB').outputs[0], end.inputs['Image'])\n",
        "D.node_groups['A'].links[0].to_socket.name == 'Image'",
        COMPOSITOR,
        runs_in=NEW,
    ),
    Case(
        "compositor.shared_nodes",
        "mix = nodes.new('CompositorNodeMixRGB')\nmix.blend_type = 'ADD'\n"
        "out = mix.outputs['Image'].name\n"
        "sep = nodes.new(type='CompositorNodeSepRGBA')\nred = sep.outputs['R'].name\n",
        "mix = nodes.new(\"ShaderNodeMixRGB\")\nmix.blend_type = 'ADD'\n"
        'out = mix.outputs["Color"].name\n'
        'sep = nodes.new(type="CompositorNodeSeparateColor")\nred = sep.outputs["Red"].name\n',
        NODE + ".blend_type == 'ADD'",
        COMPOSITOR,
        runs_in=NEW,
    ),
    Case(
        "compositor.blur_size",
        "blur = nodes.new('CompositorNodeBlur')\nblur.size_x = blur.size_y = 8\n",
        "blur = nodes.new('CompositorNodeBlur')\n"
        'blur.inputs["Size"].default_value[0] = blur.inputs["Size"].default_value[1] = 8\n',
        f"list({NODE}.inputs['Size'].default_value)[:2] == [8, 8]",
        COMPOSITOR,
        runs_in=NEW,
    ),
    Case(
        "compositor.inputs",
        "glare = nodes.new('CompositorNodeGlare')\nglare.glare_type = 'FOG_GLOW'\n"
        "glare.threshold = 0.5\nkind = 'HIGH'\nglare.quality = kind\n",
        "glare = nodes.new('CompositorNodeGlare')\n"
        'glare.inputs["Type"].default_value = "Fog Glow"\n'
        "glare.inputs[\"Threshold\"].default_value = 0.5\nkind = 'HIGH'\n"
        'glare.inputs["Quality"].default_value = '
        '{"HIGH": "High", "MEDIUM": "Medium", "LOW": "Low"}[kind]\n',
        f"[{NODE}.inputs[n].default_value for n in ('Type', 'Threshold', 'Quality')]"
        " == ['Fog Glow', 0.5, 'High']",
        COMPOSITOR,
        runs_in=NEW,
    ),
    Case(
        "node.separate_color",
        "sep = nodes.new('ShaderNodeSeparateRGB')\nred = sep.outputs['R'].name\n"
        "image = sep.inputs['Image'].name\n",
        'sep = nodes.new("ShaderNodeSeparateColor")\nred = sep.outputs["Red"].name\n'
        'image = sep.inputs["Color"].name\n',
        MATERIAL_NODE + ".mode == 'RGB'",
        SHADER,
        runs_in=NEW,
    ),
    Case(
        "node.separate_hsv",
        "join = nodes.new('ShaderNodeCombineHSV')\njoin.inputs['H'].default_value = 0.5\n",
        'join = nodes.new("ShaderNodeCombineColor"); join.mode = "HSV"\n'
        'join.inputs["Red"].default_value = 0.5\n',
        f"{MATERIAL_NODE}.mode == 'HSV' and {MATERIAL_NODE}.inputs[0].default_value == 0.5",
        SHADER,
        runs_in=NEW,
    ),
    Case(
        "node.menu_input",
        "even = nodes.new('GeometryNodeResampleCurve')\neven.mode = 'LENGTH'  # even\n",
        "even = nodes.new('GeometryNodeResampleCurve')\n"
        'even.inputs["Mode"].default_value = "Length"  # even\n',
        NODE + ".inputs['Mode'].default_value == 'Length'",
        GEOMETRY,
        runs_in=NEW,
    ),
    Case(
        "sky.type",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.sky_type = 'NISHITA'\n",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.sky_type = \"MULTIPLE_SCATTERING\"\n",
        MATERIAL_NODE + ".sky_type == 'MULTIPLE_SCATTERING'",
        SHADER,
        runs_in=NEW,
    ),
    Case(
        "sky.aerosol",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.dust_density = 2.0\n",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.aerosol_density = 2.0\n",
        MATERIAL_NODE + ".aerosol_density == 2",
        SHADER,
        runs_in=NEW,
    ),
    Case(
        "boolean.fast",
        "bpy.ops.mesh.primitive_cube_add()\n"
        "cut = bpy.context.object.modifiers.new('Cut', 'BOOLEAN')\ncut.solver = 'FAST'\n",
        "bpy.ops.mesh.primitive_cube_add()\n"
        "cut = bpy.context.object.modifiers.new('Cut', 'BOOLEAN')\ncut.solver = \"FLOAT\"\n",
        "O.modifiers[0].solver == 'FLOAT'",
        runs_in=NEW,
    ),
    Case(
        "bone.select",
        "rig.data.bones['Bone'].select = False\nrig.data.bones[0].select = True\n",
        "rig.pose.bones['Bone'].select = False\nrig.pose.bones[0].select = True\n",
        "O.pose.bones[0].select",
        RIG,
        runs_in=NEW,
    ),
    Case(
        "bone.select",
        "for bone in rig.pose.bones:\n    bone.bone.select = True\n",
        "for bone in rig.pose.bones:\n    bone.select = True\n",
        "O.pose.bones[0].select",
        RIG,
        runs_in=NEW,
    ),
    Case(
        "eevee.gtao",
        "bpy.context.scene.eevee.use_gtao = True\n",
        "pass\n",
        runs_in=NEW,
    ),
    Case(
        "render.bake",
        "bpy.context.scene.render.bake_margin = 4\n",
        "pass\n",
        runs_in=NEW,
    ),
    Case(
        "mesh.freestyle_mark",
        "for edge in bpy.context.object.data.edges:\n    edge.use_freestyle_mark = True\n",
        "for edge in bpy.context.object.data.edges:\n    pass\n",
        setup=CUBE,
        runs_in=NEW,
    ),
    Case(
        "gpencil.data",
        "pencil = bpy.data.grease_pencils_v3.new('A')\n",
        "pencil = bpy.data.grease_pencils.new('A')\n",
        "len(D.grease_pencils) == 1",
        runs_in=NEW,
    ),
    Case(
        "scene.annotation",
        "notes = bpy.context.scene.grease_pencil\n",
        "notes = bpy.context.scene.annotation\n",
        runs_in=NEW,
    ),
)

BACK = (
    Case(
        "node.menu_property",
        "even = nodes.new('GeometryNodeResampleCurve')\n"
        "even.inputs['Mode'].default_value = 'Length'\n",
        "even = nodes.new('GeometryNodeResampleCurve')\neven.mode = \"LENGTH\"\n",
        NODE + ".mode == 'LENGTH'",
        GEOMETRY,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "socket.factor",
        "mix = nodes.new('ShaderNodeMixShader')\nmix.inputs['Factor'].default_value = 0.25\n",
        "mix = nodes.new('ShaderNodeMixShader')\nmix.inputs[\"Fac\"].default_value = 0.25\n",
        MATERIAL_NODE + ".inputs['Fac'].default_value == 0.25",
        SHADER,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "socket.factor",
        "dim = nodes.new('ShaderNodeBrightContrast')\n"
        "dim.inputs['Brightness'].default_value = 0.25\n",
        "dim = nodes.new('ShaderNodeBrightContrast')\n"
        'dim.inputs["Bright"].default_value = 0.25\n',
        MATERIAL_NODE + ".inputs['Bright'].default_value == 0.25",
        SHADER,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "socket.geometry",
        "soft = nodes.new('GeometryNodeSetShadeSmooth')\n"
        "ring = nodes.new('GeometryNodeSetSplineCyclic')\n"
        "names = soft.inputs['Mesh'].name, ring.outputs['Curve'].name\n",
        "soft = nodes.new('GeometryNodeSetShadeSmooth')\n"
        "ring = nodes.new('GeometryNodeSetSplineCyclic')\n"
        'names = soft.inputs["Geometry"].name, ring.outputs["Geometry"].name\n',
        "len(D.node_groups['A'].nodes) == 2",
        GEOMETRY,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "sky.nishita",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.sky_type = 'PREETHAM'\n"
        "sky.sky_type = 'MULTIPLE_SCATTERING'\n",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.sky_type = 'PREETHAM'\n"
        'sky.sky_type = "NISHITA"\n',
        MATERIAL_NODE + ".sky_type == 'NISHITA'",
        SHADER,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "sky.dust",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.aerosol_density = 2.0\n",
        "sky = nodes.new('ShaderNodeTexSky')\nsky.dust_density = 2.0\n",
        MATERIAL_NODE + ".dust_density == 2",
        SHADER,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "boolean.float",
        "cut = bpy.context.object.modifiers.new('Cut', 'BOOLEAN')\ncut.solver = 'FLOAT'\n",
        "cut = bpy.context.object.modifiers.new('Cut', 'BOOLEAN')\ncut.solver = \"FAST\"\n",
        "O.modifiers[0].solver == 'FAST'",
        CUBE,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "bone.pose_select",
        "rig.pose.bones['Bone'].select = True\n",
        "rig.pose.bones['Bone'].bone.select = True\n",
        "O.data.bones[0].select",
        RIG,
        on=(4, 5, 0),
        runs_in=OLD,
    ),
    Case(
        "material.use_nodes",
        "wood = bpy.data.materials.new('Wood')  # oak\n"
        "bsdf = wood.node_tree.nodes['Principled BSDF']\n"
        "bsdf.inputs['Roughness'].default_value = 0.75\n",
        "wood = bpy.data.materials.new('Wood'); wood.use_nodes = True  # oak\n"
        "bsdf = wood.node_tree.nodes['Principled BSDF']\n"
        "bsdf.inputs['Roughness'].default_value = 0.75\n",
        "D.materials['Wood'].node_tree.nodes['Principled BSDF'].inputs['Roughness']"
        ".default_value == 0.75",
        on=(4, 5, 0),
        runs_in=OLD,
    ),
)

CASES = (*FORTH, *BACK)

KEPT = (
    Kept("action.fcurves", "bag = strip.channelbag(slot)\ncurves = bag.fcurves\n"),
    Kept("action.fcurves", "curves = action.fcurves\n", (4, 5, 0)),
    Kept("action.fcurves", "class Own:\n    fcurves = ()\naction = Own()\nn = len(action.fcurves)\n"),
    Kept(
        "action.new",
        "import bpy\na = bpy.data.actions.new('A')\nslot = a.slots.new('OBJECT', 'A')\n"
        "cube.animation_data.action = a\n",
    ),
    Kept("action.id_root", "a.id_root = 'OBJECT'\n", (4, 5, 0)),
    Kept("compositor.tree", "mat.use_nodes = True\nnodes = mat.node_tree.nodes\n"),
    Kept("compositor.tree", "import bpy\nbpy.context.scene.use_nodes = True\n"),
    Kept("compositor.composite", "names = ['CompositorNodeComposite']\n"),
    Kept("compositor.shared_nodes", "kinds = {'CompositorNodeMath': 1}\n"),
    Kept("compositor.blur_size", "panel.size_x = 3\n"),
    Kept("compositor.inputs", "glare.threshold = 1\nstar = 1\nstar.quality = 'HIGH'\n"),
    Kept("node.separate_color", "values = {}\nvalues['R'] = 1\n"),
    Kept("node.menu_input", "tool.mode = 'LENGTH'\nmix = nodes.new('ShaderNodeMix')\nmix.mode = 1\n"),
    Kept("sky.type", "sky.sky_type = 'PREETHAM'\nname = 'NISHITA'\n"),
    Kept("boolean.fast", "speed = 'FAST'\nplan = dict(speed='FAST')\n"),
    Kept("boolean.float", "cut = nodes.new('GeometryNodeMeshBoolean')\ncut.solver = 'FLOAT'\n", (4, 5, 0)),
    Kept("boolean.float", "mesh.attributes.new('A', 'FLOAT', 'POINT')\nx.data_type = 'FLOAT'\n", (4, 5, 0)),
    Kept("bone.select", "vert.select = True\nbm.verts[0].select = True\nrig.pose.bones[0].select = 1\n"),
    Kept("eevee.gtao", "scene.eevee.fast_gi_distance = 1\n"),
    Kept("render.bake", "render.resolution_x = 2\n"),
    Kept("scene.annotation", "ob.grease_pencil = 1\n"),
    Kept("node.menu_property", "even.inputs['Mode'].default_value = 'Length'\n", (4, 5, 0)),
    Kept("socket.factor", "mix = nodes.new('ShaderNodeMix')\nmix.inputs['Factor'].default_value = 1\n", (4, 5, 0)),
    Kept("socket.geometry", "cap = nodes.new('GeometryNodeMeshToCurve')\ncap.inputs['Mesh']\n", (4, 5, 0)),
    Kept("bone.pose_select", "rig.data.bones[0].select = True\n", (4, 5, 0)),
    Kept("material.use_nodes", "import bpy\nm = bpy.data.materials.new('A')\nm.use_nodes = True\nm.node_tree\n", (4, 5, 0)),
    Kept("material.use_nodes", "import bpy\nm = bpy.data.materials.new('A')\nm.diffuse_color = (1, 0, 0, 1)\n", (4, 5, 0)),
)  # fmt: skip
