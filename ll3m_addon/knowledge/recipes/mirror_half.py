# SPDX-License-Identifier: GPL-3.0-or-later
"""Model one half and mirror it

Tags: mirror, symmetric, symmetry, half, across, modifier, reflect.
"""

import bmesh
import bpy

mesh = bpy.data.meshes.new("Mask")
bm = bmesh.new()
bmesh.ops.create_uvsphere(bm, u_segments=24, v_segments=12, radius=0.5)
bmesh.ops.bisect_plane(
    bm,
    geom=bm.verts[:] + bm.edges[:] + bm.faces[:],
    plane_co=(0, 0, 0),
    plane_no=(-1, 0, 0),
    clear_outer=True,
)
bm.to_mesh(mesh)
bm.free()
half = bpy.data.objects.new("Mask", mesh)
bpy.context.scene.collection.objects.link(half)
mirror = half.modifiers.new("Mirror", "MIRROR")
mirror.use_axis[0] = True  # across x
mirror.use_clip = True
mirror.merge_threshold = 0.001
half.location.z = 0.5
