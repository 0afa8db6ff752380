# SPDX-License-Identifier: GPL-3.0-or-later
"""A stone bridge on an arch

Tags: bridge, arch, stone, road, river, span, vault, architecture.
"""

import math

import bmesh
import bpy

SPAN, RISE, WIDTH, THICK, ENDS, STEPS = 4.0, 1.3, 1.6, 0.35, 1.0, 24  # m

below = [(-SPAN / 2 - ENDS, 0.0)]
for step in range(STEPS + 1):
    angle = math.pi * (1 - step / STEPS)
    below.append((SPAN / 2 * math.cos(angle), RISE * math.sin(angle)))
below.append((SPAN / 2 + ENDS, 0.0))
top = RISE + THICK
bm = bmesh.new()
low = [bm.verts.new((x, -WIDTH / 2, z)) for x, z in below]
high = [bm.verts.new((x, -WIDTH / 2, top)) for x, _ in below]
for at in range(len(below) - 1):
    bm.faces.new((low[at], low[at + 1], high[at + 1], high[at]))
grown = bmesh.ops.extrude_face_region(bm, geom=bm.faces[:])
moved = [each for each in grown["geom"] if isinstance(each, bmesh.types.BMVert)]
bmesh.ops.translate(bm, verts=moved, vec=(0, WIDTH, 0))
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
mesh = bpy.data.meshes.new("Bridge")
bm.to_mesh(mesh)
bm.free()
bridge = bpy.data.objects.new("Bridge", mesh)
bpy.context.scene.collection.objects.link(bridge)
for side in (-1, 1):
    bpy.ops.mesh.primitive_cube_add(size=1, location=(0, side * (WIDTH / 2 - 0.1), top + 0.2))
    wall = bpy.context.object
    wall.name, wall.parent, wall.scale = "Parapet", bridge, (SPAN + 2 * ENDS, 0.2, 0.4)
