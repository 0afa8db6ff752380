# SPDX-License-Identifier: GPL-3.0-or-later
"""Woven fabric with sheen

Tags: fabric, cloth, woven, velvet, sheen, upholstery, textile, material.
"""

import bpy

bpy.ops.mesh.primitive_cube_add(size=0.5, location=(0, 0, 0.25))
seat = bpy.context.object
material = bpy.data.materials.new("Fabric")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
shader = nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.08, 0.16, 0.3, 1)
shader.inputs["Roughness"].default_value = 0.95
shader.inputs["Sheen Weight"].default_value = 0.6
threads = []
for direction in ("X", "Y"):
    wave = nodes.new("ShaderNodeTexWave")
    wave.bands_direction = direction
    wave.inputs["Scale"].default_value = 60.0
    threads.append(wave)
weave = nodes.new("ShaderNodeMath")
weave.operation = "MULTIPLY"
bump = nodes.new("ShaderNodeBump")
bump.inputs["Strength"].default_value = 0.3
place = nodes.new("ShaderNodeTexCoord")
for at, wave in enumerate(threads):
    links.new(place.outputs["UV"], wave.inputs["Vector"])
    links.new(wave.outputs["Fac"], weave.inputs[at])
links.new(weave.outputs["Value"], bump.inputs["Height"])
links.new(bump.outputs["Normal"], shader.inputs["Normal"])
seat.data.materials.append(material)
