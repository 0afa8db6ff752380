# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.91."""

from __future__ import annotations

from . import Case, Kept

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nobj = bpy.context.object\n"

CASES = (
    Case(
        "curve.bevel_mode",
        "curve.bevel_object = profile  # its shape\n",
        'curve.bevel_object = profile; curve.bevel_mode = "OBJECT"  # its shape\n',
        'D.curves["Path"].bevel_mode == "OBJECT" and D.curves["Path"].bevel_object',
        "import bpy\nbpy.ops.curve.primitive_bezier_circle_add()\nprofile = bpy.context.object\n"
        "curve = bpy.data.curves.new('Path', 'CURVE')\n",
    ),
    Case(
        "modifier.uv_smooth",
        "mod.use_subsurf_uv = False\n",
        'mod.uv_smooth = "NONE"\n',
        'O.modifiers["S"].uv_smooth == "NONE"',
        CUBE + "mod = obj.modifiers.new('S', 'SUBSURF')\n",
    ),
    Case(
        "ops.smart_project",
        "bpy.ops.uv.smart_project(angle_limit=66, island_margin=0.02, user_area_weight=0)\n",
        "bpy.ops.uv.smart_project(angle_limit=1.1519, island_margin=0.02, area_weight=0)\n",
        "O.data.uv_layers",
        CUBE + "bpy.ops.object.mode_set(mode='EDIT')\n",
    ),
    Case(
        "curve.fill_deform",
        "curve.use_fill_deform = True\n",
        "pass\n",
        setup="import bpy\ncurve = bpy.data.curves.new('C', 'CURVE')\n",
    ),
)

KEPT = (
    Kept("curve.bevel_mode", "curve.bevel_mode = 'OBJECT'\ncurve.bevel_object = profile\n"),
    Kept("curve.bevel_mode", "curve.bevel_object = None\n"),
    Kept("ops.smart_project", "import bpy\nbpy.ops.uv.smart_project(angle_limit=1.15)\n"),
)
