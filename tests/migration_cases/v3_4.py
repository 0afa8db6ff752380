# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.4."""

from __future__ import annotations

from . import Case

CASES = (
    Case(
        "mesh.customdata",
        "mesh.use_customdata_edge_bevel = True\n",
        "pass\n",
        setup='import bpy\nmesh = bpy.data.meshes.new("A")\n',
    ),
)
