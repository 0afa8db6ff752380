# SPDX-License-Identifier: GPL-3.0-or-later
"""Letting a version go, and giving an asset another name, in the scene. Main thread only."""

from __future__ import annotations

from typing import Any

import bpy

from ...bridge.contract.errors import NotFound
from . import collections as tree
from . import place

__all__ = ["detach", "rename"]


def detach(asset_id: str, number: int) -> tuple[list[str], int]:
    """Make the version's collections the artist's own: out of our tree, without our marks.

    Returns their names and how many objects they hold. The name loses its ``LL3M/`` only.

    Raises:
        NotFound: it does not lie in the scene, or only as a link to another file.
    """
    found = [
        each for each in tree.versions_in(None, asset_id) if each.number == number and each.editable
    ]
    if not found:
        raise NotFound(f"Version {number} of {asset_id} does not lie in the scene.")
    where = place.target()
    with place.kept_view(where):
        for each in found:
            tree.put_back(each.collection)
            _move_out(each.collection)
            _forget_marks(each.collection)
        _remove_empty()
    names = [each.collection.name for each in found]
    place.push_undo(f"LL3M: Detach {names[0][:40]}")
    return names, sum(len(each.collection.all_objects) for each in found)


def _move_out(collection: bpy.types.Collection) -> None:
    """Hang it on the scene itself, wherever it hung in our tree."""
    for scene in bpy.data.scenes:
        if collection not in scene.collection.children_recursive:
            continue
        for parent in scene.collection.children_recursive:
            ours = tree.ROOT in parent or tree.ASSET in parent
            if parent != collection and ours and collection.name in parent.children:
                parent.children.unlink(collection)
                if collection.name not in scene.collection.children:
                    scene.collection.children.link(collection)
    collection.hide_viewport = collection.hide_render = False


def _forget_marks(collection: bpy.types.Collection) -> None:
    text = collection.get(tree.SOURCE)
    blocks: list[Any] = [collection, *collection.children_recursive, *collection.all_objects]
    blocks += [text] if isinstance(text, bpy.types.Text) else []
    for block in blocks:
        for name in [key for key in block.keys() if key.startswith("ll3m")]:  # noqa: SIM118
            del block[name]
        if block.name.startswith("LL3M/"):
            block.name = block.name.removeprefix("LL3M/")


def _remove_empty() -> None:
    """Remove our own collections that hold nothing any more, from the inside out."""
    for block in [*bpy.data.collections]:
        is_asset = tree.ASSET in block and tree.VERSION not in block and tree.PREVIEW not in block
        if is_asset and not block.children and not block.objects and block.library is None:
            bpy.data.collections.remove(block)
    for block in [*bpy.data.collections]:
        bare = tree.ROOT in block and not block.children and not block.objects
        if bare and block.library is None:
            bpy.data.collections.remove(block)


def rename(asset_id: str, name: str) -> bool:
    """Give the asset's collections and texts the new name; False if it does not lie in a scene.

    What the artist renamed by hand keeps the artist's name.
    """
    ours = [
        block
        for block in bpy.data.collections
        if block.get(tree.ASSET) == asset_id and block.library is None
    ]
    if not ours:
        return False
    for block in ours:
        old, block[tree.ASSET_NAME] = str(block.get(tree.ASSET_NAME, "")), name
        label, wanted = tree.asset_label(old), tree.asset_label(name)
        text = block.get(tree.SOURCE)
        for each in (block, text):
            if isinstance(each, (bpy.types.Collection, bpy.types.Text)):
                _rename_block(each, label, wanted)
    place.push_undo(f"LL3M: Rename to {name[:40]}")
    return True


def _rename_block(block: bpy.types.Collection | bpy.types.Text, label: str, wanted: str) -> None:
    """``LL3M/Chair 2/v001`` -> ``LL3M/Stool/v001``, where it still has the name we gave."""
    if not block.name.startswith(label):
        return
    tail = block.name[len(label) :]
    number, slash, rest = tail.partition("/")
    if number and not number.strip().isdecimal():
        return
    taken = bpy.data.collections if isinstance(block, bpy.types.Collection) else bpy.data.texts
    if slash:
        wanted = f"{wanted}/{rest}"
    block.name = tree.free_name(wanted, taken, but=block)
