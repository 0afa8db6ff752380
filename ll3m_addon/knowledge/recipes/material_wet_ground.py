# SPDX-License-Identifier: GPL-3.0-or-later
"""Wet ground with puddles

Tags: wet, puddle, mud, asphalt, ground, soil, roughness mask, rain, street, material.
"""

import bpy

bpy.ops.mesh.primitive_grid_add(x_subdivisions=2, y_subdivisions=2, size=4)
ground = bpy.context.object
ground.name = "Ground"
material = bpy.data.materials.new("Wet Ground")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
where = nodes.new("ShaderNodeTexCoord")
pools, rim = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeValToRGB")
pools.inputs["Scale"].default_value = 1.2
rim.color_ramp.elements[0].position, rim.color_ramp.elements[1].position = 0.47, 0.55
rough, colour = nodes.new("ShaderNodeMapRange"), nodes.new("ShaderNodeValToRGB")
rough.inputs["To Min"].default_value = 0.03  # water
rough.inputs["To Max"].default_value = 0.85  # soil
colour.color_ramp.elements[0].color = (0.01, 0.008, 0.006, 1)
colour.color_ramp.elements[1].color = (0.09, 0.065, 0.045, 1)
grain, bump = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeBump")
grain.inputs["Scale"].default_value = 40.0
for texture in (pools, grain):
    links.new(where.outputs["Object"], texture.inputs["Vector"])
links.new(pools.outputs[0], rim.inputs[0])
for target in (rough.inputs["Value"], colour.inputs[0], bump.inputs["Strength"]):
    links.new(rim.outputs["Color"], target)  # puddles are flat, dark and smooth
links.new(grain.outputs[0], bump.inputs["Height"])
links.new(rough.outputs["Result"], shader.inputs["Roughness"])
links.new(colour.outputs["Color"], shader.inputs["Base Color"])
links.new(bump.outputs["Normal"], shader.inputs["Normal"])
ground.data.materials.append(material)
