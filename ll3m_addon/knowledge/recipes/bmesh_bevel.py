# SPDX-License-Identifier: GPL-3.0-or-later
"""Bevel all edges of a mesh with bmesh

Tags: bevel, bmesh, chamfer, edges, dice, rounded cube.
"""

import bmesh
import bpy

mesh = bpy.data.meshes.new("Dice")
bm = bmesh.new()
bmesh.ops.create_cube(bm, size=0.02)
bmesh.ops.bevel(
    bm,
    geom=bm.edges[:],
    offset=0.002,
    offset_type="OFFSET",
    segments=4,
    profile=0.5,
    affect="EDGES",
)
bmesh.ops.translate(bm, verts=bm.verts[:], vec=(0, 0, 0.01))
for face in bm.faces:
    face.smooth = True
bm.to_mesh(mesh)
bm.free()
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Dice", mesh))
