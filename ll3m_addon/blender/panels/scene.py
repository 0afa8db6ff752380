# SPDX-License-Identifier: GPL-3.0-or-later
"""Change the open scene by words: the difference is shown before anything is changed."""

from __future__ import annotations

from typing import Any

import bpy

from .. import properties, session
from .common import Sidebar, dim, is_narrow, told, wrapped

__all__ = ["CLASSES"]

ROWS = 20  # of a difference
ICONS = {"added": "ADD", "removed": "REMOVE", "changed": "GREASEPENCIL"}
PLACEHOLDER = "Make the chairs red and move the lamp to the corner"


class LL3M_PT_scene(Sidebar, bpy.types.Panel):
    """A prompt for the open scene or the selection."""

    bl_label = "Scene Edit"
    bl_idname = "LL3M_PT_scene"
    bl_order = 5
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        panel = properties.panel()
        if panel is None:
            return
        if hasattr(layout, "textbox"):
            layout.textbox(
                panel, "scene_prompt", initial_visible_lines=2, placeholder=told(PLACEHOLDER)
            )
        else:
            layout.prop(panel, "scene_prompt", text="", placeholder=told(PLACEHOLDER))
        row = layout.row()
        row.prop(panel, "scene_selected")
        row = layout.row()
        row.scale_y = 1.3
        row.operator("ll3m.scene_edit", icon="VIEWZOOM")
        job = next(
            (each for each in session.snapshot().active if each.operation == "scene.edit"), None
        )
        edit = session.snapshot().edit
        if job is not None:
            dim(layout).label(text="Tried on a copy of the scene…", icon="TIME")
        elif edit is not None:
            _draw_edit(layout, context, edit)


def _draw_edit(layout: Any, context: Any, edit: Any) -> None:
    box = layout.box()
    state = {"applied": "Applied", "discarded": "Discarded", "expired": "Expired"}
    if edit.state != "waiting":
        box.label(text=state[edit.state], icon="CHECKMARK" if edit.state == "applied" else "X")
        for text in edit.deviations[:5]:
            wrapped(box, context, text, icon="ERROR", lines=3)
        return
    wrapped(box, context, edit.summary, lines=4)
    if edit.takes_away:
        warning = box.column()
        warning.alert = True
        text = told("Removed or emptied: {count}", count=edit.takes_away)
        warning.label(text=text, icon="ERROR", translate=False)
    column = box.column(align=True)
    for row in edit.changes[:ROWS]:
        line = column.row(align=True)
        line.label(text=row.name, icon=ICONS[row.change], translate=False)
        if row.told and not is_narrow(context):
            wrapped(dim(column), context, row.told, icon="BLANK1", lines=2)
    more = edit.unlisted + max(0, len(edit.changes) - ROWS)
    if more:
        column.label(text=told("and {count} more", count=more), translate=False)
    row = box.row(align=True)
    row.scale_y = 1.2
    row.operator("ll3m.scene_apply", icon="CHECKMARK")
    row.operator("ll3m.scene_discard", text="Discard", icon="X")
    row.operator("ll3m.scene_read", text="", icon="TEXT")


CLASSES = (LL3M_PT_scene,)
