# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.2."""

from __future__ import annotations

from . import Case

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nobj = bpy.context.object\n"

CASES = (
    Case(
        "ops.vertex_color",
        "bpy.ops.mesh.vertex_color_add()\n",
        'bpy.ops.geometry.color_attribute_add(domain="CORNER", data_type="BYTE_COLOR")\n',
        'O.data.color_attributes[0].domain == "CORNER"',
        CUBE,
    ),
    Case(
        "ops.sculpt_color",
        "bpy.ops.mesh.sculpt_vertex_color_add()\n",
        'bpy.ops.geometry.color_attribute_add(domain="POINT", data_type="FLOAT_COLOR")\n',
        'O.data.color_attributes[0].domain == "POINT"',
        CUBE,
    ),
    Case(
        "mesh.sculpt_colors",
        "print(len(obj.data.sculpt_vertex_colors))\n",
        "print(len(obj.data.color_attributes))\n",
        setup=CUBE,
    ),
)
