# SPDX-License-Identifier: GPL-3.0-or-later
"""Blend balls into one body

Tags: metaball, blob, organic, cloud, liquid, body, merge.
"""

import bpy

data = bpy.data.metaballs.new("Cloud")
data.resolution = data.render_resolution = 0.05
for x, z, radius in ((-0.4, 0.35, 0.3), (0.0, 0.45, 0.42), (0.4, 0.35, 0.33)):
    ball = data.elements.new(type="BALL")
    ball.co, ball.radius = (x, 0, z), radius
cloud = bpy.data.objects.new("Cloud", data)
bpy.context.scene.collection.objects.link(cloud)
