# SPDX-License-Identifier: GPL-3.0-or-later
"""Hang a door on a hinge that turns

Tags: hinge, door, parent, empty, pivot, hierarchy, rotate, lid, open.
"""

import math

import bpy

OPEN = 35.0  # degrees, 0..110

hinge = bpy.data.objects.new("Hinge", None)
hinge.empty_display_size = 0.1
hinge.location = (-0.4, 0, 0)
hinge.rotation_euler.z = math.radians(-OPEN)
bpy.context.scene.collection.objects.link(hinge)
bpy.ops.mesh.primitive_cube_add(size=1)
door = bpy.context.object
door.name = "Door"
door.scale = (0.8, 0.04, 2.0)
bpy.ops.object.transform_apply(scale=True)
door.parent = hinge
door.location = (0.4, 0, 1.0)  # from the hinge: the door's edge lies on its axis
