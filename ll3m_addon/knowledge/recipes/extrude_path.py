# SPDX-License-Identifier: GPL-3.0-or-later
"""Extrude a cross-section along a path with bmesh

Tags: extrude, path, section, sweep, bmesh, duct, rail, ring, frames.
"""

import math

import bmesh
import bpy
from mathutils import Vector

PATH = [
    Vector((0.5 * math.cos(a), 0.5 * math.sin(a), 0.2 * a)) for a in (i * 0.2 for i in range(20))
]
SECTION = [(-0.05, -0.02), (0.05, -0.02), (0.05, 0.02), (-0.05, 0.02)]  # m: across, up

bm = bmesh.new()
rings = []
for index, place in enumerate(PATH):
    before, behind = PATH[max(index - 1, 0)], PATH[min(index + 1, len(PATH) - 1)]
    along = (behind - before).normalized()
    across = along.cross(Vector((0, 0, 1))).normalized()
    up = across.cross(along)
    rings.append([bm.verts.new(place + across * x + up * y) for x, y in SECTION])
count = len(SECTION)
for one, two in zip(rings, rings[1:]):
    for at in range(count):
        bm.faces.new((one[at], one[(at + 1) % count], two[(at + 1) % count], two[at]))
bm.faces.new(rings[0][::-1])
bm.faces.new(rings[-1])
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
mesh = bpy.data.meshes.new("Rail")
bm.to_mesh(mesh)
bm.free()
bpy.context.scene.collection.objects.link(bpy.data.objects.new("Rail", mesh))
