# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the preferences: export, import, diagnostics, the log, a fresh start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bpy
from bpy.props import StringProperty

from .. import logbook, preferences, session
from .prompt import show_text

__all__ = ["CLASSES"]


class _File:
    """A file that is chosen in Blender's file browser."""

    filepath: StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]

    start_name = ""

    def invoke(self, context: Any, event: Any) -> set[Any]:
        """Ask for the file."""
        if not self.filepath:
            self.filepath = str(Path.home() / self.start_name)
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}


class LL3M_OT_preferences_export(_File, bpy.types.Operator):
    """Write LL3M's preferences into a file. Keys stay out of it"""

    bl_idname = "ll3m.preferences_export"
    bl_label = "Export Preferences"
    start_name = "ll3m-preferences.json"

    def execute(self, context: Any) -> set[Any]:
        from .. import diagnostics

        prefs = preferences.get(session.state().package)
        text = json.dumps(diagnostics.exported(prefs), indent=2)
        try:
            Path(self.filepath).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            self.report({"ERROR"}, f"The file can't be written: {error}")
            return {"CANCELLED"}
        self.report({"INFO"}, f"Wrote {self.filepath}; keys are not in it")
        return {"FINISHED"}


class LL3M_OT_preferences_import(_File, bpy.types.Operator):
    """Take LL3M's preferences from a file. Keys have to be given anew"""

    bl_idname = "ll3m.preferences_import"
    bl_label = "Import Preferences"
    start_name = "ll3m-preferences.json"

    def execute(self, context: Any) -> set[Any]:
        from .. import diagnostics

        prefs = preferences.get(session.state().package)
        try:
            data = json.loads(Path(self.filepath).read_text(encoding="utf-8"))
            left = diagnostics.imported(prefs, data)
        except (OSError, ValueError) as error:
            self.report({"ERROR"}, f"The file can't be used: {error}")
            return {"CANCELLED"}
        context.preferences.is_dirty = True
        session.state().settings_changed()
        text = f"; what did not fit: {', '.join(left)}" if left else ""
        self.report({"INFO"}, f"Took the preferences from {Path(self.filepath).name}{text}")
        return {"FINISHED"}


class LL3M_OT_diagnostics_save(_File, bpy.types.Operator):
    """Write what helps to find a fault into a zip: versions, settings, errors, log; no keys, no prompts"""

    bl_idname = "ll3m.diagnostics_save"
    bl_label = "Save Diagnostics"
    start_name = "ll3m-diagnostics.zip"

    def execute(self, context: Any) -> set[Any]:
        from .. import diagnostics

        prefs = preferences.get(session.state().package)
        try:
            diagnostics.write_zip(Path(self.filepath), prefs)
        except OSError as error:
            self.report({"ERROR"}, f"The file can't be written: {error}")
            return {"CANCELLED"}
        self.report({"INFO"}, f"Wrote {self.filepath}; no keys and no prompts are in it")
        return {"FINISHED"}


class LL3M_OT_log_show(bpy.types.Operator):
    """Show the last lines of LL3M's log in a text editor"""

    bl_idname = "ll3m.log_show"
    bl_label = "Show Log"

    def execute(self, context: Any) -> set[Any]:
        name = "LL3M Log"
        text = bpy.data.texts.get(name) or bpy.data.texts.new(name)
        text.clear()
        text.write("\n".join(logbook.lines()) or "Nothing was logged yet")
        show_text(text)
        return {"FINISHED"}


class LL3M_OT_log_copy(bpy.types.Operator):
    """Copy the last lines of LL3M's log"""

    bl_idname = "ll3m.log_copy"
    bl_label = "Copy Log"

    def execute(self, context: Any) -> set[Any]:
        context.window_manager.clipboard = "\n".join(logbook.lines())
        self.report({"INFO"}, "Copied the log")
        return {"FINISHED"}


class LL3M_OT_network_show(bpy.types.Operator):
    """Open Blender's network preferences, where online access is switched on"""

    bl_idname = "ll3m.network_show"
    bl_label = "Open Network Preferences"

    def execute(self, context: Any) -> set[Any]:
        operators: Any = bpy.ops
        operators.screen.userpref_show()
        context.preferences.active_section = "SYSTEM"
        return {"FINISHED"}


class LL3M_OT_setup_show(bpy.types.Operator):
    """Show the first steps again: choose who answers, test it, make something"""

    bl_idname = "ll3m.setup_show"
    bl_label = "Set Up a Model"

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        prefs = preferences.get(here.package)
        if prefs is None:
            return {"CANCELLED"}
        prefs.welcomed = False
        here.look_for_servers()
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_preferences_export,
    LL3M_OT_preferences_import,
    LL3M_OT_diagnostics_save,
    LL3M_OT_log_show,
    LL3M_OT_log_copy,
    LL3M_OT_network_show,
    LL3M_OT_setup_show,
)
