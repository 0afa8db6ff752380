# SPDX-License-Identifier: GPL-3.0-or-later
"""Procedural wood with grain

Tags: wood, grain, oak, planks, procedural, material, wave texture, noise, ring.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.02))
board = bpy.context.object
board.scale = (1.2, 0.2, 0.04)
bpy.ops.object.transform_apply(scale=True)
material = bpy.data.materials.new("Wood")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
place, stretch = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeMapping")
stretch.inputs["Scale"].default_value = (0.6, 6.0, 6.0)  # rings are drawn out along x
wave = nodes.new("ShaderNodeTexWave")
wave.wave_type, wave.rings_direction = "RINGS", "X"
wave.inputs["Scale"].default_value = 2.0
wave.inputs["Distortion"].default_value = 6.0
wave.inputs["Detail"].default_value = 4.0
ramp = nodes.new("ShaderNodeValToRGB")
ramp.color_ramp.elements[0].color = (0.16, 0.07, 0.025, 1)
ramp.color_ramp.elements[1].color = (0.42, 0.22, 0.09, 1)
bump = nodes.new("ShaderNodeBump")
bump.inputs["Strength"].default_value = 0.15
links.new(place.outputs["Object"], stretch.inputs["Vector"])
links.new(stretch.outputs["Vector"], wave.inputs["Vector"])
links.new(wave.outputs["Fac"], ramp.inputs["Fac"])
links.new(ramp.outputs["Color"], shader.inputs["Base Color"])
links.new(wave.outputs["Fac"], bump.inputs["Height"])
links.new(bump.outputs["Normal"], shader.inputs["Normal"])
shader.inputs["Roughness"].default_value = 0.5
board.data.materials.append(material)
