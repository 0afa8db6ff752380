# SPDX-License-Identifier: GPL-3.0-or-later
"""Join several meshes into one with bmesh

Tags: join, merge, combine, one object, single mesh, bmesh.
"""

import bmesh
import bpy
from mathutils import Matrix

bm = bmesh.new()
for x in (-0.3, 0.0, 0.3):
    bmesh.ops.create_cone(
        bm,
        cap_ends=True,
        segments=24,
        radius1=0.1,
        radius2=0.0,
        depth=0.3,
        matrix=Matrix.Translation((x, 0, 0.15)),
    )
bmesh.ops.create_grid(bm, x_segments=1, y_segments=1, size=0.5)
mesh = bpy.data.meshes.new("Cones")
bm.to_mesh(mesh)
bm.free()
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Cones", mesh))
