# SPDX-License-Identifier: GPL-3.0-or-later
"""Give a surface thickness with solidify

Tags: solidify, thickness, wall, shell, bowl, surface, hollow.
"""

import bmesh
import bpy

mesh = bpy.data.meshes.new("Bowl")
bm = bmesh.new()
bmesh.ops.create_uvsphere(bm, u_segments=48, v_segments=24, radius=0.15)
top = [face for face in bm.faces if face.calc_center_median().z > -0.005]
bmesh.ops.delete(bm, geom=top, context="FACES")
bmesh.ops.translate(bm, verts=bm.verts[:], vec=(0, 0, 0.15))
for face in bm.faces:
    face.smooth = True
bm.to_mesh(mesh)
bm.free()
bowl = bpy.data.objects.new("Bowl", mesh)
bpy.context.scene.collection.objects.link(bowl)
shell = bowl.modifiers.new("Thickness", "SOLIDIFY")
shell.thickness, shell.offset = 0.006, -1.0  # inwards
shell.use_even_offset = True
