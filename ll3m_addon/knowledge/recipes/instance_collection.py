# SPDX-License-Identifier: GPL-3.0-or-later
"""Place one collection many times

Tags: instance collection, empty, repeat, lamp posts, group, copies.
"""

import bpy

group = bpy.data.collections.new("Post")
for name, radius, height, low in (("Pole", 0.04, 2.5, 0), ("Head", 0.15, 0.2, 2.5)):
    bpy.ops.mesh.primitive_cylinder_add(
        vertices=24, radius=radius, depth=height, location=(0, 0, low + height / 2)
    )
    part = bpy.context.object
    part.name = name
    for home in part.users_collection:
        home.objects.unlink(part)
    group.objects.link(part)
for index in range(4):
    post = bpy.data.objects.new(f"Post {index + 1}", None)
    post.instance_type, post.instance_collection = "COLLECTION", group
    post.location.x = 3.0 * index
    bpy.context.scene.collection.objects.link(post)
bpy.context.scene.collection.children.link(group)
