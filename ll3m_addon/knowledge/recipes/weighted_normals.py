# SPDX-License-Identifier: GPL-3.0-or-later
"""A bevelled block with clean shading

Tags: weighted normal, bevel, shading, hard surface, smooth, harden normals, game asset.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=0.5, location=(0, 0, 0.25))
block = bpy.context.object
block.name = "Block"
for face in block.data.polygons:
    face.use_smooth = True
bevel = block.modifiers.new("Bevel", "BEVEL")
bevel.width, bevel.segments, bevel.limit_method = 0.03, 3, "ANGLE"
clean = block.modifiers.new("Clean Shading", "WEIGHTED_NORMAL")
clean.keep_sharp, clean.weight = True, 50
