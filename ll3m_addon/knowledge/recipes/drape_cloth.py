# SPDX-License-Identifier: GPL-3.0-or-later
"""Drape a cloth over a round table by arithmetic

Tags: cloth, drape, tablecloth, fabric, folds, fall, curtain.
"""

import math

import bpy

RADIUS, HEIGHT, SIDE, CELLS = 0.5, 0.75, 1.5, 60  # m, m, m, -


def draped(x, y):
    reach = math.hypot(x, y)
    if reach <= RADIUS:
        return (x, y, HEIGHT)
    over = reach - RADIUS
    angle = math.atan2(y, x)
    fold = 0.03 * math.sin(angle * 14) * min(over / 0.1, 1)  # deeper towards the hem
    out = RADIUS + 0.02 + fold
    return (out * math.cos(angle), out * math.sin(angle), HEIGHT - over)


step = SIDE / CELLS
row = CELLS + 1
points = [draped(x * step - SIDE / 2, y * step - SIDE / 2) for y in range(row) for x in range(row)]
faces = [
    (y * row + x, y * row + x + 1, (y + 1) * row + x + 1, (y + 1) * row + x)
    for y in range(CELLS)
    for x in range(CELLS)
]
mesh = bpy.data.meshes.new("Tablecloth")
mesh.from_pydata(points, [], faces)
mesh.polygons.foreach_set("use_smooth", [True] * len(faces))
cloth = bpy.data.objects.new("Tablecloth", mesh)
bpy.context.scene.collection.objects.link(cloth)
cloth.modifiers.new("Thickness", "SOLIDIFY").thickness = 0.003
