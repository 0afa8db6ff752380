# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn a curve into a tube with geometry nodes and give it a material

Tags: geometry nodes, curve to mesh, set material, profile, curve circle, tube, hose, handrail.
"""

import bpy

curve = bpy.data.curves.new("Hose", "CURVE")
curve.dimensions = "3D"
spline = curve.splines.new("BEZIER")
spline.bezier_points.add(3)
for point, place in zip(
    spline.bezier_points, [(-0.6, 0, 0.05), (-0.2, 0.3, 0.05), (0.2, -0.3, 0.3), (0.6, 0, 0.05)]
):
    point.co = place
    point.handle_left_type = point.handle_right_type = "AUTO"
hose = bpy.data.objects.new("Hose", curve)
bpy.context.scene.collection.objects.link(hose)
rubber = bpy.data.materials.new("Rubber")
rubber.use_nodes = True
rubber.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.02, 0.02, 0.02, 1)

tree = bpy.data.node_groups.new("Tube", "GeometryNodeTree")
tree.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
node, link = tree.nodes.new, tree.links.new
start, end = node("NodeGroupInput"), node("NodeGroupOutput")
ring = node("GeometryNodeCurvePrimitiveCircle")
ring.inputs["Radius"].default_value = 0.03
ring.inputs["Resolution"].default_value = 16
sweep, paint = node("GeometryNodeCurveToMesh"), node("GeometryNodeSetMaterial")
sweep.inputs["Fill Caps"].default_value = True
paint.inputs["Material"].default_value = rubber
link(start.outputs[0], sweep.inputs["Curve"])
link(ring.outputs["Curve"], sweep.inputs["Profile Curve"])
link(sweep.outputs["Mesh"], paint.inputs["Geometry"])
link(paint.outputs[0], end.inputs[0])
hose.modifiers.new("Tube", "NODES").node_group = tree
