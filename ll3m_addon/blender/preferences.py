# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension's preferences, and what they come to as settings.

Keys are kept in the environment, a file of the user's own, or this run of Blender. Only
after a warning do they go into Blender's preferences file, which is readable text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import bpy
from bpy.props import (
    BoolProperty,
    CollectionProperty,
    EnumProperty,
    FloatProperty,
    IntProperty,
    StringProperty,
)

__all__ = [
    "CLASSES",
    "KEY_SOURCES",
    "PRESETS",
    "QUALITIES",
    "TYPES",
    "Plan",
    "gather",
    "get",
    "provider_key_source",
]

#: preset -> label, base URL, model, needs a key. Local servers use their own default ports.
PRESETS: dict[str, tuple[str, str, str, bool]] = {
    "openai": ("OpenAI", "https://api.openai.com/v1", "", True),
    "anthropic": ("Anthropic", "https://api.anthropic.com/v1", "", True),
    "gemini": ("Google Gemini", "https://generativelanguage.googleapis.com/v1beta", "", True),
    "openrouter": ("OpenRouter", "https://openrouter.ai/api/v1", "", True),
    "ollama": ("Ollama", "http://127.0.0.1:11434/v1", "", False),
    "lm_studio": ("LM Studio", "http://127.0.0.1:1234/v1", "", False),
    "llama_cpp": ("llama.cpp", "http://127.0.0.1:8080/v1", "", False),
    "custom": ("Custom", "", "", True),
}
#: preset -> how its server wants to be spoken to; the others are OpenAI-compatible.
TYPES = {"anthropic": "anthropic", "gemini": "gemini"}
DIALECTS = (
    ("openai_compatible", "OpenAI-Compatible", "Most servers, local ones too"),
    ("openai_responses", "OpenAI Responses", "OpenAI's newer interface"),
    ("anthropic", "Anthropic", "Anthropic's own interface"),
    ("gemini", "Google Gemini", "Google's own interface"),
    ("ollama", "Ollama", "Ollama's own interface"),
    ("huggingface", "Hugging Face", "The Hugging Face router"),
    ("runpod", "RunPod", "A serverless endpoint"),
)
QUALITIES = (
    ("draft", "Draft", "Quickest: write the script, and repair it where it fails"),
    ("standard", "Standard", "Plan first, then write the script, and look at the result once"),
    ("high", "High", "Plan, write, and look at the result up to three times"),
)
KEY_SOURCES = (
    ("none", "None Needed", "The provider asks for no key"),
    ("env", "Environment Variable", "Read the key from a variable of Blender's environment"),
    ("file", "Key File", "Keep the key in a file that only you can read"),
    ("session", "This Session Only", "Forget the key when Blender quits"),
    ("preferences", "Blender Preferences", "Keep the key as plain text in Blender's preferences"),
)
ISOLATIONS = (
    ("full", "Full", "Run scripts only where this system isolates them fully"),
    ("limited", "Limited", "Process, time and memory limits at the least"),
    ("none", "None", "Run scripts without isolation; only for scripts you wrote yourself"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Preferences as overrides of the settings, and keys of this process by provider."""

    overrides: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict, repr=False)
    #: The Blender program this process is; empty where Blender is a module.
    program: str = field(default_factory=lambda: bpy.app.binary_path)


def _asking_changed(self: Any, context: Any) -> None:
    from . import session

    here = session.current()
    if here is not None and here.phase == "ready":
        here.ask("approval.set", {"on": self.ask_first}, lambda _: here.refresh("service"))


def _changed(self: Any, context: Any) -> None:
    from . import session

    here = session.current()
    if here is not None:
        here.settings_changed()


_default_items: list[tuple[str, str, str]] = []


def _default_providers(self: Any, context: Any) -> list[tuple[str, str, str]]:
    _default_items[:] = [
        ("offline", "Offline Composer", "Rule-based builder; no network, no key, not a model"),
        *((each.name, each.name, each.base_url) for each in self.providers if each.name),
    ]
    return _default_items


class LL3M_PG_favourite(bpy.types.PropertyGroup):
    """A favourite prompt; ``name`` is its text."""


class LL3M_PG_provider(bpy.types.PropertyGroup):
    """A provider of the user's; ``name`` is its name in menus and on the wire."""

    type: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Interface",
        description="How the server wants to be spoken to",
        items=DIALECTS,
        update=_changed,
    )
    base_url: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Base URL",
        description="Address of the server, up to and with /v1 where it has that",
        update=_changed,
    )
    model: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Model", description="Name of the model as the provider spells it", update=_changed
    )
    key_source: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Key", description="Where the key comes from", items=KEY_SOURCES, update=_changed
    )
    key_variable: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Variable",
        description="Name of the environment variable that holds the key",
        default="OPENAI_API_KEY",
        update=_changed,
    )
    key: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Key",
        description="Kept as plain text in Blender's preferences",
        subtype="PASSWORD",
        update=_changed,
    )
    price_input: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Input Price",
        description="US dollars per million input tokens, for budgets",
        min=0,
        update=_changed,
    )
    price_output: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Output Price",
        description="US dollars per million output tokens, for budgets",
        min=0,
        update=_changed,
    )


class LL3M_AP_preferences(bpy.types.AddonPreferences):
    """Everything a user may set. ``bl_idname`` is given at registration."""

    bl_idname = "ll3m"

    library: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Library Folder",
        description="Where assets are kept. Empty: LL3M in your documents",
        subtype="DIR_PATH",
        update=_changed,
    )
    provider: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Default Provider",
        description="Who answers unless the panel says otherwise",
        items=_default_providers,
        update=_changed,
    )
    providers: CollectionProperty(type=LL3M_PG_provider)  # pyright: ignore[reportInvalidTypeForm]
    provider_index: IntProperty(name="Provider", description="The provider to look at")  # pyright: ignore[reportInvalidTypeForm]
    quality: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Default Quality",
        description="How much work goes into a version unless the panel says otherwise",
        items=QUALITIES,
        default="standard",
        update=_changed,
    )
    budget_day: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Budget per Day (USD)",
        description="US dollars that all jobs of a calendar day may cost; 0 for no limit",
        min=0,
        soft_max=50,
        precision=2,
        update=_changed,
    )
    budget_job: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Budget per Job (USD)",
        description="US dollars a job may cost; it stops before it overspends",
        default=1.0,
        min=0,
        soft_max=20,
        precision=2,
        update=_changed,
    )
    budget_month: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Budget per Month (USD)",
        description="US dollars that all jobs of a calendar month may cost; 0 for no limit",
        min=0,
        soft_max=200,
        precision=2,
        update=_changed,
    )
    jobs: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Jobs at a Time",
        description="How many jobs run side by side; the others wait",
        default=2,
        min=1,
        max=16,
        update=_changed,
    )
    isolation: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Isolation Demanded",
        description="The least isolation under which a script may be tried out",
        items=ISOLATIONS,
        default="limited",
        update=_changed,
    )
    seconds: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Time Limit",
        description="Seconds a script may run",
        subtype="TIME_ABSOLUTE",
        default=30,
        min=1,
        max=3600,
        update=_changed,
    )
    memory: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Memory Limit (GiB)",
        description="Gibibytes a script may use",
        default=4,
        min=0.25,
        soft_max=64,
        precision=2,
        update=_changed,
    )
    blender: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Blender",
        description="Blender program in which scripts are tried out. Empty: this one",
        subtype="FILE_PATH",
        update=_changed,
    )
    ask_first: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Ask Before External Clients Change the Scene",
        description="A program that uses the service waits for your yes before it changes "
        "the open scene",
        update=_asking_changed,
    )
    welcomed: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Set Up",
        description="The first steps are done; the panel no longer offers them",
    )
    favourites: CollectionProperty(type=LL3M_PG_favourite)  # pyright: ignore[reportInvalidTypeForm]
    status_bar: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Show Jobs in the Status Bar",
        description="Tell in Blender's status bar what is under way and what is ready",
        default=True,
    )
    start_service: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Start the Service with the Panel",
        description="Let programs on this machine use LL3M as soon as its panel is opened",
    )

    def draw(self, context: bpy.types.Context) -> None:
        """Draw the preferences."""
        from .panels.preferences import draw

        draw(self, self.layout)


CLASSES = (LL3M_PG_favourite, LL3M_PG_provider, LL3M_AP_preferences)


def get(package: str) -> Any:
    """The preferences; None where Blender does not know the extension (as a module, in tests)."""
    entry = bpy.context.preferences.addons.get(package)
    return entry.preferences if entry is not None else None


def provider_key_source(entry: Any) -> str:
    """The key source of a provider's row, as the settings spell it."""
    if entry.key_source == "env":
        return f"env:{entry.key_variable.strip()}"
    return {"none": "", "file": "file", "session": "session", "preferences": "session"}[
        entry.key_source
    ]


def gather(package: str) -> Plan:
    """The preferences as overrides of the settings: only what the user has set."""
    prefs = get(package)
    if prefs is None:
        return Plan()
    overrides: dict[str, Any] = {
        name: getattr(prefs, name)
        for name in ("provider", "quality", "budget_job", "jobs", "isolation")
        if prefs.is_property_set(name)
    }
    if prefs.is_property_set("ask_first"):
        overrides["ask_before_scene"] = prefs.ask_first
    for name in ("budget_day", "budget_month"):
        if getattr(prefs, name):
            overrides[name] = getattr(prefs, name)
    if prefs.library:
        overrides["library"] = bpy.path.abspath(prefs.library)
    if prefs.blender:
        overrides["blender"] = bpy.path.abspath(prefs.blender)
    if prefs.is_property_set("seconds") or prefs.is_property_set("memory"):
        overrides["limits"] = {"seconds": prefs.seconds, "memory": int(prefs.memory * 2**30)}
    named = [entry for entry in prefs.providers if entry.name and entry.base_url]
    if named:
        overrides["providers"] = {
            entry.name: {
                "type": entry.type,
                "label": entry.name,
                "base_url": entry.base_url,
                "model": entry.model,
                "key": provider_key_source(entry),
                "price_input": entry.price_input,
                "price_output": entry.price_output,
            }
            for entry in named
        }
    keys = {
        entry.name: entry.key for entry in named if entry.key_source == "preferences" and entry.key
    }
    return Plan(overrides, keys)
