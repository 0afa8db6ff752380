# SPDX-License-Identifier: GPL-3.0-or-later
"""Change the colour of one object where others share its material

Tags: copy material, recolour, single user, shared material, material slot, change colour, edit scene.
"""

import bpy

shared = bpy.data.materials.new("Paint")
shared.use_nodes = True
for number in range(3):
    bpy.ops.mesh.primitive_cube_add(size=0.3, location=(number * 0.5, 0, 0.15))
    bpy.context.object.name = f"Box {number + 1}"
    bpy.context.object.data.materials.append(shared)

chosen = bpy.data.objects["Box 2"]
slot = chosen.material_slots[0]
if slot.material.users > 1:
    slot.material = slot.material.copy()  # the others keep theirs
slot.material.name = "Red Paint"
shader = slot.material.node_tree.nodes["Principled BSDF"]
shader.inputs["Base Color"].default_value = (0.8, 0.02, 0.02, 1)
