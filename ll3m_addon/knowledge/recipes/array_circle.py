# SPDX-License-Identifier: GPL-3.0-or-later
"""Repeat an object around a circle

Tags: array, radial, circle, around, spokes, wheel, ring, circular.
"""

import math

import bpy

SPOKES = 12  # 3..36
RADIUS = 0.4  # m

mesh = bpy.data.meshes.new("Spoke")
half, thick = RADIUS / 2, 0.01
corners = [(x, y, z) for x in (0, RADIUS) for y in (-thick, thick) for z in (-thick, thick)]
faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
mesh.from_pydata(corners, [], faces)
for index in range(SPOKES):
    spoke = bpy.data.objects.new(f"Spoke {index + 1}", mesh)  # one mesh, many objects
    spoke.rotation_euler.z = 2 * math.pi * index / SPOKES
    bpy.context.scene.collection.objects.link(spoke)
