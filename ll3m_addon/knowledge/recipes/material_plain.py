# SPDX-License-Identifier: GPL-3.0-or-later
"""Give an object a plain material

Tags: material, color, colour, plastic, paint, principled, roughness, assign.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=24, radius=0.2, location=(0, 0, 0.2))
ball = bpy.context.object
material = bpy.data.materials.new("Red Plastic")
material.use_nodes = True
shader = material.node_tree.nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.6, 0.02, 0.02, 1)
shader.inputs["Roughness"].default_value = 0.35
material.diffuse_color = (0.6, 0.02, 0.02, 1)  # what the viewport shows in solid mode
ball.data.materials.append(material)
