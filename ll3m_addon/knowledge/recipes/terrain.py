# SPDX-License-Identifier: GPL-3.0-or-later
"""Make hilly ground from noise

Tags: terrain, landscape, hills, noise, displace, mountain, ground, heightmap.
"""

import bpy
from mathutils import Vector, noise

SIDE, CELLS, HEIGHT = 10.0, 64, 1.5  # m, -, m

row = CELLS + 1
points = []
for y in range(row):
    for x in range(row):
        place = Vector((x / CELLS - 0.5, y / CELLS - 0.5, 0)) * SIDE
        place.z = HEIGHT * (noise.fractal(place * 0.3, 1.0, 2.0, 5) * 0.5 + 0.5)
        points.append(place)
faces = [
    (y * row + x, y * row + x + 1, (y + 1) * row + x + 1, (y + 1) * row + x)
    for y in range(CELLS)
    for x in range(CELLS)
]
mesh = bpy.data.meshes.new("Hills")
mesh.from_pydata(points, [], faces)
mesh.polygons.foreach_set("use_smooth", [True] * len(faces))
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Hills", mesh))
