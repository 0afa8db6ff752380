# SPDX-License-Identifier: GPL-3.0-or-later
"""Mix two colours by a mask

Tags: mix, mixrgb, blend, mask, color, rust, dirt, moss, shader node mix.
"""

import bpy

bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=4, radius=0.3, location=(0, 0, 0.3))
rock = bpy.context.object
material = bpy.data.materials.new("Mossy Rock")
material.use_nodes = True
nodes, links = material.node_tree.nodes, material.node_tree.links
noise = nodes.new("ShaderNodeTexNoise")
noise.inputs["Scale"].default_value = 6.0
mix = nodes.new("ShaderNodeMix")
mix.data_type = "RGBA"  # its colours are then inputs 6 and 7, its result is output 2
mix.inputs[6].default_value = (0.25, 0.24, 0.22, 1)
mix.inputs[7].default_value = (0.08, 0.2, 0.04, 1)
links.new(noise.outputs["Fac"], mix.inputs[0])
links.new(mix.outputs[2], nodes["Principled BSDF"].inputs["Base Color"])
rock.data.materials.append(material)
