# SPDX-License-Identifier: GPL-3.0-or-later
"""Make letters with thickness

Tags: text, font, letters, sign, extrude, words, logo, typography.
"""

import bpy

WORDS = "OPEN"

curve = bpy.data.curves.new("Letters", "FONT")
curve.body = WORDS
curve.size = 0.3  # m
curve.extrude = 0.02  # m, to each side
curve.bevel_depth = 0.004
curve.align_x, curve.align_y = "CENTER", "BOTTOM_BASELINE"
sign = bpy.data.objects.new("Letters", curve)
sign.rotation_euler.x = 1.5708  # upright, readable from -Y
bpy.context.scene.collection.objects.link(sign)
