# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a classical column with flutes

Tags: column, pillar, flutes, temple, capital, architecture, greek.
"""

import math

import bmesh
import bpy

FLUTES, RADIUS, HEIGHT = 20, 0.25, 2.4  # -, m, m

bm = bmesh.new()
rings = []
for level in range(9):
    share = level / 8
    swell = RADIUS * (1 - 0.15 * share**2)  # thinner towards the top
    ring = []
    for step in range(FLUTES * 6):
        angle = 2 * math.pi * step / (FLUTES * 6)
        radius = swell - 0.02 * abs(math.sin(angle * FLUTES / 2))
        ring.append(
            bm.verts.new((radius * math.cos(angle), radius * math.sin(angle), 0.1 + HEIGHT * share))
        )
    rings.append(ring)
count = len(rings[0])
for one, two in zip(rings, rings[1:]):
    for at in range(count):
        bm.faces.new((one[at], one[(at + 1) % count], two[(at + 1) % count], two[at]))
bm.faces.new(rings[0][::-1])
bm.faces.new(rings[-1])
mesh = bpy.data.meshes.new("Shaft")
bm.to_mesh(mesh)
bm.free()
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Shaft", mesh))
for name, low in (("Base", 0.0), ("Capital", 0.1 + HEIGHT)):
    bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, low + 0.05))
    bpy.context.object.name = name
    bpy.context.object.dimensions = (0.64, 0.64, 0.1)
