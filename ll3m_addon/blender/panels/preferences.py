# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of the preferences."""

from __future__ import annotations

from typing import Any

import bpy

from ..preferences import provider_key_source

__all__ = ["draw"]


def draw(prefs: Any, layout: Any) -> None:
    """Draw the preferences: library, providers, budget, Blender."""
    layout.use_property_split = True
    layout.use_property_decorate = False
    layout.prop(prefs, "library", placeholder="LL3M in your documents")
    layout.prop(prefs, "provider")
    _draw_providers(prefs, layout)
    column = layout.column(heading="Limits")
    column.prop(prefs, "budget_job")
    column.prop(prefs, "budget_month")
    column.prop(prefs, "jobs")
    column.prop(prefs, "seconds")
    column.prop(prefs, "memory")
    column.prop(prefs, "isolation")
    column.prop(prefs, "blender", placeholder=bpy.app.binary_path)
    layout.prop(prefs, "start_service")


def _draw_providers(prefs: Any, layout: Any) -> None:
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
