# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.4, written for by scripts that run in an older one."""

from __future__ import annotations

from . import Case, Kept

OLD = ((4, 2), (4, 4))
CUBE = """\
import bpy
bpy.ops.mesh.primitive_cube_add()
cube = bpy.context.object
cube.keyframe_insert("location", frame=1)
action = cube.animation_data.action
"""
LINEAR = "{p.interpolation for c in O.animation_data.action.fcurves for p in c.keyframe_points}"

CASES = (
    Case(
        "action.fcurve_ensure",
        "curve = action.fcurve_ensure_for_datablock(cube, 'scale', index=2)\n"
        "curve.keyframe_points.insert(1, 3)\n",
        "curve = (action.fcurves.find('scale', index=2) or action.fcurves.new('scale', index=2))\n"
        "curve.keyframe_points.insert(1, 3)\n",
        "O.animation_data.action.fcurves.find('scale', index=2).keyframe_points[0].co.y == 3",
        CUBE,
        on=(4, 2, 0),
        runs_in=OLD,
    ),
    Case(
        "action.channels",
        "for curve in action.layers[0].strips[0].channelbags[0].fcurves:\n"
        "    curve.keyframe_points[0].interpolation = 'LINEAR'\n",
        "for curve in action.fcurves:\n    curve.keyframe_points[0].interpolation = 'LINEAR'\n",
        LINEAR + " == {'LINEAR'}",
        CUBE,
        on=(4, 2, 0),
        runs_in=OLD,
    ),
    Case(
        "action.slot",
        "cube.animation_data.action_slot = action.slots[0]  # the only one\n",
        "pass  # the only one\n",
        setup=CUBE,
        on=(4, 2, 0),
        runs_in=OLD,
    ),
)

KEPT = (
    Kept("action.fcurve_ensure", CUBE + "action.fcurve_ensure_for_datablock(cube, 'scale')\n"),
    Kept("action.channels", "bag = action.layers[0].strips[0].channelbags[0].fcurves\n"),
    Kept("action.channels", "curves = action.fcurves\n", (4, 2, 0)),
    Kept("action.slot", "data.action_slot = action.slots[0]\n"),
)
