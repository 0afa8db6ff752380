# SPDX-License-Identifier: GPL-3.0-or-later
"""Shade smooth and keep hard edges

Tags: smooth shading, sharp edges, auto smooth, normals, angle, shade.
"""

import math

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=48, radius=0.2, depth=0.5, location=(0, 0, 0.25))
drum = bpy.context.object
drum.data.polygons.foreach_set("use_smooth", [True] * len(drum.data.polygons))
drum.data.set_sharp_from_angle(angle=math.radians(35))  # what auto smooth was before 4.1
