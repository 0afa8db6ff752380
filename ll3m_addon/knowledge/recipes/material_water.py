# SPDX-License-Identifier: GPL-3.0-or-later
"""Still water with ripples

Tags: water, liquid, ocean, pond, ripples, bump, transmission, material.
"""

import bpy

bpy.ops.mesh.primitive_plane_add(size=2)
pond = bpy.context.object
material = bpy.data.materials.new("Water")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.6, 0.85, 0.9, 1)
shader.inputs["Roughness"].default_value = 0.03
shader.inputs["IOR"].default_value = 1.333
shader.inputs["Transmission Weight"].default_value = 1.0
noise, bump = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeBump")
noise.inputs["Scale"].default_value = 12.0
bump.inputs["Strength"].default_value = 0.2
links.new(noise.outputs["Fac"], bump.inputs["Height"])
links.new(bump.outputs["Normal"], shader.inputs["Normal"])
pond.data.materials.append(material)
