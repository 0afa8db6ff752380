# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of tiles on a sloping roof

Tags: roof tiles, shingles, slates, rows, overlap, roof, house, array.
"""

import math

import bpy

COLUMNS, ROWS, TILE, STEP, SLOPE = 10, 7, 0.22, 0.28, math.radians(35)

mesh = bpy.data.meshes.new("Tile")
around = [math.pi * step / 8 for step in range(9)]
line = [(TILE / 2 * math.cos(a), TILE / 4 * math.sin(a)) for a in around]
points = [(x, y, z) for y in (0, STEP * 1.3) for x, z in line]
mesh.from_pydata(points, [], [(i, i + 1, i + 10, i + 9) for i in range(8)])
clay = bpy.data.materials.new("Clay")
clay.use_nodes = True
clay.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.35, 0.09, 0.04, 1)
mesh.materials.append(clay)
tiles = bpy.data.objects.new("Roof Tiles", mesh)
bpy.context.scene.collection.objects.link(tiles)
across = tiles.modifiers.new("Columns", "ARRAY")
across.count, across.use_relative_offset, across.use_constant_offset = COLUMNS, False, True
across.constant_offset_displace = (TILE, 0, 0)
up = tiles.modifiers.new("Rows", "ARRAY")
up.count, up.use_relative_offset, up.use_constant_offset = ROWS, False, True
up.constant_offset_displace = (0, STEP, 0.012)  # each row lies on the one below
tiles.modifiers.new("Thickness", "SOLIDIFY").thickness = 0.012
tiles.rotation_euler.x = SLOPE
tiles.location = (-COLUMNS * TILE / 2, 0, 0.02)
