# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets: the list, the picture, the versions, and Refine."""

from __future__ import annotations

from typing import Any

import bpy

from .. import collections as tree
from .. import mirror, properties, session
from .common import Sidebar, is_narrow, wrapped
from .pictures import icon_of

__all__ = ["CLASSES"]


class LL3M_UL_assets(bpy.types.UIList):
    """A row: picture, name, how many versions."""

    bl_idname = "LL3M_UL_assets"

    def draw_item(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, context: Any, layout: Any, data: Any, item: Any, icon: Any, active: Any, prop: Any
    ) -> None:
        view = next((v for v in session.snapshot().assets if v.id == item.asset_id), None)
        if view is None:
            return
        picture = icon_of(view.preview)
        row = layout.row(align=True)
        if picture:
            row.label(text=view.name, icon_value=picture, translate=False)
        else:
            row.label(text=view.name, icon="MESH_CUBE", translate=False)
        if is_narrow(context):
            return
        tail = row.row()
        tail.alignment = "RIGHT"
        tail.active = False
        tail.label(text=f"v{view.current}/{view.versions}" if view.versions > 1 else "v1")


class LL3M_UL_versions(bpy.types.UIList):
    """A row: current or not, number, what was asked, Activate."""

    bl_idname = "LL3M_UL_versions"
    use_filter_show = False

    def draw_item(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, context: Any, layout: Any, data: Any, item: Any, icon: Any, active: Any, prop: Any
    ) -> None:
        snap = session.snapshot()
        view = next((v for v in snap.versions if v.number == item.number), None)
        if view is None:
            return
        row = layout.row(align=True)
        asked = view.feedback or mirror.origin(view)
        row.label(text=f"v{view.number:03d}  {asked}", translate=False)
        button = row.operator(
            "ll3m.version_activate",
            text="",
            icon="RADIOBUT_ON" if view.current else "RADIOBUT_OFF",
            emboss=False,
        )
        button.asset_id, button.number = snap.asset_id, view.number


class LL3M_PT_assets(Sidebar, bpy.types.Panel):
    """All assets of the library."""

    bl_label = "Assets"
    bl_idname = "LL3M_PT_assets"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        panel = properties.panel()
        snap = session.snapshot()
        if panel is None or not snap.assets:
            column = layout.column()
            column.active = False
            column.label(text="Nothing made yet")
            return
        view = mirror.chosen_asset()
        row = layout.row()
        row.template_list(
            "LL3M_UL_assets", "", panel, "assets", panel, "asset_index", rows=2, maxrows=6
        )
        if view is None:
            return
        buttons = row.column(align=True)
        buttons.operator("ll3m.folder_open", text="", icon="FILE_FOLDER").folder = view.folder
        buttons.operator("ll3m.asset_delete", text="", icon="TRASH").asset_id = view.id
        version = mirror.chosen_version()
        picture = icon_of(version.preview if version is not None else view.preview)
        if picture:
            layout.template_icon(icon_value=picture, scale=8.0)
        column = layout.column()
        column.active = False
        wrapped(column, context, view.prompt, lines=3)


class LL3M_PT_versions(Sidebar, bpy.types.Panel):
    """Versions of the chosen asset, and the next one."""

    bl_label = "Versions"
    bl_idname = "LL3M_PT_versions"
    bl_parent_id = "LL3M_PT_assets"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return bool(session.snapshot().versions)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        panel = properties.panel()
        snap = session.snapshot()
        layout.template_list(
            "LL3M_UL_versions", "", panel, "versions", panel, "version_index", rows=2, maxrows=5
        )
        version = mirror.chosen_version()
        if version is None:
            return
        _draw_refine(layout, panel, version)
        _draw_version(layout, context, snap.asset_id, version)


def _draw_refine(layout: Any, panel: Any, version: Any) -> None:
    hint = "What should change?"
    if hasattr(layout, "textbox"):
        layout.textbox(panel, "feedback", initial_visible_lines=2, placeholder=hint)
    else:
        layout.prop(panel, "feedback", text="", placeholder=hint)
    row = layout.row()
    row.scale_y = 1.3
    row.operator("ll3m.asset_refine", text=f"Refine v{version.number:03d}", icon="MODIFIER")


def _draw_version(layout: Any, context: Any, asset_id: str, version: Any) -> None:
    lying = tree.find_version(None, asset_id, version.number)
    shown = lying is not None and not lying.hide_viewport
    row = layout.row(align=True)
    button = row.operator(
        "ll3m.version_activate",
        text="Visible" if shown else "Show" if lying is not None else "Add",
        icon="HIDE_OFF" if shown else "HIDE_ON" if lying is not None else "ADD",
    )
    button.asset_id, button.number = asset_id, version.number
    for name, icon in (("ll3m.version_source", "TEXT"), ("ll3m.version_export", "EXPORT")):
        button = row.operator(name, text="", icon=icon)
        button.asset_id, button.number = asset_id, version.number
    row.menu("LL3M_MT_version", text="", icon="DOWNARROW_HLT")
    detail = session.snapshot().detail
    if detail is not None and (detail.asset_id, detail.number) == (asset_id, version.number):
        for text in detail.notes:
            column = layout.column()
            column.active = False
            wrapped(column, context, text, icon="INFO", lines=4)


class LL3M_PT_report(Sidebar, bpy.types.Panel):
    """Size and mesh report of the chosen version."""

    bl_label = "Mesh Report"
    bl_idname = "LL3M_PT_report"
    bl_parent_id = "LL3M_PT_versions"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return session.snapshot().detail is not None

    def draw_header_preset(self, context: Any) -> None:
        detail = session.snapshot().detail
        layout: Any = self.layout
        bad = sum(not check.ok for check in detail.checks) if detail is not None else 0
        layout.label(text="", icon="ERROR" if bad else "CHECKMARK")

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        detail, version = session.snapshot().detail, mirror.chosen_version()
        if detail is None or version is None:
            return
        column = layout.column(align=True)
        if detail.size:
            column.label(text=" × ".join(f"{each:.3g}" for each in detail.size) + " m")
        column.label(text=f"{detail.objects} objects, {version.faces:,} faces")
        column.label(text=f"{len(detail.materials)} materials")
        if version.score >= 0:
            column.label(text=f"Score {version.score:.1f} of 10")
        for check in detail.checks:
            icon = "CHECKMARK" if check.ok else "ERROR" if check.severity != "info" else "INFO"
            row = layout.row(align=True)
            wrapped(row.column(), context, check.what, icon=icon, lines=3)
            if check.fix:
                _fix_button(row, detail, "", check.fix)
        if sum(bool(check.fix) for check in detail.checks) > 1:
            _fix_button(layout, detail, "Repair All", "")


def _fix_button(layout: Any, detail: Any, text: str, fix: str) -> None:
    button = layout.operator("ll3m.version_fix", text=text, icon="TOOL_SETTINGS")
    button.asset_id, button.number, button.fix = detail.asset_id, detail.number, fix


CLASSES = (LL3M_UL_assets, LL3M_UL_versions, LL3M_PT_assets, LL3M_PT_versions)
#: The last of the version's panels.
REPORT = (LL3M_PT_report,)
