# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel one starts with: what to make, how, and Generate."""

from __future__ import annotations

from typing import Any

import bpy

from .. import main_thread, properties, session
from ..operators.prompt import TEXT
from .common import SETTINGS_CODES, Sidebar, wrapped

__all__ = ["CLASSES"]

PLACEHOLDER = "A red armchair with wooden legs"
RECENT = 10  # prompts in the menu
#: Such that the offline composer can make them too.
EXAMPLES = (
    "a red armchair with wooden legs",
    "a round oak table with three legs",
    "a tall rusty lamp",
    "a low-poly blue car",
    "a small white fridge",
)


class LL3M_MT_prompts(bpy.types.Menu):
    """Prompts of the library's assets, newest first, and examples."""

    bl_idname = "LL3M_MT_prompts"
    bl_label = "Prompts"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        recent = list(dict.fromkeys(view.prompt for view in session.snapshot().assets))[:RECENT]
        for heading, prompts in (("Recent", recent), ("Examples", EXAMPLES)):
            if not prompts:
                continue
            layout.label(text=heading)
            for prompt in prompts:
                line = " ".join(prompt.split())
                short = line if len(line) <= 60 else line[:59] + "…"
                button = layout.operator("ll3m.prompt_use", text=short, translate=False)
                button.prompt = prompt
            layout.separator()


class LL3M_PT_prompt(Sidebar, bpy.types.Panel):
    """Prompt, choices and Generate."""

    bl_label = "Generate"
    bl_idname = "LL3M_PT_prompt"

    def draw_header_preset(self, context: Any) -> None:
        layout: Any = self.layout
        layout.menu("LL3M_MT_prompts", text="", icon="RECOVER_LAST")

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        panel = properties.panel()
        if here is None or panel is None:
            return
        main_thread.ensure()
        if here.phase == "off" and not bpy.app.background:
            main_thread.run(here.wake)
        _draw_notice(layout, context, here)
        _draw_prompt(layout, panel)
        _draw_choices(layout, panel)
        row = layout.row()
        row.scale_y = 1.5
        row.operator("ll3m.asset_generate", icon="SHADERFX")
        _draw_who_answers(layout, context, panel)


def _draw_notice(layout: Any, context: Any, here: Any) -> None:
    if here.notice is None:
        return
    box = layout.box()
    row = box.row()
    column = row.column(align=True)
    failed = bool(here.notice.code)
    wrapped(column, context, here.notice.text, icon="ERROR" if failed else "INFO")
    row.operator("ll3m.message_dismiss", text="", icon="X", emboss=False)
    if here.notice.advice:
        wrapped(box, context, here.notice.advice)
    if failed:
        row = box.row(align=True)
        if here.notice.code in SETTINGS_CODES:
            row.operator("ll3m.preferences_show", icon="PREFERENCES")
        row.operator("ll3m.details_copy", icon="COPYDOWN")


def _draw_prompt(layout: Any, panel: Any) -> None:
    if hasattr(layout, "textbox"):  # 5.2 and later
        layout.textbox(panel, "prompt", initial_visible_lines=4, placeholder=PLACEHOLDER)
        return
    text = bpy.data.texts.get(TEXT) if panel.prompt_in_text else None
    if text is None:
        row = layout.row(align=True)
        row.prop(panel, "prompt", text="", placeholder=PLACEHOLDER)
        row.operator("ll3m.prompt_edit", text="", icon="GREASEPENCIL")
        return
    box = layout.box().column(align=True)
    box.scale_y = 0.8
    lines = text.as_string().splitlines()[:6]
    for line in lines if any(lines) else ["(empty)"]:
        box.label(text=line, translate=False)
    row = layout.row(align=True)
    row.operator("ll3m.prompt_edit", text="Edit", icon="GREASEPENCIL")
    row.operator("ll3m.prompt_field", text="Use Field", icon="LOOP_BACK")


def _draw_choices(layout: Any, panel: Any) -> None:
    column = layout.column()
    column.use_property_split = True
    column.use_property_decorate = False
    column.prop(panel, "kind")
    column.prop(panel, "quality")
    column.prop(panel, "provider")


def _draw_who_answers(layout: Any, context: Any, panel: Any) -> None:
    """Say plainly when it is no language model that will answer."""
    views = session.snapshot().providers
    chosen = next(
        (
            each
            for each in views
            if (each.default if panel.provider == "default" else each.name == panel.provider)
        ),
        None,
    )
    if chosen is not None and not chosen.is_model:
        column = layout.column()
        column.active = False
        wrapped(column, context, "The offline composer answers: built by rules, not by a model.")
        if not any(each.is_model for each in views):
            layout.operator("ll3m.preferences_show", text="Set Up a Model", icon="PREFERENCES")


CLASSES = (LL3M_MT_prompts, LL3M_PT_prompt)
