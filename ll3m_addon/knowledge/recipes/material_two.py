# SPDX-License-Identifier: GPL-3.0-or-later
"""Use two materials on one mesh

Tags: material slots, material index, faces, two materials, polygon, multi.
"""

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=48, radius=0.2, depth=0.4, location=(0, 0, 0.2))
can = bpy.context.object
for name, colour in (("Side", (0.1, 0.3, 0.6, 1)), ("Lid", (0.7, 0.7, 0.7, 1))):
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    material.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = colour
    can.data.materials.append(material)
for polygon in can.data.polygons:
    polygon.material_index = 1 if abs(polygon.normal.z) > 0.5 else 0
