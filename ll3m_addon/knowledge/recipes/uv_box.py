# SPDX-License-Identifier: GPL-3.0-or-later
"""Map a texture onto a mesh by its UVs

Tags: uv, unwrap, mapping, uv layer, checker, texture coordinates, project.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=0.5, location=(0, 0, 0.25))
box = bpy.context.object
layer = box.data.uv_layers.active or box.data.uv_layers.new(name="UVMap")
for polygon in box.data.polygons:
    axis = max(range(3), key=lambda at: abs(polygon.normal[at]))  # seen along the face's own axis
    for loop in polygon.loop_indices:
        place = box.data.vertices[box.data.loops[loop].vertex_index].co
        across = [place[at] for at in range(3) if at != axis]
        layer.data[loop].uv = (across[0] * 2 + 0.5, across[1] * 2 + 0.5)
material = bpy.data.materials.new("Checker")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
checker = nodes.new("ShaderNodeTexChecker")
checker.inputs["Scale"].default_value = 8
links.new(nodes.new("ShaderNodeTexCoord").outputs["UV"], checker.inputs["Vector"])
links.new(checker.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
box.data.materials.append(material)
