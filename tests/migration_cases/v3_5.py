# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.5."""

from __future__ import annotations

from . import Case

CASES = (
    Case(
        "material.emission_sampling",
        "mat.cycles.sample_as_light = False\n",
        'mat.cycles.emission_sampling = "NONE"\n',
        'D.materials["A"].cycles.emission_sampling == "NONE"',
        'import bpy\nmat = bpy.data.materials.new("A")\n',
    ),
)
