# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that follow each other by constraints

Tags: constraint, copy rotation, limit rotation, copy location, rig, mechanism, linkage, machine.
"""

import math

import bpy


def wheel(name, x, radius):
    """A wheel that stands in the plane of X and Z."""
    bpy.ops.mesh.primitive_cylinder_add(
        vertices=32,
        radius=radius,
        depth=0.05,
        location=(x, 0, radius),
        rotation=(math.pi / 2, 0, 0),
    )
    made = bpy.context.object
    made.name = name
    made.rotation_mode = "XYZ"
    return made


driver, driven = wheel("Driver", -0.2, 0.2), wheel("Driven", 0.15, 0.15)
follow = driven.constraints.new("COPY_ROTATION")
follow.target, follow.invert_z = driver, True
follow.use_x = follow.use_y = False
follow.mix_mode = "ADD"
bpy.ops.mesh.primitive_cube_add(size=0.1, location=(0.6, 0, 0.3))
lever = bpy.context.object
lever.name, lever.scale = "Lever", (0.3, 0.3, 3)
limit = lever.constraints.new("LIMIT_ROTATION")
limit.use_limit_y, limit.min_y, limit.max_y = True, math.radians(-30), math.radians(30)
limit.owner_space = "LOCAL"
lever.rotation_euler.y = math.radians(60)  # shown at its limit
