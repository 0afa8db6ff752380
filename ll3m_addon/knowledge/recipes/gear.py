# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a gear wheel

Tags: gear, cog, teeth, wheel, machine, mechanical.
"""

import math

import bmesh
import bpy

TEETH, RADIUS, DEPTH, THICK, BORE = 18, 0.2, 0.035, 0.05, 0.05  # -, m …

outline = []
for tooth in range(TEETH):
    for share, radius in (
        (0.0, RADIUS),
        (0.2, RADIUS + DEPTH),
        (0.45, RADIUS + DEPTH),
        (0.65, RADIUS),
    ):
        angle = 2 * math.pi * (tooth + share) / TEETH
        outline.append((radius * math.cos(angle), radius * math.sin(angle)))
count = len(outline)
bm = bmesh.new()
outer = [bm.verts.new((x, y, 0)) for x, y in outline]
inner = [
    bm.verts.new(
        (BORE * math.cos(2 * math.pi * i / count), BORE * math.sin(2 * math.pi * i / count), 0)
    )
    for i in range(count)
]
for at in range(count):
    nxt = (at + 1) % count
    bm.faces.new((outer[at], outer[nxt], inner[nxt], inner[at]))
grown = bmesh.ops.extrude_face_region(bm, geom=bm.faces[:])
moved = [each for each in grown["geom"] if isinstance(each, bmesh.types.BMVert)]
bmesh.ops.translate(bm, verts=moved, vec=(0, 0, THICK))
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
mesh = bpy.data.meshes.new("Gear")
bm.to_mesh(mesh)
bm.free()
gear = bpy.data.objects.new("Gear", mesh)
bpy.context.scene.collection.objects.link(gear)
