# SPDX-License-Identifier: GPL-3.0-or-later
"""Painted metal that rusts, by a noise mask

Tags: rust, corroded, old, worn, paint, mask, mix shader, noise, color ramp, material.
"""

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=48, radius=0.3, depth=0.9, location=(0, 0, 0.45))
barrel = bpy.context.object
material = bpy.data.materials.new("Rusty Paint")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
paint = nodes["Principled BSDF"]
paint.inputs["Base Color"].default_value = (0.02, 0.12, 0.2, 1)
paint.inputs["Roughness"].default_value = 0.35
rust = nodes.new("ShaderNodeBsdfPrincipled")
rust.inputs["Base Color"].default_value = (0.2, 0.06, 0.015, 1)
rust.inputs["Roughness"].default_value = 0.95
noise, edge = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeValToRGB")
noise.inputs["Scale"].default_value = 4.0
noise.inputs["Detail"].default_value = 12.0
edge.color_ramp.elements[0].position = 0.52  # a sharp border between paint and rust
edge.color_ramp.elements[1].position = 0.58
blend = nodes.new("ShaderNodeMixShader")
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], noise.inputs["Vector"])
links.new(noise.outputs[0], edge.inputs[0])
links.new(edge.outputs["Color"], blend.inputs[0])
links.new(paint.outputs[0], blend.inputs[1])
links.new(rust.outputs[0], blend.inputs[2])
links.new(blend.outputs[0], nodes["Material Output"].inputs["Surface"])
barrel.data.materials.append(material)
