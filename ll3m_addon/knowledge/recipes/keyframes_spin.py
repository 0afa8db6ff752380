# SPDX-License-Identifier: GPL-3.0-or-later
"""Animate a turn with keyframes

Tags: keyframe, animation, animate, spin, rotate, fan, turntable.
"""

import math

import bpy

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.1))
blade = bpy.context.object
blade.name = "Blade"
blade.scale = (1.2, 0.1, 0.02)
for frame, turns in ((1, 0.0), (120, 1.0)):
    blade.rotation_euler.z = 2 * math.pi * turns
    blade.keyframe_insert("rotation_euler", index=2, frame=frame)
bpy.context.scene.frame_end = 120
