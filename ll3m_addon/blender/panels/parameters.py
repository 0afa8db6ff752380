# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of the chosen version: sliders, presets, Keep."""

from __future__ import annotations

import itertools
from typing import Any

import bpy

from .. import properties, session, sliders
from .common import Sidebar, wrapped

__all__ = ["CLASSES"]


class LL3M_PT_parameters(Sidebar, bpy.types.Panel):
    """The constants on top of the script; moving one runs it again without a model."""

    bl_label = "Parameters"
    bl_idname = "LL3M_PT_parameters"
    bl_parent_id = "LL3M_PT_versions"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return sliders.values() is not None

    def draw_header_preset(self, context: Any) -> None:
        layout: Any = self.layout
        row = layout.row(align=True)
        row.prop(properties.panel(), "live", text="", icon="PLAY", toggle=True)
        row.menu("LL3M_MT_presets", text="", icon="PRESET")

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        group, state = sliders.values(), sliders.live()
        if group is None:
            return
        grouped = len({each.group for each in state.parameters}) > 1
        for title, members in itertools.groupby(state.parameters, key=lambda each: each.group):
            column = layout.column(align=True)
            if title and grouped:
                heading = column.row()
                heading.active = False
                heading.label(text=title, translate=False)
            for each in members:
                _draw_value(column, group, each)
        if state.error:
            box = layout.column(align=True)
            box.alert = True
            wrapped(box, context, state.error, icon="ERROR", lines=4)
            note = layout.column()
            note.active = False
            note.label(text="The last good result is shown")
        _draw_buttons(layout, state)


def _draw_value(column: Any, group: Any, parameter: Any) -> None:
    if parameter.type == "colour":
        row = column.split(factor=0.55)
        row.label(text=parameter.label, translate=False)
        row.prop(group, parameter.name, text="")
    elif parameter.type == "vector":
        column.label(text=parameter.label, translate=False)
        column.row(align=True).prop(group, parameter.name, text="")
    else:
        ranged = parameter.type in ("float", "int")
        column.prop(group, parameter.name, slider=ranged)


def _draw_buttons(layout: Any, state: sliders.Live) -> None:
    changed = bool(sliders.changed_values())
    row = layout.row(align=True)
    row.scale_y = 1.2
    keep = row.row(align=True)
    keep.enabled = changed
    button = keep.operator(
        "ll3m.version_set_parameters", text="Running…" if state.running else "Keep as New Version",
        icon="CHECKMARK",
    )  # fmt: skip
    button.asset_id, button.number = state.asset_id, state.number
    if not properties.panel().live:
        button = keep.operator("ll3m.version_preview", text="", icon="PLAY")
        button.asset_id, button.number = state.asset_id, state.number
    back = row.row(align=True)
    back.enabled = changed
    back.operator("ll3m.version_reset_parameters", text="", icon="LOOP_BACK")


class LL3M_MT_presets(bpy.types.Menu):
    """Presets of the asset."""

    bl_label = "Presets"
    bl_idname = "LL3M_MT_presets"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        detail = session.snapshot().detail
        names = detail.presets if detail is not None else ()
        for name in names:
            layout.operator(
                "ll3m.preset_apply", text=name, icon="PRESET", translate=False
            ).name = name
        if names:
            layout.separator()
        layout.operator("ll3m.preset_save", text="Save Preset…", icon="ADD")
        if names:
            layout.menu("LL3M_MT_presets_delete", icon="TRASH")


class LL3M_MT_presets_delete(bpy.types.Menu):
    """Forget a preset."""

    bl_label = "Delete Preset"
    bl_idname = "LL3M_MT_presets_delete"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        detail = session.snapshot().detail
        for name in detail.presets if detail is not None else ():
            layout.operator("ll3m.preset_delete", text=name, translate=False).name = name


CLASSES = (LL3M_PT_parameters, LL3M_MT_presets, LL3M_MT_presets_delete)
