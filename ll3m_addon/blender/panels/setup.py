# SPDX-License-Identifier: GPL-3.0-or-later
"""The first run: who answers, where the key is, a test, a sample."""

from __future__ import annotations

from typing import Any

import bpy

from .. import preferences, session
from .common import Sidebar, dim, short, told, wrapped

__all__ = ["CLASSES"]

MODELS = 6  # of a server that are offered at once


class LL3M_MT_models(bpy.types.Menu):
    """The models of the servers that were found on this machine."""

    bl_label = "Choose a Model"
    bl_idname = "LL3M_MT_models"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        servers: Any = here.servers if here is not None else ()
        for place, found in enumerate(servers):
            layout.label(text=preferences.PRESETS[found.preset][0], translate=False)
            for model in found.models:
                button = layout.operator("ll3m.provider_use", text=model, translate=False)
                button.server, button.model = place, model


class LL3M_PT_setup(Sidebar, bpy.types.Panel):
    """The first steps, until they are done or put away."""

    bl_label = "First Steps"
    bl_idname = "LL3M_PT_setup"
    bl_order = 0

    @classmethod
    def poll(cls, context: Any) -> bool:
        here = session.current()
        prefs = preferences.get(here.package) if here is not None else None
        return prefs is not None and not prefs.welcomed

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        prefs = preferences.get(here.package) if here is not None else None
        if here is None or prefs is None:
            return
        _draw_local(layout, context, here)
        column = layout.column(align=True)
        column.label(text="A service, with a key:")
        column.operator_menu_enum("ll3m.provider_setup", "preset", text="Choose a Service…")
        _draw_answers(layout, context, here, prefs)
        column = layout.column(align=True)
        column.scale_y = 1.2
        column.operator("ll3m.setup_sample", icon="SHADERFX")
        column.operator("ll3m.setup_close", icon="CHECKMARK")


def _draw_local(layout: Any, context: Any, here: Any) -> None:
    """What runs on this machine, and a button for each."""
    column = layout.column(align=True)
    row = column.row()
    row.label(text="On this machine:")
    row.operator("ll3m.provider_find", text="", icon="FILE_REFRESH", emboss=False)
    if not here.looked_for_servers:
        dim(column).label(text="Looking…")
    elif not here.servers:
        wrapped(dim(column), context, "No model server answers. Ollama, LM Studio and "
                "llama.cpp are found by themselves.")  # fmt: skip
    for place, found in enumerate(here.servers):
        row = column.row(align=True)
        name = preferences.PRESETS[found.preset][0]
        model = found.models[0] if found.models else ""
        text = told("Use {name}: {model}", name=name, model=short(model, 30))
        button = row.operator("ll3m.provider_use", text=text, translate=False, icon="CHECKMARK")
        button.server, button.model = place, model
        if len(found.models) > 1:
            row.menu("LL3M_MT_models", text="", icon="DOWNARROW_HLT")


def _draw_answers(layout: Any, context: Any, here: Any, prefs: Any) -> None:
    """Who answers now, and whether that was tried."""
    box = layout.box()
    view = next((each for each in here.snapshot.providers if each.default), None)
    name = view.label if view is not None else prefs.provider
    wrapped(box, context, told("Answers: {name}", name=told(name)), icon="USER")
    if view is None or not view.is_model:
        wrapped(dim(box), context, "It builds furniture, buildings, vehicles and the like by "
                "rules. It needs no network and no key, and is not a language model.")  # fmt: skip
        return
    if here.tested:
        wrapped(box, context, here.tested, icon="CHECKMARK")
    elif not view.ready:
        wrapped(box, context, view.reason, icon="ERROR")
    box.operator("ll3m.provider_test", icon="CHECKMARK").provider = view.name


CLASSES = (LL3M_MT_models, LL3M_PT_setup)
