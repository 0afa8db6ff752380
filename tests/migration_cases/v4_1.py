# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.1."""

from __future__ import annotations

from . import Case

CASES = (
    Case(
        "mesh.auto_smooth",
        "m.use_auto_smooth = True  # soft\n",
        "pass  # soft\n",
        setup='import bpy\nm = bpy.data.meshes.new("A")\n',
    ),
)
