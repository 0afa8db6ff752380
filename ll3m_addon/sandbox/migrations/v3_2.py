# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.2: colours are attributes."""

from __future__ import annotations

from .shapes import rename_attribute, rename_operator

__all__ = ["MIGRATIONS"]

SINCE = (3, 2)

MIGRATIONS = (
    rename_operator(
        "ops.vertex_color", SINCE, "mesh.vertex_color_add", "geometry.color_attribute_add",
        add='domain="CORNER", data_type="BYTE_COLOR"',
    ),
    rename_operator(
        "ops.sculpt_color", SINCE, "mesh.sculpt_vertex_color_add", "geometry.color_attribute_add",
        add='domain="POINT", data_type="FLOAT_COLOR"',
    ),
    rename_attribute(
        "mesh.sculpt_colors", SINCE, {"sculpt_vertex_colors": "color_attributes"}
    ),
)  # fmt: skip
