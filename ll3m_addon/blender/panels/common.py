# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panels share: the tab, wrapped text, the way out of an error."""

from __future__ import annotations

import textwrap
from typing import Any

import bpy

from ..translations.sentences import said

__all__ = ["Sidebar", "dim", "draw_way_out", "elapsed", "is_narrow", "short", "told", "wrapped"]

#: Errors whose way out is in LL3M's preferences.
_SETTINGS = {"no_key", "wrong_key", "no_credit", "unknown_model", "library_failed",
             "isolation_weak", "budget_reached", "host_failed"}  # fmt: skip
#: Errors that may be gone by themselves.
_AGAIN = {"rate_limited", "overloaded", "provider_timeout", "provider_failed", "interrupted",
          "internal", "script_failed", "limit_hit", "refused", "deadline", "busy"}  # fmt: skip

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


def told(text: str, **values: object) -> str:
    """``text`` in Blender's language, with ``values`` put into its braces."""
    said = bpy.app.translations.pgettext_iface(text)
    return said.format(**values) if values else said


def short(text: str, length: int = 60) -> str:
    """``text`` in one line of at most ``length`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def elapsed(seconds: float) -> str:
    """``m:ss``, hours only where there are any."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def dim(layout: Any) -> Any:
    """A column whose text stands back."""
    column = layout.column()
    column.active = False
    return column


def wrapped(
    layout: Any, context: bpy.types.Context, text: str, icon: str = "NONE", lines: int = 8
) -> None:
    """Draw ``text`` as labels that fit the sidebar's width, at most ``lines`` of them."""
    scale = context.preferences.system.ui_scale
    width = context.region.width / scale - MARGIN - (20 if icon != "NONE" else 0)
    shown = told(text)
    rows = textwrap.wrap(said(shown) if shown == text else shown, max(int(width / CHARACTER), 12))
    column = layout.column(align=True)
    column.scale_y = 0.8
    for place, row in enumerate(rows[:lines]):
        if place == lines - 1 and len(rows) > lines:
            row += " …"
        mark = icon if place == 0 else ("BLANK1" if icon != "NONE" else "NONE")
        column.label(text=row, icon=mark, translate=False)


def draw_way_out(row: Any, code: str, job_id: str = "") -> None:
    """The one button that fixes an error, and the one that copies its details."""
    if code == "offline":
        row.operator("ll3m.network_show", text="Network Preferences", icon="INTERNET")
    elif code == "not_understood":
        row.operator("ll3m.setup_show", icon="PREFERENCES")
    elif code in _SETTINGS:
        row.operator("ll3m.preferences_show", icon="PREFERENCES")
    elif job_id and code in _AGAIN:
        row.operator("ll3m.job_retry", text="Try Again", icon="FILE_REFRESH").job_id = job_id
    else:
        row.operator("ll3m.details_copy", icon="COPYDOWN").job_id = job_id
        return
    row.operator("ll3m.details_copy", text="", icon="COPYDOWN").job_id = job_id
