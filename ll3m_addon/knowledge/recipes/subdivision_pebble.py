# SPDX-License-Identifier: GPL-3.0-or-later
"""Smooth a coarse mesh with a subdivision surface

Tags: subdivision, subsurf, smooth, catmull clark, crease, pebble, cushion, pillow.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.12))
pillow = bpy.context.object
pillow.name = "Cushion"
pillow.scale = (0.5, 0.5, 0.24)
bpy.ops.object.transform_apply(location=False, scale=True)
surface = pillow.modifiers.new("Subdivision", "SUBSURF")
surface.levels = surface.render_levels = 3
creases = pillow.data.attributes.new("crease_edge", "FLOAT", "EDGE")
for edge, crease in zip(pillow.data.edges, creases.data):
    ends = [pillow.data.vertices[index].co.z for index in edge.vertices]
    crease.value = 0.6 if ends[0] * ends[1] > 0 else 0.0  # the seams above and below
for polygon in pillow.data.polygons:
    polygon.use_smooth = True
