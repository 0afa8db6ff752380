# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a coil spring

Tags: spring, coil, helix, spiral, screw, thread, curve.
"""

import math

import bpy

TURNS, RADIUS, RISE, WIRE = 6, 0.1, 0.05, 0.01  # -, m, m a turn, m

STEPS = 24
curve = bpy.data.curves.new("Spring", "CURVE")
curve.dimensions = "3D"
curve.bevel_depth, curve.bevel_resolution = WIRE, 3
curve.use_fill_caps = True
spline = curve.splines.new("POLY")
spline.points.add(TURNS * STEPS)
for index, point in enumerate(spline.points):
    angle = 2 * math.pi * index / STEPS
    height = RISE * index / STEPS + WIRE
    point.co = (RADIUS * math.cos(angle), RADIUS * math.sin(angle), height, 1)
spring = bpy.data.objects.new("Spring", curve)
bpy.context.scene.collection.objects.link(spring)
