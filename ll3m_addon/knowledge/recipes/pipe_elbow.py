# SPDX-License-Identifier: GPL-3.0-or-later
"""A pipe elbow with flanges

Tags: pipe, elbow, bend, flange, plumbing, duct, knee, tube, fitting.
"""

import math

import bpy

RADIUS, WALL, BEND, AROUND, STEPS = 0.05, 0.006, 0.15, 32, 16  # m, m, m, -, -

points, faces = [], []
for step in range(STEPS + 1):
    turn = math.pi / 2 * step / STEPS
    for side in range(AROUND):
        angle = 2 * math.pi * side / AROUND
        out = BEND + RADIUS * math.cos(angle)
        points.append((BEND - out * math.cos(turn), RADIUS * math.sin(angle), out * math.sin(turn)))
for step in range(STEPS):
    for side in range(AROUND):
        after = (side + 1) % AROUND
        a, b = step * AROUND, (step + 1) * AROUND
        faces.append((a + side, b + side, b + after, a + after))
mesh = bpy.data.meshes.new("Elbow")
mesh.from_pydata(points, [], faces)
for face in mesh.polygons:
    face.use_smooth = True
elbow = bpy.data.objects.new("Elbow", mesh)
elbow.modifiers.new("Wall", "SOLIDIFY").thickness = WALL
bpy.context.scene.collection.objects.link(elbow)
for name, place, turn in (
    ("Lower Flange", (0, 0, 0), 0),
    ("Upper Flange", (BEND, 0, BEND), math.pi / 2),
):
    bpy.ops.mesh.primitive_torus_add(
        major_radius=RADIUS + 0.012, minor_radius=0.012, location=place, rotation=(0, turn, 0)
    )
    ring = bpy.context.object
    ring.name, ring.parent = name, elbow
