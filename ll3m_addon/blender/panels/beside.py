# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparison, parts and further doings of the chosen version."""

from __future__ import annotations

from typing import Any

import bpy

from .. import collections as tree
from .. import comparison, mirror, session
from .common import Sidebar, is_narrow, wrapped

__all__ = ["CLASSES"]

#: Rows shown of a list that may be long.
DIFFERENCES, PARTS = 12, 40


class LL3M_MT_version(bpy.types.Menu):
    """What else can be done with the chosen version."""

    bl_label = "Version"
    bl_idname = "LL3M_MT_version"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        snap, version = session.snapshot(), mirror.chosen_version()
        if version is None:
            return
        lying = tree.find_version(None, snap.asset_id, version.number)

        def add(name: str, text: str, icon: str) -> Any:
            button = layout.operator(name, text=text, icon=icon)
            button.asset_id, button.number = snap.asset_id, version.number
            return button

        add("ll3m.version_make", "Re-run Source", "FILE_REFRESH")
        if lying is not None:
            add("ll3m.version_push", "Save Edits as Version", "FILE_TICK")
        layout.separator()
        add("ll3m.version_pull", "Bring into Scene", "IMPORT")
        layout.operator_context = "INVOKE_DEFAULT"
        add("ll3m.version_branch", "Branch…", "DUPLICATE")
        add("ll3m.version_publish", "Publish to Asset Browser…", "ASSET_MANAGER")
        if lying is not None:
            add("ll3m.version_detach", "Detach", "UNLINKED")
        layout.separator()
        add("ll3m.version_render", "Draw Picture…", "RENDER_STILL")
        add("ll3m.version_edit", "Name and Note…", "BOOKMARKS")
        layout.operator(
            "ll3m.asset_edit", text="Rename Asset…", icon="GREASEPENCIL"
        ).asset_id = snap.asset_id
        layout.operator(
            "ll3m.asset_duplicate", text="Duplicate Asset", icon="COPYDOWN"
        ).asset_id = snap.asset_id


class LL3M_MT_compare(bpy.types.Menu):
    """The version to compare with."""

    bl_label = "Compare With"
    bl_idname = "LL3M_MT_compare"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        snap, version = session.snapshot(), mirror.chosen_version()
        for view in snap.versions if version is not None else ():
            if view.number != version.number:
                text = f"v{view.number:03d}  {view.feedback or mirror.origin(view)}"
                button = layout.operator("ll3m.version_show_beside", text=text, translate=False)
                button.asset_id, button.number = snap.asset_id, version.number
                button.other = view.number


class LL3M_PT_compare(Sidebar, bpy.types.Panel):
    """Two versions beside each other."""

    bl_label = "Compare"
    bl_idname = "LL3M_PT_compare"
    bl_parent_id = "LL3M_PT_versions"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return len(session.snapshot().versions) > 1

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        asset_id, version = session.snapshot().asset_id, mirror.chosen_version()
        if version is None:
            return
        row = layout.row(align=True)
        row.menu("LL3M_MT_compare", text=f"v{version.number:03d} Beside…", icon="ARROW_LEFTRIGHT")
        if tree.is_compared(asset_id):
            row.operator("ll3m.version_show_alone", text="End", icon="X").asset_id = asset_id
        found = comparison.shown()
        if found is not None and found.asset_id == asset_id:
            _draw_difference(layout, context, found)


def _draw_difference(layout: Any, context: Any, found: Any) -> None:
    column = layout.column(align=True)
    column.label(text=f"v{found.number:03d} → v{found.other:03d}")
    rows = [each for each in (*found.parameters, *found.facts) if each.what != "materials"]
    for each in rows[:DIFFERENCES]:
        text = (
            f"{each.what.replace('_', ' ').capitalize()}: {_word(each.one)} → {_word(each.other)}"
        )
        wrapped(column, context, text, lines=2)
    if found.parts:
        column.label(text=f"{len(found.parts)} parts differ")
    if not rows and not found.parts:
        column.label(text="They have the same facts")
    layout.operator("ll3m.version_difference", icon="TEXT")


def _word(value: Any) -> str:
    if isinstance(value, list):
        return " × ".join(_word(each) for each in value)
    return f"{value:.4g}" if isinstance(value, float) else "–" if value is None else str(value)


class LL3M_PT_parts(Sidebar, bpy.types.Panel):
    """Parts of the chosen version, with their materials."""

    bl_label = "Parts"
    bl_idname = "LL3M_PT_parts"
    bl_parent_id = "LL3M_PT_versions"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        detail = session.snapshot().detail
        return detail is not None and bool(detail.parts)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        detail = session.snapshot().detail
        if detail is None:
            return
        column = layout.column(align=True)
        for part in detail.parts[:PARTS]:
            row = column.row(align=True)
            name = row.operator(
                "ll3m.part_select", text=part.part_name, emboss=False, translate=False
            )
            if part.materials and not is_narrow(context):
                tail = row.row()
                tail.active = False
                tail.label(text=", ".join(part.materials), translate=False)
            edit = row.operator(
                "ll3m.version_edit_parts", text="", icon="GREASEPENCIL", emboss=False
            )
            for button in (name, edit):
                button.asset_id, button.number = detail.asset_id, detail.number
                button.part = part.name
        if len(detail.parts) > PARTS:
            column.label(text=f"and {len(detail.parts) - PARTS} more")


CLASSES = (LL3M_MT_version, LL3M_MT_compare, LL3M_PT_compare, LL3M_PT_parts)
