# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel keeps in Blender: the artist's inputs, and rows for its lists.

All of it hangs on the window manager, so it is in no ``.blend`` and no undo step. Blender
resets it when a file is opened; ``mirror`` fills it again.
"""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import (
    BoolProperty,
    CollectionProperty,
    EnumProperty,
    IntProperty,
    PointerProperty,
    StringProperty,
)

__all__ = ["CLASSES", "QUALITIES", "panel", "provider_items", "register", "unregister"]

QUALITIES = (
    ("draft", "Draft", "Quickest: write the script, and repair it where it fails"),
    ("standard", "Standard", "Plan first, then write the script, and look at the result once"),
    ("high", "High", "Plan, write, and look at the result up to three times"),
)
KINDS = (("python_model", "3D Model", "Meshes, materials and lights made by a Python script"),)

#: Blender keeps no reference to the strings of a dynamic enum; we must.
_provider_items: list[tuple[str, str, str, str, int]] = []


def _providers(self: Any, context: Any) -> list[tuple[str, str, str, str, int]]:
    from . import session

    views = session.snapshot().providers
    _provider_items[:] = [
        ("default", "Default", "The provider set in the preferences", "NONE", 0),
        *(
            (each.name, each.label, _about(each), "NONE", place)
            for place, each in enumerate(views, start=1)
        ),
    ]
    return _provider_items


def _about(view: Any) -> str:
    if not view.ready:
        return view.reason
    if not view.is_model:
        return "Rule-based builder, works without network or key; not a language model"
    return "Answers on this machine" if view.local else "Answers over the network"


def _asset_chosen(self: Any, context: Any) -> None:
    from . import mirror

    mirror.look_at_chosen_asset()


def _version_chosen(self: Any, context: Any) -> None:
    from . import mirror

    mirror.look_at_chosen_version()


class LL3M_PG_asset(bpy.types.PropertyGroup):
    """A row of the asset list; ``name`` is the asset's, which the list's filter searches."""

    asset_id: StringProperty()  # pyright: ignore[reportInvalidTypeForm]


class LL3M_PG_version(bpy.types.PropertyGroup):
    """A row of the version list."""

    number: IntProperty()  # pyright: ignore[reportInvalidTypeForm]


class LL3M_PG_panel(bpy.types.PropertyGroup):
    """The panel's inputs and lists."""

    prompt: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Prompt",
        description="What to make, in words: the thing, its parts, sizes, colours, materials, style",
        options={"SKIP_SAVE"},
    )
    prompt_in_text: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Prompt in Text Editor",
        description="Take the prompt from the text data-block instead of the field",
        options={"SKIP_SAVE"},
    )
    kind: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Kind", description="What sort of content to make", items=KINDS, options={"SKIP_SAVE"}
    )
    quality: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Quality",
        description="How much work goes into a version",
        items=QUALITIES,
        default="standard",
        options={"SKIP_SAVE"},
    )
    provider: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Provider", description="Who answers", items=_providers, options={"SKIP_SAVE"}
    )
    feedback: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Feedback", description="What should change in the next version", options={"SKIP_SAVE"}
    )
    live: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Live",
        description="Show the version with the new values as soon as a slider rests",
        default=True,
        options={"SKIP_SAVE"},
    )
    assets: CollectionProperty(type=LL3M_PG_asset)  # pyright: ignore[reportInvalidTypeForm]
    asset_index: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Asset", description="The asset to look at", update=_asset_chosen
    )
    versions: CollectionProperty(type=LL3M_PG_version)  # pyright: ignore[reportInvalidTypeForm]
    version_index: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Version", description="The version to look at", update=_version_chosen
    )


CLASSES = (LL3M_PG_asset, LL3M_PG_version, LL3M_PG_panel)


def provider_items() -> list[tuple[str, str, str, str, int]]:
    """The provider menu's rows as they are now."""
    return _providers(None, None)


def panel() -> Any:
    """The panel's properties; None when the extension isn't registered."""
    manager = bpy.context.window_manager
    return getattr(manager, "ll3m", None)


def register() -> None:
    """Hang the properties on the window manager (after ``CLASSES`` are registered)."""
    bpy.types.WindowManager.ll3m = PointerProperty(type=LL3M_PG_panel)  # pyright: ignore


def unregister() -> None:
    """Take them off again."""
    from . import sliders

    sliders.unregister()
    del bpy.types.WindowManager.ll3m  # pyright: ignore
    _provider_items.clear()
