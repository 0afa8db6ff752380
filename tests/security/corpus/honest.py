# SPDX-License-Identifier: GPL-3.0-or-later
"""Honest scripts, in the ways that models and people write them. All must be accepted and run."""

from __future__ import annotations

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2, location=(0, 0, 1))\nobj = bpy.context.active_object\n"
MATERIAL = (
    CUBE
    + "mat = bpy.data.materials.new(name='Paint')\nmat.use_nodes = True\nnodes = mat.node_tree.nodes\nlinks = mat.node_tree.links\nobj.data.materials.append(mat)\n"
)
GEOMETRY = (
    CUBE
    + "group = bpy.data.node_groups.new('Generator', 'GeometryNodeTree')\ngroup.interface.new_socket('Geometry', in_out='OUTPUT', socket_type='NodeSocketGeometry')\noutput = group.nodes.new('NodeGroupOutput')\n"
)

_PRIMITIVES = (
    "mesh.primitive_cube_add(size=1)", "mesh.primitive_uv_sphere_add(radius=1, segments=16, ring_count=8)",
    "mesh.primitive_ico_sphere_add(subdivisions=2)", "mesh.primitive_cylinder_add(radius=.5, depth=2, vertices=24)",
    "mesh.primitive_cone_add(radius1=1, radius2=0.2, depth=2)", "mesh.primitive_torus_add(major_radius=1, minor_radius=0.2)",
    "mesh.primitive_plane_add(size=10)", "mesh.primitive_circle_add(fill_type='NGON')", "mesh.primitive_grid_add(x_subdivisions=5)",
    "mesh.primitive_monkey_add()", "curve.primitive_bezier_curve_add()", "curve.primitive_bezier_circle_add(radius=2)",
    "curve.primitive_nurbs_path_add()", "surface.primitive_nurbs_surface_sphere_add()", "object.text_add()", "object.empty_add(type='ARROWS')",
    "object.light_add(type='SUN')", "object.light_add(type='AREA', location=(3, -3, 5))", "object.camera_add(location=(7, -7, 5), rotation=(1.1, 0, 0.8))",
    "object.armature_add()", "object.metaball_add(type='BALL')", "object.add(type='LATTICE')",
)  # fmt: skip
_MODIFIERS = (
    "BEVEL:width=0.05,segments=3", "SUBSURF:levels=2", "SOLIDIFY:thickness=0.1", "ARRAY:count=4", "MIRROR:use_clip=True",
    "BOOLEAN:operation='DIFFERENCE'", "DECIMATE:ratio=0.5", "SCREW:steps=12", "WIREFRAME:thickness=0.02", "SIMPLE_DEFORM:deform_method='TWIST'",
    "DISPLACE:strength=0.1", "REMESH:voxel_size=0.3", "SKIN:", "CAST:factor=0.5", "WELD:merge_threshold=0.01", "TRIANGULATE:", "SMOOTH:iterations=2",
    "SHRINKWRAP:offset=0.1", "WAVE:height=0.2", "EDGE_SPLIT:", "WEIGHTED_NORMAL:", "CLOTH:", "COLLISION:", "BUILD:", "LATTICE:", "CURVE:",
)  # fmt: skip
_SHADERS = (
    "TexNoise", "TexVoronoi", "TexWave", "TexBrick", "TexChecker", "TexGradient", "TexMagic", "ValToRGB", "MixRGB", "Mix", "Bump", "NormalMap",
    "Mapping", "TexCoord", "Emission", "BsdfGlass", "BsdfTransparent", "MixShader", "AddShader", "Fresnel", "LayerWeight", "Math", "VectorMath",
    "SeparateXYZ", "CombineXYZ", "HueSaturation", "Invert", "RGB", "Value", "ObjectInfo", "NewGeometry", "Attribute", "TexImage", "Displacement",
)  # fmt: skip
_GEOMETRY_NODES = (
    "MeshCube", "MeshUVSphere", "MeshGrid", "MeshCylinder", "MeshCone", "MeshCircle", "MeshLine", "CurvePrimitiveCircle", "CurveToMesh",
    "InstanceOnPoints", "DistributePointsOnFaces", "JoinGeometry", "Transform", "SetPosition", "RealizeInstances", "SetMaterial",
    "ExtrudeMesh", "MeshBoolean", "SubdivisionSurface", "Proximity", "InputPosition",
)  # fmt: skip
_CONSTRAINTS = (
    "TRACK_TO",
    "COPY_LOCATION",
    "COPY_ROTATION",
    "DAMPED_TRACK",
    "LIMIT_LOCATION",
    "CHILD_OF",
    "FOLLOW_PATH",
    "STRETCH_TO",
)


def _modifier(text: str) -> str:
    kind, _, settings = text.partition(":")
    lines = "".join(f"\nmod.{each}" for each in settings.split(",") if each).replace("=", " = ")
    return f"{CUBE}mod = obj.modifiers.new(name='{kind.title()}', type='{kind}'){lines}"


HONEST: dict[str, str] = {
    **{f"primitive.{each.partition('(')[0]}.{number}": f"import bpy\nbpy.ops.{each}\nprint(bpy.context.object.name)" for number, each in enumerate(_PRIMITIVES)},
    **{f"modifier.{each.partition(':')[0]}": _modifier(each) for each in _MODIFIERS},
    **{f"shader.{each}": f"{MATERIAL}node = nodes.new(type='ShaderNode{each}')\nnode.location = (-300, 100)" for each in _SHADERS},
    **{f"geometry.{each}": f"{GEOMETRY}node = group.nodes.new('GeometryNode{each}')\nmod = obj.modifiers.new('GN', 'NODES')\nmod.node_group = group" for each in _GEOMETRY_NODES},
    **{f"constraint.{each}": f"{CUBE}target = bpy.data.objects.new('Target', None)\nbpy.context.collection.objects.link(target)\nc = obj.constraints.new('{each}')\nif hasattr(c, 'target'):\n    c.target = target" for each in _CONSTRAINTS},
    "clear.select-delete": "import bpy\nbpy.ops.object.select_all(action='SELECT')\nbpy.ops.object.delete(use_global=False)\nbpy.ops.mesh.primitive_cube_add()",
    "clear.loop": "import bpy\nfor o in list(bpy.data.objects):\n    bpy.data.objects.remove(o, do_unlink=True)\nfor block in (bpy.data.meshes, bpy.data.materials, bpy.data.curves):\n    for item in list(block):\n        block.remove(item)\nbpy.ops.mesh.primitive_cube_add()",
    "clear.factory": "import bpy\nbpy.ops.wm.read_factory_settings(use_empty=True)\nbpy.ops.mesh.primitive_cube_add()",
    "clear.orphans": "import bpy\nbpy.ops.mesh.primitive_cube_add()\nbpy.data.orphans_purge()\nbpy.ops.outliner.orphans_purge(do_recursive=True)",
    "clear.mode": "import bpy\nif bpy.context.active_object and bpy.context.active_object.mode != 'OBJECT':\n    bpy.ops.object.mode_set(mode='OBJECT')\nbpy.ops.mesh.primitive_cube_add()",
    "main": "import bpy\n\ndef main():\n    bpy.ops.mesh.primitive_cube_add()\n\nif __name__ == '__main__':\n    main()",
    "save": CUBE + "bpy.ops.wm.save_as_mainfile(filepath='/tmp/model.blend')",
    "export": CUBE + "bpy.ops.export_scene.gltf(filepath='/tmp/model.glb')\nbpy.ops.wm.obj_export(filepath='/tmp/m.obj')",
    "render": CUBE + "scene = bpy.context.scene\nscene.render.engine = 'CYCLES'\nscene.render.filepath = '//out.png'\nscene.render.resolution_x = 800\nscene.cycles.samples = 64\nbpy.ops.render.render(write_still=True)",
    "gpu": CUBE + "prefs = bpy.context.preferences.addons['cycles'].preferences\nprefs.compute_device_type = 'CUDA'\nfor d in prefs.devices:\n    d.use = True\nbpy.context.scene.cycles.device = 'GPU'",
    "viewport": CUBE + "for area in bpy.context.screen.areas:\n    if area.type == 'VIEW_3D':\n        for space in area.spaces:\n            if space.type == 'VIEW_3D':\n                space.shading.type = 'MATERIAL'",
    "window": CUBE + "for window in bpy.context.window_manager.windows:\n    for area in window.screen.areas:\n        area.tag_redraw()",
    "world": CUBE + "world = bpy.data.worlds['World']\nworld.use_nodes = True\nbg = world.node_tree.nodes['Background']\nbg.inputs[0].default_value = (0.05, 0.05, 0.08, 1)\nbg.inputs['Strength'].default_value = 0.5",
    "world.new": CUBE + "if bpy.context.scene.world is None:\n    bpy.context.scene.world = bpy.data.worlds.new('World')\nbpy.context.scene.world.color = (0, 0, 0)",
    "bmesh.faces": "import bpy, bmesh\nmesh = bpy.data.meshes.new('M')\nbm = bmesh.new()\nvs = [bm.verts.new(c) for c in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0))]\nface = bm.faces.new(vs)\nr = bmesh.ops.extrude_face_region(bm, geom=[face])\nup = [v for v in r['geom'] if isinstance(v, bmesh.types.BMVert)]\nbmesh.ops.translate(bm, verts=up, vec=(0, 0, 1))\nbmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])\nbm.to_mesh(mesh)\nbm.free()\nbpy.context.collection.objects.link(bpy.data.objects.new('M', mesh))",
    "bmesh.edit": CUBE + "import bmesh\nbpy.ops.object.mode_set(mode='EDIT')\nbm = bmesh.from_edit_mesh(obj.data)\nbm.verts.ensure_lookup_table()\nbm.verts[0].co.z += 1\nbmesh.update_edit_mesh(obj.data)\nbpy.ops.mesh.select_all(action='SELECT')\nbpy.ops.mesh.subdivide(number_cuts=2)\nbpy.ops.mesh.bevel(offset=0.02)\nbpy.ops.mesh.normals_make_consistent(inside=False)\nbpy.ops.object.mode_set(mode='OBJECT')",
    "bmesh.ops": "import bpy, bmesh, math\nfrom mathutils import Matrix, Vector\nbm = bmesh.new()\nbmesh.ops.create_cone(bm, cap_ends=True, segments=32, radius1=1, radius2=0.5, depth=2, matrix=Matrix.Translation((0, 0, 1)))\nbmesh.ops.create_uvsphere(bm, u_segments=16, v_segments=8, radius=0.5)\nbmesh.ops.rotate(bm, verts=bm.verts, cent=(0, 0, 0), matrix=Matrix.Rotation(math.radians(30), 3, 'X'))\nbmesh.ops.remove_doubles(bm, verts=bm.verts, dist=0.001)\nme = bpy.data.meshes.new('Cone')\nbm.to_mesh(me)\nbm.free()\nob = bpy.data.objects.new('Cone', me)\nbpy.context.scene.collection.objects.link(ob)",
    "pydata": "import bpy\nverts = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]\nfaces = [(0, 2, 1), (0, 1, 3), (1, 2, 3), (2, 0, 3)]\nme = bpy.data.meshes.new('Tetra')\nme.from_pydata(verts, [], faces)\nme.update(calc_edges=True)\nme.validate()\nob = bpy.data.objects.new('Tetra', me)\nbpy.context.collection.objects.link(ob)\nfor p in me.polygons:\n    p.use_smooth = True",
    "uv": CUBE + "uv = obj.data.uv_layers.new(name='UV')\nfor loop in obj.data.loops:\n    uv.data[loop.index].uv = (loop.index % 2, loop.index // 2 % 2)",
    "attributes": CUBE + "layer = obj.data.color_attributes.new(name='Col', type='BYTE_COLOR', domain='CORNER')\nfor d in layer.data:\n    d.color = (1, 0, 0, 1)\nattr = obj.data.attributes.new('weight', 'FLOAT', 'POINT')\nattr.data.foreach_set('value', [0.5] * len(obj.data.vertices))",
    "shape-keys": CUBE + "obj.shape_key_add(name='Basis')\nkey = obj.shape_key_add(name='Up')\nfor i, v in enumerate(obj.data.vertices):\n    key.data[i].co.z = v.co.z + 1\nkey.value = 0.5\nobj.data.shape_keys.key_blocks['Up'].keyframe_insert('value', frame=1)",
    "keyframes": CUBE + "for frame, z in ((1, 0), (20, 3), (40, 0)):\n    obj.location.z = z\n    obj.keyframe_insert(data_path='location', index=2, frame=frame)\nbpy.context.scene.frame_end = 40\nbpy.context.scene.frame_set(10)",
    "driver.sum": CUBE + "d = obj.driver_add('location', 2).driver\nd.type = 'SUM'\nv = d.variables.new()\nv.name = 'x'\nv.targets[0].id = obj\nv.targets[0].data_path = 'scale.x'",
    "driver.expression": CUBE + "d = obj.driver_add('rotation_euler', 2).driver\nd.type = 'SCRIPTED'\nd.expression = 'frame / 24 * 2 * pi'",
    "armature": "import bpy\narm = bpy.data.armatures.new('Rig')\nob = bpy.data.objects.new('Rig', arm)\nbpy.context.collection.objects.link(ob)\nbpy.context.view_layer.objects.active = ob\nbpy.ops.object.mode_set(mode='EDIT')\nroot = arm.edit_bones.new('Root')\nroot.head = (0, 0, 0)\nroot.tail = (0, 0, 1)\nchild = arm.edit_bones.new('Child')\nchild.head = root.tail\nchild.tail = (0, 0, 2)\nchild.parent = root\nbpy.ops.object.mode_set(mode='POSE')\nob.pose.bones['Child'].rotation_mode = 'XYZ'\nob.pose.bones['Child'].rotation_euler = (0.3, 0, 0)\nbpy.ops.object.mode_set(mode='OBJECT')",
    "vertex-groups": CUBE + "g = obj.vertex_groups.new(name='Top')\ng.add([v.index for v in obj.data.vertices if v.co.z > 0], 1.0, 'REPLACE')",
    "curve.bezier": "import bpy\ncu = bpy.data.curves.new('Path', type='CURVE')\ncu.dimensions = '3D'\ncu.bevel_depth = 0.05\ncu.fill_mode = 'FULL'\nsp = cu.splines.new(type='BEZIER')\nsp.bezier_points.add(count=2)\nfor p, c in zip(sp.bezier_points, ((0, 0, 0), (1, 1, 0), (2, 0, 1))):\n    p.co = c\n    p.handle_left_type = p.handle_right_type = 'AUTO'\nbpy.context.collection.objects.link(bpy.data.objects.new('Path', cu))",
    "curve.convert": "import bpy\nbpy.ops.curve.primitive_bezier_circle_add(radius=1)\nc = bpy.context.object\nc.data.bevel_depth = 0.1\nbpy.ops.object.convert(target='MESH')",
    "text": "import bpy\ncu = bpy.data.curves.new(type='FONT', name='Label')\ncu.body = 'OPEN'\ncu.extrude = 0.05\ncu.align_x = 'CENTER'\nbpy.context.collection.objects.link(bpy.data.objects.new('Label', cu))",
    "collections": "import bpy\ncol = bpy.data.collections.new('Parts')\nbpy.context.scene.collection.children.link(col)\nbpy.ops.mesh.primitive_cube_add()\nob = bpy.context.object\nfor c in ob.users_collection:\n    c.objects.unlink(ob)\ncol.objects.link(ob)\nlayer = bpy.context.view_layer.layer_collection.children['Parts']\nbpy.context.view_layer.active_layer_collection = layer",
    "join": "import bpy\nparts = []\nfor i in range(3):\n    bpy.ops.mesh.primitive_cube_add(location=(i * 2, 0, 0))\n    parts.append(bpy.context.object)\nbpy.ops.object.select_all(action='DESELECT')\nfor p in parts:\n    p.select_set(True)\nbpy.context.view_layer.objects.active = parts[0]\nbpy.ops.object.join()\nparts[0].name = 'Row'",
    "boolean": CUBE + "bpy.ops.mesh.primitive_cylinder_add(radius=0.5, depth=4)\ncut = bpy.context.object\nm = obj.modifiers.new('Cut', 'BOOLEAN')\nm.object = cut\nm.operation = 'DIFFERENCE'\nbpy.context.view_layer.objects.active = obj\nbpy.ops.object.modifier_apply(modifier=m.name)\nbpy.data.objects.remove(cut, do_unlink=True)",
    "parent": CUBE + "e = bpy.data.objects.new('Root', None)\nbpy.context.collection.objects.link(e)\nobj.parent = e\nobj.matrix_parent_inverse = e.matrix_world.inverted()",
    "origin": CUBE + "bpy.ops.object.transform_apply(location=False, rotation=True, scale=True)\nbpy.ops.object.origin_set(type='ORIGIN_GEOMETRY', center='BOUNDS')\nbpy.ops.object.shade_smooth()",
    "instance": CUBE + "for i in range(5):\n    copy = obj.copy()\n    copy.data = obj.data\n    copy.location.x = i * 3\n    bpy.context.collection.objects.link(copy)",
    "instance.collection": CUBE + "src = bpy.data.collections.new('Src')\nsrc.objects.link(obj)\ninst = bpy.data.objects.new('Inst', None)\ninst.instance_type = 'COLLECTION'\ninst.instance_collection = src\nbpy.context.scene.collection.objects.link(inst)",
    "particles": CUBE + "obj.modifiers.new('Hair', type='PARTICLE_SYSTEM')\nps = obj.particle_systems[0].settings\nps.type = 'HAIR'\nps.count = 50",
    "rigid-body": CUBE + "bpy.ops.rigidbody.world_add()\nbpy.ops.rigidbody.object_add(type='ACTIVE')\nobj.rigid_body.mass = 2",
    "image.pixels": MATERIAL + "img = bpy.data.images.new('Checker', 8, 8)\nimg.pixels = [c for i in range(64) for c in ((1, 1, 1, 1) if (i + i // 8) % 2 else (0, 0, 0, 1))]\nimg.pack()\nn = nodes.new('ShaderNodeTexImage')\nn.image = img\nlinks.new(n.outputs['Color'], nodes['Principled BSDF'].inputs['Base Color'])",
    "material.old-sockets": MATERIAL + "b = nodes['Principled BSDF']\nb.inputs['Specular'].default_value = 0.3\nb.inputs['Transmission'].default_value = 0.9\nb.inputs['Emission'].default_value = (1, 0, 0, 1)\nb.inputs['Roughness'].default_value = 0.2",
    "material.loop": MATERIAL + "for node in list(nodes):\n    nodes.remove(node)\nout = nodes.new('ShaderNodeOutputMaterial')\nb = nodes.new('ShaderNodeBsdfPrincipled')\nlinks.new(b.outputs['BSDF'], out.inputs['Surface'])\nfor key, value in {'Roughness': 0.5, 'Metallic': 1.0}.items():\n    if key in b.inputs:\n        b.inputs[key].default_value = value",
    "auto-smooth": CUBE + "obj.data.use_auto_smooth = True\nobj.data.auto_smooth_angle = 0.52",
    "missing-import": "import bpy\nbpy.ops.mesh.primitive_cube_add(rotation=(0, 0, math.radians(45)))",
    "star-import": "from math import *\nimport bpy\nbpy.ops.mesh.primitive_cube_add(location=(cos(pi), sin(pi / 2), sqrt(4)))",
    "alias": "import bpy\nD = bpy.data\nC = bpy.context\nO = bpy.ops\nO.mesh.primitive_cube_add()\nC.object.name = 'A'\nprint(D.objects['A'].name)",
    "from-bpy": "from bpy import data, context, ops\nops.mesh.primitive_cube_add()\ncontext.object.location = (1, 2, 3)\nprint(len(data.objects))",
    "context.override": CUBE + "with bpy.context.temp_override(active_object=obj, object=obj, selected_objects=[obj]):\n    bpy.ops.object.shade_smooth()",
    "types": CUBE + "assert isinstance(obj, bpy.types.Object)\nassert isinstance(obj.data, bpy.types.Mesh)\n\ndef build(name: str) -> bpy.types.Object:\n    return obj\nprint(type(obj).__name__, build('x').type)",
    "class": "import bpy\n\nclass Builder:\n    SIZE = 2.0\n    def __init__(self, name, size=None):\n        self.name = name\n        self._size = size or self.SIZE\n        self.__made = []\n    @property\n    def size(self):\n        return self._size\n    @staticmethod\n    def centre():\n        return (0, 0, 0)\n    @classmethod\n    def default(cls):\n        return cls('Default')\n    def build(self):\n        bpy.ops.mesh.primitive_cube_add(size=self.size, location=self.centre())\n        self.__made.append(bpy.context.object)\n        return self.__made[-1]\n    def __repr__(self):\n        return f'Builder({self.name!r})'\n\nclass Tall(Builder):\n    def __init__(self, name):\n        super().__init__(name, size=4)\nprint(Tall('t'), Tall('t').build())",
    "dataclass": "import bpy\nfrom dataclasses import dataclass, field, asdict\nfrom typing import List, Tuple\n\n@dataclass(frozen=True)\nclass Leg:\n    height: float = 0.45\n    at: Tuple[float, float] = (0.0, 0.0)\n\n@dataclass\nclass Chair:\n    legs: List[Leg] = field(default_factory=list)\n\nchair = Chair([Leg(at=(x, y)) for x in (0, 1) for y in (0, 1)])\nfor leg in chair.legs:\n    bpy.ops.mesh.primitive_cylinder_add(radius=0.05, depth=leg.height, location=(*leg.at, leg.height / 2))\nprint(asdict(chair))",
    "enum": "import bpy\nfrom enum import Enum, auto\n\nclass Style(Enum):\n    PLAIN = auto()\n    ROUND = 'round'\n\nif Style('round') is Style.ROUND and Style.PLAIN.name == 'PLAIN':\n    bpy.ops.mesh.primitive_uv_sphere_add()",
    "generator": "import bpy\n\ndef ring(n):\n    for i in range(n):\n        yield (i, 0, 0)\nfor c in ring(4):\n    bpy.ops.mesh.primitive_cube_add(size=0.5, location=c)",
    "try": "import bpy\ntry:\n    bpy.ops.object.mode_set(mode='EDIT')\nexcept RuntimeError as error:\n    print('no mode', error)\nexcept Exception:\n    raise\nelse:\n    print('fine')\nfinally:\n    bpy.ops.mesh.primitive_cube_add()",
    "bare-except": "import bpy\ntry:\n    bpy.data.objects['Nothing']\nexcept:\n    bpy.ops.mesh.primitive_cube_add()",
    "format": "import bpy\nbpy.ops.mesh.primitive_cube_add()\nname = 'Part_{:03d}_{}'.format(3, 'x')\nbpy.context.object.name = name\nprint('%s %.2f' % (name, 1.5), f'{name:>20} {3.14159:.2f} {name!r}', '{a[0]} {b.name}'.format(a=[1], b=bpy.context.object))",
    "getattr": CUBE + "for attribute in ('location', 'scale'):\n    setattr(obj, attribute, (1, 1, 1))\n    print(getattr(obj, attribute), hasattr(obj, 'nothing'), getattr(obj, 'nothing', None))",
    "comprehension": "import bpy\ngrid = {(x, y): x * y for x in range(3) for y in range(3) if x != y}\nnames = sorted({f'{x}{y}' for x, y in grid}, key=lambda s: (len(s), s))\n[bpy.ops.mesh.primitive_cube_add(size=0.2, location=(x, y, z)) for (x, y), z in grid.items()]\nprint(names, any(grid), sum(grid.values()), list(zip(names, names)), max(names, default=''))",
    "match": "import bpy\n\ndef add(kind):\n    match kind:\n        case 'cube' | 'box':\n            bpy.ops.mesh.primitive_cube_add()\n        case ('sphere', r):\n            bpy.ops.mesh.primitive_uv_sphere_add(radius=r)\n        case _:\n            raise ValueError(kind)\nadd('box')\nadd(('sphere', 2))",
    "with": "import bpy\nfrom contextlib import contextmanager\n\n@contextmanager\ndef mode(name):\n    bpy.ops.object.mode_set(mode=name)\n    try:\n        yield\n    finally:\n        bpy.ops.object.mode_set(mode='OBJECT')\nbpy.ops.mesh.primitive_cube_add()\nwith mode('EDIT'):\n    bpy.ops.mesh.subdivide(number_cuts=1)",
    "numpy": "import bpy\nimport numpy as np\nx, y = np.meshgrid(np.linspace(-1, 1, 8), np.linspace(-1, 1, 8))\nz = np.sin(x * 3) * np.cos(y * 3)\nverts = np.stack((x, y, z), axis=-1).reshape(-1, 3)\nfaces = [(i * 8 + j, i * 8 + j + 1, (i + 1) * 8 + j + 1, (i + 1) * 8 + j) for i in range(7) for j in range(7)]\nme = bpy.data.meshes.new('Wave')\nme.from_pydata(verts.tolist(), [], faces)\nco = np.empty(len(me.vertices) * 3, dtype=np.float32)\nme.vertices.foreach_get('co', co)\nco[2::3] *= 0.5\nme.vertices.foreach_set('co', co)\nme.update()\nbpy.context.collection.objects.link(bpy.data.objects.new('Wave', me))",
    "numpy.random": "import bpy\nimport numpy as np\nrng = np.random.default_rng(3)\nnp.random.seed(1)\nfor p in rng.uniform(-1, 1, (3, 3)):\n    bpy.ops.mesh.primitive_cube_add(size=0.1, location=p)\nprint(np.linalg.norm(np.array([3, 4])), np.random.rand(2).shape)",
    "random": "import bpy\nimport random\nrandom.seed(42)\nfor _ in range(3):\n    bpy.ops.mesh.primitive_ico_sphere_add(radius=random.uniform(0.1, 0.4), location=[random.gauss(0, 1) for _ in 'xyz'])\nprint(random.choice('abc'), random.sample(range(9), 3), random.Random(3).random())",
    "noise": "import bpy\nfrom mathutils import Vector, noise\nbpy.ops.mesh.primitive_grid_add(x_subdivisions=9, y_subdivisions=9)\nfor v in bpy.context.object.data.vertices:\n    v.co.z = noise.noise(v.co * 2) * 0.3 + noise.fractal(Vector((1, 2, 3)), 1.0, 2.0, 3)",
    "noise.module": "import bpy\nimport mathutils\nimport mathutils.noise as mn\nfrom mathutils.bvhtree import BVHTree\nfrom mathutils.kdtree import KDTree\nkd = KDTree(1)\nkd.insert((0, 0, 0), 0)\nkd.balance()\nprint(mn.cell(mathutils.Vector((1, 1, 1))), kd.find((1, 1, 1)))\nbpy.ops.mesh.primitive_cube_add()",
    "matrix": CUBE + "from mathutils import Matrix, Euler, Quaternion, Vector, Color\nfrom math import radians\nobj.matrix_world = Matrix.Translation((1, 2, 3)) @ Euler((0, 0, radians(30))).to_matrix().to_4x4()\nobj.rotation_mode = 'QUATERNION'\nobj.rotation_quaternion = Quaternion((0, 0, 1), radians(45))\nprint((obj.matrix_world @ Vector((0, 0, 1))).normalized(), Color((1, 0, 0)).h)",
    "depsgraph": CUBE + "obj.modifiers.new('S', 'SUBSURF').levels = 1\ndg = bpy.context.evaluated_depsgraph_get()\nev = obj.evaluated_get(dg)\nme = bpy.data.meshes.new_from_object(ev)\nprint(len(me.vertices))\nbpy.context.view_layer.update()",
    "raycast": CUBE + "bpy.context.view_layer.update()\nhit = obj.ray_cast((0, 0, 5), (0, 0, -1))\nprint(hit[0], obj.bound_box[0][:], obj.dimensions)",
    "stdlib": "import bpy\nimport collections, itertools, functools, operator, statistics, string, copy, heapq, bisect, fractions, decimal, datetime, time, re, json, textwrap, hashlib, uuid\nfrom collections import defaultdict, namedtuple, deque, Counter, OrderedDict\nfrom functools import partial, reduce, lru_cache, wraps\nP = namedtuple('P', 'x y')\n\ndef logged(f):\n    @wraps(f)\n    def inner(*a, **k):\n        return f(*a, **k)\n    return inner\n\n@logged\n@lru_cache(maxsize=None)\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nstart = time.time()\nprint(fib(20), reduce(operator.mul, [1, 2, 3]), list(itertools.islice(itertools.count(), 3)), P(1, 2)._replace(x=3), Counter('aab'), statistics.mean([1, 2]), string.ascii_letters[:3], copy.deepcopy([1]), re.sub('a', 'b', 'aa'), json.loads(json.dumps({'a': [1]})), len(list(itertools.product([1, 2], repeat=2))), list(itertools.chain([1], [2])), time.time() - start)\nbpy.ops.mesh.primitive_cube_add()",
    "os.path": "import bpy\nimport os\nout = os.path.join(os.path.dirname(__file__), 'out')\nname, ending = os.path.splitext(os.path.basename('a/b.png'))\nos.makedirs(out, exist_ok=True)\nif not os.path.exists(out):\n    print('no folder', name)\nbpy.ops.mesh.primitive_cube_add()",
    "sys": "import bpy\nimport sys\nargs = sys.argv[sys.argv.index('--') + 1:] if '--' in sys.argv else []\nprint(args, sys.version_info[0])\nbpy.ops.mesh.primitive_cube_add()",
    "logging": "import bpy\nimport logging\nlogging.basicConfig(level=logging.INFO, format='%(message)s')\nlogger = logging.getLogger(__name__)\nlogger.info('start %s', 1)\nbpy.ops.mesh.primitive_cube_add()\nlogger.setLevel(logging.DEBUG)",
    "sys.path": "import bpy, sys, os\nsys.path.append(os.path.dirname(__file__))\nprint(os.environ.get('USER', 'nobody'))\nbpy.ops.mesh.primitive_cube_add()",
    "node.operator": CUBE + "bpy.ops.node.new_geometry_nodes_modifier()\nprint(obj.modifiers[0].node_group.name)",
    "singleton": "import bpy\n\nclass One:\n    made = None\n    def __new__(cls):\n        if cls.made is None:\n            cls.made = super().__new__(cls)\n        return cls.made\n    def __getattr__(self, name):\n        return name.upper()\nassert One() is One()\nbpy.ops.mesh.primitive_cube_add()\nbpy.context.object.name = One().chair",
    "global": "import bpy\nCOUNT = 0\n\ndef add():\n    global COUNT\n    COUNT += 1\n    bpy.ops.mesh.primitive_cube_add(location=(COUNT, 0, 0))\nadd()\nadd()\nprint(COUNT)",
    "closure": "import bpy\n\ndef counter():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up\nup = counter()\nup()\nbpy.ops.mesh.primitive_cube_add(location=(up(), 0, 0))",
    "walrus": "import bpy\nif (n := len(bpy.data.objects)) >= 0:\n    bpy.ops.mesh.primitive_cube_add(location=(n, 0, 0))",
    "unicode": "import bpy\ngröße = 2.0\nπ = 3.14159\nbpy.ops.mesh.primitive_cube_add(size=größe)\nbpy.context.object.name = 'Würfel ✓'\nprint(π, 'Ω')",
    "custom-properties": CUBE + "obj['height'] = 1.5\nobj['tags'] = [1, 2, 3]\nobj['label'] = 'chair'\nprint(obj['height'], 'label' in obj, obj.get('none'), list(obj.keys()))",
    "semicolons": "import bpy; bpy.ops.mesh.primitive_cube_add(); o = bpy.context.object; o.name = 'x'",
    "docstring": "'''A chair.'''\nimport bpy\n# a comment\nbpy.ops.mesh.primitive_cube_add()  # the seat",
    "light.settings": "import bpy\nl = bpy.data.lights.new(name='Key', type='AREA')\nl.energy = 500\nl.size = 2\nl.color = (1, 0.9, 0.8)\no = bpy.data.objects.new('Key', l)\no.location = (3, -3, 4)\nbpy.context.collection.objects.link(o)",
    "camera.settings": "import bpy\nfrom mathutils import Vector\nc = bpy.data.cameras.new('Cam')\nc.lens = 50\no = bpy.data.objects.new('Cam', c)\nbpy.context.collection.objects.link(o)\nbpy.context.scene.camera = o\no.location = (5, -5, 4)\no.rotation_euler = (Vector((0, 0, 0)) - o.location).to_track_quat('-Z', 'Y').to_euler()",
    "scene.settings": CUBE + "s = bpy.context.scene\ns.unit_settings.system = 'METRIC'\ns.unit_settings.scale_length = 1.0\ns.frame_start = 1\ns.frame_end = 100\ns.render.fps = 24\ns.render.film_transparent = True\ns.view_settings.view_transform = 'Standard'\ns.cursor.location = (0, 0, 0)",
    "cleanup.materials": MATERIAL + "for m in list(bpy.data.materials):\n    if m.users == 0:\n        bpy.data.materials.remove(m)\nobj.data.materials.clear()\nobj.data.materials.append(bpy.data.materials.new('New'))\nprint(bpy.data.materials.get('None'), 'New' in bpy.data.materials, bpy.data.materials.find('New') >= 0, [m.name for m in bpy.data.materials], bpy.data.materials.keys())",
    "metaballs": "import bpy\nmb = bpy.data.metaballs.new('Blob')\nmb.resolution = 0.3\nfor i in range(3):\n    e = mb.elements.new()\n    e.co = (i, 0, 0)\n    e.radius = 1\nbpy.context.collection.objects.link(bpy.data.objects.new('Blob', mb))",
    "vector-math": "import bpy\nfrom mathutils import Vector\na, b = Vector((1, 0, 0)), Vector((0, 1, 0))\nprint(a.cross(b), a.dot(b), (a + b).length, a.lerp(b, 0.5), a @ b, -a, a * 3, a.angle(b), 2 ** 10, 2 ** 0.5)\nbpy.ops.mesh.primitive_cube_add(location=a + b)",
    "traceback": "import bpy, traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()\nbpy.ops.mesh.primitive_cube_add()",
    "exit": "import bpy, sys\nbpy.ops.mesh.primitive_cube_add()\nsys.exit(0)",
    "geometry-nodes.tree": GEOMETRY + "cube = group.nodes.new('GeometryNodeMeshCube')\ncube.inputs['Size'].default_value = (1, 2, 3)\ngroup.links.new(cube.outputs['Mesh'], output.inputs[0])\nmod = obj.modifiers.new('GN', 'NODES')\nmod.node_group = group\nbpy.context.view_layer.update()",
}  # fmt: skip
