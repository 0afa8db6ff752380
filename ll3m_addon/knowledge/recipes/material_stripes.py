# SPDX-License-Identifier: GPL-3.0-or-later
"""Stripes of two colours

Tags: stripes, striped, bands, lines, pattern, awning, flag, math, material.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 0.5))
box = bpy.context.object
material = bpy.data.materials.new("Stripes")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
split, wide, share = (
    nodes.new(kind) for kind in ("ShaderNodeSeparateXYZ", "ShaderNodeMath", "ShaderNodeMath")
)
wide.operation, share.operation = "MULTIPLY", "PINGPONG"
wide.inputs[1].default_value = 8.0  # stripes a metre
share.inputs[1].default_value = 1.0
ramp = nodes.new("ShaderNodeValToRGB")
ramp.color_ramp.interpolation = "CONSTANT"
ramp.color_ramp.elements[0].color = (0.8, 0.05, 0.05, 1)
ramp.color_ramp.elements[1].position = 0.5
ramp.color_ramp.elements[1].color = (0.9, 0.9, 0.88, 1)
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], split.inputs[0])
links.new(split.outputs["X"], wide.inputs[0])
links.new(wide.outputs[0], share.inputs[0])
links.new(share.outputs[0], ramp.inputs[0])
links.new(ramp.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
box.data.materials.append(material)
