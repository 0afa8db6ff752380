# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.93: the first view layer's name has no space."""

from __future__ import annotations

from .shapes import rename_key

__all__ = ["MIGRATIONS"]

MIGRATIONS = (
    rename_key(
        "scene.view_layer_name", (2, 93),
        {"View Layer": "ViewLayer", "RenderLayer": "ViewLayer"}, ("view_layers",),
        advice="Write scene.view_layers[0].",
    ),
)  # fmt: skip
