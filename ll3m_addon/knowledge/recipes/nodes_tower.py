# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a shape with mesh primitives in geometry nodes

Tags: geometry nodes, cube, cylinder, primitive, join, transform, procedural, node group.
"""

import bpy

tree = bpy.data.node_groups.new("Tower", "GeometryNodeTree")
tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
height = tree.interface.new_socket("Height", in_out="INPUT", socket_type="NodeSocketFloat")
height.default_value = 1.0
body = tree.nodes.new("GeometryNodeMeshCylinder")
body.inputs["Radius"].default_value = 0.3
roof = tree.nodes.new("GeometryNodeMeshCone")
roof.inputs["Radius Bottom"].default_value = 0.4
roof.inputs["Depth"].default_value = 0.4
lift = tree.nodes.new("GeometryNodeTransform")
lift.inputs["Translation"].default_value = (0, 0, 0.5)
join = tree.nodes.new("GeometryNodeJoinGeometry")
start, end = tree.nodes.new("NodeGroupInput"), tree.nodes.new("NodeGroupOutput")
tree.links.new(start.outputs["Height"], body.inputs["Depth"])
tree.links.new(roof.outputs["Mesh"], lift.inputs["Geometry"])
tree.links.new(body.outputs["Mesh"], join.inputs[0])
tree.links.new(lift.outputs[0], join.inputs[0])
tree.links.new(join.outputs[0], end.inputs[0])
mesh = bpy.data.meshes.new("Tower")
tower = bpy.data.objects.new("Tower", mesh)
bpy.context.scene.collection.objects.link(tower)
tower.modifiers.new("Tower", "NODES").node_group = tree
tower.location.z = 0.5
