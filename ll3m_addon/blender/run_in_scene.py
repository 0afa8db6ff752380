# SPDX-License-Identifier: GPL-3.0-or-later
"""Running a checked script in the artist's file: in a scene of its own, under the guard.

Scripts that models write like to begin with "select all, delete". Here they meet an empty
scratch scene, and the guard lets them touch only data-blocks that came into being in this
run. What they made moves into a collection; the scratch scene goes. Main thread only.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bpy

from ...bridge.contract.code import Limits
from ...bridge.contract.errors import HostError, ScriptFailed
from ..sandbox import guard
from .place import Target, known_blocks, new_blocks, push_undo
from .windows import renew_owner

__all__ = ["leave_edit_mode", "run", "run_guarded"]

log = logging.getLogger(__name__)


def run(
    source: str,
    where: Target,
    budget_seconds: float = 10.0,
    budget_memory: int = Limits().memory,
) -> bpy.types.Collection:
    """Run ``source`` and return a collection, linked nowhere yet, with all that it made.

    ``budget_memory`` is how many bytes Blender may grow meanwhile. The caller removes what
    came in when this raises (``place``'s all-or-nothing).

    Raises:
        ScriptFailed: it raised, ran over a budget, or left nothing.
        HostError: it got at the artist's data; the last undo step was restored.
    """
    before = known_blocks()
    try:
        with _scratch_scene(where) as scratch:
            uid = scratch.session_uid
            owned = _owner_test(before, scratch)
            run_guarded(source, owned, budget_seconds, budget_memory)
            if _scene(uid) is None:
                raise ScriptFailed("The script removed the scene it ran in.", traceback="", line=0)
            leave_edit_mode()
            made = _gather(scratch)
    finally:
        _refuse_damage(before)
    if not made.all_objects:
        raise ScriptFailed("The script ran but left no object behind.", traceback="", line=0)
    bpy.data.batch_remove([b for b in new_blocks(before) if b != made and not _used(b)])
    return made


def run_guarded(
    source: str, owned: Callable[[Any], bool], budget_seconds: float, budget_memory: int
) -> None:
    """Run ``source`` under the guard; ``owned`` says which data-blocks it sees.

    Raises:
        ScriptFailed: it raised, or ran over a budget.
    """
    import bmesh
    import mathutils
    import numpy

    with warnings.catch_warnings():
        # That a property will go in a later Blender is the check's business, not the artist's.
        warnings.simplefilter("ignore", DeprecationWarning)
        outcome = guard.run(
            source,
            modules={"bpy": bpy, "bmesh": bmesh, "mathutils": mathutils, "numpy": numpy},
            owned=owned,
            budget_seconds=budget_seconds,
            budget_memory=budget_memory,
        )
    if outcome.error is not None:
        error = outcome.error
        raise ScriptFailed(
            f"{error.type} in line {error.line}: {error.message}",
            traceback=error.traceback,
            line=error.line,
        )


def _owner_test(before: set[int], scratch: bpy.types.Scene) -> Callable[[Any], bool]:
    """What the script may touch: what came into being in this run, and what is embedded in it."""

    def owned(block: Any) -> bool:
        if not block.is_embedded_data:
            return block.session_uid not in before
        if block == scratch.collection:
            return True
        return any(getattr(holder, "node_tree", None) == block for holder in new_blocks(before))

    return owned


@contextmanager
def _scratch_scene(where: Target) -> Iterator[bpy.types.Scene]:
    """Show an empty scene in the artist's window for the length of the body.

    Operators take their scene from the window, so an override would not be enough.
    """
    scratch = bpy.data.scenes.new("LL3M scratch")
    scratch.unit_settings.system = "METRIC"
    scratch.world = bpy.data.worlds.new("World")
    uid = scratch.session_uid
    views = _views(where.window)
    try:
        if where.window is not None:
            where.window.scene = scratch
            yield scratch
        else:
            override: Any = bpy.context.temp_override(
                scene=scratch, view_layer=scratch.view_layers[0]
            )
            with override:
                yield scratch
    finally:
        leave_edit_mode()
        if where.window is not None:
            where.window.scene = where.scene
            where.window.view_layer = where.view_layer
        for space, camera_uid, perspective in views:
            # Looked up anew: a reference would be dead if the run got at the camera.
            space.camera = next((o for o in bpy.data.objects if o.session_uid == camera_uid), None)
            space.region_3d.view_perspective = perspective
        left = _scene(uid)
        if left is not None:
            if left.world is not None and left.world.users == 1:
                bpy.data.worlds.remove(left.world)
            bpy.data.scenes.remove(left)
        renew_owner()  # the script may have made it the scratch scene


def _scene(uid: int) -> bpy.types.Scene | None:
    """The scene of that ``session_uid``: a reference would be dead where a script removed it."""
    return next((scene for scene in bpy.data.scenes if scene.session_uid == uid), None)


def _views(window: bpy.types.Window | None) -> list[tuple[Any, int, str]]:
    """Each 3D View's space, camera's uid and perspective: a change of scene resets them."""
    spaces: list[Any] = [
        area.spaces.active
        for area in (window.screen.areas if window is not None else ())
        if area.type == "VIEW_3D"
    ]
    return [
        (space, space.camera.session_uid if space.camera else 0, space.region_3d.view_perspective)
        for space in spaces
        if space.region_3d is not None
    ]


def leave_edit_mode() -> None:
    """Come back to Object mode from whatever mode a script left behind."""
    layer = bpy.context.view_layer
    active = layer.objects.active if layer is not None else None
    if active is not None and active.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")


def _gather(scratch: bpy.types.Scene) -> bpy.types.Collection:
    """Move what hangs on the scratch scene into a collection of its own."""
    made = bpy.data.collections.new("LL3M result")
    for item in list(scratch.collection.objects):
        made.objects.link(item)
    for child in list(scratch.collection.children):
        made.children.link(child)
    return made


def _used(block: bpy.types.ID) -> bool:
    return bool(block.users)


def _refuse_damage(before: set[int]) -> None:
    """The last line of defence: nothing that was there may be gone.

    Raises:
        HostError: something is; the last undo step was restored where Blender keeps one.
    """
    lost = len(before - known_blocks())
    if not lost:
        return
    operators: Any = bpy.ops.ed
    restored = operators.undo.poll()
    if restored:
        # Undo compares steps: without one of its own the damage would pass for unchanged.
        push_undo("LL3M: Failed Run")
        operators.undo()
        push_undo("LL3M: Run Taken Back")
    log.error("a script removed %d of the artist's data-blocks; restored: %s", lost, restored)
    raise HostError(
        f"The script removed {lost} data-blocks that were not its own.",
        advice="Your last undo step was restored." if restored else "Open the file again.",
        restored=restored,
    )
