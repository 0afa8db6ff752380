# SPDX-License-Identifier: GPL-3.0-or-later
"""Procedural brick wall

Tags: brick, wall, mortar, masonry, procedural, material, texture.
"""

import bpy

bpy.ops.mesh.primitive_plane_add(size=2, location=(0, 0, 1), rotation=(1.5708, 0, 0))
wall = bpy.context.object
material = bpy.data.materials.new("Brick")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
brick = nodes.new("ShaderNodeTexBrick")
brick.inputs["Color1"].default_value = (0.35, 0.08, 0.05, 1)
brick.inputs["Color2"].default_value = (0.25, 0.05, 0.03, 1)
brick.inputs["Mortar"].default_value = (0.5, 0.48, 0.45, 1)
brick.inputs["Scale"].default_value = 4.0
brick.inputs["Mortar Size"].default_value = 0.015
bump = nodes.new("ShaderNodeBump")
bump.inputs["Distance"].default_value = 0.01
bump.invert = True
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], brick.inputs["Vector"])
links.new(brick.outputs["Color"], shader.inputs["Base Color"])
links.new(brick.outputs["Fac"], bump.inputs["Height"])
links.new(bump.outputs["Normal"], shader.inputs["Normal"])
shader.inputs["Roughness"].default_value = 0.9
wall.data.materials.append(material)
