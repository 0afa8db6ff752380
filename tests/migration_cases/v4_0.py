# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.0."""

from __future__ import annotations

from . import Case, Kept

SHADER = """\
import bpy
mat = bpy.data.materials.new("A")
mat.use_nodes = True
bsdf = mat.node_tree.nodes["Principled BSDF"]
"""
VALUE = 'D.materials["A"].node_tree.nodes["Principled BSDF"].inputs["{}"].default_value'

CASES = (
    Case(
        "socket.principled",
        "bsdf.inputs['Specular'].default_value = 0.25  # dull\n",
        'bsdf.inputs["Specular IOR Level"].default_value = 0.25  # dull\n',
        VALUE.format("Specular IOR Level") + " == 0.25",
        SHADER,
    ),
)

KEPT = (Kept("socket.principled", "other = {}\nother['Specular'] = 1\n"),)
