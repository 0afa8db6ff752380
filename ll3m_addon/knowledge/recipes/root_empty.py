# SPDX-License-Identifier: GPL-3.0-or-later
"""Gather parts under one root empty

Tags: root, empty, parent, hierarchy, assembly, table, parts, group.
"""

import bpy

root = bpy.data.objects.new("Table", None)
bpy.context.scene.collection.objects.link(root)


def part(name, size, location):
    bpy.ops.mesh.primitive_cube_add(size=1, location=location)
    made = bpy.context.object
    made.name, made.dimensions = name, size
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    made.parent = root
    return made


part("Top", (1.4, 0.8, 0.04), (0, 0, 0.73))
for index, (x, y) in enumerate([(-1, -1), (1, -1), (1, 1), (-1, 1)]):
    part(f"Leg {index + 1}", (0.06, 0.06, 0.71), (0.62 * x, 0.32 * y, 0.355))
