# SPDX-License-Identifier: GPL-3.0-or-later
"""A checkered floor of tiles

Tags: checker, chessboard, checkered, tiles, floor, black and white, pattern, material.
"""

import bpy

bpy.ops.mesh.primitive_plane_add(size=4)
floor = bpy.context.object
floor.name = "Floor"
material = bpy.data.materials.new("Checkered Tiles")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader, check = nodes["Principled BSDF"], nodes.new("ShaderNodeTexChecker")
check.inputs["Color1"].default_value = (0.03, 0.03, 0.03, 1)
check.inputs["Color2"].default_value = (0.85, 0.85, 0.82, 1)
check.inputs["Scale"].default_value = 2.0  # half a metre a tile
shader.inputs["Roughness"].default_value = 0.15
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], check.inputs["Vector"])
links.new(check.outputs["Color"], shader.inputs["Base Color"])
floor.data.materials.append(material)
