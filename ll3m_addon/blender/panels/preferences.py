# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of the preferences: groups that can be folded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy

from .. import logbook
from ..preferences import provider_key_source

__all__ = ["draw"]


def draw(prefs: Any, layout: Any) -> None:
    """Draw the preferences in groups; the first two are open at first."""
    layout.use_property_split = True
    layout.use_property_decorate = False
    groups: tuple[tuple[str, str, Callable[[Any, Any], None], bool], ...] = (
        ("providers", "Providers", _draw_providers, False),
        ("making", "Making", _draw_making, False),
        ("spending", "Spending", _draw_spending, True),
        ("safety", "Safety", _draw_safety, True),
        ("service", "Service", _draw_service, True),
        ("interface", "Interface", _draw_interface, True),
        ("files", "Files and Diagnostics", _draw_files, True),
    )
    for name, title, draw_group, closed in groups:
        header, body = layout.panel(f"LL3M_preferences_{name}", default_closed=closed)
        header.label(text=title)
        if body is not None:
            draw_group(prefs, body)


def _draw_making(prefs: Any, layout: Any) -> None:
    layout.prop(prefs, "library", placeholder="LL3M in your documents")
    layout.prop(prefs, "quality")
    layout.prop(prefs, "jobs")


def _draw_spending(prefs: Any, layout: Any) -> None:
    for name in ("budget_job", "budget_day", "budget_month"):
        layout.prop(prefs, name)


def _draw_safety(prefs: Any, layout: Any) -> None:
    layout.prop(prefs, "isolation")
    layout.prop(prefs, "seconds")
    layout.prop(prefs, "memory")
    layout.prop(prefs, "blender", placeholder=bpy.app.binary_path)


def _draw_service(prefs: Any, layout: Any) -> None:
    column = layout.column()
    column.use_property_split = False
    column.prop(prefs, "ask_first")
    column.prop(prefs, "start_service")


def _draw_interface(prefs: Any, layout: Any) -> None:
    column = layout.column()
    column.use_property_split = False
    column.prop(prefs, "status_bar")
    from .menus import pie_key

    found = pie_key()
    if found is not None:
        row = column.row()
        row.label(text="Key of the Pie Menu")
        row.prop(found[1], "type", text="", full_event=True)
    column.operator("ll3m.setup_show", text="Show First Steps Again", icon="LOOP_BACK")


def _draw_files(prefs: Any, layout: Any) -> None:
    row = layout.row(align=True)
    row.operator("ll3m.preferences_export", text="Export…", icon="EXPORT")
    row.operator("ll3m.preferences_import", text="Import…", icon="IMPORT")
    row.operator("ll3m.diagnostics_save", text="Save Diagnostics…", icon="PACKAGE")
    box = layout.box().column(align=True)
    box.scale_y = 0.75
    lines = logbook.shown()
    for line in lines:
        box.label(text=line[:160], translate=False)
    if not lines:
        box.label(text="Nothing was logged yet")
    row = layout.row(align=True)
    row.operator("ll3m.log_show", icon="TEXT")
    row.operator("ll3m.log_copy", icon="COPYDOWN")
    row.operator("ll3m.browser_forget", text="Remove from Asset Libraries", icon="ASSET_MANAGER")


def _draw_providers(prefs: Any, layout: Any) -> None:
    layout.prop(prefs, "provider")
    row = layout.row()
    row.use_property_split = False
    row.template_list(
        "UI_UL_list", "ll3m_providers", prefs, "providers", prefs, "provider_index", rows=3
    )
    buttons = row.column(align=True)
    buttons.operator_menu_enum("ll3m.provider_add", "preset", text="", icon="ADD")
    buttons.operator("ll3m.provider_remove", text="", icon="REMOVE")
    buttons.separator()
    buttons.operator("ll3m.provider_find", text="", icon="VIEWZOOM")
    if not 0 <= prefs.provider_index < len(prefs.providers):
        return
    entry = prefs.providers[prefs.provider_index]
    box = layout.box()
    box.prop(entry, "name", text="Name")
    box.prop(entry, "type")
    box.prop(entry, "base_url")
    box.prop(entry, "model", placeholder="As the provider spells it")
    box.prop(entry, "key_source")
    _draw_key(entry, box)
    row = box.row(align=True)
    row.prop(entry, "price_input", text="Price, Input / Output")
    row.prop(entry, "price_output", text="")
    box.operator("ll3m.provider_test", icon="CHECKMARK").provider = entry.name


def _draw_key(entry: Any, box: Any) -> None:
    if entry.key_source == "env":
        box.prop(entry, "key_variable")
    elif entry.key_source == "preferences":
        box.label(
            text="Everyone who can read Blender's preferences file can read this key", icon="ERROR"
        )
        box.prop(entry, "key")
    elif entry.key_source in ("file", "session"):
        button = box.operator("ll3m.provider_key", icon="KEYINGSET")
        button.provider, button.source = entry.name, provider_key_source(entry)
