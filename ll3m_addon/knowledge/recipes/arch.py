# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a round arch of stones

Tags: arch, stones, bridge, vault, voussoir, gate, architecture.
"""

import math

import bpy

STONES, INNER, OUTER, DEPTH = 13, 0.8, 1.05, 0.4  # -, m, m, m

for index in range(STONES):
    points = []
    for share in (index + 0.03, index + 0.97):  # a joint between the stones
        angle = math.pi * share / STONES
        for radius in (INNER, OUTER):
            for y in (-DEPTH / 2, DEPTH / 2):
                points.append((radius * math.cos(angle), y, radius * math.sin(angle)))
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh = bpy.data.meshes.new(f"Stone {index + 1}")
    mesh.from_pydata(points, [], faces)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new(f"Stone {index + 1}", mesh))
