# SPDX-License-Identifier: GPL-3.0-or-later
"""Move an object along a curve

Tags: follow path, constraint, curve, rail, train, animation, path.
"""

import bpy

track = bpy.data.curves.new("Track", "CURVE")
track.dimensions = "3D"
track.use_path = True
track.path_duration = 100
track.bevel_depth = 0.01
spline = track.splines.new("BEZIER")
spline.bezier_points.add(3)
for point, place in zip(
    spline.bezier_points, [(1, 0, 0.01), (0, 1, 0.01), (-1, 0, 0.01), (0, -1, 0.01)]
):
    point.co = place
    point.handle_left_type = point.handle_right_type = "AUTO"
spline.use_cyclic_u = True
rail = bpy.data.objects.new("Track", track)
bpy.context.scene.collection.objects.link(rail)
bpy.ops.mesh.primitive_cube_add(size=0.15)
wagon = bpy.context.object
wagon.name = "Wagon"
follow = wagon.constraints.new("FOLLOW_PATH")
follow.target, follow.use_curve_follow = rail, True
follow.offset_factor, follow.use_fixed_location = 0.25, True
