# SPDX-License-Identifier: GPL-3.0-or-later
"""Repeat an object along a line with an array modifier

Tags: array, repeat, row, copies, fence, picket, duplicate, line.
"""

import bpy

PICKETS = 9  # 3..30
GAP = 0.14  # m, 0.1..0.3

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.45))
picket = bpy.context.object
picket.name = "Picket"
picket.scale = (0.08, 0.02, 0.9)
bpy.ops.object.transform_apply(location=False, scale=True)
row = picket.modifiers.new("Row", "ARRAY")
row.count = PICKETS
row.use_relative_offset = False
row.use_constant_offset = True
row.constant_offset_displace = (GAP, 0, 0)
picket.location.x = -GAP * (PICKETS - 1) / 2
