# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun approval: a program wants to change the scene; yes or no."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import BoolProperty, StringProperty

from .common import ask

__all__ = ["CLASSES"]


class LL3M_OT_approval_answer(bpy.types.Operator):
    """Let the program do this once"""

    bl_idname = "ll3m.approval_answer"
    bl_label = "Allow"

    id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    allow: BoolProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    remember: BoolProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        """What the button does, by what it is set to."""
        if not properties.allow:
            return "Refuse; nothing changes, and the program is told"
        if properties.remember:
            return "Let this program change the scene without asking, until Blender quits"
        return cls.__doc__ or ""

    def execute(self, context: Any) -> set[Any]:
        params = {"id": self.id, "allow": self.allow, "remember": self.remember}
        return ask(self, "approval.answer", params)


CLASSES = (LL3M_OT_approval_answer,)
