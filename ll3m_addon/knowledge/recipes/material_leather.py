# SPDX-License-Identifier: GPL-3.0-or-later
"""Leather with a grain of cells

Tags: leather, hide, grain, bump, voronoi, sofa, bag, upholstery, material.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=0.4, location=(0, 0, 0.2))
cushion = bpy.context.object
cushion.modifiers.new("Soft", "BEVEL").width = 0.08
cushion.modifiers["Soft"].segments = 6
material = bpy.data.materials.new("Leather")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.13, 0.045, 0.02, 1)
shader.inputs["Roughness"].default_value = 0.45
cells, bump = nodes.new("ShaderNodeTexVoronoi"), nodes.new("ShaderNodeBump")
cells.feature = "SMOOTH_F1"
cells.inputs["Scale"].default_value = 90.0
bump.inputs["Strength"].default_value = 0.35
bump.inputs["Distance"].default_value = 0.002
links.new(nodes.new("ShaderNodeTexCoord").outputs["Object"], cells.inputs["Vector"])
links.new(cells.outputs["Distance"], bump.inputs["Height"])
links.new(bump.outputs["Normal"], shader.inputs["Normal"])
cushion.data.materials.append(material)
