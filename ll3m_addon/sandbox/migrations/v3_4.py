# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.4: weights of bevels and creases are attributes that come by themselves."""

from __future__ import annotations

from .replacing import drop_statement

__all__ = ["MIGRATIONS"]

SINCE = (3, 4)

MIGRATIONS = (
    drop_statement(
        "mesh.customdata", SINCE, "Meshes have no {!r} since 3.4.", "Leave it out.",
        attributes=("use_customdata_edge_bevel", "use_customdata_vertex_bevel",
                    "use_customdata_edge_crease", "use_customdata_vertex_crease"),
        owner=("mesh",),
    ),
)  # fmt: skip
