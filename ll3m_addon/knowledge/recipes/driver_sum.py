# SPDX-License-Identifier: GPL-3.0-or-later
"""Let one object's height follow another's by a driver

Tags: driver, drive, sum, variable, transform channel, link values, mechanical, dependent.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=0.2, location=(0, 0, 0.1))
lever = bpy.context.object
lever.name = "Lever"
bpy.ops.mesh.primitive_cube_add(size=0.2, location=(0.5, 0, 0.1))
lift = bpy.context.object
lift.name = "Lift"
curve = lift.driver_add("location", 2)
curve.driver.type = "SUM"  # no expression, so nothing that runs
height = curve.driver.variables.new()
height.name, height.type = "height", "TRANSFORMS"
height.targets[0].id = lever
height.targets[0].transform_type = "LOC_Z"
height.targets[0].transform_space = "WORLD_SPACE"
lever.location.z = 0.4
