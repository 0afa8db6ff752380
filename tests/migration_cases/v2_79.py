# SPDX-License-Identifier: GPL-3.0-or-later
"""What went with Blender 2.79."""

from __future__ import annotations

from . import Case, Kept

OBJECT = """\
import bpy
obj = bpy.data.objects.new("A", None)
bpy.context.scene.collection.objects.link(obj)
"""
MATERIAL = 'import bpy\nmat = bpy.data.materials.new("A")\n'
WORLD = 'import bpy\nworld = bpy.data.worlds.new("A")\n'
LIGHT = 'import bpy\nlight = bpy.data.lights.new("A", "POINT")\n'
PARTICLES = 'import bpy\nsettings = bpy.data.particles.new("A")\n'
SCENE = "import bpy\nscene = bpy.context.scene\n"

CASES = (
    Case(
        "data.lamps",
        'lamp = bpy.data.lamps.new("Key", type="SUN")  # light\n',
        'lamp = bpy.data.lights.new("Key", type="SUN")  # light\n',
        'D.lights["Key"].type == "SUN"',
    ),
    Case(
        "data.groups",
        'bpy.data.groups.new("Parts")\n',
        'bpy.data.collections.new("Parts")\n',
        '"Parts" in D.collections',
    ),
    Case(
        "ops.lamp_add",
        "bpy.ops.object.lamp_add(type='HEMI', view_align=False, location=(1, 2, 3))\n",
        'bpy.ops.object.light_add(type="SUN", location=(1, 2, 3))\n',
        'O.data.type == "SUN" and O.location.y == 2',
    ),
    Case(
        "object.type_lamp",
        "made = [o.name for o in bpy.data.objects if o.type in ('LAMP', 'CAMERA')]\nobj[made[0]] = 1\n",
        "made = [o.name for o in bpy.data.objects if o.type in (\"LIGHT\", 'CAMERA')]\nobj[made[0]] = 1\n",
        'D.objects["A"]["L"] == 1',
        OBJECT + 'lit = bpy.data.objects.new("L", bpy.data.lights.new("L", "SUN"))\n'
        "bpy.context.scene.collection.objects.link(lit)\n",
    ),
    Case(
        "light.hemi",
        'bpy.data.lights.new("A", "HEMI")\n',
        'bpy.data.lights.new("A", "SUN")\n',
        'D.lights["A"].type == "SUN"',
    ),
    Case(
        "ops.group",
        'bpy.ops.group.create(name="G")\n',
        'bpy.ops.collection.create(name="G")\n',
        '"G" in D.collections',
    ),
    Case(
        "ops.group",
        "bpy.ops.object.group_add()\n",
        "bpy.ops.object.collection_add()\n",
        "len(D.collections) == 1",
        OBJECT + "bpy.context.view_layer.objects.active = obj\n",
    ),
    Case(
        "ops.layers_view_align",
        "bpy.ops.mesh.primitive_cube_add(view_align=False, size=2, layers=[True] + [False] * 19)\n",
        "bpy.ops.mesh.primitive_cube_add(size=2)\n",
        'O.type == "MESH"',
    ),
    Case(
        "ops.layers_view_align",
        "bpy.ops.object.camera_add(\n    view_align=True,  # as seen\n    location=(0, -5, 2),\n)\n",
        "bpy.ops.object.camera_add(\n    location=(0, -5, 2),\n)\n",
        "O.location.z == 2",
    ),
    Case("object.layers", "obj.layers[3] = True\n", "pass\n", setup=OBJECT),
    Case("object.layers", "obj.layers = [True] * 20\n", "pass\n", setup=OBJECT),
    Case(
        "object.dupli",
        "obj.dupli_type = 'VERTS'\n",
        "obj.instance_type = 'VERTS'\n",
        'D.objects["A"].instance_type == "VERTS"',
        OBJECT.replace("None", 'bpy.data.meshes.new("A")'),
    ),
    Case(
        "object.instance_group",
        "obj.instance_type = 'GROUP'\n",
        'obj.instance_type = "COLLECTION"\n',
        'D.objects["A"].instance_type == "COLLECTION"',
        OBJECT,
    ),
    Case(
        "collection.dupli_offset",
        "group.dupli_offset = (1, 2, 3)\n",
        "group.instance_offset = (1, 2, 3)\n",
        'D.collections["G"].instance_offset.z == 3',
        'import bpy\ngroup = bpy.data.collections.new("G")\n',
    ),
    Case(
        "particles.dupli",
        'settings.dupli_object = bpy.data.objects.new("P", None)\n',
        'settings.instance_object = bpy.data.objects.new("P", None)\n',
        'D.particles["A"].instance_object.name == "P"',
        PARTICLES,
    ),
    Case(
        "particles.display",
        "settings.draw_percentage = 50\n",
        "settings.display_percentage = 50\n",
        'D.particles["A"].display_percentage == 50',
        PARTICLES,
    ),
    Case("particles.emitter", "settings.use_render_emitter = False\n", "pass\n", setup=PARTICLES),
    Case(
        "ops.move_to_layer",
        "bpy.ops.object.move_to_layer(layers=[False, True] + [False] * 18)\n",
        "pass\n",
        setup=OBJECT,
    ),
    Case("material.internal", "mat.use_shadeless = True\n", "pass\n", setup=MATERIAL),
    Case("material.internal", "mat.specular_hardness = 200\n", "pass\n", setup=MATERIAL),
    Case("material.emit", "mat.emit = 2.0  # glows\n", "pass  # glows\n", setup=MATERIAL),
    Case(
        "material.alpha",
        "mat.alpha = 0.25\n",
        "mat.diffuse_color[3] = 0.25\n",
        'D.materials["A"].diffuse_color[3] == 0.25',
        MATERIAL,
    ),
    Case(
        "world.horizon_color",
        "world.horizon_color = (0, 0.5, 1)\n",
        "world.color = (0, 0.5, 1)\n",
        'D.worlds["A"].color.g == 0.5',
        WORLD,
    ),
    Case("world.internal", "world.zenith_color = (0, 0, 1)\n", "pass\n", setup=WORLD),
    Case("light.internal", "light.shadow_method = 'RAY_SHADOW'\n", "pass\n", setup=LIGHT),
    Case("render.internal", "scene.render.use_raytrace = True\n", "pass\n", setup=SCENE),
    Case(
        "render.alpha_mode",
        "scene.render.alpha_mode = 'TRANSPARENT'\n",
        "scene.render.film_transparent = True\n",
        "C.scene.render.film_transparent",
        SCENE,
    ),
    Case(
        "scene.render_layers",
        "obj['n'] = len(bpy.context.scene.render.layers)\n",
        "obj['n'] = len(bpy.context.scene.view_layers)\n",
        'D.objects["A"]["n"] == 1',
        OBJECT,
    ),
    Case(
        "render.internal_id",
        "bpy.context.scene.render.engine = 'BLENDER_RENDER'\n",
        'bpy.context.scene.render.engine = "BLENDER_EEVEE"\n',
        '"EEVEE" in C.scene.render.engine',
    ),
)

KEPT = (
    Kept(
        "light.hemi",
        "import bpy\nbpy.data.objects.new('HEMI', None)\nbpy.data.materials.new('HEMI')\n",
    ),
    Kept("material.internal", "world.mist_settings.use_mist = True\n"),
    Kept("light.internal", "part = ball.elements.new()\npart.use_negative = True\n"),
    Kept(
        "data.lamps",
        "lamps = {}\nlamps['a'] = 1\nclass House:\n    lamps = 3\nprint(House.lamps)\n",
    ),
    Kept("object.layers", "class Cake:\n    layers = 3\ncake = Cake()\ncake.layers = 4\n"),
    Kept("object.layers", "cake = build()\ncake.layers[0] = 4\n"),
    Kept("material.emit", "class Emitter:\n    pass\nthing = Emitter()\nthing.emit = 3\n"),
    Kept("material.alpha", "style = {}\nmaterials_alpha = 1\nfog = Fog()\nfog.alpha = 0.5\n"),
    Kept("ops.layers_view_align", "def build(layers=3):\n    return layers\nbuild(layers=4)\n"),
    Kept("object.type_lamp", "kind = 'LAMP'\nif kind == 'LAMP':\n    print('lamp')\n"),
    Kept("light.hemi", "maker.new('HEMI sphere', 'DOME')\n"),
    Kept("render.alpha_mode", "image.alpha_mode = 'STRAIGHT'\n"),
    Kept("scene.render_layers", "cake.layers[0].render = 1\n"),
    Kept(
        "world.horizon_color",
        "class Sky:\n    horizon_color = 1\nsky = Sky()\nsky.horizon_color = 2\n",
    ),
)
