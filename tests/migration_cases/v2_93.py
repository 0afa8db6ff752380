# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.93."""

from __future__ import annotations

from . import Case, Kept

CASES = (
    Case(
        "scene.view_layer_name",
        "bpy.context.scene.view_layers['View Layer'].use_pass_z = True\n",
        'bpy.context.scene.view_layers["ViewLayer"].use_pass_z = True\n',
        "C.view_layer.use_pass_z",
    ),
)

KEPT = (Kept("scene.view_layer_name", "names = {}\nnames['View Layer'] = 1\n"),)
