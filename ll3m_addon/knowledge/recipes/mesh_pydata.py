# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a mesh from vertices and faces

Tags: mesh, from_pydata, vertices, faces, create, pyramid, geometry, link.
"""

import bpy

VERTICES = [(-0.5, -0.5, 0), (0.5, -0.5, 0), (0.5, 0.5, 0), (-0.5, 0.5, 0), (0, 0, 0.8)]
FACES = [
    (3, 2, 1, 0),
    (0, 1, 4),
    (1, 2, 4),
    (2, 3, 4),
    (3, 0, 4),
]  # seen from outside, against the clock

mesh = bpy.data.meshes.new("Pyramid")
mesh.from_pydata(VERTICES, [], FACES)
mesh.validate()
pyramid = bpy.data.objects.new("Pyramid", mesh)
bpy.context.scene.collection.objects.link(pyramid)
