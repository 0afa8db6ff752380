# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun provider: test; and the preferences' list of them."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import EnumProperty, StringProperty

from .. import local_servers, preferences, session
from .common import ask

__all__ = ["CLASSES", "add_provider"]

_PRESET_ITEMS = tuple((name, row[0], row[1]) for name, row in preferences.PRESETS.items())


class LL3M_OT_provider_test(bpy.types.Operator):
    """Ask the provider for one short answer, to see that address, key and model are right"""

    bl_idname = "ll3m.provider_test"
    bl_label = "Test Connection"

    provider: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        here = session.state()

        def answered(found: Any) -> None:
            here.tested = f"{found.provider} answered with {found.model} in {found.seconds:.1f} s"
            here.tell(here.tested)

        return ask(
            self,
            "provider.test",
            {"provider": self.provider},
            answered,
        )


class LL3M_OT_provider_add(bpy.types.Operator):
    """Add a provider"""

    bl_idname = "ll3m.provider_add"
    bl_label = "Add Provider"

    preset: EnumProperty(
        name="Provider", description="Which service or server", items=_PRESET_ITEMS
    )  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        add_provider(preferences.get(session.state().package), self.preset)
        return {"FINISHED"}


class LL3M_OT_provider_find(bpy.types.Operator):
    """Look for model servers on this machine (Ollama, LM Studio, llama.cpp) and add them"""

    bl_idname = "ll3m.provider_find"
    bl_label = "Find Local Servers"

    def execute(self, context: Any) -> set[Any]:
        session.state().look_for_servers(_add_found)
        return {"FINISHED"}


def _add_found(found: list[local_servers.Found]) -> None:
    here = session.state()
    prefs = preferences.get(here.package)
    known = {entry.base_url for entry in prefs.providers}
    new = [each for each in found if each.base_url not in known]
    for each in new:
        add_provider(prefs, each.preset).model = each.models[0] if each.models else ""
    if new:
        prefs.provider = prefs.providers[len(prefs.providers) - len(new)].name
    names = ", ".join(preferences.PRESETS[each.preset][0] for each in found)
    here.tell(f"Found {names}" if found else "No model server answers on this machine")
    here.refresh()


def add_provider(prefs: Any, preset: str) -> Any:
    """Add a provider's row with a name of its own."""
    label, url, model, needs_key = preferences.PRESETS[preset]
    taken = {entry.name for entry in prefs.providers}
    entry = prefs.providers.add()
    entry.name = next(
        name for n in range(1, 1000) if (name := label if n == 1 else f"{label} {n}") not in taken
    )
    entry.base_url, entry.model = url, model
    entry.type = preferences.TYPES.get(preset, "openai_compatible")
    entry.key_source = "env" if needs_key else "none"
    entry.key_variable = f"{preset.upper()}_API_KEY"
    prefs.provider_index = len(prefs.providers) - 1
    return entry


class LL3M_OT_provider_remove(bpy.types.Operator):
    """Remove this provider from the preferences. A key kept in the key file stays there"""

    bl_idname = "ll3m.provider_remove"
    bl_label = "Remove Provider"

    def execute(self, context: Any) -> set[Any]:
        prefs = preferences.get(session.state().package)
        prefs.providers.remove(prefs.provider_index)
        prefs.provider_index = max(0, prefs.provider_index - 1)
        session.state().settings_changed()
        return {"FINISHED"}


class LL3M_OT_provider_key(bpy.types.Operator):
    """Give the provider's key. It is kept where the Key setting says, never in a .blend"""

    bl_idname = "ll3m.provider_key"
    bl_label = "Set Key"

    provider: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    source: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    key: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Key",
        description="Paste the key. Empty forgets it",
        subtype="PASSWORD",
        options={"SKIP_SAVE", "HIDDEN"},
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self, width=360)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.prop(self, "key")

    def execute(self, context: Any) -> set[Any]:
        session.state().store_key(self.provider, self.key, self.source)
        self.key = ""
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_provider_test,
    LL3M_OT_provider_add,
    LL3M_OT_provider_find,
    LL3M_OT_provider_remove,
    LL3M_OT_provider_key,
)
