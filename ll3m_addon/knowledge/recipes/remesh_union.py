# SPDX-License-Identifier: GPL-3.0-or-later
"""Melt overlapping parts into one skin

Tags: remesh, voxel, union, merge, clay, sculpture, weld parts, smooth.
"""

import bmesh
import bpy

mesh = bpy.data.meshes.new("Snowman")
bm = bmesh.new()
for radius, height in ((0.3, 0.27), (0.22, 0.65), (0.15, 0.95)):
    ball = bmesh.ops.create_uvsphere(bm, u_segments=32, v_segments=16, radius=radius)
    bmesh.ops.translate(bm, verts=ball["verts"], vec=(0, 0, height))
bm.to_mesh(mesh)
bm.free()
snowman = bpy.data.objects.new("Snowman", mesh)
bpy.context.scene.collection.objects.link(snowman)
melt = snowman.modifiers.new("Melt", "REMESH")
melt.mode, melt.voxel_size, melt.use_smooth_shade = "VOXEL", 0.02, True
soft = snowman.modifiers.new("Soft", "SMOOTH")
soft.factor, soft.iterations = 0.5, 6
