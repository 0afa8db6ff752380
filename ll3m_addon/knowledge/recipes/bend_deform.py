# SPDX-License-Identifier: GPL-3.0-or-later
"""Bend, twist or taper with simple deform

Tags: simple deform, bend, twist, taper, arch, modifier, angle.
"""

import math

import bpy

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.5))
bar = bpy.context.object
bar.scale = (0.1, 0.1, 1.0)
bpy.ops.object.transform_apply(scale=True)
cuts = bar.modifiers.new("Cuts", "SUBSURF")
cuts.subdivision_type, cuts.levels, cuts.render_levels = "SIMPLE", 4, 4
twist = bar.modifiers.new("Twist", "SIMPLE_DEFORM")
twist.deform_method, twist.deform_axis = "TWIST", "Z"
twist.angle = math.radians(180)
