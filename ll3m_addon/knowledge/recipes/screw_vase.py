# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn a profile into a vase with a screw modifier

Tags: screw, revolve, lathe, vase, profile, turn, axis.
"""

import bpy

PROFILE = [
    (0.0, 0.0),
    (0.16, 0.0),
    (0.2, 0.12),
    (0.1, 0.3),
    (0.07, 0.38),
    (0.1, 0.42),
]  # m: radius, height

mesh = bpy.data.meshes.new("Vase")
points = [(radius, 0, height) for radius, height in PROFILE]
mesh.from_pydata(points, [(i, i + 1) for i in range(len(points) - 1)], [])
vase = bpy.data.objects.new("Vase", mesh)
bpy.context.scene.collection.objects.link(vase)
screw = vase.modifiers.new("Screw", "SCREW")
screw.axis, screw.steps, screw.render_steps = "Z", 48, 48
screw.use_merge_vertices = True
screw.use_smooth_shade = True
wall = vase.modifiers.new("Wall", "SOLIDIFY")
wall.thickness, wall.offset = 0.008, 1.0
