# SPDX-License-Identifier: GPL-3.0-or-later
"""Procedural marble with veins

Tags: marble, stone, veins, procedural, material, noise, countertop.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=0.4, location=(0, 0, 0.2))
block = bpy.context.object
material = bpy.data.materials.new("Marble")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
noise = nodes.new("ShaderNodeTexNoise")
noise.inputs["Scale"].default_value = 3.0
noise.inputs["Detail"].default_value = 12.0
noise.inputs["Distortion"].default_value = 1.5
ramp = nodes.new("ShaderNodeValToRGB")
ramp.color_ramp.elements[0].position = 0.48
ramp.color_ramp.elements[0].color = (0.85, 0.84, 0.82, 1)
ramp.color_ramp.elements[1].position = 0.56
ramp.color_ramp.elements[1].color = (0.8, 0.79, 0.77, 1)
vein = ramp.color_ramp.elements.new(0.51)
vein.color = (0.18, 0.18, 0.2, 1)
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], noise.inputs["Vector"])
links.new(noise.outputs["Fac"], ramp.inputs["Fac"])
links.new(ramp.outputs["Color"], shader.inputs["Base Color"])
shader.inputs["Roughness"].default_value = 0.15
block.data.materials.append(material)
