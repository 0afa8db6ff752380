# SPDX-License-Identifier: GPL-3.0-or-later
"""Clear glass

Tags: glass, transparent, transmission, window, bottle, ior, refraction, material.
"""

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=64, radius=0.04, depth=0.12, location=(0, 0, 0.06))
tumbler = bpy.context.object
material = bpy.data.materials.new("Glass")
material.use_nodes = True
shader = material.node_tree.nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.95, 0.98, 1.0, 1)
shader.inputs["Roughness"].default_value = 0.02
shader.inputs["IOR"].default_value = 1.45
shader.inputs["Transmission Weight"].default_value = 1.0
material.diffuse_color = (0.8, 0.9, 1.0, 0.3)
tumbler.data.materials.append(material)
for polygon in tumbler.data.polygons:
    polygon.use_smooth = abs(polygon.normal.z) < 0.5
