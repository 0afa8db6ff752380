# SPDX-License-Identifier: GPL-3.0-or-later
"""Round the hard edges of a box with a bevel modifier

Tags: bevel, chamfer, rounded, fillet, edges, box, crate.
"""

import math

import bpy

WIDTH = 0.02  # m, 0.005..0.05

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.25))
box = bpy.context.object
box.name = "Box"
box.dimensions = (0.6, 0.4, 0.5)
bpy.ops.object.transform_apply(
    location=False, rotation=False, scale=True
)  # else bevels are stretched
bevel = box.modifiers.new("Bevel", "BEVEL")
bevel.width, bevel.segments = WIDTH, 3
bevel.limit_method, bevel.angle_limit = "ANGLE", math.radians(40)
box.data.polygons.foreach_set("use_smooth", [True] * len(box.data.polygons))
weighted = box.modifiers.new("Normals", "WEIGHTED_NORMAL")
weighted.keep_sharp = True
