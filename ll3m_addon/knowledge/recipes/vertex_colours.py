# SPDX-License-Identifier: GPL-3.0-or-later
"""Paint a mesh with vertex colours

Tags: vertex color, colour attribute, gradient, paint, attribute node.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=32, ring_count=16, radius=0.3, location=(0, 0, 0.3))
ball = bpy.context.object
colours = ball.data.color_attributes.new("Colour", "BYTE_COLOR", "CORNER")
for loop in ball.data.loops:
    height = ball.data.vertices[loop.vertex_index].co.z / 0.6 + 0.5
    colours.data[loop.index].color = (height, 0.2, 1 - height, 1)
material = bpy.data.materials.new("Painted")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
source = nodes.new("ShaderNodeVertexColor")
source.layer_name = "Colour"
links.new(source.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
ball.data.materials.append(material)
