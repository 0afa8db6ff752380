# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.3."""

from __future__ import annotations

from . import Case, Kept

LATER = ((4, 3), (99, 0))
PENCIL = "import bpy\nbpy.ops.object.grease_pencil_add(type='STROKE')\n"

CASES = (
    Case(
        "eevee.removed",
        "eevee = bpy.context.scene.eevee\neevee.use_bloom = True  # glow\neevee.use_ssr = True\n",
        "eevee = bpy.context.scene.eevee\npass  # glow\npass\n",
        runs_in=LATER,
    ),
    Case(
        "material.shadow_method",
        "mat.shadow_method = 'HASHED'\n",
        "pass\n",
        setup='import bpy\nmat = bpy.data.materials.new("A")\n',
        runs_in=LATER,
    ),
    Case(
        "light.shadow_settings",
        "light.use_contact_shadow = True; light.shadow_buffer_bias = 0.1\n",
        "pass; pass\n",
        setup='import bpy\nlight = bpy.data.lights.new("A", "SUN")\n',
        runs_in=LATER,
    ),
    Case(
        "gpencil.add",
        "bpy.ops.object.gpencil_add(location=(0, 0, 1), type='STROKE')\n",
        "bpy.ops.object.grease_pencil_add(location=(0, 0, 1), type='STROKE')\n",
        "O.type == 'GREASEPENCIL' and O.location.z == 1",
        runs_in=LATER,
    ),
    Case(
        "gpencil.data",
        "pencil = bpy.data.grease_pencils.new('A')\nob = bpy.data.objects.new('A', pencil)\n",
        "pencil = bpy.data.grease_pencils_v3.new('A')\nob = bpy.data.objects.new('A', pencil)\n",
        "D.objects['A'].type == 'GREASEPENCIL'",
        on=(4, 3, 0),
        runs_in=((4, 3), (5, 0)),
    ),
    Case(
        "gpencil.type",
        "if bpy.context.object.type == 'GPENCIL':\n    bpy.context.object.name = 'Pencil'\n",
        "if bpy.context.object.type == \"GREASEPENCIL\":\n    bpy.context.object.name = 'Pencil'\n",
        "O.name == 'Pencil'",
        PENCIL,
        runs_in=LATER,
    ),
    Case(
        "gpencil.mode",
        "bpy.ops.object.mode_set(mode='EDIT_GPENCIL')\nmode = bpy.context.object.mode\n"
        "bpy.ops.object.mode_set(mode='OBJECT')\n",
        'bpy.ops.object.mode_set(mode="EDIT")\nmode = bpy.context.object.mode\n'
        "bpy.ops.object.mode_set(mode='OBJECT')\n",
        setup=PENCIL,
        runs_in=LATER,
    ),
)

KEPT = (
    Kept("eevee.removed", "scene.eevee.use_raytracing = True\n"),
    Kept("eevee.removed", "class Look:\n    use_bloom = False\nlook = Look()\nlook.use_bloom = 1\n"),
    Kept("material.shadow_method", "mat.surface_render_method = 'DITHERED'\n"),
    Kept("light.shadow_settings", "light.shadow_soft_size = 1\n"),
    Kept("gpencil.add", "import bpy\nbpy.ops.object.grease_pencil_add(type='EMPTY')\n"),
    Kept("gpencil.data", "import bpy\nbpy.data.grease_pencils.new('A')\n"),
    Kept("gpencil.type", "kinds = ['GPENCIL']\n"),
    Kept("gpencil.mode", "import bpy\nbpy.ops.object.mode_set(mode='EDIT')\n"),
)  # fmt: skip
