# SPDX-License-Identifier: GPL-3.0-or-later
"""A window with frame, bars and glass

Tags: window, frame, glass, pane, mullion, bars, sash, casement, house.
"""

import bpy

WIDTH, HEIGHT, FRAME, DEPTH = 1.0, 1.4, 0.07, 0.09  # m

root = bpy.data.objects.new("Window", None)
bpy.context.scene.collection.objects.link(root)
paint = bpy.data.materials.new("White Paint")
glass = bpy.data.materials.new("Window Glass")
for material in (paint, glass):
    material.use_nodes = True
paint.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.85, 0.85, 0.82, 1)
clear = glass.node_tree.nodes["Principled BSDF"].inputs
clear["Transmission Weight"].default_value = 1.0
clear["Roughness"].default_value = 0.0


def bar(name, size, x, z, material):
    """A board in the plane of the window."""
    bpy.ops.mesh.primitive_cube_add(size=1, location=(x, 0, z))
    made = bpy.context.object
    made.name, made.scale, made.parent = name, size, root
    made.data.materials.append(material)


for side in (-1, 1):
    bar("Jamb", (FRAME, DEPTH, HEIGHT), side * (WIDTH - FRAME) / 2, HEIGHT / 2, paint)
    bar(
        "Rail",
        (WIDTH - 2 * FRAME, DEPTH, FRAME),
        0,
        HEIGHT / 2 + side * (HEIGHT - FRAME) / 2,
        paint,
    )
bar("Mullion", (FRAME / 2, DEPTH * 0.7, HEIGHT - 2 * FRAME), 0, HEIGHT / 2, paint)
bar("Transom", (WIDTH - 2 * FRAME, DEPTH * 0.7, FRAME / 2), 0, HEIGHT * 0.65, paint)
bar("Pane", (WIDTH - 2 * FRAME, 0.006, HEIGHT - 2 * FRAME), 0, HEIGHT / 2, glass)
