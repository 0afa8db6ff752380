# SPDX-License-Identifier: GPL-3.0-or-later
"""Shape a rock with a displace modifier

Tags: displace, rock, stone, boulder, noise, texture, strength, rough.
"""

import bpy

bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=5, radius=0.3, location=(0, 0, 0.25))
rock = bpy.context.object
rock.name = "Rock"
rock.scale = (1.2, 0.9, 0.75)
clouds = bpy.data.textures.new("Lumps", "CLOUDS")
clouds.noise_scale = 0.35
displace = rock.modifiers.new("Lumps", "DISPLACE")
displace.texture = clouds
displace.strength, displace.mid_level = 0.15, 0.5
for polygon in rock.data.polygons:
    polygon.use_smooth = True
