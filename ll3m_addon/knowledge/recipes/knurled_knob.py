# SPDX-License-Identifier: GPL-3.0-or-later
"""A knob with a knurled grip

Tags: knurl, knob, grip, dial, handle, diamond pattern, machine, bmesh.
"""

import math

import bmesh
import bpy

AROUND, ROWS, RADIUS, HEIGHT, DEPTH = 48, 8, 0.02, 0.016, 0.0009  # -, -, m, m, m

bm = bmesh.new()
rings = []
for row in range(ROWS + 1):
    ring = []
    for step in range(AROUND):
        angle = 2 * math.pi * step / AROUND
        peak = DEPTH if 0 < row < ROWS and (row + step) % 2 else 0  # every second point stands out
        radius = RADIUS + peak
        ring.append(
            bm.verts.new((radius * math.cos(angle), radius * math.sin(angle), HEIGHT * row / ROWS))
        )
    rings.append(ring)
for row, (low, high) in enumerate(zip(rings, rings[1:])):
    for step in range(AROUND):
        after = (step + 1) % AROUND
        a, b, c, d = low[step], low[after], high[after], high[step]
        if (row + step) % 2:  # split between the low points, so that the high ones are peaks
            bm.faces.new((a, b, d))
            bm.faces.new((b, c, d))
        else:
            bm.faces.new((a, b, c))
            bm.faces.new((a, c, d))
bm.faces.new(reversed(rings[0]))
top = bm.faces.new(rings[-1])
bmesh.ops.inset_region(bm, faces=[top], thickness=0.002, depth=0.001)
mesh = bpy.data.meshes.new("Knob")
bm.to_mesh(mesh)
bm.free()
knob = bpy.data.objects.new("Knob", mesh)
bpy.context.scene.collection.objects.link(knob)
