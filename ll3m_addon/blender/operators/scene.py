# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun scene: change it by words, after a look at what would change."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import StringProperty

from .. import properties, session
from .asset import make_options
from .common import ask, chosen_provider, offline_reason
from .prompt import show_text

__all__ = ["CLASSES"]


class LL3M_OT_scene_edit(bpy.types.Operator):
    """Try the change on a copy of the scene and show what would differ. Nothing changes yet"""

    bl_idname = "ll3m.scene_edit"
    bl_label = "Show Changes"

    @classmethod
    def poll(cls, context: Any) -> bool:
        panel = properties.panel()
        if panel is None:
            return False
        view = chosen_provider(panel.provider)
        reason = offline_reason(panel.provider)
        if view is not None and not view.is_model:
            reason = "The offline composer can't edit a scene; set up a model"
        elif not reason and not panel.scene_prompt.strip():
            reason = "Write what should change first"
        elif not reason and panel.scene_selected and not context.selected_objects:
            reason = "Select something first"
        cls.poll_message_set(reason)
        return not reason

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        options = make_options(panel)
        params = {name: options[name] for name in ("quality", "provider") if name in options}
        params |= {"prompt": panel.scene_prompt, "selected_only": panel.scene_selected}
        return ask(self, "scene.edit", params)


class _OfEdit:
    """A scene edit that waits."""

    job_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    @classmethod
    def poll(cls, context: Any) -> bool:
        """Only while an edit waits."""
        edit = session.snapshot().edit
        return edit is not None and edit.state == "waiting"

    def which(self) -> dict[str, Any]:
        """The edit as parameters of an operation."""
        edit = session.snapshot().edit
        return {"job_id": self.job_id or (edit.job_id if edit else "")}


class LL3M_OT_scene_apply(_OfEdit, bpy.types.Operator):
    """Make these changes in the open scene, as one step of undo"""

    bl_idname = "ll3m.scene_apply"
    bl_label = "Apply"

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        return ask(self, "scene.apply", self.which(), lambda edit: here.tell(edit.summary))


class LL3M_OT_scene_discard(_OfEdit, bpy.types.Operator):
    """Drop these changes. The scene stays as it is"""

    bl_idname = "ll3m.scene_discard"
    bl_label = "Discard Changes"

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "scene.discard", self.which())


class LL3M_OT_scene_read(bpy.types.Operator):
    """Read the script that makes these changes in a text editor"""

    bl_idname = "ll3m.scene_read"
    bl_label = "Show Script"

    def execute(self, context: Any) -> set[Any]:
        edit = session.snapshot().edit
        if edit is None:
            return {"CANCELLED"}
        text = bpy.data.texts.new("LL3M Scene Edit.py")
        text.write(edit.source)
        show_text(text)
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_scene_edit,
    LL3M_OT_scene_apply,
    LL3M_OT_scene_discard,
    LL3M_OT_scene_read,
)
