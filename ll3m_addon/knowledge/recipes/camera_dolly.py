# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera that travels on a path and looks at its subject

Tags: camera, dolly, path, travel, orbit, track to, animation, follow path, shot.
"""

import bpy

bpy.ops.mesh.primitive_monkey_add(size=0.5, location=(0, 0, 0.5))
subject = bpy.context.object
bpy.ops.curve.primitive_bezier_circle_add(radius=2.0, location=(0, 0, 1))
rail = bpy.context.object
rail.name = "Dolly Track"
lens = bpy.data.cameras.new("Camera")
lens.lens = 50  # mm
camera = bpy.data.objects.new("Camera", lens)
bpy.context.scene.collection.objects.link(camera)
bpy.context.scene.camera = camera
ride = camera.constraints.new("FOLLOW_PATH")
ride.target, ride.use_fixed_location = rail, True
aim = camera.constraints.new("TRACK_TO")
aim.target, aim.track_axis, aim.up_axis = subject, "TRACK_NEGATIVE_Z", "UP_Y"
for frame, share in ((1, 0.0), (120, 0.5)):
    ride.offset_factor = share
    ride.keyframe_insert("offset_factor", frame=frame)
