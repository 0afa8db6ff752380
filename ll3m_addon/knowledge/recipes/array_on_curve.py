# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies that follow a curve

Tags: array, curve modifier, along curve, follow, fence, track, beads, fit curve, tank tread.
"""

import bpy

curve = bpy.data.curves.new("Line", "CURVE")
curve.dimensions = "3D"
spline = curve.splines.new("BEZIER")
spline.bezier_points.add(2)
for point, place in zip(spline.bezier_points, [(0, 0, 0.05), (1, 0.6, 0.05), (2, 0, 0.05)]):
    point.co = place
    point.handle_left_type = point.handle_right_type = "AUTO"
line = bpy.data.objects.new("Line", curve)
bpy.context.scene.collection.objects.link(line)
bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=8, radius=0.05)
beads = bpy.context.object
beads.name = "Beads"
repeat = beads.modifiers.new("Repeat", "ARRAY")
repeat.fit_type, repeat.curve = "FIT_CURVE", line
repeat.relative_offset_displace = (1.05, 0, 0)
bend = beads.modifiers.new("Follow", "CURVE")
bend.object, bend.deform_axis = line, "POS_X"
