# SPDX-License-Identifier: GPL-3.0-or-later
"""A railing with balusters

Tags: railing, balustrade, banister, handrail, fence, balcony, posts, bars.
"""

import bpy

LENGTH, HEIGHT, GAP = 2.4, 1.0, 0.12  # m

root = bpy.data.objects.new("Railing", None)
bpy.context.scene.collection.objects.link(root)


def rod(name, radius, start, end):
    """A round rod between two points."""
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions, curve.bevel_depth, curve.use_fill_caps = "3D", radius, True
    spline = curve.splines.new("POLY")
    spline.points.add(1)
    spline.points[0].co, spline.points[1].co = (*start, 1), (*end, 1)
    made = bpy.data.objects.new(name, curve)
    made.parent = root
    bpy.context.scene.collection.objects.link(made)


half = LENGTH / 2
rod("Handrail", 0.025, (-half, 0, HEIGHT), (half, 0, HEIGHT))
rod("Bottom Rail", 0.015, (-half, 0, 0.1), (half, 0, 0.1))
for x in (-half, 0, half):
    rod("Post", 0.022, (x, 0, 0), (x, 0, HEIGHT))
count = int(LENGTH / GAP)
for step in range(1, count):
    x = -half + LENGTH * step / count
    if abs(x) > GAP / 2:
        rod("Baluster", 0.008, (x, 0, 0.1), (x, 0, HEIGHT))
