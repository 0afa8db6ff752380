# SPDX-License-Identifier: GPL-3.0-or-later
"""Move points by noise with geometry nodes

Tags: geometry nodes, set position, noise texture, vector math, waves, wobble, displace, offset.
"""

import bpy

bpy.ops.mesh.primitive_grid_add(x_subdivisions=60, y_subdivisions=60, size=1)
sheet = bpy.context.object
sheet.name = "Dunes"
tree = bpy.data.node_groups.new("Dunes", "GeometryNodeTree")
tree.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
height = tree.interface.new_socket("Height", in_out="INPUT", socket_type="NodeSocketFloat")
height.default_value, height.min_value, height.max_value = 0.15, 0.0, 1.0
tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
node, link = tree.nodes.new, tree.links.new
start, end = node("NodeGroupInput"), node("NodeGroupOutput")
noise, times, upward = (
    node("ShaderNodeTexNoise"),
    node("ShaderNodeMath"),
    node("ShaderNodeCombineXYZ"),
)
noise.inputs["Scale"].default_value = 3.0
times.operation = "MULTIPLY"
move = node("GeometryNodeSetPosition")
link(node("GeometryNodeInputPosition").outputs[0], noise.inputs["Vector"])
link(noise.outputs[0], times.inputs[0])
link(start.outputs["Height"], times.inputs[1])
link(times.outputs[0], upward.inputs["Z"])
link(start.outputs["Geometry"], move.inputs["Geometry"])
link(upward.outputs[0], move.inputs["Offset"])
link(move.outputs[0], end.inputs[0])
sheet.modifiers.new("Dunes", "NODES").node_group = tree
