# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators that lead elsewhere: an asset, a page, a folder, the sidebar, the preferences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
from bpy.props import IntProperty, StringProperty

from .. import mirror, properties, session

__all__ = ["CLASSES"]


class LL3M_OT_folder_open(bpy.types.Operator):
    """Open the folder in the system's file browser"""

    bl_idname = "ll3m.folder_open"
    bl_label = "Open Folder"

    folder: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        if not Path(self.folder).is_dir():
            self.report({"ERROR"}, f"The folder {self.folder} is not there")
            return {"CANCELLED"}
        return bpy.ops.wm.path_open(filepath=self.folder)


class LL3M_OT_preferences_show(bpy.types.Operator):
    """Open LL3M's preferences"""

    bl_idname = "ll3m.preferences_show"
    bl_label = "Open Preferences"

    def execute(self, context: Any) -> set[Any]:
        operators: Any = bpy.ops
        operators.screen.userpref_show()
        context.preferences.active_section = "ADDONS"
        context.window_manager.addon_search = "LL3M"
        operators.preferences.addon_expand(module=session.state().package)
        return {"FINISHED"}


class LL3M_OT_asset_pick(bpy.types.Operator):
    """Show this asset's versions"""

    bl_idname = "ll3m.asset_pick"
    bl_label = "Show Asset"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        """The asset's whole name and prompt, since a button is short."""
        views = session.snapshot().assets
        view = next((each for each in views if each.id == properties.asset_id), None)
        return f"{view.name}: {view.prompt}" if view is not None else cls.__doc__ or ""

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        ids = [row.asset_id for row in panel.assets]
        if self.asset_id not in ids:
            return {"CANCELLED"}
        panel.asset_index = ids.index(self.asset_id)
        here = session.state()
        here.news = [job for job in here.news if job.asset_id != self.asset_id]
        return {"FINISHED"}


class LL3M_OT_asset_page(bpy.types.Operator):
    """Turn the page"""

    bl_idname = "ll3m.asset_page"
    bl_label = "Turn Page"

    by: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        panel.grid_page = max(0, panel.grid_page + self.by)
        return {"FINISHED"}


class LL3M_OT_tag_choose(bpy.types.Operator):
    """Show only assets with this tag, or all again"""

    bl_idname = "ll3m.tag_choose"
    bl_label = "Choose Tag"

    tag: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        panel.only_tag = "" if panel.only_tag == self.tag else self.tag
        return {"FINISHED"}


class LL3M_OT_sidebar_show(bpy.types.Operator):
    """Show LL3M in the sidebar of a 3D View"""

    bl_idname = "ll3m.sidebar_show"
    bl_label = "Show LL3M"

    def execute(self, context: Any) -> set[Any]:
        areas = [area for area in context.window.screen.areas if area.type == "VIEW_3D"]
        if not areas:
            self.report({"INFO"}, "Open a 3D View; LL3M lives in its sidebar")
            return {"CANCELLED"}
        mirror.show_sidebar(max(areas, key=lambda area: area.width * area.height))
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_asset_pick,
    LL3M_OT_asset_page,
    LL3M_OT_tag_choose,
    LL3M_OT_sidebar_show,
    LL3M_OT_folder_open,
    LL3M_OT_preferences_show,
)
