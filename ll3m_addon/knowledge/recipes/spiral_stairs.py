# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a spiral staircase

Tags: spiral, stairs, helix, steps, newel, tower, architecture.
"""

import math

import bpy

STEPS, RISE, RADIUS = 16, 0.19, 0.9  # -, m, m

turn = math.radians(24)
points, faces = [(0, 0, 0), (0, 0, 0.05)], []
for angle in (-turn / 2, turn / 2):
    points += [(RADIUS * math.cos(angle), RADIUS * math.sin(angle), z) for z in (0, 0.05)]
faces = [(0, 4, 2), (1, 3, 5), (0, 2, 3, 1), (2, 4, 5, 3), (4, 0, 1, 5)]
mesh = bpy.data.meshes.new("Tread")
mesh.from_pydata(points, [], faces)
for index in range(STEPS):
    tread = bpy.data.objects.new(f"Tread {index + 1}", mesh)
    tread.location.z = RISE * (index + 1) - 0.05
    tread.rotation_euler.z = turn * index
    bpy.context.scene.collection.objects.link(tread)
height = STEPS * RISE + 0.9
bpy.ops.mesh.primitive_cylinder_add(
    vertices=32, radius=0.06, depth=height, location=(0, 0, height / 2)
)
bpy.context.object.name = "Newel"
