# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.1: auto smooth went from meshes to a modifier."""

from __future__ import annotations

from .shapes import drop_statement

__all__ = ["MIGRATIONS"]

MIGRATIONS = (
    drop_statement(
        "mesh.auto_smooth", (4, 1), "Meshes have no {!r} since 4.1.",
        "Leave it out; shade smooth, and mark sharp edges or add a bevel.",
        attributes=("use_auto_smooth", "auto_smooth_angle"),
    ),
)  # fmt: skip
