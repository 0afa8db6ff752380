# SPDX-License-Identifier: GPL-3.0-or-later
"""A world with a sky of two colours

Tags: world, sky, background, gradient, sunset, horizon, environment, lighting.
"""

import bpy

world = bpy.data.worlds.new("Evening")
world.use_nodes = True
bpy.context.scene.world = world
nodes, links = world.node_tree.nodes, world.node_tree.links
nodes.clear()
output, light = nodes.new("ShaderNodeOutputWorld"), nodes.new("ShaderNodeBackground")
split, ramp = nodes.new("ShaderNodeSeparateXYZ"), nodes.new("ShaderNodeValToRGB")
height = nodes.new("ShaderNodeMapRange")
height.inputs["From Min"].default_value = -0.1
ramp.color_ramp.elements[0].color = (0.9, 0.35, 0.1, 1)  # horizon
ramp.color_ramp.elements[1].color = (0.05, 0.12, 0.35, 1)  # above
light.inputs["Strength"].default_value = 0.8
links.new(nodes.new("ShaderNodeTexCoord").outputs["Generated"], split.inputs[0])
links.new(split.outputs["Z"], height.inputs["Value"])
links.new(height.outputs["Result"], ramp.inputs[0])
links.new(ramp.outputs["Color"], light.inputs["Color"])
links.new(light.outputs[0], output.inputs["Surface"])
bpy.ops.mesh.primitive_monkey_add(size=1, location=(0, 0, 0.5))
