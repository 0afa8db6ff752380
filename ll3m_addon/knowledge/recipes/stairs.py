# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a straight flight of stairs

Tags: stairs, steps, staircase, treads, architecture, flight.
"""

import bpy

STEPS, RISE, RUN, WIDTH = 12, 0.175, 0.28, 1.0  # -, m, m, m

side = [(0.0, 0.0)]
for step in range(STEPS):
    side += [(step * RUN, (step + 1) * RISE), ((step + 1) * RUN, (step + 1) * RISE)]
side.append((STEPS * RUN, 0.0))
count = len(side)
points = [(x, y, z) for x in (-WIDTH / 2, WIDTH / 2) for y, z in side]
faces = [tuple(range(count)), tuple(range(2 * count - 1, count - 1, -1))]
faces += [(at, count + at, count + (at + 1) % count, (at + 1) % count) for at in range(count)]
mesh = bpy.data.meshes.new("Stairs")
mesh.from_pydata(points, [], faces)
mesh.validate()
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Stairs", mesh))
