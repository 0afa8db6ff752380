# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn a profile on a lathe with bmesh spin

Tags: spin, lathe, revolve, profile, goblet, vase, bottle, chess, bmesh, axis.
"""

import math

import bmesh
import bpy

PROFILE = [
    (0.0, 0.0),
    (0.035, 0.0),
    (0.035, 0.004),
    (0.006, 0.012),
    (0.006, 0.08),
    (0.03, 0.11),
    (0.034, 0.17),
]

mesh = bpy.data.meshes.new("Goblet")
bm = bmesh.new()
verts = [bm.verts.new((radius, 0, height)) for radius, height in PROFILE]
edges = [bm.edges.new(pair) for pair in zip(verts, verts[1:])]
bmesh.ops.spin(
    bm,
    geom=verts + edges,
    cent=(0, 0, 0),
    axis=(0, 0, 1),
    angle=2 * math.pi,
    steps=48,
    use_merge=True,
)
bmesh.ops.remove_doubles(bm, verts=bm.verts[:], dist=1e-5)
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
for face in bm.faces:
    face.smooth = True
bm.to_mesh(mesh)
bm.free()
goblet = bpy.data.objects.new("Goblet", mesh)
bpy.context.scene.collection.objects.link(goblet)
