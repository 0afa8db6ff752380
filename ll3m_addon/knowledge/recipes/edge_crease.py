# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep edges sharp under subdivision with creases

Tags: crease, subdivision, subsurf, sharp edge, crease_edge, attribute, hold edge.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=0.4, location=(0, 0, 0.2))
foot = bpy.context.object
foot.name = "Foot"
mesh = foot.data
crease = mesh.attributes.get("crease_edge") or mesh.attributes.new("crease_edge", "FLOAT", "EDGE")
for edge in mesh.edges:
    a, b = (mesh.vertices[index].co.z for index in edge.vertices)
    if a < 0 and b < 0:  # the four edges it stands on
        crease.data[edge.index].value = 1.0
round_off = foot.modifiers.new("Round", "SUBSURF")
round_off.levels = round_off.render_levels = 3
