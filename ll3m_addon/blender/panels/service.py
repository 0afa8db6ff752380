# SPDX-License-Identifier: GPL-3.0-or-later
"""The service: whether programs on this machine may use LL3M, and what isolates scripts."""

from __future__ import annotations

from typing import Any

import bpy

from .. import session
from .common import Sidebar

__all__ = ["CLASSES"]

ISOLATION = {
    "full": ("Full Isolation", "LOCKED"),
    "limited": ("Limited Isolation", "UNLOCKED"),
    "none": ("No Isolation", "ERROR"),
}


class LL3M_PT_service(Sidebar, bpy.types.Panel):
    """Switch, address, token, isolation."""

    bl_label = "Service"
    bl_idname = "LL3M_PT_service"
    bl_options = {"DEFAULT_CLOSED"}

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
        level = here.snapshot.isolation
        if level:
            text, icon = ISOLATION[level]
            row = layout.row()
            row.active = level != "none"
            row.label(text=text, icon=icon)
        layout.operator("ll3m.preferences_show", text="Preferences", icon="PREFERENCES")


CLASSES = (LL3M_PT_service,)
