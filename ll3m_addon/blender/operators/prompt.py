# SPDX-License-Identifier: GPL-3.0-or-later
"""The prompt in a text editor, for Blenders whose panels have no field of several lines."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import StringProperty

from .. import properties

__all__ = ["CLASSES", "TEXT", "show_text", "written_prompt"]

#: Name of the Text data-block that holds a long prompt.
TEXT = "LL3M Prompt"


def written_prompt() -> str:
    """The prompt as the panel shows it: from the field, or from the Text data-block."""
    panel = properties.panel()
    if panel is None:
        return ""
    if panel.prompt_in_text and (text := bpy.data.texts.get(TEXT)) is not None:
        return text.as_string().strip()
    return panel.prompt.strip()


def show_text(text: bpy.types.Text) -> None:
    """Show ``text`` in a text editor that is open, or else in a window of its own."""
    manager = bpy.context.window_manager
    for window in manager.windows if manager else ():
        for area in window.screen.areas:
            if area.type == "TEXT_EDITOR":
                area.spaces.active.text = text  # pyright: ignore[reportAttributeAccessIssue, reportOptionalMemberAccess]
                return
    if bpy.app.background or manager is None:
        return
    operators: Any = bpy.ops
    operators.wm.window_new()
    area = manager.windows[-1].screen.areas[0]
    area.type = "TEXT_EDITOR"
    space: Any = area.spaces.active
    space.text = text
    space.show_word_wrap = True


class LL3M_OT_prompt_edit(bpy.types.Operator):
    """Write the prompt in a text editor, in as many lines as you like"""

    bl_idname = "ll3m.prompt_edit"
    bl_label = "Edit Prompt in Text Editor"

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        text = bpy.data.texts.get(TEXT) or bpy.data.texts.new(TEXT)
        if panel.prompt and not text.as_string().strip():
            text.write(panel.prompt)
        panel.prompt_in_text = True
        show_text(text)
        return {"FINISHED"}


class LL3M_OT_prompt_field(bpy.types.Operator):
    """Take the prompt from the field in the panel again"""

    bl_idname = "ll3m.prompt_field"
    bl_label = "Use Field"

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        panel.prompt = " ".join(written_prompt().split())
        panel.prompt_in_text = False
        return {"FINISHED"}


class LL3M_OT_prompt_use(bpy.types.Operator):
    """Put this prompt into the field"""

    bl_idname = "ll3m.prompt_use"
    bl_label = "Use Prompt"
    bl_options = {"INTERNAL"}

    prompt: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        """The whole prompt, since a menu's row is short."""
        return properties.prompt

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        panel.prompt, panel.prompt_in_text = self.prompt, False
        return {"FINISHED"}


CLASSES = (LL3M_OT_prompt_edit, LL3M_OT_prompt_field, LL3M_OT_prompt_use)
