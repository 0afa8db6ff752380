# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun draft: keep one, discard one, make more."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import IntProperty, StringProperty

from .. import properties, session
from .asset import make_options
from .common import ask

__all__ = ["CLASSES"]


class _OfDraft:
    """A draft of an asset."""

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def which(self) -> dict[str, Any]:
        """The draft as parameters of an operation."""
        return {"asset_id": self.asset_id, "number": self.number}


class LL3M_OT_draft_select(_OfDraft, bpy.types.Operator):
    """Keep this draft: it becomes the asset's current version and comes into the scene"""

    bl_idname = "ll3m.draft_select"
    bl_label = "Keep"

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        which = self.which()

        def bring(_: Any) -> None:
            here.ask("version.activate", which)

        return ask(self, "draft.select", which, bring)


class LL3M_OT_draft_reject(_OfDraft, bpy.types.Operator):
    """Discard this draft. It stays in the library and can be taken back there"""

    bl_idname = "ll3m.draft_reject"
    bl_label = "Discard"

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "draft.reject", self.which())


class LL3M_OT_draft_reject_rest(bpy.types.Operator):
    """Discard all drafts that are still open"""

    bl_idname = "ll3m.draft_reject_rest"
    bl_label = "Discard All"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return bool(session.snapshot().drafts)

    def execute(self, context: Any) -> set[Any]:
        decisions = [
            {"asset_id": each.asset_id, "number": each.number, "action": "reject"}
            for each in session.snapshot().drafts
        ]
        return ask(self, "draft.decide", {"decisions": decisions})


class LL3M_OT_draft_revise(_OfDraft, bpy.types.Operator):
    """Make further drafts from this version"""

    bl_idname = "ll3m.draft_revise"
    bl_label = "Vary"

    feedback: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Feedback",
        description="In which way they should differ",
        default="Another variation of the same thing",
        options={"SKIP_SAVE"},
    )
    count: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Variations", description="How many drafts", default=3, min=1, max=8
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self, width=340)

    def execute(self, context: Any) -> set[Any]:
        options = make_options(properties.panel())
        params = {**options, **self.which(), "feedback": self.feedback, "count": self.count}
        return ask(self, "draft.revise", params)


CLASSES = (
    LL3M_OT_draft_select,
    LL3M_OT_draft_reject,
    LL3M_OT_draft_reject_rest,
    LL3M_OT_draft_revise,
)
