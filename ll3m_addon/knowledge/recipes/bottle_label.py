# SPDX-License-Identifier: GPL-3.0-or-later
"""A bottle with a label of its own material

Tags: bottle, label, wine, glass, lathe, profile, material index, packaging, two materials.
"""

import math

import bpy

STEPS = 48
#: radius and height of the outline, in metres
OUTLINE = [(0.0, 0.0), (0.036, 0.0), (0.038, 0.01), (0.038, 0.06), (0.038, 0.15), (0.036, 0.19),
           (0.018, 0.23), (0.0145, 0.25), (0.0145, 0.295), (0.0165, 0.297), (0.0165, 0.31)]  # fmt: skip
LABEL = (0.06, 0.15)  # from and to which height

points = [
    (r * math.cos(2 * math.pi * s / STEPS), r * math.sin(2 * math.pi * s / STEPS), z)
    for r, z in OUTLINE[1:]
    for s in range(STEPS)
]
faces = [
    (
        row * STEPS + s,
        row * STEPS + (s + 1) % STEPS,
        (row + 1) * STEPS + (s + 1) % STEPS,
        (row + 1) * STEPS + s,
    )
    for row in range(len(OUTLINE) - 2)
    for s in range(STEPS)
]
mesh = bpy.data.meshes.new("Bottle")
mesh.from_pydata(points, [], [tuple(reversed(range(STEPS))), *faces])
glass, paper = bpy.data.materials.new("Green Glass"), bpy.data.materials.new("Label")
for material, colour in ((glass, (0.05, 0.25, 0.08, 1)), (paper, (0.8, 0.75, 0.6, 1))):
    material.use_nodes = True
    material.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = colour
    mesh.materials.append(material)
glass.node_tree.nodes["Principled BSDF"].inputs["Transmission Weight"].default_value = 0.9
glass.node_tree.nodes["Principled BSDF"].inputs["Roughness"].default_value = 0.05
for face in mesh.polygons:
    x, y, z = face.center
    on_label = LABEL[0] < z < LABEL[1] and abs(math.atan2(x, -y)) < 1.9
    face.material_index = 1 if on_label else 0
    face.use_smooth = len(face.vertices) == 4
bottle = bpy.data.objects.new("Bottle", mesh)
bpy.context.scene.collection.objects.link(bottle)
