# SPDX-License-Identifier: GPL-3.0-or-later
"""A chair put together from parts

Tags: chair, seat, legs, backrest, furniture, stool, assembly, parts.
"""

import bpy

WIDTH, DEPTH, SEAT, BACK, THICK = 0.44, 0.42, 0.45, 0.9, 0.035  # m

root = bpy.data.objects.new("Chair", None)
bpy.context.scene.collection.objects.link(root)
wood = bpy.data.materials.new("Oak")
wood.use_nodes = True
wood.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.35, 0.2, 0.09, 1)


def box(name, size, place):
    """A bevelled board of ``size`` with its middle at ``place``."""
    bpy.ops.mesh.primitive_cube_add(size=1, location=place)
    made = bpy.context.object
    made.name, made.parent = name, root
    made.scale = size
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    made.modifiers.new("Bevel", "BEVEL").width = 0.004
    made.data.materials.append(wood)


box("Seat", (WIDTH, DEPTH, THICK), (0, 0, SEAT - THICK / 2))
for x in (-1, 1):
    side = x * (WIDTH - THICK) / 2
    box("Front Leg", (THICK, THICK, SEAT - THICK), (side, -(DEPTH - THICK) / 2, (SEAT - THICK) / 2))
    box("Back Leg", (THICK, THICK, BACK), (side, (DEPTH - THICK) / 2 + THICK, BACK / 2))
for step in range(3):
    height = SEAT + 0.15 + step * 0.12
    box("Slat", (WIDTH - THICK, THICK / 2, 0.06), (0, (DEPTH + THICK) / 2, height))
