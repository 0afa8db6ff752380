# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a version as the artist left it to a file, for the way back into the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bpy

from ...bridge.contract.errors import HostError, NotFound
from . import collections as tree

__all__ = ["write"]

#: The collection's name in the file; the finishing child looks for it.
RESULT = "LL3M result"


def write(asset_id: str, number: int | None, path: Path) -> int:
    """Write the version (the visible one without a ``number``) to ``path``; returns its number.

    The scene stays as it is. Main thread only.

    Raises:
        NotFound: it does not lie in the scene, or nothing is left of it.
        HostError: the file can't be written.
    """
    found = [
        each
        for each in tree.versions_in(None, asset_id)
        if each.collection.all_objects and number in (None, each.number)
    ]
    if not found:
        which = f"Version {number}" if number else "No version"
        raise NotFound(
            f"{which} of {asset_id} lies in the scene with anything in it.",
            advice="Bring it with version.pull first.",
        )
    chosen = min(found, key=lambda each: not each.visible)
    with _as_it_stood(chosen.collection), _result(chosen.collection) as result:
        try:
            bpy.data.libraries.write(str(path), {result}, path_remap="ABSOLUTE", fake_user=True)
        except (RuntimeError, OSError) as error:
            raise HostError(f"Blender can't write {path}: {error}") from error
    return chosen.number


@contextmanager
def _as_it_stood(collection: bpy.types.Collection) -> Iterator[None]:
    """Without the distance that a comparison has put in, for the length of the body."""
    stood = [(item, item.delta_location.x) for item in tree.moved_aside(collection)]
    tree.put_back(collection)
    try:
        yield
    finally:
        for item, at in stood:
            tree.move_aside(item, at - item.delta_location.x)


@contextmanager
def _result(collection: bpy.types.Collection) -> Iterator[bpy.types.Collection]:
    """A collection with what the version's holds, for the length of the body."""
    result = bpy.data.collections.new(RESULT)
    try:
        for item in collection.objects:
            result.objects.link(item)
        for child in collection.children:
            result.children.link(child)
        # Another of that name would push ours aside, and the reader looks for the name.
        if result.name != RESULT:
            raise HostError(
                f"A collection is named {RESULT!r} in this file.", advice="Rename it and try again."
            )
        yield result
    finally:
        bpy.data.collections.remove(result)
