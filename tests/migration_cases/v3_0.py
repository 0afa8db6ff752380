# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.0."""

from __future__ import annotations

from . import Case, Kept

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nobj = bpy.context.object\n"
BMESH = 'import bpy, bmesh\nmesh = bpy.data.meshes.new("A")\nbm = bmesh.new()\n'
DONE = "bm.to_mesh(mesh)\nbm.free()\n"
WIDE = 'abs(max(v.co.x for v in D.meshes["A"].vertices) - {}) < 1e-4'
TREE = 'import bpy\ntree = bpy.data.node_groups.new("G", "GeometryNodeTree")\nnodes = tree.nodes\n'

CASES = (
    Case(
        "bmesh.diameter",
        "bmesh.ops.create_cone(bm, cap_ends=True, segments=16, diameter1=1, diameter2=0.5, depth=2)\n"
        + DONE,
        "bmesh.ops.create_cone(bm, cap_ends=True, segments=16, radius1=1, radius2=0.5, depth=2)\n"
        + DONE,
        WIDE.format(1),
        BMESH,
    ),
    Case(
        "bmesh.diameter",
        "bmesh.ops.create_uvsphere(bm, u_segments=16, v_segments=8, diameter=1.5)\n" + DONE,
        "bmesh.ops.create_uvsphere(bm, u_segments=16, v_segments=8, radius=1.5)\n" + DONE,
        WIDE.format(1.5),
        BMESH,
    ),
    Case(
        "bmesh.diameter",
        "bmesh.ops.create_circle(bm, segments=16, diameter=2)\n" + DONE,
        "bmesh.ops.create_circle(bm, segments=16, radius=2)\n" + DONE,
        WIDE.format(2),
        BMESH,
    ),
    Case(
        "bmesh.from_object",
        "bm.from_object(obj, bpy.context.scene, deform=True)\nbm.to_mesh(mesh)\n",
        "bm.from_object(obj, bpy.context.evaluated_depsgraph_get())\nbm.to_mesh(mesh)\n",
        'len(D.meshes["A"].vertices) == 8',
        CUBE + 'import bmesh\nmesh = bpy.data.meshes.new("A")\nbm = bmesh.new()\n',
    ),
    Case(
        "object.cycles_visibility",
        "obj.cycles_visibility.shadow = False\n",
        "obj.visible_shadow = False\n",
        "not O.visible_shadow",
        CUBE,
    ),
    Case(
        "object.cycles_catcher",
        "obj.cycles.is_shadow_catcher = True\n",
        "obj.is_shadow_catcher = True\n",
        "O.is_shadow_catcher",
        CUBE,
    ),
    Case("render.tiles", "bpy.context.scene.render.tile_x = 256\n", "pass\n"),
    Case(
        "cycles.samples",
        "scene.cycles.aa_samples = 4\n",
        "pass\n",
        setup="import bpy\nscene = bpy.context.scene\n",
        # before 5.0 Cycles' settings took any name and forgot it
        runs_in=((5, 0), (99, 0)),
    ),
    Case(
        "bone.custom_shape_scale",
        "bone.custom_shape_scale = 2\n",
        "bone.custom_shape_scale_xyz = (2,) * 3\n",
        "O.pose.bones[0].custom_shape_scale_xyz[2] == 2",
        "import bpy\nbpy.ops.object.armature_add()\nbone = bpy.context.object.pose.bones[0]\n",
    ),
    *(
        Case(
            "node.fields",
            f"nodes.new('{old}')\n",
            f'nodes.new("{new}")\n',
            f'D.node_groups["G"].nodes[0].bl_idname == "{new}"',
            TREE,
        )
        for old, new in (
            ("GeometryNodeBoolean", "GeometryNodeMeshBoolean"),
            ("GeometryNodeCurveSubdivide", "GeometryNodeSubdivideCurve"),
            ("GeometryNodeCurveResample", "GeometryNodeResampleCurve"),
            ("GeometryNodeCurveTrim", "GeometryNodeTrimCurve"),
            ("GeometryNodeCurveFillet", "GeometryNodeFilletCurve"),
            ("GeometryNodeMaterialAssign", "GeometryNodeSetMaterial"),
            ("GeometryNodePointInstance", "GeometryNodeInstanceOnPoints"),
            ("GeometryNodePointDistribute", "GeometryNodeDistributePointsOnFaces"),
            ("GeometryNodeSubdivisionSurfaceSimple", "GeometryNodeSubdivideMesh"),
            ("FunctionNodeRandomFloat", "FunctionNodeRandomValue"),
        )
    ),
    Case(
        "world.ambient_occlusion",
        "world.light_settings.use_ambient_occlusion = True\n",
        "pass\n",
        setup="import bpy\nworld = bpy.data.worlds.new('W')\n",
    ),
)

KEPT = (
    Kept("render.tiles", "paint.tile_x = True\n"),
    Kept("cycles.samples", "scene.grease_pencil_settings.aa_samples = 4\n"),
    Kept("bmesh.diameter", "pipe = make(diameter=2)\npipe.create_circle(diameter=3)\n"),
    Kept(
        "bmesh.from_object",
        "import bmesh\nbm = bmesh.new()\nbm.from_object(obj, graph)\nbm.from_object(obj, graph, cage=True)\n",
    ),
    Kept("object.cycles_visibility", "world.camera = 1\nlamp.shadow = 2\n"),
    Kept(
        "cycles.samples",
        "class Motor:\n    progressive = 1\nmotor = Motor()\nmotor.progressive = 2\n",
    ),
    Kept("node.fields", "names = ['GeometryNodeBoolean']\n"),
)
