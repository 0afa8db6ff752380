# SPDX-License-Identifier: GPL-3.0-or-later
"""Grow a branching body with a skin modifier

Tags: skin, tree, branch, trunk, coral, skeleton, organic, radius.
"""

import bpy

POINTS = [(0, 0, 0), (0, 0, 0.8), (0.35, 0, 1.3), (-0.3, 0.1, 1.4), (-0.1, -0.35, 1.5)]
EDGES = [(0, 1), (1, 2), (1, 3), (1, 4)]
RADII = [0.12, 0.09, 0.04, 0.04, 0.03]  # m

mesh = bpy.data.meshes.new("Tree")
mesh.from_pydata(POINTS, EDGES, [])
tree = bpy.data.objects.new("Tree", mesh)
bpy.context.scene.collection.objects.link(tree)
tree.modifiers.new("Skin", "SKIN")  # makes the layer of radii
for vertex, radius in zip(mesh.skin_vertices[0].data, RADII):
    vertex.radius = (radius, radius)
mesh.skin_vertices[0].data[0].use_root = True
smooth = tree.modifiers.new("Subdivision", "SUBSURF")
smooth.levels = smooth.render_levels = 2
