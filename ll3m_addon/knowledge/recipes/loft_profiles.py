# SPDX-License-Identifier: GPL-3.0-or-later
"""A loft from a circle to a square

Tags: loft, morph, blend, circle to square, profiles, sections, duct, adapter, hull.
"""

import math

import bpy

AROUND, ROWS, RADIUS, SIDE, HEIGHT = 48, 16, 0.15, 0.36, 0.5  # -, -, m, m, m


def circle(angle):
    """A point of the lower profile."""
    return RADIUS * math.cos(angle), RADIUS * math.sin(angle)


def square(angle):
    """A point of the upper profile, in the same direction."""
    x, y = math.cos(angle), math.sin(angle)
    stretch = SIDE / 2 / max(abs(x), abs(y))
    return x * stretch, y * stretch


points, faces = [], []
for row in range(ROWS + 1):
    share = row / ROWS
    smooth = share * share * (3 - 2 * share)
    for step in range(AROUND):
        angle = 2 * math.pi * step / AROUND
        (ax, ay), (bx, by) = circle(angle), square(angle)
        points.append((ax + (bx - ax) * smooth, ay + (by - ay) * smooth, HEIGHT * share))
for row in range(ROWS):
    for step in range(AROUND):
        after = (step + 1) % AROUND
        faces.append(
            (
                row * AROUND + step,
                row * AROUND + after,
                (row + 1) * AROUND + after,
                (row + 1) * AROUND + step,
            )
        )
mesh = bpy.data.meshes.new("Adapter")
mesh.from_pydata(points, [], faces)
adapter = bpy.data.objects.new("Adapter", mesh)
adapter.modifiers.new("Wall", "SOLIDIFY").thickness = 0.01
bpy.context.scene.collection.objects.link(adapter)
