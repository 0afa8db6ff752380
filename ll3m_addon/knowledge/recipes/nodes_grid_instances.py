# SPDX-License-Identifier: GPL-3.0-or-later
"""Place instances on the points of a grid with geometry nodes

Tags: geometry nodes, grid, instance on points, mesh grid, tiles, regular, rows and columns, studs.
"""

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=24, radius=0.03, depth=0.02, location=(0, 0, -1))
stud = bpy.context.object
stud.name = "Stud"
stud.hide_render = True
tree = bpy.data.node_groups.new("Studs", "GeometryNodeTree")
tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
node, link = tree.nodes.new, tree.links.new
grid = node("GeometryNodeMeshGrid")
for name, value in (("Size X", 0.7), ("Size Y", 0.3), ("Vertices X", 8), ("Vertices Y", 4)):
    grid.inputs[name].default_value = value
place = node("GeometryNodeInstanceOnPoints")
info = node("GeometryNodeObjectInfo")
info.inputs["Object"].default_value = stud
real, end = node("GeometryNodeRealizeInstances"), node("NodeGroupOutput")
link(grid.outputs["Mesh"], place.inputs["Points"])
link(info.outputs["Geometry"], place.inputs["Instance"])
link(place.outputs[0], real.inputs[0])
link(real.outputs[0], end.inputs[0])
plate = bpy.data.objects.new("Plate", bpy.data.meshes.new("Plate"))
bpy.context.scene.collection.objects.link(plate)
plate.modifiers.new("Studs", "NODES").node_group = tree
