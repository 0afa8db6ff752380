# SPDX-License-Identifier: GPL-3.0-or-later
"""Let instances grow near an object with geometry nodes

Tags: geometry nodes, proximity, distance, map range, scale, attract, near, falloff.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(radius=0.15, location=(0.2, 0.1, 0.3))
magnet = bpy.context.object
magnet.name = "Magnet"
bpy.ops.mesh.primitive_grid_add(x_subdivisions=20, y_subdivisions=20, size=1.2)
field = bpy.context.object
field.name = "Field"

tree = bpy.data.node_groups.new("Near", "GeometryNodeTree")
tree.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
node, link = tree.nodes.new, tree.links.new
start, end = node("NodeGroupInput"), node("NodeGroupOutput")
info, near = node("GeometryNodeObjectInfo"), node("GeometryNodeProximity")
info.transform_space = "RELATIVE"
info.inputs["Object"].default_value = magnet
ramp = node("ShaderNodeMapRange")
for name, value in (("From Min", 0.15), ("From Max", 0.7), ("To Min", 1.0), ("To Max", 0.15)):
    ramp.inputs[name].default_value = value
cube, place = node("GeometryNodeMeshCube"), node("GeometryNodeInstanceOnPoints")
cube.inputs["Size"].default_value = (0.05, 0.05, 0.05)
real = node("GeometryNodeRealizeInstances")
link(info.outputs["Geometry"], near.inputs[0])
link(near.outputs["Distance"], ramp.inputs["Value"])
link(ramp.outputs["Result"], place.inputs["Scale"])
link(start.outputs[0], place.inputs["Points"])
link(cube.outputs["Mesh"], place.inputs["Instance"])
link(place.outputs[0], real.inputs[0])
link(real.outputs[0], end.inputs[0])
field.modifiers.new("Near", "NODES").node_group = tree
