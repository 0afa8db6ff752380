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

from . import preferences

__all__ = [
    "ASPECTS",
    "CLASSES",
    "INPUTS",
    "panel",
    "project_items",
    "provider_items",
    "register",
    "unregister",
]

KINDS = (
    ("python_model", "3D Model", "Meshes, materials and lights made by a Python script"),
    ("design_spec", "Design", "A list of objects with sizes and materials that can be edited"),
)
SORTS = (
    ("newest", "Newest", "Made last comes first"),
    ("updated", "Changed", "Changed last comes first"),
    ("name", "Name", "By name"),
    ("score", "Score", "The best judged comes first"),
)
#: What a refinement can be told to leave alone -> how the request says it.
ASPECTS = {
    "size": "the overall size",
    "shape": "the shape and proportions",
    "parts": "all parts",
    "colours": "the colours",
    "materials": "the materials",
}
PRESERVE = (
    ("size", "Size", "Its measures stay"),
    ("shape", "Shape", "Its form and proportions stay"),
    ("parts", "Parts", "No part goes, none comes"),
    ("colours", "Colours", "Its colours stay"),
    ("materials", "Materials", "Its materials stay"),
)

#: Inputs that outlive opening another file.
INPUTS = (
    "prompt", "prompt_in_text", "kind", "quality", "provider", "feedback", "live", "count", "tags",
    "project", "preserve", "preserve_more", "scene_prompt", "scene_selected", "as_grid",
)  # fmt: skip

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


_project_items: list[tuple[str, str, str, str, int]] = []


def _projects(self: Any, context: Any) -> list[tuple[str, str, str, str, int]]:
    from . import session

    views = session.snapshot().projects
    _project_items[:] = [
        ("default", "Default", "No project: no style guide unless one is set", "NONE", 0),
        *(
            (each.id, each.name, each.style or "Without a style guide", "NONE", place)
            for place, each in enumerate(views, start=1)
            if each.id != "default"
        ),
    ]
    return _project_items


def _searched(self: Any, context: Any) -> None:
    from . import mirror

    mirror.look_for_assets()


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
    """A row of the version list; ``depth`` is how far it is indented."""

    depth: IntProperty()  # pyright: ignore[reportInvalidTypeForm]
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
        items=preferences.QUALITIES,
        default="standard",
        options={"SKIP_SAVE"},
    )
    provider: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Provider", description="Who answers", items=_providers, options={"SKIP_SAVE"}
    )
    feedback: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Feedback", description="What should change in the next version", options={"SKIP_SAVE"}
    )
    count: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Variations",
        description="More than one makes drafts to choose from",
        default=1,
        min=1,
        max=8,
        options={"SKIP_SAVE"},
    )
    tags: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Tags", description="Words to find the asset by, with commas between",
        options={"SKIP_SAVE"},
    )  # fmt: skip
    project: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Project", description="Where the asset goes, and whose style guide it follows",
        items=_projects, options={"SKIP_SAVE"},
    )  # fmt: skip
    preserve: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Preserve", description="What must stay as it is", items=PRESERVE,
        options={"SKIP_SAVE", "ENUM_FLAG"},
    )  # fmt: skip
    preserve_more: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Also Preserve", description="Further things that must stay, with commas between",
        options={"SKIP_SAVE"},
    )  # fmt: skip
    scene_prompt: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Scene Prompt", description="What should change in the open scene",
        options={"SKIP_SAVE"},
    )  # fmt: skip
    scene_selected: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Selection Only", description="Only what is selected may be changed or removed",
        options={"SKIP_SAVE"},
    )  # fmt: skip
    as_grid: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Grid", description="Show assets as pictures instead of rows", default=True,
        options={"SKIP_SAVE"},
    )  # fmt: skip
    grid_page: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Page", description="Which part of the assets the grid shows",
        options={"SKIP_SAVE"},
    )  # fmt: skip
    search: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Search", description="Words of the name, prompt, tags or notes",
        update=_searched, options={"SKIP_SAVE", "TEXTEDIT_UPDATE"},
    )  # fmt: skip
    only_favourites: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Favourites Only", description="Show only assets marked as favourites",
        update=_searched, options={"SKIP_SAVE"},
    )  # fmt: skip
    only_kind: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Kind", description="Show only assets of this kind",
        items=(("all", "All Kinds", "Models and designs"), *KINDS),
        update=_searched, options={"SKIP_SAVE"},
    )  # fmt: skip
    only_tag: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Tag", description="Show only assets with this tag",
        update=_searched, options={"SKIP_SAVE"},
    )  # fmt: skip
    sort: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Sort By", description="In which order assets are shown", items=SORTS,
        update=_searched, options={"SKIP_SAVE"},
    )  # fmt: skip
    trashed: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Trash", description="Show what lies in the trash instead",
        update=_searched, options={"SKIP_SAVE"},
    )  # fmt: skip
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


def project_items() -> list[tuple[str, str, str, str, int]]:
    """The project menu's rows as they are now."""
    return _projects(None, None)


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
    _project_items.clear()
