# SPDX-License-Identifier: GPL-3.0-or-later
"""Add shape keys to a mesh

Tags: shape keys, morph, blend shape, deform, smile, expression.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=24, ring_count=12, radius=0.3, location=(0, 0, 0.3))
ball = bpy.context.object
ball.name = "Ball"
ball.shape_key_add(name="Basis")
flat = ball.shape_key_add(name="Squashed", from_mix=False)
for vertex, point in zip(ball.data.vertices, flat.data):
    point.co = (vertex.co.x * 1.3, vertex.co.y * 1.3, vertex.co.z * 0.5)
flat.value = 0.4
