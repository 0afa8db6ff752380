# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.1: 'String to Curves' takes its font and alignment as inputs."""

from __future__ import annotations

from .edits import Migration
from .node_types import Table, sockets_for_properties

__all__ = ["MIGRATIONS", "TEXT"]

SINCE = (5, 1)
#: Ids and names out of 5.0, inputs out of 5.2.
TEXT: Table = {
    "GeometryNodeStringToCurves": {
        "font": ("Font", {}),
        "overflow": ("Overflow", {
            "OVERFLOW": "Overflow", "SCALE_TO_FIT": "Scale To Fit", "TRUNCATE": "Truncate",
        }),
        "align_x": ("Align X", {
            "LEFT": "Left", "CENTER": "Center", "RIGHT": "Right", "JUSTIFY": "Justify",
            "FLUSH": "Flush",
        }),
        "align_y": ("Align Y", {
            "TOP": "Top", "TOP_BASELINE": "Top Baseline", "MIDDLE": "Middle",
            "BOTTOM_BASELINE": "Bottom Baseline", "BOTTOM": "Bottom",
        }),
        "pivot_mode": ("Pivot Point", {
            "MIDPOINT": "Midpoint", "TOP_LEFT": "Top Left", "TOP_CENTER": "Top Center",
            "TOP_RIGHT": "Top Right", "BOTTOM_LEFT": "Bottom Left",
            "BOTTOM_CENTER": "Bottom Center", "BOTTOM_RIGHT": "Bottom Right",
        }),
    },
}  # fmt: skip

MIGRATIONS: tuple[Migration, ...] = (
    sockets_for_properties("node.text_input", SINCE, TEXT),
    sockets_for_properties("node.text_property", (2, 80), TEXT, until=SINCE),
)
