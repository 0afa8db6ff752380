# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panels share: the tab, and wrapped text."""

from __future__ import annotations

import textwrap
from typing import Any

import bpy

__all__ = ["SETTINGS_CODES", "Sidebar", "is_narrow", "wrapped"]

#: Errors whose way out is in the preferences.
SETTINGS_CODES = {"no_key", "wrong_key", "no_credit", "unknown_model", "library_failed",
                  "isolation_weak", "budget_reached", "offline", "host_failed"}  # fmt: skip

#: Pixels at a scale of 1 below which rows leave out what is not needed.
NARROW = 230
#: Width of a character in pixels at a scale of 1, on the average of English text.
CHARACTER = 6.6
#: Pixels of a region's width that are no text: margins, scroll bar, the tabs.
MARGIN = 62


class Sidebar:
    """In the 3D View's sidebar, tab LL3M."""

    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "LL3M"


def is_narrow(context: bpy.types.Context) -> bool:
    """Whether the sidebar has room for little more than a name."""
    return context.region.width / context.preferences.system.ui_scale < NARROW


def wrapped(
    layout: Any, context: bpy.types.Context, text: str, icon: str = "NONE", lines: int = 8
) -> None:
    """Draw ``text`` as labels that fit the sidebar's width, at most ``lines`` of them."""
    scale = context.preferences.system.ui_scale
    width = context.region.width / scale - MARGIN - (20 if icon != "NONE" else 0)
    rows = textwrap.wrap(text, max(int(width / CHARACTER), 12))
    column = layout.column(align=True)
    column.scale_y = 0.8
    for place, row in enumerate(rows[:lines]):
        if place == lines - 1 and len(rows) > lines:
            row += " …"
        mark = icon if place == 0 else ("BLANK1" if icon != "NONE" else "NONE")
        column.label(text=row, icon=mark, translate=False)
