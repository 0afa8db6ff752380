# SPDX-License-Identifier: GPL-3.0-or-later
"""Carrying out an approved scene edit: in the artist's scene, all or nothing, one undo step.

The script runs under the guard and sees what the copy in the jail held. Before and after
are read whole; what strays from the dry run, fails or takes too long is undone, and the
file is read again to see that it is as before. Main thread only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import bpy

from ...bridge.contract.errors import Conflict, HostError
from ...bridge.contract.scene import SceneDifference
from ..core.seams import AppliedEdit, ScenePatch
from . import run_in_scene, scene_diff, scene_reach, scene_state
from .place import Target, kept_view, known_blocks, new_blocks, push_undo, target
from .scene_state import State

__all__ = ["apply"]

log = logging.getLogger(__name__)

#: Seconds that a script may run in the scene at the least; else five times what its trial took.
LEAST_BUDGET = 5.0


def apply(patch: ScenePatch) -> AppliedEdit:
    """Run the checked script in the artist's scene; returns what it really changed.

    Raises:
        Conflict: another scene is open, what it touches has changed, or undo is off.
        ScriptFailed: it raised or ran too long. The scene is as before.
        HostError: it strayed from its dry run. The scene is as before.
    """
    where = target()
    _refuse_other_scene(patch, where)
    before = scene_state.read()
    _refuse_changed(patch, before)
    push_undo("LL3M: Before Edit")  # what a failure goes back to
    known, put_back = known_blocks(), _beside_undo()
    try:
        with kept_view(where):
            uid = where.scene.session_uid
            _run(patch, where, known)
            if all(scene.session_uid != uid for scene in bpy.data.scenes):
                raise HostError("The edit removed the scene itself.")
        done, notes = _judge(patch, before, known)
    except BaseException:
        _restore(before, put_back)
        raise
    push_undo(f"LL3M: Edit {patch.title[:40]}")
    return AppliedEdit(done, tuple(notes))


def _refuse_other_scene(patch: ScenePatch, where: Target) -> None:
    edit = bpy.context.preferences.edit
    if not edit.use_global_undo or not edit.undo_steps:
        raise Conflict(
            "Undo is switched off in Blender's preferences, and an edit needs it.",
            advice="Switch Global Undo on (Preferences, System) and apply again.",
        )
    if where.scene.name != patch.copy.scene:
        raise Conflict(
            f"The edit was made for the scene {patch.copy.scene!r}, and {where.scene.name!r} is open.",
            advice="Open that scene, or ask for the edit again.",
        )


def _refuse_changed(patch: ScenePatch, before: State) -> None:
    """Refuse where something that the edit touches is not as it was when it was copied."""
    touched = {
        (each.type, each.name) for each in patch.difference.changes if each.change != "added"
    }
    there = {(block.type, block.name): uid for uid, block in before.items()}
    stale: list[str] = []
    for kind, name in sorted(touched):
        uid = there.get((kind, name))
        if uid is None:
            stale.append(f"{name!r} is gone")
        elif scene_state.digest(before[uid]) != patch.copy.marks.get(uid):
            stale.append(f"{name!r} is not as it was")
    if stale:
        more = f" (and {len(stale) - 3} more)" if len(stale) > 3 else ""
        raise Conflict(
            f"The scene has changed since the dry run: {'; '.join(stale[:3])}{more}.",
            advice="Undo those changes and apply again, or ask for the edit again.",
            changed=stale[:50],
        )


def _run(patch: ScenePatch, where: Target, known: set[int]) -> None:
    seconds = max(LEAST_BUDGET, 5 * patch.seconds)
    with _in_window(where):
        run_in_scene.run_guarded(
            patch.source, scene_reach.owner_test(where.scene), seconds, patch.memory
        )
        run_in_scene.leave_edit_mode()
    left = [block for block in new_blocks(known) if not block.users]
    if left:
        bpy.data.batch_remove(left)


def _in_window(where: Target) -> AbstractContextManager[Any]:
    if where.window is None or bpy.context.window is not None:
        return nullcontext()
    return bpy.context.temp_override(window=where.window)


def _judge(patch: ScenePatch, before: State, known: set[int]) -> tuple[SceneDifference, list[str]]:
    """What the run did, held against the dry run.

    Raises:
        HostError: it touched more than was shown and approved.
    """
    after = scene_state.read()
    done = scene_diff.compare(before, after)
    harm, notes = scene_diff.deviations(patch.difference.model_dump(), done)
    lost = len(known - known_blocks()) - len(before.keys() - after.keys())
    if lost > 0:
        harm.append(f"{lost} data-blocks that no edit may touch are gone.")
    if patch.copy.selected_only:
        harm += [f"{what} is not in the selection." for what in _unselected(patch, before, after)]
    if harm:
        raise HostError(
            f"The edit strayed from its dry run: {harm[0]}",
            advice="The scene is as before. Ask for the edit again.",
            deviations=harm[:50],
        )
    return SceneDifference.model_validate(done), notes


def _unselected(patch: ScenePatch, before: State, after: State) -> list[str]:
    """Objects that were touched and are not of the selection."""
    chosen = set(patch.copy.selected)
    return [
        f"{before[uid].type.title()} {before[uid].name!r}"
        for uid in scene_diff.touched(before, after)
        if before[uid].type == "OBJECT" and before[uid].name not in chosen
    ]


def _beside_undo() -> Callable[[], None]:
    """Remember what Blender's undo leaves alone, cursors and layers; returns what puts it back."""
    cursors = {scene.session_uid: _cursor(scene.cursor) for scene in bpy.data.scenes}
    layers = {key: _flags(layer) for key, layer in _layers()}

    def put_back() -> None:
        for scene in bpy.data.scenes:
            for name, value in cursors.get(scene.session_uid, {}).items():
                setattr(scene.cursor, name, value)
        # Each setting makes Blender build its layers anew: none is held on to over another's.
        wrong = [
            (key, name, value)
            for key, layer in _layers()
            for name, value in layers.get(key, {}).items()
            if getattr(layer, name) != value
        ]
        for key, name, value in wrong:
            found = next((layer for there, layer in _layers() if there == key), None)
            if found is not None and getattr(found, name) != value:
                setattr(found, name, value)

    return put_back


def _cursor(cursor: Any) -> dict[str, Any]:
    names = ("rotation_mode", "location", "rotation_euler", "rotation_quaternion")
    found = {name: getattr(cursor, name) for name in names}
    found["rotation_axis_angle"] = tuple(cursor.rotation_axis_angle)
    return {key: each.copy() if hasattr(each, "copy") else each for key, each in found.items()}


def _flags(layer: Any) -> dict[str, bool]:
    names = ("exclude", "hide_viewport", "holdout", "indirect_only")
    return {name: getattr(layer, name) for name in names}


def _layers() -> Iterator[tuple[tuple[int, str, int], Any]]:
    """Every layer collection, with what names it for good; parents before their children."""
    for scene in bpy.data.scenes:
        for view in scene.view_layers:
            pending = [*view.layer_collection.children]
            while pending:
                layer = pending.pop(0)
                yield (scene.session_uid, view.name, layer.collection.session_uid), layer
                pending.extend(layer.children)


def _restore(before: State, put_back: Callable[[], None]) -> None:
    """Go back to how it was, and see that it is.

    A step with the failed state is made first: undo compares steps, and would take what was
    changed without one for unchanged. The last step closes the way forward to it.

    Raises:
        HostError: the scene is not as before.
    """
    run_in_scene.leave_edit_mode()
    operators: Any = bpy.ops.ed
    push_undo("LL3M: Failed Edit")
    with _in_window(target()):
        if operators.undo.poll():
            operators.undo()
    put_back()
    push_undo("LL3M: Edit Taken Back")
    strayed = scene_diff.compare(before, scene_state.read())["changes"]
    if strayed:
        log.error("a failed edit could not be undone: %s", [each["name"] for each in strayed])
        raise HostError(
            f"The edit failed and {len(strayed)} data-blocks could not be put back.",
            advice="Undo once more, or open the file again.",
            changed=[each["name"] for each in strayed[:50]],
        )
