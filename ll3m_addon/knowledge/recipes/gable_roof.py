# SPDX-License-Identifier: GPL-3.0-or-later
"""Put a gable roof on a house

Tags: roof, gable, house, eaves, ridge, architecture, building.
"""

import bpy

LENGTH, WIDTH, WALL, RIDGE, EAVES = 6.0, 4.0, 2.6, 1.6, 0.4  # m


def link(name, points, faces):
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(points, [], faces)
    made = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(made)
    return made


x, y = LENGTH / 2, WIDTH / 2
walls = [(sx * x, sy * y, z) for z in (0, WALL) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
walls += [(-x, 0, WALL + RIDGE), (x, 0, WALL + RIDGE)]
link("Walls", walls, [(0, 1, 5, 4), (1, 2, 6, 9, 5), (2, 3, 7, 6), (3, 0, 4, 8, 7), (3, 2, 1, 0)])
slope = RIDGE / y
out, low = y + EAVES, WALL - EAVES * slope
roof = [(sx * (x + EAVES), sy * out, low) for sx in (-1, 1) for sy in (-1, 1)]
roof += [(-x - EAVES, 0, WALL + RIDGE), (x + EAVES, 0, WALL + RIDGE)]
tiles = link("Roof", roof, [(0, 2, 5, 4), (1, 4, 5, 3)])
thick = tiles.modifiers.new("Thickness", "SOLIDIFY")
thick.thickness, thick.offset = 0.12, 1.0
