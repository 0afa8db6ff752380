# SPDX-License-Identifier: GPL-3.0-or-later
"""Glazed ceramic with speckles

Tags: ceramic, porcelain, glaze, coat, clearcoat, mug, plate, tile, speckles, material.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=24, radius=0.1, location=(0, 0, 0.1))
vase = bpy.context.object
bpy.ops.object.shade_smooth()
material = bpy.data.materials.new("Glazed Ceramic")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
shader.inputs["Roughness"].default_value = 0.5
shader.inputs["Coat Weight"].default_value = 1.0
shader.inputs["Coat Roughness"].default_value = 0.05
dots, ramp = nodes.new("ShaderNodeTexVoronoi"), nodes.new("ShaderNodeValToRGB")
dots.inputs["Scale"].default_value = 60.0
ramp.color_ramp.elements[0].position = 0.08
ramp.color_ramp.elements[0].color = (0.1, 0.06, 0.04, 1)
ramp.color_ramp.elements[1].position = 0.14
ramp.color_ramp.elements[1].color = (0.75, 0.72, 0.64, 1)
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], dots.inputs["Vector"])
links.new(dots.outputs["Distance"], ramp.inputs[0])
links.new(ramp.outputs["Color"], shader.inputs["Base Color"])
vase.data.materials.append(material)
