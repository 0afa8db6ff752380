# SPDX-License-Identifier: GPL-3.0-or-later
"""Unwrap a mesh automatically

Tags: uv, unwrap, smart project, islands, edit mode, texture coordinates, seams.
"""

import math

import bpy

bpy.ops.mesh.primitive_monkey_add(size=1, location=(0, 0, 0.6))
head = bpy.context.object
head.name = "Head"
bpy.ops.object.mode_set(mode="EDIT")
bpy.ops.mesh.select_all(action="SELECT")
bpy.ops.uv.smart_project(angle_limit=math.radians(66), island_margin=0.02)
bpy.ops.object.mode_set(mode="OBJECT")
head.data.uv_layers.active.name = "Automatic"
