# SPDX-License-Identifier: GPL-3.0-or-later
"""Put one object on top of another

Tags: place on top, stand on, align, bounding box, world matrix, put on table, rest on, edit scene.
"""

import bpy
from mathutils import Vector


def top_of(item):
    """Middle of the upper side of an object, in the world."""
    corners = [item.matrix_world @ Vector(corner) for corner in item.bound_box]
    low = Vector(min(each[axis] for each in corners) for axis in range(3))
    high = Vector(max(each[axis] for each in corners) for axis in range(3))
    return Vector(((low.x + high.x) / 2, (low.y + high.y) / 2, high.z))


def bottom_of(item):
    """Lowest height of an object in the world."""
    return min((item.matrix_world @ Vector(corner)).z for corner in item.bound_box)


bpy.ops.mesh.primitive_cube_add(size=1, location=(2, 1, 0.4), scale=(1.2, 0.7, 0.8))
table = bpy.context.object
table.name = "Table"
bpy.ops.mesh.primitive_uv_sphere_add(radius=0.15, location=(0, 0, 0))
ball = bpy.context.object
ball.name = "Ball"
bpy.context.view_layer.update()  # world matrices are up to date only now
spot = top_of(table)
spot.z += ball.matrix_world.translation.z - bottom_of(ball)
ball.matrix_world.translation = spot
