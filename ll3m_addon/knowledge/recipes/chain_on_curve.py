# SPDX-License-Identifier: GPL-3.0-or-later
"""Chain links that hang along a curve

Tags: chain, links, curve, catenary, hang, sag, necklace, along a path.
"""

import math

import bpy
from mathutils import Vector

LINKS, SPAN, SAG, WIRE = 24, 1.6, 0.5, 0.008  # -, m, m, m


def hang(share):
    """A point of the hanging line, for ``share`` of its span."""
    x = (share - 0.5) * SPAN
    return Vector((x, 0, 1.0 - SAG + SAG * (math.cosh(3.2 * x / SPAN) - 1) / (math.cosh(1.6) - 1)))


bpy.ops.mesh.primitive_torus_add(
    major_radius=0.03, minor_radius=WIRE, major_segments=24, minor_segments=8
)
first = bpy.context.object
first.name = "Link"
link = first.data
for vertex in link.vertices:
    vertex.co.x *= 1.5  # longer than wide
for face in link.polygons:
    face.use_smooth = True
for number in range(LINKS):
    a, b = hang(number / LINKS), hang((number + 1) / LINKS)
    made = first if number == 0 else bpy.data.objects.new("Link", link)
    if number:
        bpy.context.scene.collection.objects.link(made)
    along = (b - a).to_track_quat("X", "Z").to_matrix()
    turn = math.pi / 2 * (number % 2)
    made.rotation_euler = along.to_euler()
    made.rotation_euler.rotate_axis("X", turn)
    made.location = (a + b) / 2
