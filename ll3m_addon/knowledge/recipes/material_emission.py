# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a surface glow

Tags: emission, glow, light, lamp, neon, bulb, screen, strength, material.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=32, ring_count=16, radius=0.05, location=(0, 0, 0.05))
bulb = bpy.context.object
material = bpy.data.materials.new("Glow")
material.use_nodes = True
shader = material.node_tree.nodes["Principled BSDF"]
shader.inputs["Emission Color"].default_value = (1.0, 0.75, 0.4, 1)
shader.inputs["Emission Strength"].default_value = 8.0
material.diffuse_color = (1.0, 0.75, 0.4, 1)
bulb.data.materials.append(material)
