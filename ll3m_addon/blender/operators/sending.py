# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators around the prompt: what will be sent, favourites."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import StringProperty

from .. import mirror, preferences, properties, session
from .asset import make_options, preserved
from .common import ask
from .prompt import show_text, written_prompt

__all__ = ["CLASSES"]


class LL3M_OT_request_show(bpy.types.Operator):
    """Show what would be sent, to whom, and what it may cost. Nothing is sent"""

    bl_idname = "ll3m.request_show"
    bl_label = "Look"

    @classmethod
    def poll(cls, context: Any) -> bool:
        reason = "" if written_prompt() else "Write a prompt first"
        cls.poll_message_set(reason)
        return not reason

    def execute(self, context: Any) -> set[Any]:
        panel, here = properties.panel(), session.state()
        params = {**make_options(panel), "prompt": written_prompt(), "kind": panel.kind}
        params["project_id"] = panel.project or "default"
        if here.references:
            params["references"] = [each.id for each in here.references]

        def keep(found: Any) -> None:
            here.estimate = (written_prompt(), found)
            mirror.redraw()

        return ask(self, "asset.estimate", params, keep)


class LL3M_OT_request_show_refine(bpy.types.Operator):
    """Show what a refinement would send, to whom, and what it may cost. Nothing is sent"""

    bl_idname = "ll3m.request_show_refine"
    bl_label = "What Will Be Sent"

    @classmethod
    def poll(cls, context: Any) -> bool:
        panel = properties.panel()
        ready = panel is not None and panel.feedback.strip() and mirror.chosen_asset() is not None
        cls.poll_message_set("" if ready else "Write what should change first")
        return bool(ready)

    def execute(self, context: Any) -> set[Any]:
        panel, here = properties.panel(), session.state()
        asset, version = mirror.chosen_asset(), mirror.chosen_version()
        params = {
            **make_options(panel), "asset_id": asset.id, "feedback": panel.feedback,
            "preserve_aspects": preserved(panel),
        }  # fmt: skip
        if version is not None:
            params["number"] = version.number

        def keep(found: Any) -> None:
            here.estimate = (panel.feedback, found)
            mirror.redraw()

        return ask(self, "asset.estimate", params, keep)


class LL3M_OT_request_read(bpy.types.Operator):
    """Read the whole request in a text editor"""

    bl_idname = "ll3m.request_read"
    bl_label = "Read All of It"

    def execute(self, context: Any) -> set[Any]:
        shown = session.state().estimate
        if shown is None:
            return {"CANCELLED"}
        name = "LL3M Request"
        text = bpy.data.texts.get(name) or bpy.data.texts.new(name)
        text.clear()
        for message in shown[1].messages:
            text.write(f"### {message.role}\n\n{message.text}\n\n")
        show_text(text)
        return {"FINISHED"}


class LL3M_OT_request_forget(bpy.types.Operator):
    """Put it away"""

    bl_idname = "ll3m.request_forget"
    bl_label = "Close"
    bl_options = {"INTERNAL"}

    def execute(self, context: Any) -> set[Any]:
        session.state().estimate = None
        return {"FINISHED"}


class LL3M_OT_prompt_keep(bpy.types.Operator):
    """Keep this prompt among your favourites"""

    bl_idname = "ll3m.prompt_keep"
    bl_label = "Add to Favourites"

    @classmethod
    def poll(cls, context: Any) -> bool:
        prefs = preferences.get(session.state().package) if session.current() else None
        prompt = written_prompt()
        reason = "Write a prompt first"
        if prefs is not None and prompt in {each.name for each in prefs.favourites}:
            reason, prompt = "It is among the favourites", ""
        cls.poll_message_set("" if prompt else reason)
        return bool(prompt) and prefs is not None

    def execute(self, context: Any) -> set[Any]:
        prefs = preferences.get(session.state().package)
        prefs.favourites.add().name = written_prompt()
        context.preferences.is_dirty = True
        return {"FINISHED"}


class LL3M_OT_prompt_drop(bpy.types.Operator):
    """Take this prompt off your favourites"""

    bl_idname = "ll3m.prompt_drop"
    bl_label = "Remove from Favourites"

    prompt: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        favourites = preferences.get(session.state().package).favourites
        places = [place for place, each in enumerate(favourites) if each.name == self.prompt]
        for place in reversed(places):
            favourites.remove(place)
        context.preferences.is_dirty = True
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_request_show,
    LL3M_OT_request_show_refine,
    LL3M_OT_request_read,
    LL3M_OT_request_forget,
    LL3M_OT_prompt_keep,
    LL3M_OT_prompt_drop,
)
