# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.80."""

from __future__ import annotations

from . import Case, Kept

OBJECT = """\
import bpy
obj = bpy.data.objects.new("A", bpy.data.meshes.new("A"))
bpy.context.scene.collection.objects.link(obj)
"""
LOOSE = 'import bpy\nobj = bpy.data.objects.new("A", None)\n'
MATERIAL = 'import bpy\nmat = bpy.data.materials.new("A")\n'
CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nobj = bpy.context.object\n"
GRAPH = "bpy.context.evaluated_depsgraph_get()"
MATH = (
    'import bpy\nfrom mathutils import Matrix, Vector\nobj = bpy.data.objects.new("A", None)\n'
    "turn = Matrix.Rotation(3.14159265 / 2, 4, 'Z')\n"
)

CASES = (
    Case(
        "scene.objects_link",
        "bpy.context.scene.objects.link(obj)  # show it\n",
        "bpy.context.scene.collection.objects.link(obj)  # show it\n",
        '"A" in C.scene.objects',
        LOOSE,
    ),
    Case(
        "scene.objects_link",
        "scene = bpy.context.scene\nscene.objects.link(object=obj)\nscene.objects.link(obj)\n",
        "scene = bpy.context.scene\nscene.objects.link(object=obj)\nscene.collection.objects.link(obj)\n",
        setup=LOOSE,
        why_text_only="the keyword form never existed",
    ),
    Case(
        "scene.objects_unlink",
        "bpy.context.scene.objects.unlink(obj)\n",
        "[each.objects.unlink(obj) for each in obj.users_collection]\n",
        '"A" not in C.scene.objects',
        OBJECT,
    ),
    Case(
        "scene.objects_active",
        "bpy.context.scene.objects.active = obj\n",
        "bpy.context.view_layer.objects.active = obj\n",
        'O.name == "A"',
        OBJECT,
    ),
    Case(
        "scene.update",
        "scn = bpy.context.scene\nscn.update()\n",
        "scn = bpy.context.scene\nbpy.context.view_layer.update()\n",
    ),
    Case(
        "object.select",
        "obj.select = True\n",
        "obj.select_set(True)\n",
        "D.objects['A'].select_get()",
        OBJECT,
    ),
    Case(
        "object.select",
        "for o in bpy.data.objects:\n    o.select = o.name.startswith('A')\nobj['was'] = obj.select\n",
        "for o in bpy.data.objects:\n    o.select_set(o.name.startswith('A'))\nobj['was'] = obj.select_get()\n",
        "D.objects['A']['was'] == 1",
        OBJECT,
    ),
    Case(
        "object.select_action",
        "obj.select_set(action='SELECT')\n",
        "obj.select_set(True)\n",
        "D.objects['A'].select_get()",
        OBJECT,
    ),
    Case(
        "object.hide",
        "obj.hide = True\n",
        "obj.hide_viewport = True\n",
        "D.objects['A'].hide_viewport",
        OBJECT,
    ),
    Case(
        "math.matmul",
        "obj.location = turn * Vector((1, 0, 0))\n",
        "obj.location = turn @ Vector((1, 0, 0))\n",
        "abs(D.objects['A'].location.y - 1) < 1e-5",
        MATH,
    ),
    Case(
        "math.matmul",
        "obj.matrix_world = obj.matrix_world * turn * turn\n",
        "obj.matrix_world = obj.matrix_world @ turn @ turn\n",
        "abs(D.objects['A'].matrix_world[0][0] + 1) < 1e-5",
        MATH + "bpy.context.scene.collection.objects.link(obj)\n",
    ),
    Case(
        "object.to_mesh",
        "me = obj.to_mesh(bpy.context.scene, True, 'PREVIEW')\nme.name = 'Made'\n",
        f"me = bpy.data.meshes.new_from_object(obj.evaluated_get({GRAPH}))\nme.name = 'Made'\n",
        "len(D.meshes['Made'].vertices) > 8",
        CUBE + "obj.modifiers.new('S', 'SUBSURF')\n",
    ),
    Case(
        "data.new_from_object",
        "me = bpy.data.meshes.new_from_object(bpy.context.scene, obj, False, 'PREVIEW')\nme.name = 'Made'\n",
        "me = bpy.data.meshes.new_from_object(obj)\nme.name = 'Made'\n",
        "len(D.meshes['Made'].vertices) == 8",
        CUBE,
    ),
    Case(
        "scene.cursor",
        "bpy.context.scene.cursor_location = (1, 2, 3)\n",
        "bpy.context.scene.cursor.location = (1, 2, 3)\n",
        "C.scene.cursor.location.z == 3",
    ),
    Case(
        "context.user_preferences",
        "print(bpy.context.user_preferences)\n",
        "print(bpy.context.preferences)\n",
    ),
    Case(
        "object.display",
        "obj.draw_type = 'WIRE'\n",
        "obj.display_type = 'WIRE'\n",
        "D.objects['A'].display_type == 'WIRE'",
        OBJECT,
    ),
    Case(
        "object.show_x_ray",
        "obj.show_x_ray = True\n",
        "obj.show_in_front = True\n",
        "D.objects['A'].show_in_front",
        OBJECT,
    ),
    Case(
        "camera.display_size",
        "cam.draw_size = 2\n",
        "cam.display_size = 2\n",
        "D.cameras['A'].display_size == 2",
        "import bpy\ncam = bpy.data.cameras.new('A')\n",
    ),
    Case(
        "camera.dof",
        "cam.dof_distance = 3\n",
        "cam.dof.focus_distance = 3\n",
        "D.cameras['A'].dof.focus_distance == 3",
        "import bpy\ncam = bpy.data.cameras.new('A')\n",
    ),
    Case(
        "mesh.uv_textures",
        "obj.data.uv_textures.new(name='Own')\n",
        "obj.data.uv_layers.new(name='Own')\n",
        "'Own' in D.meshes['A'].uv_layers",
        OBJECT,
    ),
    Case(
        "mesh.tessfaces",
        "mesh = obj.data\nmesh.calc_tessface()\nobj['n'] = len(mesh.tessfaces)\n",
        "mesh = obj.data\nmesh.calc_loop_triangles()\nobj['n'] = len(mesh.loop_triangles)\n",
        "O['n'] == 12",
        CUBE,
    ),
    Case(
        "mesh.update_tessface",
        "obj.data.update(calc_edges=True, calc_tessface=True)\n",
        "obj.data.update(calc_edges=True)\n",
        setup=CUBE,
    ),
    Case(
        "material.diffuse_color",
        "mat.diffuse_color = (1.0, 0.5, 0)  # orange\n",
        "mat.diffuse_color = (1.0, 0.5, 0, 1.0)  # orange\n",
        "D.materials['A'].diffuse_color[1] == 0.5",
        MATERIAL,
    ),
    Case(
        "material.diffuse_color",
        "orange = [1.0, 0.5, 0]\nmat.diffuse_color = orange\n",
        "orange = [1.0, 0.5, 0]\nmat.diffuse_color = (*orange, 1.0)\n",
        "D.materials['A'].diffuse_color[1] == 0.5",
        MATERIAL,
    ),
    Case(
        "material.diffuse_color",
        "def paint(name, color=(0, 0, 1)):\n    mat.diffuse_color = color\npaint('A', (1.0, 0.5, 0))\n",
        "def paint(name, color=(0, 0, 1)):\n    mat.diffuse_color = (*color, 1.0)\npaint('A', (1.0, 0.5, 0))\n",
        "D.materials['A'].diffuse_color[1] == 0.5",
        MATERIAL,
    ),
    Case(
        "material.diffuse_color",
        "mat.diffuse_shader = 'LAMBERT'\nmat.diffuse_color = [c / 2 for c in (1, 1, 1)]\n",
        "pass\nmat.diffuse_color = (*[c / 2 for c in (1, 1, 1)], 1.0)[:4]\n",
        "D.materials['A'].diffuse_color[1] == 0.5",
        MATERIAL,
    ),
    Case(
        "rna.keyword_only",
        "obj.vertex_groups.new('Top')\nobj.data.uv_textures.new('Own')\nobj.shape_key_add('Key')\n",
        "obj.vertex_groups.new(name='Top')\nobj.data.uv_layers.new(name='Own')\nobj.shape_key_add(name='Key')\n",
        "'Top' in O.vertex_groups and 'Own' in O.data.uv_layers and 'Key' in O.data.shape_keys.key_blocks",
        CUBE,
    ),
    Case(
        "rna.keyword_only",
        "bpy.data.objects.remove(obj, True)\n",
        "bpy.data.objects.remove(obj, do_unlink=True)\n",
        "not D.objects",
        CUBE,
    ),
    Case("mesh.double_sided", "obj.data.show_double_sided = True\n", "pass\n", setup=CUBE),
    Case(
        "object.users_group",
        "obj['n'] = len(obj.users_group)\n",
        "obj['n'] = len(obj.users_collection)\n",
        "O['n'] == 1",
        CUBE,
    ),
    Case(
        "cloth.switches",
        "mod.settings.use_pin_cloth = True\n",
        "pass\n",
        setup=CUBE + "mod = obj.modifiers.new('C', 'CLOTH')\n",
    ),
    Case(
        "modifier.mirror_axis",
        "mirror.use_y = True\n",
        "mirror.use_axis[1] = True\n",
        "O.modifiers['M'].use_axis[1]",
        CUBE + "mirror = obj.modifiers.new('M', 'MIRROR')\n",
    ),
    Case(
        "modifier.shrinkwrap_above",
        "mod.use_keep_above_surface = True\n",
        'mod.wrap_mode = "ABOVE_SURFACE"\n',
        "O.modifiers['S'].wrap_mode == 'ABOVE_SURFACE'",
        CUBE + "mod = obj.modifiers.new('S', 'SHRINKWRAP')\n",
    ),
    Case(
        "modifier.boolean_carve",
        "mod.solver = 'CARVE'\n",
        'mod.solver = "EXACT"\n',
        "O.modifiers['B'].solver == 'EXACT'",
        CUBE + "mod = obj.modifiers.new('B', 'BOOLEAN')\n",
    ),
    Case(
        "cloth.stiffness",
        "mod.settings.structural_stiffness = 20\n",
        "mod.settings.tension_stiffness = 20\n",
        "O.modifiers['C'].settings.tension_stiffness == 20",
        CUBE + "mod = obj.modifiers.new('C', 'CLOTH')\n",
    ),
    Case(
        "tools.snap_element",
        "bpy.context.scene.tool_settings.snap_element = 'VERTEX'\n",
        "bpy.context.scene.tool_settings.snap_elements = {'VERTEX'}\n",
        "C.scene.tool_settings.snap_elements == {'VERTEX'}",
    ),
    Case(
        "text.align_x",
        "text.align = 'CENTER'\n",
        "text.align_x = 'CENTER'\n",
        "D.curves['T'].align_x == 'CENTER'",
        "import bpy\ntext = bpy.data.curves.new('T', 'FONT')\n",
    ),
    Case(
        "bone.bbone_ease",
        "bone.bbone_in = 0.5\n",
        "bone.bbone_easein = 0.5\n",
        "O.data.edit_bones[0].bbone_easein == 0.5",
        "import bpy\nbpy.ops.object.armature_add(enter_editmode=True)\nbone = bpy.context.object.data.edit_bones[0]\n",
    ),
    Case(
        "image.use_alpha",
        "image.use_alpha = True\n",
        "pass\n",
        setup="import bpy\nimage = bpy.data.images.new('I', 4, 4)\n",
    ),
    Case(
        "curve.display",
        "curve.show_handles = False\n",
        "pass\n",
        setup="import bpy\ncurve = bpy.data.curves.new('C', 'CURVE')\n",
    ),
    Case(
        "modifier.bevel_weight_method",
        "mod.edge_weight_method = 'LARGEST'\n",
        "pass\n",
        setup=CUBE + "mod = obj.modifiers.new('B', 'BEVEL')\n",
    ),
    Case(
        "ops.primitive_size",
        "bpy.ops.mesh.primitive_cube_add(radius=1.5, location=(1, 0, 0))\n",
        "bpy.ops.mesh.primitive_cube_add(size=3.0, location=(1, 0, 0))\n",
        "abs(O.dimensions.x - 3) < 1e-5",
    ),
    Case(
        "ops.primitive_size",
        "half = 2\nbpy.ops.mesh.primitive_plane_add(radius=half + 1)\n",
        "half = 2\nbpy.ops.mesh.primitive_plane_add(size=2 * (half + 1))\n",
        "abs(O.dimensions.x - 6) < 1e-5",
    ),
    Case(
        "ops.sphere_radius",
        "bpy.ops.mesh.primitive_uv_sphere_add(segments=16, size=0.5)\n",
        "bpy.ops.mesh.primitive_uv_sphere_add(segments=16, radius=0.5)\n",
        "abs(O.dimensions.z - 1) < 1e-5",
    ),
    Case(
        "ops.rotate_axis",
        "bpy.ops.transform.rotate(value=1.5, axis=(0, 0, 1))\n",
        'bpy.ops.transform.rotate(value=1.5, orient_axis="Z")\n',
        "abs(abs(O.rotation_euler.z) - 1.5) < 1e-4",
        CUBE,
    ),
    Case(
        "ops.orient_type",
        "bpy.ops.transform.translate(value=(1, 0, 0), constraint_axis=(True, False, False), constraint_orientation='GLOBAL')\n",
        "bpy.ops.transform.translate(value=(1, 0, 0), constraint_axis=(True, False, False), orient_type='GLOBAL')\n",
        "abs(O.location.x - 1) < 1e-5",
        CUBE,
    ),
    Case(
        "ops.proportional",
        "bpy.ops.transform.resize(value=(2, 2, 2), proportional='DISABLED', mirror=False)\n",
        "bpy.ops.transform.resize(value=(2, 2, 2), use_proportional_edit=False, mirror=False)\n",
        "abs(O.scale.x - 2) < 1e-5",
        CUBE,
    ),
    Case(
        "ops.transform_macro",
        'bpy.ops.object.duplicate_move(TRANSFORM_OT_translate={"value": (0, 0, 3), "constraint_orientation": "GLOBAL", "proportional": "DISABLED"})\n',
        'bpy.ops.object.duplicate_move(TRANSFORM_OT_translate={"value": (0, 0, 3), "orient_type": "GLOBAL", "use_proportional_edit": False})\n',
        "abs(O.location.z - 3) < 1e-5",
        CUBE,
    ),
)

KEPT = (
    Kept(
        "rna.keyword_only",
        "stack = []\nstack.pop(0)\nnames.remove('a')\nparts.materials.remove(a, b)\n",
    ),
    Kept(
        "rna.keyword_only",
        "import bpy\nbpy.data.objects.new('A', None)\nobj.modifiers.new('B', 'BEVEL')\n",
    ),
    Kept(
        "material.diffuse_color",
        "def paint(mat, color):\n    mat.diffuse_color = color\npaint(m, (1, 0, 0, 1))\npaint(m, (1, 0, 0))\n",
    ),
    Kept(
        "object.select",
        "class Row:\n    def __init__(self):\n        self.select = False\nrow = Row()\nrow.select = True\n",
    ),
    Kept(
        "object.select",
        "import bpy\nfor v in bpy.context.object.data.vertices:\n    v.select = True\n",
    ),
    Kept(
        "object.select",
        "import bpy, bmesh\nbm = bmesh.new()\nfor face in bm.faces:\n    face.select = True\n",
    ),
    Kept("object.select", "options = make()\noptions.select = 'all'\n"),
    Kept(
        "object.hide",
        "import bpy\nfor bone in bpy.data.armatures[0].bones:\n    bone.hide = True\n",
    ),
    Kept("object.hide", "import bmesh\nbm = bmesh.new()\nbm.faces[0].hide = True\n"),
    Kept("scene.objects_link", "import bpy\nbpy.context.collection.objects.link(obj)\n"),
    Kept("scene.objects_link", "import bpy\nbpy.context.scene.collection.objects.link(obj)\n"),
    Kept("scene.objects_active", "import bpy\nbpy.context.view_layer.objects.active = None\n"),
    Kept(
        "scene.update",
        "import bpy\nbpy.context.view_layer.update()\nmesh.update()\nd = {}\nd.update()\n",
    ),
    Kept(
        "math.matmul",
        "from mathutils import Matrix, Vector\nm = Matrix()\nn = m * 2\nv = Vector()\nw = v * 3 * v\n",
    ),
    Kept("math.matmul", "class Matrix:\n    pass\nm = Matrix()\nprint(m * m)\n"),
    Kept("math.matmul", "a = rows * cols\nb = obj.location * 2\n"),
    Kept("object.to_mesh", "import bmesh\nbm = bmesh.new()\nbm.to_mesh(mesh)\n"),
    Kept("object.to_mesh", "import bpy\nme = bpy.context.object.to_mesh()\n"),
    Kept("object.to_mesh", "me = obj.to_mesh(preserve_all_data_layers=True, depsgraph=graph)\n"),
    Kept("data.new_from_object", "import bpy\nme = bpy.data.meshes.new_from_object(obj)\n"),
    Kept(
        "material.diffuse_color",
        "mat.diffuse_color = (1, 1, 1, 1)\nmat.diffuse_color = (*rgb, 1)\nmat.diffuse_color = color\n",
    ),
    Kept(
        "material.diffuse_color",
        "class Paint:\n    diffuse_color = None\nmat = Paint()\nmat.diffuse_color = (1, 0, 0)\n",
    ),
    Kept(
        "modifier.mirror_axis", "smooth = obj.modifiers.new('S', 'SMOOTH')\nsmooth.use_x = False\n"
    ),
    Kept("modifier.mirror_axis", "con = obj.constraints.new('COPY_LOCATION')\ncon.use_z = False\n"),
    Kept("text.align_x", "page.align = 'TOP'\n"),
    Kept(
        "text.align_x",
        "class Label:\n    align = 'LEFT'\nlabel = Label()\nlabel.align = 'CENTER'\n",
    ),
    Kept("ops.primitive_size", "import bpy\nbpy.ops.mesh.primitive_cylinder_add(radius=2)\n"),
    Kept("ops.sphere_radius", "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\n"),
    Kept("ops.rotate_axis", "import bpy\nbpy.ops.transform.rotate(value=1, orient_axis='Z')\n"),
    Kept(
        "ops.proportional",
        "def grow(proportional=1):\n    return proportional\ngrow(proportional=2)\n",
    ),
    Kept(
        "ops.transform_macro",
        "options = {'proportional': 'DISABLED', 'constraint_orientation': 1}\n",
    ),
    Kept("mesh.update_tessface", "options = {}\noptions.update(calc_normals=True)\n"),
    Kept("object.display", "class Line:\n    draw_type = 1\nline = Line()\nline.draw_type = 2\n"),
    Kept("object.select_action", "obj.select_set(True)\nobj.select_set(state=False)\n"),
    Kept("image.use_alpha", "slot.use_alpha = True\n"),
)
