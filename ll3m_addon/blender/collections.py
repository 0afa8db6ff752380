# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions in the scene, as collections: ``LL3M`` / ``LL3M/<asset>`` / ``LL3M/<asset>/v003``.

Names are for people. What belongs to what is read from custom properties alone, so
renaming a collection or appending it to another file breaks nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bpy

__all__ = [
    "ASSET",
    "ASSET_NAME",
    "BESIDE",
    "PREVIEW",
    "ROOT",
    "SOURCE",
    "VALUES",
    "VERSION",
    "InScene",
    "asset_collection",
    "asset_label",
    "find_version",
    "forget_deleted",
    "free_name",
    "is_compared",
    "move_aside",
    "moved_aside",
    "owner_of",
    "owner_of_objects",
    "previews_in",
    "put_back",
    "root_collection",
    "show_only",
    "shown_values",
    "version_label",
    "versions_in",
]

#: Custom properties that carry identity.
ROOT, ASSET, VERSION, ASSET_NAME = "ll3m_root", "ll3m_asset", "ll3m_version", "ll3m_asset_name"
#: Custom property of a version's collection that points at its Text data-block.
SOURCE = "ll3m_source"
#: Of a collection that shows a version with other values: its number, and the values as JSON.
PREVIEW, VALUES = "ll3m_preview", "ll3m_values"
#: Of an object that stands aside while versions are compared: its delta X before and since.
BESIDE = "ll3m_beside"
#: Ends the name of a version's collection that the artist deleted by hand.
DELETED = " (deleted)"
#: Bytes an ID name may have in every supported Blender (5.0 raised it to 255).
NAME_BYTES = 63


@dataclass(frozen=True, slots=True)
class InScene:
    """A version that lies in a scene."""

    asset_id: str
    number: int
    collection: bpy.types.Collection

    @property
    def visible(self) -> bool:
        """Shown in viewports (of all scenes and view layers)."""
        return not self.collection.hide_viewport

    @property
    def editable(self) -> bool:
        """False for what is linked from another file: it can be shown, never changed."""
        return self.collection.library is None


def _cut(text: str, size: int) -> str:
    """``text`` in at most ``size`` bytes of UTF-8, never within a character."""
    raw = text.encode()
    if len(raw) <= size:
        return text
    return raw[: size - len("…".encode())].decode(errors="ignore").rstrip() + "…"


def asset_label(asset_name: str) -> str:
    """Name for the asset's collection, with room for ``/v000.py`` and a suffix against a clash."""
    plain = re.sub(r"[\x00-\x1f/\\]+", " ", asset_name)
    plain = re.sub(r"\s+", " ", plain).strip(" .") or "Untitled"
    return "LL3M/" + _cut(plain, NAME_BYTES - len("LL3M/") - len("/v000000.py 999"))


def version_label(asset_label: str, number: int) -> str:
    """Name for a version's collection under an asset's collection of that name."""
    return f"{_cut(asset_label, NAME_BYTES - len('/v000000.py 999'))}/v{number:03d}"


def free_name(
    name: str, taken: bpy.types.bpy_prop_collection, but: bpy.types.ID | None = None
) -> str:
    """``name``, or ``name 2`` … where a data-block other than ``but`` has it already."""
    others = {block.name for block in taken if block != but and block.name.startswith(name)}
    if name not in others:
        return name
    return next(each for n in range(2, 10_000) if (each := f"{name} {n}") not in others)


def root_collection(scene: bpy.types.Scene) -> bpy.types.Collection:
    """Return the scene's ``LL3M`` collection; make and link it where there is none."""
    for child in scene.collection.children_recursive:
        if child.get(ROOT) and child.library is None:
            return child
    root = bpy.data.collections.new(free_name("LL3M", bpy.data.collections))
    root[ROOT] = True
    root.color_tag = "COLOR_05"
    scene.collection.children.link(root)
    return root


def asset_collection(
    scene: bpy.types.Scene, asset_id: str, asset_name: str
) -> bpy.types.Collection:
    """Return the asset's collection in ``scene``; make and link it where there is none."""
    forget_deleted()
    root = root_collection(scene)
    for child in scene.collection.children_recursive:
        inner = VERSION in child or PREVIEW in child
        if child.get(ASSET) == asset_id and not inner and child.library is None:
            return child
    made = bpy.data.collections.new(free_name(asset_label(asset_name), bpy.data.collections))
    made[ASSET] = asset_id
    made[ASSET_NAME] = asset_name
    root.children.link(made)
    return made


def forget_deleted() -> None:
    """Free the names of what the artist deleted by hand: Blender keeps it until the file is saved.

    Collections for assets go; those of versions keep their objects under another name.
    """
    lying = {child for scene in bpy.data.scenes for child in scene.collection.children_recursive}
    lying |= {item.instance_collection for item in bpy.data.objects if item.instance_collection}
    for block in [*bpy.data.collections]:
        if block in lying or block.library is not None or not (ASSET in block or ROOT in block):
            continue
        if VERSION not in block and PREVIEW not in block:
            bpy.data.collections.remove(block)
        elif not block.name.endswith(DELETED):
            block.name = _cut(block.name, NAME_BYTES - len(DELETED)) + DELETED


def versions_in(
    scene: bpy.types.Scene | None = None, asset_id: str | None = None
) -> Iterator[InScene]:
    """Versions that lie in ``scene`` (default: in any scene), of one asset or of all."""
    scenes = [scene] if scene is not None else list(bpy.data.scenes)
    seen: set[int] = set()
    for each in scenes:
        for child in each.collection.children_recursive:
            if VERSION not in child or child.session_uid in seen:
                continue
            owner = str(child.get(ASSET, ""))
            if owner and (asset_id is None or owner == asset_id):
                seen.add(child.session_uid)
                yield InScene(owner, int(child[VERSION]), child)


def find_version(
    scene: bpy.types.Scene | None, asset_id: str, number: int
) -> bpy.types.Collection | None:
    """The version's collection in ``scene`` (or any scene), or None."""
    for each in versions_in(scene, asset_id):
        if each.number == number:
            return each.collection
    return None


def previews_in(asset_id: str | None = None) -> list[bpy.types.Collection]:
    """Collections that show versions with other values, of one asset or of all."""
    return [
        block
        for block in bpy.data.collections
        if PREVIEW in block and block.library is None and asset_id in (None, block.get(ASSET))
    ]


def shown_values(asset_id: str, number: int) -> dict[str, Any]:
    """Values that a preview of the version shows; empty where there is none."""
    for each in previews_in(asset_id):
        if each.get(PREVIEW) == number and each.users:
            return dict(json.loads(str(each.get(VALUES, "{}"))))
    return {}


def moved_aside(collection: bpy.types.Collection) -> list[bpy.types.Object]:
    """Its objects that stand aside while versions are compared."""
    return [item for item in collection.all_objects if BESIDE in item and item.library is None]


def put_back(collection: bpy.types.Collection) -> None:
    """Move what stands aside back to where it stood."""
    for item in moved_aside(collection):
        before, since = item[BESIDE]
        moved = item.delta_location.x - since  # by the artist, meanwhile
        item.delta_location.x = before + moved if abs(moved) > 1e-6 * abs(since) else before
        del item[BESIDE]


def move_aside(item: bpy.types.Object, distance: float) -> None:
    """Have an object stand aside along X, until ``put_back``."""
    before = item.delta_location.x
    item.delta_location.x = before + distance
    item[BESIDE] = [before, item.delta_location.x]


def is_compared(asset_id: str) -> bool:
    """Whether a version of the asset stands aside, or beside one that does."""
    versions = list(versions_in(None, asset_id))
    aside = any(moved_aside(each.collection) for each in versions)
    return aside or len({each.number for each in versions if each.editable and each.visible}) > 1


def show_only(asset_id: str, number: int) -> bool:
    """Show this version and hide its siblings, in every scene. False if it lies in none.

    Ends a comparison. What is linked from another file stays as it is.
    """
    versions = list(versions_in(None, asset_id))
    if not any(each.number == number for each in versions):
        return False
    for each in versions:
        if not each.editable:
            continue
        put_back(each.collection)
        hidden = each.number != number
        if each.collection.hide_viewport != hidden:
            each.collection.hide_viewport = hidden
        if each.collection.hide_render != hidden:
            each.collection.hide_render = hidden
    return True


def owner_of(item: bpy.types.Object) -> InScene | None:
    """The version that ``item`` belongs to, a visible one where there are several."""
    found = [each for each in versions_in() if item.name in each.collection.all_objects]
    return min(found, key=lambda each: not each.visible, default=None)


def owner_of_objects(scene: bpy.types.Scene) -> dict[int, tuple[str, int]]:
    """Object ``session_uid`` -> (asset id, version number) for objects of versions in ``scene``."""
    return {
        item.session_uid: (each.asset_id, each.number)
        for each in versions_in(scene)
        for item in each.collection.all_objects
    }
