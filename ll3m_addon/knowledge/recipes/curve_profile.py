# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweep a profile along a path

Tags: curve, profile, sweep, moulding, frame, picture frame, bevel object, rail, gutter.
"""

import bpy


def curve(name, points, cyclic, flat):
    made = bpy.data.curves.new(name, "CURVE")
    made.dimensions = "2D" if flat else "3D"
    spline = made.splines.new("POLY")
    spline.points.add(len(points) - 1)
    for point, (x, y) in zip(spline.points, points):
        point.co = (x, y, 0, 1)
    spline.use_cyclic_u = cyclic
    thing = bpy.data.objects.new(name, made)
    bpy.context.scene.collection.objects.link(thing)
    return thing


profile = curve("Profile", [(0, 0), (0.05, 0), (0.05, 0.01), (0.02, 0.03), (0, 0.03)], True, True)
frame = curve("Frame", [(-0.3, -0.4), (0.3, -0.4), (0.3, 0.4), (-0.3, 0.4)], True, False)
frame.data.bevel_mode = "OBJECT"
frame.data.bevel_object = profile
profile.hide_render = True
frame.rotation_euler.x = 1.5708
frame.location.z = 0.45
