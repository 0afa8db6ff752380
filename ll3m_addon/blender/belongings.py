# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking a collection away with all that only it uses: objects, data, materials, images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

__all__ = ["remove_whole"]


def _of_tree(tree: Any, seen: set[int]) -> Iterator[bpy.types.ID]:
    """Images and node groups in a node tree, groups within groups too."""
    for node in tree.nodes if tree is not None else ():
        for name in ("image", "node_tree"):
            block = getattr(node, name, None)
            if block is not None and block.session_uid not in seen:
                seen.add(block.session_uid)
                yield block
                if name == "node_tree":
                    yield from _of_tree(block, seen)


def _of_object(item: Any, seen: set[int]) -> Iterator[bpy.types.ID]:
    """What an object uses: data, shape keys, materials, modifiers' node groups, actions."""
    data = item.data
    if data is not None:
        yield data
        if getattr(data, "node_tree", None) is not None:
            yield from _of_tree(data.node_tree, seen)
    for slot in item.material_slots:
        if slot.material is not None:
            yield slot.material
            yield from _of_tree(slot.material.node_tree, seen)
    for modifier in item.modifiers:
        for name in ("node_group", "texture"):
            block = getattr(modifier, name, None)
            if block is not None:
                yield block
                if name == "node_group":
                    yield from _of_tree(block, seen)
    for holder in (item, data):
        animation = getattr(holder, "animation_data", None)
        if animation is not None and animation.action is not None:
            yield animation.action


def remove_whole(collection: bpy.types.Collection) -> None:
    """Remove ``collection``, what lies in it, and what nothing else uses afterwards.

    Objects that lie in another collection too stay there.
    """
    inside = {collection, *collection.children_recursive}
    items = [
        item
        for item in collection.all_objects
        if item.library is None and all(each in inside for each in item.users_collection)
    ]
    seen: set[int] = set()
    used = {block.session_uid: block for item in items for block in _of_object(item, seen)}
    bpy.data.batch_remove([*items, *(each for each in inside if each.library is None)])
    # Materials go before their images do, so in several rounds.
    while True:
        free = [b for b in used.values() if not b.users and not b.use_fake_user and not b.library]
        if not free:
            return
        for block in free:
            del used[block.session_uid]
        bpy.data.batch_remove(free)
