# SPDX-License-Identifier: GPL-3.0-or-later
"""Concrete with stains and pores

Tags: concrete, cement, plaster, rough, stains, pores, floor, wall, material.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.5))
block = bpy.context.object
material = bpy.data.materials.new("Concrete")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
place = nodes.new("ShaderNodeTexCoord")
stains, ramp = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeValToRGB")
stains.inputs["Scale"].default_value = 3.0
stains.inputs["Detail"].default_value = 10.0
ramp.color_ramp.elements[0].color = (0.22, 0.21, 0.2, 1)
ramp.color_ramp.elements[1].color = (0.5, 0.49, 0.47, 1)
pores, bump = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeBump")
pores.inputs["Scale"].default_value = 120.0
bump.inputs["Strength"].default_value = 0.25
shader.inputs["Roughness"].default_value = 0.9
for texture in (stains, pores):
    links.new(place.outputs["Object"], texture.inputs["Vector"])
links.new(stains.outputs[0], ramp.inputs[0])
links.new(ramp.outputs["Color"], shader.inputs["Base Color"])
links.new(pores.outputs[0], bump.inputs["Height"])
links.new(bump.outputs["Normal"], shader.inputs["Normal"])
block.data.materials.append(material)
