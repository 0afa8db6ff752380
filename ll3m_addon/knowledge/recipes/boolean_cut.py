# SPDX-License-Identifier: GPL-3.0-or-later
"""Cut a hole with a boolean modifier

Tags: boolean, difference, hole, subtract, drill, cutter, union, intersect.
"""

import bpy


def box(name, size, location):
    bpy.ops.mesh.primitive_cube_add(size=1, location=location)
    made = bpy.context.object
    made.name, made.scale = name, size
    return made


plate = box("Plate", (1.0, 0.6, 0.1), (0, 0, 0.05))
bpy.ops.mesh.primitive_cylinder_add(vertices=48, radius=0.15, depth=0.4, location=(0, 0, 0.05))
cutter = bpy.context.object
cut = plate.modifiers.new("Hole", "BOOLEAN")
cut.operation, cut.solver, cut.object = "DIFFERENCE", "EXACT", cutter

# Work the modifier out into a mesh of its own, then the cutter may go.
depsgraph = bpy.context.evaluated_depsgraph_get()
mesh = bpy.data.meshes.new_from_object(plate.evaluated_get(depsgraph))
plate.modifiers.clear()
plate.data = mesh
bpy.data.objects.remove(cutter)
