# SPDX-License-Identifier: GPL-3.0-or-later
"""Brushed metal

Tags: metal, steel, brushed, metallic, anisotropic, chrome, gold, copper, material.
"""

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=64, radius=0.1, depth=0.2, location=(0, 0, 0.1))
tin = bpy.context.object
material = bpy.data.materials.new("Brushed Steel")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.6, 0.6, 0.62, 1)
shader.inputs["Metallic"].default_value = 1.0
stretch = nodes.new("ShaderNodeMapping")
stretch.inputs["Scale"].default_value = (2, 2, 200)  # scratches run around
noise = nodes.new("ShaderNodeTexNoise")
noise.inputs["Scale"].default_value = 4.0
rough = nodes.new("ShaderNodeMapRange")
rough.inputs["To Min"].default_value = 0.25
rough.inputs["To Max"].default_value = 0.45
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], stretch.inputs["Vector"])
links.new(stretch.outputs["Vector"], noise.inputs["Vector"])
links.new(noise.outputs["Fac"], rough.inputs["Value"])
links.new(rough.outputs["Result"], shader.inputs["Roughness"])
tin.data.materials.append(material)
