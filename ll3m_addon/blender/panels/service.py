# SPDX-License-Identifier: GPL-3.0-or-later
"""The service: which programs on this machine use LL3M, and what isolates scripts."""

from __future__ import annotations

import time
from typing import Any

import bpy

from .. import preferences, session
from .common import Sidebar, dim, elapsed, told, wrapped

__all__ = ["CLASSES"]

ISOLATION = {
    "full": ("Full Isolation", "LOCKED"),
    "limited": ("Limited Isolation", "UNLOCKED"),
    "none": ("No Isolation", "ERROR"),
}
CLIENTS = 8  # rows


class LL3M_PT_service(Sidebar, bpy.types.Panel):
    """Switch, address, token, clients, isolation."""

    bl_label = "Service"
    bl_idname = "LL3M_PT_service"
    bl_order = 6
    bl_options = {"DEFAULT_CLOSED"}

    def draw_header_preset(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        if here is not None and here.service is not None:
            count = len(here.snapshot.clients)
            layout.label(text=str(count) if count else "", icon="LINKED", translate=False)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        if here is None:
            return
        if here.service is None:
            layout.operator("ll3m.service_start", icon="PLAY")
        else:
            layout.operator("ll3m.service_stop", icon="SNAP_FACE")
            row = layout.row(align=True)
            row.label(text=here.service.url, icon="URL", translate=False)
            row.operator("ll3m.service_copy_address", text="", icon="COPYDOWN")
            layout.operator("ll3m.service_copy_token", icon="KEYINGSET")
            _draw_clients(layout, here.snapshot)
        prefs = preferences.get(here.package)
        if prefs is not None:
            row = layout.row()
            row.prop(prefs, "ask_first", text="")
            wrapped(row.column(), context, "Ask Before External Clients Change the Scene")
        level = here.snapshot.isolation
        if level:
            text, icon = ISOLATION[level]
            row = layout.row()
            row.active = level != "none"
            row.label(text=text, icon=icon)
        layout.operator("ll3m.preferences_show", text="Preferences", icon="PREFERENCES")


def _draw_clients(layout: Any, snap: Any) -> None:
    """Who uses the service, and what runs for them."""
    if not snap.clients:
        dim(layout).label(text="No program uses it now")
        return
    column = layout.column(align=True)
    for each in snap.clients[:CLIENTS]:
        ago = elapsed(time.time() - each.last)
        row = column.row(align=True)
        row.label(text=each.name, icon="LINKED" if each.connected else "UNLINKED", translate=False)
        tail = row.row()
        tail.active = False
        tail.label(text=told("{count} calls, {time} ago", count=each.calls, time=ago),
                   translate=False)  # fmt: skip
    for job in snap.active[:3]:
        column.label(text=job.title, icon="PLAY", translate=False)


CLASSES = (LL3M_PT_service,)
