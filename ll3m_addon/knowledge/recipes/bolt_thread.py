# SPDX-License-Identifier: GPL-3.0-or-later
"""A bolt with a hexagonal head and a thread

Tags: bolt, screw, nut, thread, hexagon, machine, fastener, helix.
"""

import math

import bmesh
import bpy

RADIUS, PITCH, LENGTH, HEAD, DEPTH = 0.005, 0.0016, 0.03, 0.004, 0.0009  # m
STEPS = 32  # around

bm = bmesh.new()
turns = int(LENGTH / PITCH)
rings = []
for row in range(turns * 2 + 1):  # valley, crest, valley …: each row climbs as it goes around
    radius = RADIUS if row % 2 else RADIUS - DEPTH
    rings.append(
        [
            bm.verts.new(
                (
                    radius * math.cos(2 * math.pi * step / STEPS),
                    radius * math.sin(2 * math.pi * step / STEPS),
                    PITCH * (row / 2 + step / STEPS),
                )
            )
            for step in range(STEPS)
        ]
    )
for low, high in zip(rings, rings[2:]):
    # after one turn the thread meets the row two further up
    middle = rings[rings.index(low) + 1]
    for a, b in ((low, middle), (middle, high)):
        for step in range(STEPS - 1):
            if not bm.faces.get((a[step], a[step + 1], b[step + 1], b[step])):
                bm.faces.new((a[step], a[step + 1], b[step + 1], b[step]))
        last = rings.index(a) + 2
        if last + 1 < len(rings):
            corner = (a[-1], rings[last][0], rings[last + 1][0], b[-1])
            if not bm.faces.get(corner):
                bm.faces.new(corner)
head = bmesh.ops.create_cone(
    bm, cap_ends=True, segments=6, radius1=RADIUS * 1.8, radius2=RADIUS * 1.8, depth=HEAD
)
bmesh.ops.translate(bm, verts=head["verts"], vec=(0, 0, -HEAD / 2 + PITCH))
core = bmesh.ops.create_cone(
    bm, cap_ends=True, segments=STEPS, radius1=RADIUS - DEPTH, radius2=RADIUS - DEPTH, depth=LENGTH
)
bmesh.ops.translate(bm, verts=core["verts"], vec=(0, 0, LENGTH / 2))
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
mesh = bpy.data.meshes.new("Bolt")
bm.to_mesh(mesh)
bm.free()
bolt = bpy.data.objects.new("Bolt", mesh)
bolt.location.z = HEAD
bpy.context.scene.collection.objects.link(bolt)
