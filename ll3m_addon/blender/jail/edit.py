# SPDX-License-Identifier: GPL-3.0-or-later
"""A dry run: the script changes a copy of the artist's scene; answers what it changed."""

from __future__ import annotations

import time
import warnings
from typing import Any

import bpy

from ...sandbox import guard
from .. import scene_diff, scene_reach, scene_state
from ..windows import current_window
from . import trial

__all__ = ["edit"]

#: Data-blocks outside the selection that are named at most.
NAMED = 50


def edit(task: dict[str, Any]) -> dict[str, Any]:
    """Run ``task['source']`` on ``task['blend']``; answer the difference, or what went wrong."""
    bpy.ops.wm.open_mainfile(filepath=task["blend"], load_ui=False, use_scripts=False)
    scene = bpy.data.scenes[task["scene"]]
    window = current_window()
    if window is not None:
        window.scene = scene
    chosen = [item for name in task["selected"] if (item := bpy.data.objects.get(name))]
    allowed = scene_reach.free_of_others(chosen) if task["selected_only"] else None
    owned = scene_reach.owner_test(scene)
    faces = _base_faces()
    before = scene_state.read()
    answer = _run(task["source"], owned, task["budget"])
    if "failed" in answer:
        return answer
    trial.leave_edit_mode()
    too_many = trial.count_faces(faces + task["limits"]["faces"])
    if too_many:
        return answer | {"limit": "faces", "count": too_many - faces}
    after = scene_state.read()
    outside = [] if allowed is None else scene_diff.outside(before, after, allowed)
    difference = scene_diff.compare(before, after)
    return answer | {"ok": True, "difference": difference, "outside": outside[:NAMED]}


def _base_faces() -> int:
    """Faces of the artist's own scene before modifiers: what it may hold beyond the limit."""
    return sum(len(mesh.polygons) for mesh in bpy.data.meshes)


def _run(source: str, owned: Any, budget: float) -> dict[str, Any]:
    import bmesh
    import mathutils
    import numpy

    started = time.perf_counter()
    with warnings.catch_warnings():
        # That a property will go in a later Blender is the check's business.
        warnings.simplefilter("ignore", DeprecationWarning)
        outcome = guard.run(
            source,
            modules={"bpy": bpy, "bmesh": bmesh, "mathutils": mathutils, "numpy": numpy},
            owned=owned,
            budget_seconds=budget,
        )
    answer: dict[str, Any] = {
        "seconds": time.perf_counter() - started, "output": outcome.output,
    }  # fmt: skip
    return answer if outcome.error is None else answer | trial.failed(outcome.error)
