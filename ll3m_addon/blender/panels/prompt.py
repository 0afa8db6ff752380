# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel one starts with: what to make, how, and Generate."""

from __future__ import annotations

from typing import Any

import bpy

from .. import main_thread, preferences, properties, session
from ..operators.common import chosen_provider, offline_reason
from ..operators.prompt import TEXT, written_prompt
from .common import Sidebar, dim, draw_way_out, is_narrow, short, told, wrapped
from .references import draw_references

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
    """Favourite prompts, those of the library's assets and jobs, newest first, and examples."""

    bl_idname = "LL3M_MT_prompts"
    bl_label = "Prompts"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        snap, here = session.snapshot(), session.current()
        prefs = preferences.get(here.package) if here is not None else None
        favourites = [each.name for each in prefs.favourites] if prefs is not None else []
        used = [view.prompt for view in snap.assets]
        used += [job.title for job in snap.jobs if job.operation == "asset.generate"]
        recent = [each for each in dict.fromkeys(used) if each not in favourites][:RECENT]
        layout.operator("ll3m.prompt_keep", icon="SOLO_ON")
        if favourites:
            layout.menu("LL3M_MT_prompts_drop", icon="X")
        layout.separator()
        for heading, icon, prompts in (
            ("Favourites", "SOLO_ON", favourites),
            ("Recent", "RECOVER_LAST", recent),
            ("Examples", "LIGHT", EXAMPLES),
        ):
            if not prompts:
                continue
            layout.label(text=heading, icon=icon)
            for prompt in prompts:
                button = layout.operator("ll3m.prompt_use", text=short(prompt), translate=False)
                button.prompt = prompt
            layout.separator()


class LL3M_MT_prompts_drop(bpy.types.Menu):
    """Take a prompt off the favourites."""

    bl_idname = "LL3M_MT_prompts_drop"
    bl_label = "Remove from Favourites"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        prefs = preferences.get(here.package) if here is not None else None
        for each in prefs.favourites if prefs is not None else ():
            button = layout.operator("ll3m.prompt_drop", text=short(each.name), translate=False)
            button.prompt = each.name


class LL3M_PT_prompt(Sidebar, bpy.types.Panel):
    """Prompt, choices and Generate."""

    bl_label = "Generate"
    bl_idname = "LL3M_PT_prompt"
    bl_order = 1

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
        _draw_approvals(layout, context)
        _draw_news(layout, context, here)
        _draw_notice(layout, context, here)
        _draw_prompt(layout, panel)
        draw_references(layout, context, panel)
        _draw_choices(layout, panel)
        row = layout.row()
        row.scale_y = 1.5
        several = panel.count > 1 and panel.kind == "python_model"
        text = told("Generate {count} Drafts", count=panel.count) if several else "Generate"
        row.operator("ll3m.asset_generate", text=text, translate=not several, icon="SHADERFX")
        _draw_who_answers(layout, context, panel)


def _draw_approvals(layout: Any, context: Any) -> None:
    """What other programs want to do to the scene: the artist decides."""
    for each in session.snapshot().approvals[:3]:
        box = layout.box()
        heading = box.column()
        heading.alert = True
        wrapped(
            heading, context, told("{who} wants to change the scene", who=each.who), icon="QUESTION"
        )
        wrapped(box, context, each.summary, lines=4)
        row = box.row(align=True)
        for text, allow, remember in (
            ("Allow", True, False), ("Always", True, True), ("Refuse", False, False),
        ):  # fmt: skip
            button = row.operator("ll3m.approval_answer", text=text)
            button.id, button.allow, button.remember = each.id, allow, remember


def _draw_news(layout: Any, context: Any, here: Any) -> None:
    """What has become ready since the artist last looked."""
    for job in here.news[-3:]:
        row = layout.box().row(align=True)
        version = f"  v{job.version:03d}" if job.version else ""
        text = told("Ready: {what}", what=short(job.title, 40)) + version
        if job.asset_id:
            row.operator(
                "ll3m.asset_choose", text=text, icon="CHECKMARK", emboss=False, translate=False
            ).asset_id = job.asset_id
        else:
            row.label(text=text, icon="CHECKMARK", translate=False)
        row.operator("ll3m.message_dismiss", text="", icon="X", emboss=False).job_id = job.id


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
        draw_way_out(box.row(align=True), here.notice.code)


def _draw_prompt(layout: Any, panel: Any) -> None:
    if hasattr(layout, "textbox"):  # 5.2 and later
        layout.textbox(panel, "prompt", initial_visible_lines=4, placeholder=told(PLACEHOLDER))
        return
    text = bpy.data.texts.get(TEXT) if panel.prompt_in_text else None
    if text is None:
        row = layout.row(align=True)
        row.prop(panel, "prompt", text="", placeholder=told(PLACEHOLDER))
        row.operator("ll3m.prompt_edit", text="", icon="GREASEPENCIL")
        return
    box = layout.box().column(align=True)
    box.scale_y = 0.8
    written: Any = text.lines
    lines = [line.body for line in written[:6]]
    for line in lines if any(lines) else [told("(empty)")]:
        box.label(text=line, translate=False)
    row = layout.row(align=True)
    row.operator("ll3m.prompt_edit", text="Edit", icon="GREASEPENCIL")
    row.operator("ll3m.prompt_field", text="Use Field", icon="LOOP_BACK")


def _draw_choices(layout: Any, panel: Any) -> None:
    column = layout.column()
    column.use_property_split = True
    column.use_property_decorate = False
    column.prop(panel, "kind")
    if panel.kind == "python_model":
        column.prop(panel, "quality")
    column.prop(panel, "provider")


def _draw_who_answers(layout: Any, context: Any, panel: Any) -> None:
    """Say plainly when it is no language model that will answer, or why none can."""
    view = chosen_provider(panel.provider)
    if view is None:
        return
    reason = offline_reason(panel.provider)
    if reason:
        wrapped(layout, context, reason, icon="ERROR")
        offline = not bpy.app.online_access and not view.local
        if offline and bpy.app.online_access_override:
            return
        draw_way_out(layout.row(align=True), "offline" if offline else "no_key")
    elif not view.is_model:
        column = dim(layout)
        wrapped(column, context, "The offline composer answers: built by rules, not by a model.")
        if not any(each.is_model for each in session.snapshot().providers):
            layout.operator("ll3m.setup_show", icon="PREFERENCES")


class LL3M_PT_options(Sidebar, bpy.types.Panel):
    """Variations, project with its style, tags."""

    bl_label = "Options"
    bl_idname = "LL3M_PT_options"
    bl_parent_id = "LL3M_PT_prompt"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        panel = properties.panel()
        if panel is None:
            return
        layout.use_property_split = True
        layout.use_property_decorate = False
        if panel.kind == "python_model":
            layout.prop(panel, "count")
            layout.prop(panel, "tags", placeholder=told("chair, oak"))
        layout.prop(panel, "project")
        views = session.snapshot().projects
        view = next((each for each in views if each.id == panel.project), None)
        if view is not None:
            style = view.style or told("No style guide")
            wrapped(dim(layout), context, short(style, 200), icon="BRUSH_DATA", lines=4)
        row = layout.row(align=True)
        row.operator("ll3m.project_style", text="Style Guide…", icon="GREASEPENCIL")
        row.operator("ll3m.project_create", text="", icon="ADD")


class LL3M_PT_sending(Sidebar, bpy.types.Panel):
    """What would be sent, to whom, and what it may cost."""

    bl_label = "What Will Be Sent"
    bl_idname = "LL3M_PT_sending"
    bl_parent_id = "LL3M_PT_prompt"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        if here is None:
            return
        if here.estimate is None:
            layout.operator("ll3m.request_show", icon="VIEWZOOM")
            return
        prompt, found = here.estimate
        _draw_estimate(layout, context, found)
        if found.messages:
            layout.operator("ll3m.request_read", icon="TEXT")
        row = layout.row(align=True)
        fresh = prompt in (written_prompt(), properties.panel().feedback)
        row.operator("ll3m.request_show", text="Look Again", icon="FILE_REFRESH", depress=not fresh)
        row.operator("ll3m.request_forget", text="", icon="X")


def _draw_estimate(layout: Any, context: Any, found: Any) -> None:
    column = layout.column(align=True)
    if not found.is_model:
        wrapped(column, context, "Nothing is sent: the offline composer works in this program.")
        for note in found.notes:
            wrapped(column, context, note, icon="INFO")
        return
    where = "Stays on this machine" if found.local else "Goes over the network"
    column.label(text=found.label, icon="USER", translate=False)
    if found.model and not is_narrow(context):
        column.label(text=found.model, icon="BLANK1", translate=False)
    column.label(text=where, icon="HOME" if found.local else "INTERNET")
    column.label(
        text=told("{count} tokens at first", count=f"{found.input_tokens:,}"),
        icon="BLANK1", translate=False,
    )  # fmt: skip
    if found.pictures:
        text = told("{count} pictures go along", count=found.pictures)
        column.label(text=text, icon="IMAGE_REFERENCE", translate=False)
    for note in found.notes:
        wrapped(column, context, note, icon="INFO")
    if found.local:
        column.label(text="Costs nothing", icon="BLANK1")
    elif not found.priced:
        wrapped(column, context, "The price of this model is not known; set it in the preferences.",
                icon="ERROR")  # fmt: skip
    else:
        if found.usual_cost is not None:
            text = told("Usually ${cost}", cost=f"{found.usual_cost:.4f}")
            column.label(text=text, icon="BLANK1", translate=False)
        text = told("First request: at most ${cost}", cost=f"{found.first_cost:.4f}")
        column.label(text=text, icon="BLANK1", translate=False)
        text = told("The job stops at ${budget}", budget=f"{found.budget:.2f}")
        column.label(text=text, icon="BLANK1", translate=False)


CLASSES = (LL3M_MT_prompts, LL3M_MT_prompts_drop, LL3M_PT_prompt, LL3M_PT_options, LL3M_PT_sending)
