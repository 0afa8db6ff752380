# SPDX-License-Identifier: GPL-3.0-or-later
"""Add lights and a camera

Tags: light, lamp, sun, area, camera, lens, scene, energy.
"""

import math

import bpy

bpy.ops.mesh.primitive_monkey_add(size=1, location=(0, 0, 0.5))
sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
sun.data.energy = 3.0  # W/m²
sun.rotation_euler = (math.radians(50), 0, math.radians(30))
area = bpy.data.objects.new("Window", bpy.data.lights.new("Window", "AREA"))
area.data.energy, area.data.size = 200.0, 1.5  # W, m
area.location = (-2, -2, 3)
camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
camera.data.lens = 50.0  # mm
camera.location, camera.rotation_euler = (0, -5, 1.2), (math.radians(82), 0, 0)
for made in (sun, area, camera):
    bpy.context.scene.collection.objects.link(made)
bpy.context.scene.camera = camera
