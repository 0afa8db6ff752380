# SPDX-License-Identifier: GPL-3.0-or-later
"""A plant with leaves that share one mesh

Tags: plant, leaf, leaves, stem, flower, instancing, shared mesh, linked data, spiral.
"""

import math

import bpy
from mathutils import Matrix

LEAVES, HEIGHT, LEAF = 14, 0.45, 0.16  # -, m, m

green = bpy.data.materials.new("Leaf")
green.use_nodes = True
green.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.05, 0.25, 0.04, 1)
leaf = bpy.data.meshes.new("Leaf")
rows = [
    (0.0, 0.01, 0.0),
    (0.3, 0.22, 0.06),
    (0.6, 0.24, 0.07),
    (0.85, 0.12, 0.02),
    (1.0, 0.0, -0.06),
]
points = [(side * wide * LEAF, far * LEAF, up * LEAF + abs(side) * 0.05 * LEAF)
          for far, wide, up in rows for side in (-1, 0, 1)]  # fmt: skip
faces = [
    (r * 3 + c, r * 3 + c + 1, r * 3 + c + 4, r * 3 + c + 3) for r in range(4) for c in range(2)
]
leaf.from_pydata(points, [], faces)
leaf.materials.append(green)
bpy.ops.mesh.primitive_cylinder_add(
    vertices=12, radius=0.008, depth=HEIGHT, location=(0, 0, HEIGHT / 2)
)
stem = bpy.context.object
stem.name = "Stem"
stem.data.materials.append(green)
for number in range(LEAVES):
    share = (number + 1) / LEAVES
    made = bpy.data.objects.new(f"Leaf {number + 1}", leaf)  # one mesh, many objects
    bpy.context.scene.collection.objects.link(made)
    made.parent = stem
    around = Matrix.Rotation(number * math.radians(137.5), 4, "Z")  # the golden angle
    upward = Matrix.Rotation(math.radians(10 + 50 * share), 4, "X")
    size = Matrix.Scale(1.2 - 0.6 * share, 4)
    made.matrix_basis = Matrix.Translation((0, 0, HEIGHT * (share - 0.5))) @ around @ upward @ size
