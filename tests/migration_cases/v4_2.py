# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.2."""

from __future__ import annotations

from . import Case, Kept

CASES = (
    Case(
        "render.eevee_id",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE'\n",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE_NEXT'\n",
        'C.scene.render.engine == "BLENDER_EEVEE_NEXT"',
        on=(4, 2, 0),
        runs_in=((4, 2), (5, 0)),
    ),
    Case(
        "render.eevee_id",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE_NEXT'\n",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE'\n",
        'C.scene.render.engine == "BLENDER_EEVEE"',
        runs_in=((5, 0), (99, 0)),
    ),
)

KEPT = (Kept("render.eevee_id", "engine = 'BLENDER_EEVEE'\n"),)
