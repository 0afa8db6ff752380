# SPDX-License-Identifier: GPL-3.0-or-later
"""Velvet with sheen at the edges

Tags: velvet, sheen, plush, fuzz, curtain, cushion, felt, soft, material.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=24, radius=0.25, location=(0, 0, 0.12))
pillow = bpy.context.object
pillow.scale = (1, 1, 0.5)
bpy.ops.object.shade_smooth()
material = bpy.data.materials.new("Velvet")
material.use_nodes = True
shader = material.node_tree.nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.12, 0.0, 0.03, 1)
shader.inputs["Roughness"].default_value = 1.0
shader.inputs["Sheen Weight"].default_value = 1.0
shader.inputs["Sheen Roughness"].default_value = 0.35
shader.inputs["Sheen Tint"].default_value = (0.9, 0.4, 0.5, 1)
pillow.data.materials.append(material)
