# SPDX-License-Identifier: GPL-3.0-or-later
"""Scatter instances on a surface with geometry nodes

Tags: geometry nodes, scatter, distribute, instance on points, grass, stones, surface, random.
"""

import bpy

bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=2, radius=0.04, location=(0, 0, -1))
stone = bpy.context.object
stone.name = "Stone"
stone.hide_render = True
bpy.ops.mesh.primitive_grid_add(x_subdivisions=8, y_subdivisions=8, size=2)
ground = bpy.context.object
ground.name = "Ground"

tree = bpy.data.node_groups.new("Scatter", "GeometryNodeTree")
tree.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
node = tree.nodes.new
start, end = node("NodeGroupInput"), node("NodeGroupOutput")
points = node("GeometryNodeDistributePointsOnFaces")
points.inputs["Density"].default_value = 40
place = node("GeometryNodeInstanceOnPoints")
info = node("GeometryNodeObjectInfo")
info.inputs["Object"].default_value = stone
size = node("FunctionNodeRandomValue")
low, high = [each for each in size.inputs if each.enabled and each.name in ("Min", "Max")]
low.default_value, high.default_value = 0.5, 1.4  # one pair of sockets a data type; one is enabled
join, real = node("GeometryNodeJoinGeometry"), node("GeometryNodeRealizeInstances")
link = tree.links.new
link(start.outputs[0], points.inputs["Mesh"])
link(points.outputs["Points"], place.inputs["Points"])
link(points.outputs["Rotation"], place.inputs["Rotation"])
link(info.outputs["Geometry"], place.inputs["Instance"])
link(next(each for each in size.outputs if each.enabled), place.inputs["Scale"])
link(place.outputs[0], real.inputs[0])
link(real.outputs[0], join.inputs[0])
link(start.outputs[0], join.inputs[0])
link(join.outputs[0], end.inputs[0])
ground.modifiers.new("Scatter", "NODES").node_group = tree
