# SPDX-License-Identifier: GPL-3.0-or-later
"""Iridescent film: soap bubble, beetle, hologram

Tags: iridescent, thin film, holographic, soap bubble, oil, rainbow, pearl, layer weight, material.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=24, radius=0.2, location=(0, 0, 0.2))
beetle = bpy.context.object
bpy.ops.object.shade_smooth()
material = bpy.data.materials.new("Iridescent")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
shader.inputs["Metallic"].default_value = 0.9
shader.inputs["Roughness"].default_value = 0.15
shader.inputs["Thin Film Thickness"].default_value = 420.0  # nm
shader.inputs["Thin Film IOR"].default_value = 1.45
facing, ramp = nodes.new("ShaderNodeLayerWeight"), nodes.new("ShaderNodeValToRGB")
facing.inputs["Blend"].default_value = 0.4
ramp.color_ramp.elements[0].color = (0.02, 0.35, 0.25, 1)
ramp.color_ramp.elements[1].color = (0.35, 0.05, 0.5, 1)
middle = ramp.color_ramp.elements.new(0.5)
middle.color = (0.05, 0.15, 0.6, 1)
links.new(facing.outputs["Facing"], ramp.inputs[0])
links.new(ramp.outputs["Color"], shader.inputs["Base Color"])
beetle.data.materials.append(material)
