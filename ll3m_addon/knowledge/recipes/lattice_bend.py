# SPDX-License-Identifier: GPL-3.0-or-later
"""Bend a mesh with a lattice

Tags: lattice, deform, bend, cage, taper, squash.
"""

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=32, radius=0.2, depth=1.0, location=(0, 0, 0.5))
post = bpy.context.object
cuts = post.modifiers.new("Cuts", "SUBSURF")
cuts.subdivision_type, cuts.levels, cuts.render_levels = "SIMPLE", 3, 3
data = bpy.data.lattices.new("Cage")
data.points_u = data.points_v = 2
data.points_w = 4
cage = bpy.data.objects.new("Cage", data)
cage.location, cage.scale = (0, 0, 0.5), (0.5, 0.5, 1.0)
bpy.context.scene.collection.objects.link(cage)
for point in data.points:
    shift = (point.co.z + 0.5) ** 2 * 0.5
    point.co_deform = (point.co.x + shift, point.co.y, point.co.z)
post.modifiers.new("Bend", "LATTICE").object = cage
