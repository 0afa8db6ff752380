# SPDX-License-Identifier: GPL-3.0-or-later
"""A trial: the script runs under the guard in an empty scene; what it left is written out."""

from __future__ import annotations

import logging
import os
import time
import warnings
from typing import Any

import bpy

from ...sandbox import guard

__all__ = ["RAW", "count_faces", "empty_scene", "failed", "leave_edit_mode", "trial"]

log = logging.getLogger(__name__)
#: The result file's name in the scratch folder; unfiltered, only ``reduce`` may open it.
RAW = "raw.blend"
#: Name of the collection that holds the result in that file.
RESULT = "LL3M result"


def empty_scene() -> None:
    """Blender's factory scene without its cube, light and camera; world and collection stay.

    Scripts are written against that scene: they reach for ``World`` and ``Collection``.
    """
    bpy.ops.wm.read_factory_settings()
    for name in ("Cube", "Light", "Camera"):
        found = bpy.data.objects.get(name)
        if found is not None:
            bpy.data.objects.remove(found, do_unlink=True)
    for _ in range(3):
        bpy.data.orphans_purge(do_recursive=True)


def trial(task: dict[str, Any]) -> dict[str, Any]:
    """Run ``task['source']``; answer ``ok``, or what went wrong as plain data."""
    import bmesh
    import mathutils
    import numpy

    before = set(bpy.data.objects)
    started = time.perf_counter()
    with warnings.catch_warnings():
        # That a property will go in a later Blender is the check's business.
        warnings.simplefilter("ignore", DeprecationWarning)
        outcome = guard.run(
            task["source"],
            modules={"bpy": bpy, "bmesh": bmesh, "mathutils": mathutils, "numpy": numpy},
        )
    seconds = time.perf_counter() - started
    answer: dict[str, Any] = {"seconds": seconds, "output": outcome.output}
    if outcome.error is not None:
        return answer | failed(outcome.error)
    leave_edit_mode()
    left = _left_objects(before)
    if not left:
        return answer | {"empty": True}
    too_many = count_faces(task["limits"]["faces"])
    if too_many:
        return answer | {"limit": "faces", "count": too_many}
    written = _write_result(left)
    if written > task["limits"]["files"]:
        return answer | {"limit": "files", "count": written}
    return answer | {"ok": True}


def failed(error: guard.ScriptError) -> dict[str, Any]:
    """What a script raised, as a part of the answer."""
    return {
        "failed": {
            "type": error.type, "message": error.message,
            "line": error.line, "traceback": error.traceback,
        }
    }  # fmt: skip


def leave_edit_mode() -> None:
    """Come back to Object mode from whatever mode the script left behind."""
    active = bpy.context.view_layer.objects.active if bpy.context.view_layer else None
    if active is not None and active.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")


def _left_objects(before: set[Any]) -> list[Any]:
    """Everything that lies in some scene, in the order of their names."""
    found = {object for scene in bpy.data.scenes for object in scene.objects}
    return sorted(found - before, key=lambda object: object.name)


def count_faces(limit: int) -> int:
    """Return 0 while the scene's evaluated objects have at most ``limit`` faces, else how many so far."""
    bpy.context.view_layer.update()
    depsgraph = bpy.context.evaluated_depsgraph_get()
    total = 0
    for instance in depsgraph.object_instances:
        data = getattr(instance.object, "data", None)
        total += len(getattr(data, "polygons", ()))
        if total > limit:
            return total
    return 0


def _write_result(objects: list[Any]) -> int:
    """Write one collection with the objects and the collections they lie in; answer its bytes."""
    for image in bpy.data.images:
        if image.is_dirty and image.source == "GENERATED":
            image.pack()  # painted pixels are lost otherwise
    result = bpy.data.collections.new(RESULT)
    for scene in bpy.data.scenes:
        for child in scene.collection.children:
            if child.name not in result.children:
                result.children.link(child)
    held = set(result.all_objects)
    for object in objects:
        if object not in held:
            result.objects.link(object)
    path = os.path.join(os.getcwd(), RAW)
    bpy.data.libraries.write(path, {result}, path_remap="NONE", fake_user=True, compress=False)
    return os.stat(path).st_size
