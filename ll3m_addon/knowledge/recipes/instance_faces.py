# SPDX-License-Identifier: GPL-3.0-or-later
"""Put an instance on every face of a mesh

Tags: instancing, instances, faces, duplicate, tiles, scales, dupli.
"""

import bpy

bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=8, radius=0.4, location=(0, 0, 0.4))
body = bpy.context.object
body.name = "Body"
bpy.ops.mesh.primitive_cone_add(vertices=6, radius1=0.05, depth=0.12)
spike = bpy.context.object
spike.name = "Spike"
spike.parent = body
spike.location = (0, 0, 0)
body.instance_type = "FACES"
body.show_instancer_for_render = body.show_instancer_for_viewport = True
