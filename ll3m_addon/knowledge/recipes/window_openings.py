# SPDX-License-Identifier: GPL-3.0-or-later
"""Cut window openings into a wall

Tags: window, opening, wall, architecture, door, hole, cut, facade, house.
"""

import bpy

WIDTH, HEIGHT, THICK = 6.0, 2.8, 0.24  # m
OPENINGS = [
    (-1.8, 0.9, 1.2, 1.3),
    (0.4, 0.0, 1.0, 2.1),
    (2.0, 0.9, 1.2, 1.3),
]  # centre x, sill, width, height

xs = sorted(
    {-WIDTH / 2, WIDTH / 2, *(x + side * w / 2 for x, _, w, _ in OPENINGS for side in (-1, 1))}
)
zs = sorted({0.0, HEIGHT, *(z for _, z, _, _ in OPENINGS), *(z + h for _, z, _, h in OPENINGS)})


def open_at(x, z):
    return any(abs(x - cx) < w / 2 and sill < z < sill + h for cx, sill, w, h in OPENINGS)


points = [(x, 0, z) for z in zs for x in xs]
faces = []
for row in range(len(zs) - 1):
    for column in range(len(xs) - 1):
        middle = ((xs[column] + xs[column + 1]) / 2, (zs[row] + zs[row + 1]) / 2)
        if not open_at(*middle):
            at = row * len(xs) + column
            faces.append((at, at + 1, at + 1 + len(xs), at + len(xs)))
mesh = bpy.data.meshes.new("Wall")
mesh.from_pydata(points, [], faces)
wall = bpy.data.objects.new("Wall", mesh)
bpy.context.scene.collection.objects.link(wall)
thick = wall.modifiers.new("Thickness", "SOLIDIFY")
thick.thickness, thick.offset = THICK, 0.0
