# SPDX-License-Identifier: GPL-3.0-or-later
"""Bend a round pipe along points

Tags: curve, pipe, tube, cable, rope, wire, bevel depth, bezier, handle.
"""

import bpy

POINTS = [(-0.3, 0, 0), (-0.3, 0, 0.4), (0.3, 0, 0.4), (0.3, 0, 0)]

curve = bpy.data.curves.new("Pipe", "CURVE")
curve.dimensions = "3D"
curve.bevel_depth = 0.025  # m, the radius
curve.bevel_resolution = 6
curve.resolution_u = 16
curve.use_fill_caps = True
spline = curve.splines.new("BEZIER")
spline.bezier_points.add(len(POINTS) - 1)
for point, place in zip(spline.bezier_points, POINTS):
    point.co = place
    point.handle_left_type = point.handle_right_type = "AUTO"
pipe = bpy.data.objects.new("Pipe", curve)
bpy.context.scene.collection.objects.link(pipe)
