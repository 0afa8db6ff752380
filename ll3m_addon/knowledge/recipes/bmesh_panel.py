# SPDX-License-Identifier: GPL-3.0-or-later
"""Inset and push in the faces of a box with bmesh

Tags: inset, extrude, panel, drawer, bmesh, faces, recess, cupboard door.
"""

import bmesh
import bpy

mesh = bpy.data.meshes.new("Panel")
bm = bmesh.new()
bmesh.ops.create_cube(bm, size=1.0)
bmesh.ops.scale(bm, vec=(0.5, 0.03, 0.8), verts=bm.verts[:])
front = [face for face in bm.faces if face.normal.y < -0.9]
bmesh.ops.inset_region(bm, faces=front, thickness=0.06, depth=0.0)
bmesh.ops.inset_region(bm, faces=front, thickness=0.012, depth=-0.008)
bmesh.ops.translate(bm, verts=bm.verts[:], vec=(0, 0, 0.4))
bm.to_mesh(mesh)
bm.free()
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Panel", mesh))
