# SPDX-License-Identifier: GPL-3.0-or-later
"""Hang a chain of links

Tags: chain, links, torus, necklace, repeat, alternate.
"""

import math

import bpy

LINKS, LENGTH, WIRE = 8, 0.08, 0.008  # -, m, m

bpy.ops.mesh.primitive_torus_add(
    major_radius=LENGTH / 2 - WIRE, minor_radius=WIRE, major_segments=32, minor_segments=12
)
first = bpy.context.object
first.scale.y = 0.65
bpy.ops.object.transform_apply(scale=True)
first.name = "Link 1"
for index in range(LINKS):
    link = first if index == 0 else bpy.data.objects.new(f"Link {index + 1}", first.data)
    if index:
        bpy.context.scene.collection.objects.link(link)
    link.location.x = index * (LENGTH - 3 * WIRE)
    link.rotation_euler.x = math.pi / 2 * (index % 2)
    link.location.z = LENGTH / 2
