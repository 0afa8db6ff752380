# SPDX-License-Identifier: GPL-3.0-or-later
"""What no Blender ever took."""

from __future__ import annotations

from . import Case, Kept
from .v4_1 import SHADER

BMESH = "import bpy\nimport bmesh\nbm = bmesh.new()\n"
CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add()\ncube = bpy.context.object\n"
SOCKET = 'D.materials["A"].node_tree.nodes["Principled BSDF"].inputs["{}"].default_value'
BSDF = SHADER + "bsdf = nodes['Principled BSDF']\n"

CASES = (
    Case(
        "mistake.operator_keyword",
        "bpy.ops.mesh.primitive_cylinder_add(segments=8, radius=1, height=3)  # leg\n",
        "bpy.ops.mesh.primitive_cylinder_add(vertices=8, radius=1, depth=3)  # leg\n",
        "len(O.data.vertices) == 16 and abs(O.dimensions.z - 3) < 1e-5",
    ),
    Case(
        "mistake.operator_keyword",
        "bpy.ops.mesh.primitive_cone_add(radius=2)\n"
        "bpy.ops.mesh.primitive_ico_sphere_add(segments=16, radius=2)\n",
        "bpy.ops.mesh.primitive_cone_add(radius1=2)\n"
        "bpy.ops.mesh.primitive_ico_sphere_add(radius=2)\n",
        "len(D.objects) == 2",
    ),
    Case(
        "mistake.bmesh_keyword",
        "bmesh.ops.create_uvsphere(bm, segments=8, rings=4, radius=1)\n",
        "bmesh.ops.create_uvsphere(bm, u_segments=8, v_segments=4, radius=1)\n",
        setup=BMESH,
    ),
    Case(
        "mistake.bmesh_keyword",
        "bmesh.ops.create_circle(bm, vertices=8, radius=1)\n"
        "bmesh.ops.remove_doubles(bm, verts=bm.verts, distance=0.1)\n",
        "bmesh.ops.create_circle(bm, segments=8, radius=1)\n"
        "bmesh.ops.remove_doubles(bm, verts=bm.verts, dist=0.1)\n",
        setup=BMESH,
    ),
    Case(
        "mistake.operator_name",
        "bpy.ops.mesh.primitive_cube_add(size=1, name='Seat')  # oak\n",
        "bpy.ops.mesh.primitive_cube_add(size=1); bpy.context.object.name = 'Seat'  # oak\n",
        "O.name == 'Seat'",
    ),
    Case(
        "mistake.operator_result",
        "leg = bpy.ops.mesh.primitive_cube_add(size=1)\nleg.location.z = 2\n",
        "bpy.ops.mesh.primitive_cube_add(size=1); leg = bpy.context.object\nleg.location.z = 2\n",
        "O.location.z == 2",
    ),
    Case(
        "mistake.modifier_type",
        "cube.modifiers.new('Bevel')\ncube.modifiers.new(type='SOLIDIFY')\n"
        "cube.modifiers.new('Smooth', 'SUBDIVISION')\ncube.modifiers.new(name='A', type='array')\n",
        "cube.modifiers.new('Bevel', type=\"BEVEL\")\n"
        "cube.modifiers.new(name=\"Solidify\", type='SOLIDIFY')\n"
        "cube.modifiers.new('Smooth', \"SUBSURF\")\ncube.modifiers.new(name='A', type=\"ARRAY\")\n",
        "[m.type for m in O.modifiers] == ['BEVEL', 'SOLIDIFY', 'SUBSURF', 'ARRAY']",
        CUBE,
    ),
    Case(
        "mistake.data_new",
        "mat = bpy.data.materials.new()\npivot = bpy.data.objects.new('Pivot')\n"
        "path = bpy.data.curves.new('Path')\nlamp = bpy.data.lights.new(name='Lamp')\n",
        'mat = bpy.data.materials.new(name="Material")\n'
        "pivot = bpy.data.objects.new('Pivot', object_data=None)\n"
        "path = bpy.data.curves.new('Path', type='CURVE')\n"
        "lamp = bpy.data.lights.new(type='POINT', name='Lamp')\n",
        "D.lights['Lamp'].type == 'POINT' and D.objects['Pivot'].type == 'EMPTY'",
    ),
    Case(
        "mistake.data_new",
        "text = bpy.data.curves.new('Sign')\ntext.body = 'Open'\n"
        "sun = bpy.data.lights.new('Sun')\nsun.angle = 0.1\n",
        "text = bpy.data.curves.new('Sign', type='FONT')\ntext.body = 'Open'\n"
        "sun = bpy.data.lights.new('Sun', type='SUN')\nsun.angle = 0.1\n",
        "D.curves['Sign'].body == 'Open' and D.lights['Sun'].type == 'SUN'",
    ),
    Case(
        "mistake.material_name",
        "wood = bpy.data.materials.new('Wood')\ncube.data.materials.append('Wood')\n",
        "wood = bpy.data.materials.new('Wood')\n"
        "cube.data.materials.append(bpy.data.materials.get('Wood'))\n",
        "O.active_material.name == 'Wood'",
        CUBE,
    ),
    Case(
        "mistake.mode",
        "bpy.ops.object.mode_set(mode='EDIT_MODE')\nbpy.ops.object.mode_set(mode='OBJECT_MODE')\n",
        'bpy.ops.object.mode_set(mode="EDIT")\nbpy.ops.object.mode_set(mode="OBJECT")\n',
        setup=CUBE,
    ),
    Case(
        "mistake.select_action",
        "bpy.ops.object.select_all(action='NONE')\n",
        'bpy.ops.object.select_all(action="DESELECT")\n',
        "not C.selected_objects",
        CUBE,
    ),
    Case(
        "mistake.node_type",
        "ramp = nodes.new('ShaderNodeColorRamp')\nnoise = nodes.new(type='ShaderNodeNoiseTexture')\n",
        'ramp = nodes.new("ShaderNodeValToRGB")\nnoise = nodes.new(type="ShaderNodeTexNoise")\n',
        "D.materials['A'].node_tree.nodes[-1].type == 'TEX_NOISE'",
        SHADER,
    ),
    Case(
        "mistake.socket_name",
        "bsdf.inputs['BaseColor'].default_value = (1, 0, 0, 1)\n"
        "bsdf.inputs['roughness'].default_value = 0.25\n",
        'bsdf.inputs["Base Color"].default_value = (1, 0, 0, 1)\n'
        'bsdf.inputs["Roughness"].default_value = 0.25\n',
        SOCKET.format("Roughness") + " == 0.25",
        BSDF,
    ),
    Case(
        "mistake.attribute",
        "top = bm.verts.new((0, 0, 0))\ntop.position = (0, 0, 1)\nn = len(bm.vertices)\n",
        "top = bm.verts.new((0, 0, 0))\ntop.co = (0, 0, 1)\nn = len(bm.verts)\n",
        setup=BMESH,
    ),
    Case(
        "mistake.attribute",
        "cube.position = (0, 0, 2)\ncube.rotation = (0, 0, 1)\n",
        "cube.location = (0, 0, 2)\ncube.rotation_euler = (0, 0, 1)\n",
        "O.location.z == 2 and O.rotation_euler.z == 1",
        CUBE,
    ),
    Case(
        "mistake.import",
        "from mathutils import Vector, math\nx = Vector((math.pi, 0, 0))\n",
        "from mathutils import Vector; import math\nx = Vector((math.pi, 0, 0))\n",
    ),
    Case(
        "mistake.xrange",
        "for i in xrange(3):\n    bpy.data.meshes.new('A')\n",
        "for i in range(3):\n    bpy.data.meshes.new('A')\n",
        "len(D.meshes) == 3",
    ),
    Case(
        "mistake.light_type",
        "sun = bpy.data.lights.new('A', 'DIRECTIONAL')\n",
        "sun = bpy.data.lights.new('A', \"SUN\")\n",
        "D.lights['A'].type == 'SUN'",
    ),
    Case(
        "mistake.sequence",
        "from mathutils import Euler, Vector\nup = Vector(0, 0, 1)  # up\n"
        "turn = Euler(0, 0, (1 + 2), 'XYZ')\n",
        "from mathutils import Euler, Vector\nup = Vector((0, 0, 1))  # up\n"
        "turn = Euler((0, 0, (1 + 2)), 'XYZ')\n",
    ),
    Case(
        "mistake.colour_parts",
        "bsdf.inputs['Base Color'].default_value = (1, 0.5, 0)  # orange\n"
        "bsdf.inputs[0].default_value = [1, 0.25, (0)]\n",
        "bsdf.inputs['Base Color'].default_value = (1, 0.5, 0, 1.0)  # orange\n"
        "bsdf.inputs[0].default_value = [1, 0.25, (0), 1.0]\n",
        "list(" + SOCKET.format("Base Color") + ") == [1, 0.25, 0, 1]",
        BSDF,
    ),
    Case(
        "mistake.colour_parts",
        "glow = nodes.new('ShaderNodeEmission')\nglow.inputs[0].default_value = 1, 0.5, 0\n"
        "ramp = nodes.new('ShaderNodeValToRGB').color_ramp\nramp.elements[0].color = (1, 0, 0,)\n"
        "stop = ramp.elements.new(0.5)\nstop.color = (\n    0,\n    1,\n    0  # green\n)\n",
        "glow = nodes.new('ShaderNodeEmission')\nglow.inputs[0].default_value = 1, 0.5, 0, 1.0\n"
        "ramp = nodes.new('ShaderNodeValToRGB').color_ramp\n"
        "ramp.elements[0].color = (1, 0, 0, 1.0)\n"
        "stop = ramp.elements.new(0.5)\nstop.color = (\n    0,\n    1,\n    0  # green\n, 1.0)\n",
        "list(D.materials['A'].node_tree.nodes[-1].color_ramp.elements[0].color) == [1, 0, 0, 1]",
        SHADER,
    ),
    Case(
        "mistake.spline_point",
        "line = curve.splines.new('POLY')\nline.points[0].co = (1, 2, 3)\n",
        "line = curve.splines.new('POLY')\nline.points[0].co = (1, 2, 3, 1.0)\n",
        "list(D.curves['A'].splines[0].points[0].co) == [1, 2, 3, 1]",
        "import bpy\ncurve = bpy.data.curves.new('A', 'CURVE')\n",
    ),
    Case(
        "mistake.light_colour",
        "lamp.color = (1, 0.5, 0, 1)\n",
        "lamp.color = (1, 0.5, 0)\n",
        "list(D.lights['A'].color) == [1, 0.5, 0]",
        "import bpy\nlamp = bpy.data.lights.new('A', 'POINT')\n",
    ),
    Case(
        "mistake.in_place",
        "up = Vector((0, 0, 2)).normalize()\nz = up.z\n",
        "up = Vector((0, 0, 2)).normalized()\nz = up.z\n",
        setup="import bpy\nfrom mathutils import Vector\n",
    ),
    Case(
        "mistake.lookup_table",
        "bm.verts.new((0, 0, 0))\nfor i in range(1):\n    bm.verts[i].co.x = bm.verts[0].co.y\n",
        "bm.verts.new((0, 0, 0))\nfor i in range(1):\n"
        "    bm.verts.ensure_lookup_table(); bm.verts[i].co.x = bm.verts[0].co.y\n",
        setup=BMESH,
    ),
)

KEPT = (
    Kept("mistake.operator_keyword", "import bpy\nbpy.ops.mesh.primitive_cylinder_add(vertices=8)\n"),
    Kept("mistake.bmesh_keyword", "import bmesh\nbmesh.ops.bevel(bm, geom=g, offset=1)\n"),
    Kept("mistake.operator_name", "import bpy\nbpy.data.meshes.new(name='A')\n"),
    Kept("mistake.operator_result", "import bpy\ndone = bpy.ops.mesh.primitive_cube_add()\nif done == {'FINISHED'}:\n    pass\n"),
    Kept("mistake.modifier_type", "ob.modifiers.new('Bevel', 'SUBSURF')\nob.modifiers.new(*pair)\n"),
    Kept("mistake.modifier_type", "nodes.new('Bevel')\nob.modifiers.new(name='A', type=kind)\n"),
    Kept("mistake.data_new", "import bpy\nbpy.data.materials.new('A')\nbpy.data.objects.new(*pair)\n"),
    Kept("mistake.material_name", "import bpy\nnames.append('A')\nob.data.materials.append(wood)\n"),
    Kept("mistake.mode", "import bpy\nbpy.ops.object.mode_set(mode='POSE')\nx = 'edit'\n"),
    Kept("mistake.select_action", "import bpy\nbpy.ops.object.select_all(action='SELECT')\nf(action='NONE')\n"),
    Kept("mistake.node_type", "names = ['ShaderNodeColorRamp']\nx = 'ShaderNodeColorRamp'\n"),
    Kept("mistake.socket_name", "tree.interface.new_socket('roughness', in_out='INPUT')\ng.inputs['roughness'].default_value = 1\n"),
    Kept("mistake.attribute", "class Leg:\n    def __init__(self):\n        self.position = 1\nleg = Leg()\nleg.position = 2\n"),
    Kept("mistake.attribute", "def move(obj):\n    obj.position = 2\n"),
    Kept("mistake.import", "from mathutils import Vector, noise\nfrom math import pi\n"),
    Kept("mistake.xrange", "xrange = range\nfor i in xrange(3):\n    pass\n"),
    Kept("mistake.light_type", "kind = 'OMNI'\n"),
    Kept("mistake.sequence", "from mathutils import Vector, Quaternion\nVector((1, 2, 3))\nQuaternion(axis, 2)\n"),
    Kept("mistake.sequence", "class Vector:\n    pass\nv = Vector(1, 2, 3)\n"),
    Kept("mistake.colour_parts", "node.inputs['Location'].default_value = (1, 2, 3)\nob.color = (1, 0, 0)\n"),
    Kept("mistake.spline_point", "line.bezier_points[0].co = (1, 2, 3)\nvert.co = (1, 2, 3)\n"),
    Kept("mistake.light_colour", "mat.diffuse_color = (1, 0, 0, 1)\nob.color = (1, 0, 0, 1)\n"),
    Kept("mistake.in_place", "from mathutils import Vector\nv = Vector((1, 2, 3))\nv.normalize()\nw = v.normalized()\n"),
    Kept("mistake.lookup_table", "import bmesh\nbm = bmesh.new()\nbm.verts.ensure_lookup_table()\nbm.verts[0].co.x = 1\n"),
    Kept("mistake.lookup_table", "import bmesh\nbm = bmesh.new()\nfirst = bm.verts[:]\n"),
)  # fmt: skip
