# SPDX-License-Identifier: GPL-3.0-or-later
"""A rope of twisted strands

Tags: rope, cable, twist, strands, braid, cord, helix, curve.
"""

import math

import bpy

STRANDS, RADIUS, TURNS, LENGTH, STEPS = 3, 0.02, 6, 1.0, 120

hemp = bpy.data.materials.new("Hemp")
hemp.use_nodes = True
hemp.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.45, 0.32, 0.16, 1)
curve = bpy.data.curves.new("Rope", "CURVE")
curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", RADIUS * 0.95, 3
curve.use_fill_caps = True
curve.materials.append(hemp)
for strand in range(STRANDS):
    spline = curve.splines.new("POLY")
    spline.points.add(STEPS)
    for step, point in enumerate(spline.points):
        share = step / STEPS
        angle = 2 * math.pi * (TURNS * share + strand / STRANDS)
        y, z = RADIUS * math.cos(angle), RADIUS * math.sin(angle)
        point.co = (LENGTH * (share - 0.5), y, z + 2 * RADIUS, 1)
rope = bpy.data.objects.new("Rope", curve)
bpy.context.scene.collection.objects.link(rope)
