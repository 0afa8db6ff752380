# SPDX-License-Identifier: GPL-3.0-or-later
"""Which data-blocks the open file holds. Imports bpy only, since it runs in the jail too."""

from __future__ import annotations

from collections.abc import Iterator

import bpy

__all__ = ["known_blocks", "new_blocks"]


def _block_collections() -> Iterator[bpy.types.bpy_prop_collection]:
    """All of ``bpy.data``'s collections of data-blocks."""
    for prop in bpy.data.bl_rna.properties:
        if prop.type == "COLLECTION":
            yield getattr(bpy.data, prop.identifier)


def known_blocks() -> set[int]:
    """``session_uid`` of every data-block there is."""
    found: set[int] = set()
    for blocks in _block_collections():
        uids = [0] * len(blocks)
        blocks.foreach_get("session_uid", uids)
        found.update(uids)
    return found


def new_blocks(before: set[int]) -> list[bpy.types.ID]:
    """Data-blocks that are not in ``before``."""
    return [
        block
        for blocks in _block_collections()
        for block in blocks
        if block.session_uid not in before
    ]
