# SPDX-License-Identifier: GPL-3.0-or-later
"""Bridge two edge loops with bmesh

Tags: bridge, loft, loops, funnel, connect, rings, bmesh, transition.
"""

import bmesh
import bpy

mesh = bpy.data.meshes.new("Funnel")
bm = bmesh.new()
rings = []
for radius, height in ((0.03, 0.0), (0.03, 0.1), (0.12, 0.22)):
    ring = bmesh.ops.create_circle(bm, segments=32, radius=radius, cap_ends=False)["verts"]
    bmesh.ops.translate(bm, verts=ring, vec=(0, 0, height))
    rings.append({edge for vert in ring for edge in vert.link_edges})
for one, two in zip(rings, rings[1:]):
    bmesh.ops.bridge_loops(bm, edges=list(one | two))
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
for face in bm.faces:
    face.smooth = True
bm.to_mesh(mesh)
bm.free()
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Funnel", mesh))
