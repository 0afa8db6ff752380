# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators that lead elsewhere: a folder, the preferences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
from bpy.props import StringProperty

from .. import session

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


CLASSES = (LL3M_OT_folder_open, LL3M_OT_preferences_show)
