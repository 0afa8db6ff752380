# SPDX-License-Identifier: GPL-3.0-or-later
"""Make an object look at another

Tags: track to, look at, aim, point at, constraint, camera, quaternion, direction.
"""

import bpy
from mathutils import Vector

bpy.ops.mesh.primitive_uv_sphere_add(radius=0.1, location=(0, 0, 1))
target = bpy.context.object
bpy.ops.mesh.primitive_cone_add(radius1=0.1, depth=0.3, location=(1, 0, 0.5))
pointer = bpy.context.object
aim = pointer.constraints.new("TRACK_TO")
aim.target, aim.track_axis, aim.up_axis = target, "TRACK_Z", "UP_Y"
# The same once and for all, without a constraint:
bpy.ops.mesh.primitive_cone_add(radius1=0.1, depth=0.3, location=(-1, 0, 0.5))
fixed = bpy.context.object
direction = Vector((0, 0, 1)) - fixed.location
fixed.rotation_euler = direction.to_track_quat("Z", "Y").to_euler()
