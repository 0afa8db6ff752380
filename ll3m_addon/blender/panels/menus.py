# SPDX-License-Identifier: GPL-3.0-or-later
"""What LL3M adds to Blender's own places: menus of objects, a pie menu, the status bar."""

from __future__ import annotations

from typing import Any

import bpy

from .. import collections as tree
from .. import mirror, preferences, session
from .common import short, told
from .jobs import stage_of

__all__ = ["CLASSES", "pie_key", "register", "unregister"]

#: Keymap and its item for the pie menu; no key until the artist sets one.
_keys: list[tuple[Any, Any]] = []


class LL3M_MT_object(bpy.types.Menu):
    """What can be done with an object's asset."""

    bl_label = "LL3M"
    bl_idname = "LL3M_MT_object"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.operator_context = "INVOKE_DEFAULT"
        item = context.active_object
        owner = tree.owner_of(item) if item is not None else None
        if owner is not None:
            for name, text, icon in (
                ("ll3m.object_refine", "Refine…", "MODIFIER"),
                ("ll3m.draft_revise", "Vary…", "MOD_ARRAY"),
                ("ll3m.version_source", "Show Source", "TEXT"),
            ):
                button = layout.operator(name, text=text, icon=icon)
                button.asset_id, button.number = owner.asset_id, owner.number
            button = layout.operator("ll3m.asset_apply_style", icon="BRUSH_DATA")
            button.asset_id = owner.asset_id
            button = layout.operator("ll3m.asset_choose", text="Show in LL3M", icon="VIEWZOOM")
            button.asset_id = owner.asset_id
        layout.operator("ll3m.object_describe", icon="SMALL_CAPS")


class LL3M_MT_pie(bpy.types.Menu):
    """The most needed things around the mouse."""

    bl_label = "LL3M"
    bl_idname = "LL3M_MT_pie"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        pie = layout.menu_pie()
        item = context.active_object
        owner = tree.owner_of(item) if item is not None else None
        if owner is not None:
            for name, text, icon in (
                ("ll3m.draft_revise", "Vary…", "MOD_ARRAY"),
                ("ll3m.object_refine", "Refine…", "MODIFIER"),
            ):
                button = pie.operator(name, text=text, icon=icon)
                button.asset_id, button.number = owner.asset_id, owner.number
        else:
            pie.operator("ll3m.object_describe", icon="SMALL_CAPS")
            pie.separator()
        pie.operator("ll3m.sidebar_show", icon="WINDOW")
        pie.operator("ll3m.asset_generate", icon="SHADERFX")
        version, asset = mirror.chosen_version(), mirror.chosen_asset()
        if version is not None and asset is not None:
            button = pie.operator("ll3m.version_drop", icon="CURSOR")
            button.asset_id, button.number = asset.id, version.number
        else:
            pie.separator()
        pie.operator("ll3m.job_cancel_all", icon="CANCEL")


def _draw_object(menu: Any, context: Any) -> None:
    if context.active_object is None:
        return
    layout = menu.layout
    layout.separator()
    layout.menu("LL3M_MT_object", icon="SHADERFX")


def _draw_status(header: Any, context: Any) -> None:
    """One line: what is under way, what is ready, who asks."""
    here = session.current()
    prefs = preferences.get(here.package) if here is not None else None
    if here is None or (prefs is not None and not prefs.status_bar):
        return
    active, asked = here.snapshot.active, len(here.snapshot.approvals)
    if not active and not here.news and not asked:
        return
    layout = header.layout
    text, icon = "", "SHADERFX"
    if asked:
        text, icon = told("LL3M: {count} wait for your yes", count=asked), "QUESTION"
    elif active:
        running = [job for job in active if job.state == "running"] or list(active)
        more = f" +{len(active) - 1}" if len(active) > 1 else ""
        text, icon = f"LL3M: {stage_of(running[0])}{more}", "SORTTIME"
    else:
        text, icon = told("Ready: {what}", what=short(here.news[-1].title, 30)), "CHECKMARK"
    layout.operator("ll3m.sidebar_show", text=text, icon=icon, emboss=False, translate=False)


_PLACES = (
    ("VIEW3D_MT_object_context_menu", "append", _draw_object),
    ("OUTLINER_MT_object", "append", _draw_object),
    ("STATUSBAR_HT_header", "append", _draw_status),
)


def pie_key() -> tuple[Any, Any] | None:
    """Keymap and item of the pie menu, for the preferences; None where there are no keys."""
    return _keys[0] if _keys else None


def register() -> None:
    """Append to Blender's menus, and offer a key for the pie menu."""
    for name, how, draw in _PLACES:
        place = getattr(bpy.types, name, None)
        if place is not None:
            getattr(place, how)(draw)
    manager = bpy.context.window_manager
    configuration = manager.keyconfigs.addon if manager is not None else None
    if configuration is not None:  # there is none in background mode
        keymap: Any = configuration.keymaps.new(name="3D View", space_type="VIEW_3D")
        item = keymap.keymap_items.new("wm.call_menu_pie", "NONE", "PRESS")
        item.properties.name = "LL3M_MT_pie"
        _keys.append((keymap, item))


def unregister() -> None:
    """Take all of it off again."""
    for keymap, item in _keys:
        keymap.keymap_items.remove(item)
    _keys.clear()
    for name, _, draw in reversed(_PLACES):
        place = getattr(bpy.types, name, None)
        if place is not None:
            place.remove(draw)


CLASSES = (LL3M_MT_object, LL3M_MT_pie)
