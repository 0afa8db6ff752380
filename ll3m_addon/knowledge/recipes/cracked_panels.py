# SPDX-License-Identifier: GPL-3.0-or-later
"""A slab broken into pieces

Tags: fracture, crack, voronoi, shatter, broken, pieces, pavement, mosaic, bisect.
"""

import random

import bmesh
import bpy
from mathutils import Vector

PIECES, SIZE, THICK, GAP = 18, 1.0, 0.06, 0.004  # -, m, m, m

random.seed(4)
seeds = [
    Vector((random.uniform(-SIZE, SIZE) / 2, random.uniform(-SIZE, SIZE) / 2, 0))
    for _ in range(PIECES)
]
root = bpy.data.objects.new("Slab", None)
bpy.context.scene.collection.objects.link(root)
for number, seed in enumerate(seeds):
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=1)
    bmesh.ops.scale(bm, verts=bm.verts[:], vec=(SIZE, SIZE, THICK))
    for other in seeds:
        if other is seed:
            continue
        away = (other - seed).normalized()
        cut = bmesh.ops.bisect_plane(
            bm, geom=bm.verts[:] + bm.edges[:] + bm.faces[:],
            plane_co=(seed + other) / 2 - away * GAP / 2, plane_no=away, clear_outer=True,
        )  # fmt: skip
        edges = [each for each in cut["geom_cut"] if isinstance(each, bmesh.types.BMEdge)]
        if edges:
            bmesh.ops.holes_fill(bm, edges=edges)
    mesh = bpy.data.meshes.new("Piece")
    bm.to_mesh(mesh)
    bm.free()
    piece = bpy.data.objects.new(f"Piece {number + 1}", mesh)
    piece.parent, piece.location.z = root, THICK / 2
    bpy.context.scene.collection.objects.link(piece)
