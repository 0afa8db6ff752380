# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.90."""

from __future__ import annotations

from . import Case, Kept

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nobj = bpy.context.object\n"
BMESH = """\
import bpy, bmesh
mesh = bpy.data.meshes.new("A")
bm = bmesh.new()
bmesh.ops.create_cube(bm, size=2)
"""
DONE = "bm.to_mesh(mesh)\nbm.free()\n"

CASES = (
    Case(
        "ops.bevel_affect",
        "bmesh.ops.bevel(bm, geom=bm.verts[:], offset=0.2, vertex_only=True)\n" + DONE,
        'bmesh.ops.bevel(bm, geom=bm.verts[:], offset=0.2, affect="VERTICES")\n' + DONE,
        'len(D.meshes["A"].vertices) == 24 and len(D.meshes["A"].polygons) == 14',
        BMESH,
    ),
    Case(
        "ops.bevel_affect",
        "bpy.ops.mesh.bevel(offset=0.1, vertex_only=False)\n",
        'bpy.ops.mesh.bevel(offset=0.1, affect="EDGES")\n',
        "True",
        CUBE + "bpy.ops.object.mode_set(mode='EDIT')\n",
    ),
    Case(
        "bmesh.bevel_edges",
        "bmesh.ops.bevel(bm, geom=bm.edges[:], offset=0.2, segments=1)\n" + DONE,
        'bmesh.ops.bevel(bm, affect="EDGES", geom=bm.edges[:], offset=0.2, segments=1)\n' + DONE,
        'len(D.meshes["A"].polygons) == 26',
        BMESH,
    ),
    Case(
        "bmesh.bevel_edges",
        "top = [e for e in bm.edges if e.verts[0].co.z > 0]\nbmesh.ops.bevel(bm, geom=top, offset=0.2)\n"
        + DONE,
        'top = [e for e in bm.edges if e.verts[0].co.z > 0]\nbmesh.ops.bevel(bm, affect="EDGES", geom=top, offset=0.2)\n'
        + DONE,
        'len(D.meshes["A"].vertices) == 18',
        BMESH,
    ),
    Case(
        "modifier.bevel_affect",
        "mod.use_only_vertices = True\n",
        'mod.affect = "VERTICES"\n',
        'O.modifiers["B"].affect == "VERTICES"',
        CUBE + "mod = obj.modifiers.new('B', 'BEVEL')\n",
    ),
    Case(
        "modifier.bevel_profile",
        "mod.use_custom_profile = True\n",
        'mod.profile_type = "CUSTOM"\n',
        'O.modifiers["B"].profile_type == "CUSTOM"',
        CUBE + "mod = obj.modifiers.new('B', 'BEVEL')\n",
    ),
    Case(
        "ops.modifier_apply_as",
        "bpy.ops.object.modifier_apply(apply_as='DATA', modifier='S')\n",
        "bpy.ops.object.modifier_apply(modifier='S')\n",
        "len(O.data.vertices) > 8",
        CUBE + "obj.modifiers.new('S', 'SUBSURF')\n",
    ),
    Case(
        "ops.modifier_apply_as",
        "bpy.ops.object.modifier_apply(modifier='C', apply_as='SHAPE')\n",
        "bpy.ops.object.modifier_apply_as_shapekey(modifier='C')\n",
        "O.data.shape_keys.key_blocks",
        CUBE + "obj.modifiers.new('C', 'CAST')\n",
    ),
)

KEPT = (
    Kept(
        "bmesh.bevel_edges",
        "import bmesh\nbmesh.ops.bevel(bm, geom=bm.edges, offset=1, affect='EDGES')\n",
    ),
    Kept("bmesh.bevel_edges", "import bmesh\nbmesh.ops.bevel(bm, geom=bm.verts, offset=1)\n"),
    Kept(
        "bmesh.bevel_edges",
        "import bmesh\nbmesh.ops.bevel(bm, geom=bm.verts[:] + bm.edges[:], offset=1)\n",
    ),
    Kept(
        "ops.bevel_affect",
        "def bevel(vertex_only):\n    return vertex_only\nbevel(vertex_only=True)\n",
    ),
    Kept(
        "modifier.bevel_affect",
        "class Cut:\n    use_only_vertices = 1\ncut = Cut()\ncut.use_only_vertices = 2\n",
    ),
)
