# SPDX-License-Identifier: GPL-3.0-or-later
"""Polished gold with fine scratches

Tags: gold, brass, jewellery, polished, metal, metallic, scratches, ring, material.
"""

import bpy

bpy.ops.mesh.primitive_torus_add(major_radius=0.1, minor_radius=0.02, location=(0, 0, 0.02))
ring = bpy.context.object
bpy.ops.object.shade_smooth()
material = bpy.data.materials.new("Gold")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (1.0, 0.72, 0.25, 1)
shader.inputs["Metallic"].default_value = 1.0
noise, rough = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeMapRange")
noise.inputs["Scale"].default_value = 60.0
noise.inputs["Detail"].default_value = 8.0
rough.inputs["To Min"].default_value = 0.08
rough.inputs["To Max"].default_value = 0.3
links.new(noise.outputs[0], rough.inputs["Value"])
links.new(rough.outputs["Result"], shader.inputs["Roughness"])
ring.data.materials.append(material)
