# SPDX-License-Identifier: GPL-3.0-or-later
"""Candle wax with subsurface scattering

Tags: wax, candle, subsurface scattering, sss, skin, soap, jade, translucent, material.
"""

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=48, radius=0.035, depth=0.14, location=(0, 0, 0.07))
candle = bpy.context.object
candle.name = "Candle"
wax = bpy.data.materials.new("Wax")
wax.use_nodes = True
shader = wax.node_tree.nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.9, 0.75, 0.5, 1)
shader.inputs["Roughness"].default_value = 0.4
shader.inputs["Subsurface Weight"].default_value = 0.8
shader.inputs["Subsurface Radius"].default_value = (1.0, 0.4, 0.15)
shader.inputs["Subsurface Scale"].default_value = 0.02  # m that light goes into it
candle.data.materials.append(wax)
bpy.ops.mesh.primitive_cylinder_add(vertices=8, radius=0.002, depth=0.02, location=(0, 0, 0.15))
wick = bpy.context.object
wick.name, wick.parent = "Wick", candle
wick.matrix_parent_inverse = candle.matrix_world.inverted()
