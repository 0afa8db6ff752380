# SPDX-License-Identifier: GPL-3.0-or-later
"""Give a mesh normals of its own

Tags: custom normals, split normals, normals_split_custom_set, shading, foliage, fake round.
"""

import bpy
from mathutils import Vector

bpy.ops.mesh.primitive_cube_add(size=0.6, location=(0, 0, 0.3))
bush = bpy.context.object
bush.name = "Bush"
mesh = bush.data
for face in mesh.polygons:
    face.use_smooth = True
# as if the box were a ball: every corner's normal points away from the middle
outward = [Vector(mesh.vertices[loop.vertex_index].co).normalized() for loop in mesh.loops]
mesh.normals_split_custom_set([tuple(each) for each in outward])
mesh.update()
