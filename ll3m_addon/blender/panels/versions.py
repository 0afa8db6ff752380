# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of the chosen asset as a tree, Refine, drafts, and the mesh report."""

from __future__ import annotations

from typing import Any

import bpy

from .. import collections as tree
from .. import mirror, properties, session
from .common import Sidebar, dim, is_narrow, told, wrapped
from .pictures import icon_of

__all__ = ["CLASSES", "REPORT"]


class LL3M_UL_versions(bpy.types.UIList):
    """A row: number, what was asked, where it branched off, Activate."""

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
        asked = view.name or view.feedback or told(mirror.origin(view))
        branch = "" if view.parent in (0, view.number - 1) else f" ← v{view.parent:03d}"
        for _ in range(item.depth):
            row.label(text="", icon="BLANK1")
        row.label(text=f"v{view.number:03d}{branch}  {asked}", translate=False)
        button = row.operator(
            "ll3m.version_activate",
            text="",
            icon="RADIOBUT_ON" if view.current else "RADIOBUT_OFF",
            emboss=False,
        )
        button.asset_id, button.number = snap.asset_id, view.number


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
        _draw_refine(layout, context, panel, version)
        _draw_version(layout, context, snap.asset_id, version)


def _draw_refine(layout: Any, context: Any, panel: Any, version: Any) -> None:
    hint = told("What should change?")
    if hasattr(layout, "textbox"):
        layout.textbox(panel, "feedback", initial_visible_lines=2, placeholder=hint)
    else:
        layout.prop(panel, "feedback", text="", placeholder=hint)
    if panel.feedback.strip():
        column = layout.column(align=True)
        column.label(text="Preserve")
        columns = 2 if is_narrow(context) else 3
        flow = column.grid_flow(row_major=True, columns=columns, align=True)
        flow.prop(panel, "preserve")
        column.prop(panel, "preserve_more", text="", placeholder=told("Also: legs, handles"))
    row = layout.row(align=True)
    row.scale_y = 1.3
    text = told("Refine {version}", version=f"v{version.number:03d}")
    row.operator("ll3m.asset_refine", text=text, icon="MODIFIER", translate=False)
    if panel.feedback.strip():
        row.operator("ll3m.request_show_refine", text="", icon="VIEWZOOM")


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
    if is_narrow(context):
        row = layout.row(align=True)
    for name, icon in (
        ("ll3m.version_drop", "CURSOR"),
        ("ll3m.version_source", "TEXT"),
        ("ll3m.version_export", "EXPORT"),
    ):
        button = row.operator(name, text="", icon=icon)
        button.asset_id, button.number = asset_id, version.number
    row.menu("LL3M_MT_version", text="", icon="DOWNARROW_HLT")
    if version.name and version.feedback:
        wrapped(dim(layout), context, version.feedback, icon="OUTLINER_DATA_FONT", lines=3)
    if version.notes:
        wrapped(dim(layout), context, version.notes, icon="TEXT", lines=4)
    detail = session.snapshot().detail
    if detail is not None and (detail.asset_id, detail.number) == (asset_id, version.number):
        for text in detail.notes:
            wrapped(dim(layout), context, text, icon="INFO", lines=4)


class LL3M_PT_drafts(Sidebar, bpy.types.Panel):
    """Drafts that wait for a decision, as a contact sheet."""

    bl_label = "Drafts"
    bl_idname = "LL3M_PT_drafts"
    bl_parent_id = "LL3M_PT_assets"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return bool(session.snapshot().drafts)

    def draw_header_preset(self, context: Any) -> None:
        layout: Any = self.layout
        layout.operator("ll3m.draft_reject_rest", text="", icon="TRASH", emboss=False)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        wrapped(dim(layout), context, "Keep the one you like; it becomes the current version.")
        columns = 1 if is_narrow(context) else 2
        flow = layout.grid_flow(row_major=True, columns=columns, even_columns=True)
        for draft in session.snapshot().drafts[:16]:
            cell = flow.column(align=True)
            picture = icon_of(draft.preview)
            if picture:
                cell.template_icon(icon_value=picture, scale=5.0)
            score = f"  {draft.score:.1f}" if draft.score >= 0 else ""
            text = draft.name or f"v{draft.number:03d}"
            cell.label(text=f"{text}{score}", translate=False)
            row = cell.row(align=True)
            for name, icon in (("ll3m.draft_select", "CHECKMARK"), ("ll3m.draft_reject", "X")):
                text = "Keep" if name.endswith("select") else ""
                button = row.operator(name, text=text, icon=icon)
                button.asset_id, button.number = draft.asset_id, draft.number


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
        objects = told("{count} objects", count=detail.objects)
        faces = told("{count} faces", count=f"{version.faces:,}")
        column.label(text=f"{objects}, {faces}", translate=False)
        text = told("{count} materials", count=len(detail.materials))
        column.label(text=text, translate=False)
        if version.score >= 0:
            column.label(text=told("Score {score} of 10", score=f"{version.score:.1f}"),
                         translate=False)  # fmt: skip
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


CLASSES = (LL3M_UL_versions, LL3M_PT_drafts, LL3M_PT_versions)
#: The last of the version's panels.
REPORT = (LL3M_PT_report,)
