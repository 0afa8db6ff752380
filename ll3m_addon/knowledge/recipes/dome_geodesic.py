# SPDX-License-Identifier: GPL-3.0-or-later
"""A geodesic dome of bars and panels

Tags: dome, geodesic, icosphere, greenhouse, igloo, hemisphere, struts, triangles.
"""

import bmesh
import bpy

RADIUS, DETAIL, BAR = 3.0, 3, 0.05  # m, -, m

bm = bmesh.new()
bmesh.ops.create_icosphere(bm, subdivisions=DETAIL, radius=RADIUS)
cut = bmesh.ops.bisect_plane(
    bm, geom=bm.verts[:] + bm.edges[:] + bm.faces[:], plane_co=(0, 0, 0), plane_no=(0, 0, -1),
    clear_outer=True,
)  # fmt: skip
mesh = bpy.data.meshes.new("Dome")
bm.to_mesh(mesh)
bm.free()
frame = bpy.data.objects.new("Frame", mesh)
bars = frame.modifiers.new("Bars", "WIREFRAME")
bars.thickness, bars.use_boundary = BAR, True
panels = bpy.data.objects.new("Panels", mesh.copy())
glass = bpy.data.materials.new("Glass")
glass.use_nodes = True
glass.node_tree.nodes["Principled BSDF"].inputs["Transmission Weight"].default_value = 1.0
panels.data.materials.append(glass)
panels.parent = frame
for item in (frame, panels):
    bpy.context.scene.collection.objects.link(item)
