# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the first run: choose who answers, test it, make something."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import EnumProperty, IntProperty, StringProperty

from .. import preferences, properties, session
from .common import ask
from .provider import add_provider

__all__ = ["CLASSES", "SAMPLE"]

#: What the sample asks for; the offline composer can make it too.
SAMPLE = "a red armchair with wooden legs"

_PRESETS = tuple(
    (name, row[0], f"At {row[1]}" if row[1] else "Any server that speaks OpenAI's language")
    for name, row in preferences.PRESETS.items()
)
#: Where a key that is pasted here may be kept.
_SOURCES = tuple(row for row in preferences.KEY_SOURCES if row[0] != "preferences")


def _finish(entry: Any) -> None:
    """Make a new provider the default one, and see whether it answers."""
    here = session.state()
    prefs = preferences.get(here.package)
    prefs.provider = entry.name
    properties.panel().provider = "default"
    here.tested = ""
    name = entry.name

    def answered(found: Any) -> None:
        here.tested = f"{found.provider} answered with {found.model} in {found.seconds:.1f} s"
        here.tell(here.tested)

    here.ask("provider.test", {"provider": name}, answered)


class LL3M_OT_provider_setup(bpy.types.Operator):
    """Choose a service, say where its key is, and test the connection"""

    bl_idname = "ll3m.provider_setup"
    bl_label = "Set Up a Provider"

    preset: EnumProperty(name="Provider", description="Which service or server", items=_PRESETS)  # pyright: ignore[reportInvalidTypeForm]
    base_url: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Base URL", description="Address of the server", options={"SKIP_SAVE"}
    )
    model: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Model",
        description="Name of the model as the provider spells it",
        options={"SKIP_SAVE"},
    )
    key_source: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Key", description="Where the key comes from", items=_SOURCES, default="file"
    )
    variable: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Variable",
        description="Name of the environment variable that holds the key",
        options={"SKIP_SAVE"},
    )
    key: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Paste Key",
        description="It is kept where Key says, and never in a .blend",
        subtype="PASSWORD",
        options={"SKIP_SAVE", "HIDDEN"},
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self, width=380)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        layout.prop(self, "preset")
        _, url, _, needs_key = preferences.PRESETS[self.preset]
        if not url:
            layout.prop(self, "base_url", placeholder="http://127.0.0.1:8000/v1")
        layout.prop(self, "model", placeholder="As the provider spells it")
        if not needs_key:
            return
        layout.prop(self, "key_source")
        if self.key_source == "env":
            layout.prop(self, "variable", placeholder=f"{self.preset.upper()}_API_KEY")
        elif self.key_source != "none":
            layout.prop(self, "key")

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        prefs = preferences.get(here.package)
        if prefs is None:
            self.report({"ERROR"}, "LL3M has no preferences in this Blender")
            return {"CANCELLED"}
        entry = add_provider(prefs, self.preset)
        entry.model = self.model.strip()
        if self.base_url.strip():
            entry.base_url = self.base_url.strip()
        if preferences.PRESETS[self.preset][3]:
            entry.key_source = self.key_source
            entry.key_variable = self.variable.strip() or entry.key_variable
            if self.key and self.key_source in ("file", "session"):
                here.store_key(entry.name, self.key, self.key_source)
        self.key = ""
        _finish(entry)
        return {"FINISHED"}


class LL3M_OT_provider_use(bpy.types.Operator):
    """Let this model server answer from now on, and test the connection"""

    bl_idname = "ll3m.provider_use"
    bl_label = "Use"

    server: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    model: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        prefs = preferences.get(here.package)
        if prefs is None or not 0 <= self.server < len(here.servers):
            return {"CANCELLED"}
        found = here.servers[self.server]
        known = next((each for each in prefs.providers if each.base_url == found.base_url), None)
        entry = known or add_provider(prefs, found.preset)
        entry.model = self.model or (found.models[0] if found.models else "")
        _finish(entry)
        return {"FINISHED"}


class LL3M_OT_setup_sample(bpy.types.Operator):
    """Make a red armchair, to see how everything works together"""

    bl_idname = "ll3m.setup_sample"
    bl_label = "Generate a Sample"

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        panel.prompt, panel.prompt_in_text = SAMPLE, False
        params = {"prompt": SAMPLE, "quality": "draft"}
        return ask(self, "asset.generate", params)


class LL3M_OT_setup_close(bpy.types.Operator):
    """Put the first steps away. Providers are set up in the preferences"""

    bl_idname = "ll3m.setup_close"
    bl_label = "Done"

    def execute(self, context: Any) -> set[Any]:
        prefs = preferences.get(session.state().package)
        if prefs is not None:
            prefs.welcomed = True
            context.preferences.is_dirty = True
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_provider_setup,
    LL3M_OT_provider_use,
    LL3M_OT_setup_sample,
    LL3M_OT_setup_close,
)
