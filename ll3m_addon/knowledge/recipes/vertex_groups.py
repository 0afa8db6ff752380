# SPDX-License-Identifier: GPL-3.0-or-later
"""Limit a modifier to a part of a mesh with a vertex group

Tags: vertex group, weights, weight paint, limit, falloff, modifier, displace, part.
"""

import bpy

bpy.ops.mesh.primitive_grid_add(x_subdivisions=40, y_subdivisions=40, size=1)
field = bpy.context.object
field.name = "Field"
hill = field.vertex_groups.new(name="Hill")
for vertex in field.data.vertices:
    near = max(0.0, 1 - vertex.co.to_2d().length / 0.4)
    if near:
        hill.add([vertex.index], near * near * (3 - 2 * near), "REPLACE")
lift = field.modifiers.new("Lift", "DISPLACE")
lift.vertex_group, lift.strength, lift.mid_level = "Hill", 0.3, 0.0
