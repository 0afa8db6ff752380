# SPDX-License-Identifier: GPL-3.0-or-later
"""``core.seams.Host`` for the open Blender: every method hops to the main thread and waits."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Literal, TypeVar

import bpy
from mathutils import Vector

from ...bridge.contract.base import BoundingBox
from ...bridge.contract.errors import Busy, DeadlineExceeded
from ...bridge.contract.scene import SceneInfo, SceneInfoRequest, SceneObject, SceneVersion
from ..core.cancel import CancelToken
from ..core.seams import AppliedEdit, Placement, SceneCopy, ScenePatch
from . import collections as tree
from . import main_thread, place, scene_apply, scene_copy
from .scene_versions import SceneVersions

__all__ = ["BlenderHost"]

T = TypeVar("T")
log = logging.getLogger(__name__)

#: Modes in which a result may come in: the undo steps of the others hold one object only.
FREE_MODES = {"OBJECT", "POSE"}
#: Blender's own background work that must not see the scene change.
BLOCKING_JOBS: dict[Literal["RENDER", "OBJECT_BAKE"], str] = {
    "RENDER": "a render is running",
    "OBJECT_BAKE": "a bake is running",
}
#: Seconds after which an add-on's modal operator counts as resident (a key display, say),
#: not as something the artist is in the middle of.
RESIDENT_AFTER = 30.0
#: Seconds between looks while Blender is busy.
LOOK_AGAIN = 0.25
#: Objects up to which ``scene.info`` measures the whole scene; more would stall the window.
MEASURED_OBJECTS = 5000
GEOMETRY = {"MESH", "CURVE", "SURFACE", "META", "FONT", "CURVES", "POINTCLOUD", "VOLUME"}


class BlenderHost:
    """The open Blender, from any thread."""

    def __init__(self, deadline: float = 10.0) -> None:
        major, minor, patch = bpy.app.version
        self._version = (major, minor, patch)
        self._deadline = deadline
        self._modals: dict[str, float] = {}
        self._versions = SceneVersions(self._busy, deadline)
        #: Why a finished version is not in the scene yet; for the panel.
        self.waiting: str | None = None

    @property
    def has_scene(self) -> bool:
        """Always: Blender can't be without one."""
        return True

    def blender_version(self) -> tuple[int, int, int]:
        """The open Blender's version."""
        return self._version

    def run_soon(self, work: Callable[[], Any]) -> Future[Any]:
        """Queue ``work`` for the main thread; see ``core.seams.Host``."""
        return main_thread.run(work, waited_for=True)

    def busy(self) -> str | None:
        """Why Blender can't take scene calls now, or None. Answers within about a second."""
        try:
            return main_thread.call(self._busy, timeout=1.0)
        except DeadlineExceeded:
            return "Blender's main thread is not answering; it may be loading, rendering or saving"

    def scene_info(self, request: SceneInfoRequest) -> SceneInfo:
        """Describe the open scene. Raises ``NoScene``, ``DeadlineExceeded``, ``HostError``."""
        return main_thread.call(lambda: _describe(request), timeout=self._deadline)

    def place(self, placement: Placement, cancel: CancelToken) -> None:
        """Put a version into the scene as soon as Blender is free.

        On the main thread itself it never waits.

        Raises:
            Busy: called on the main thread while Blender is busy.
            NoScene, HostError, ScriptFailed, Cancelled: see ``core.seams.Host``.
        """
        if threading.current_thread() is threading.main_thread():
            reason = self._try_place(placement)
            if reason is not None:
                raise Busy(f"Blender can't take the version now: {reason}.")
            return
        try:
            while (reason := self._attempt(placement, cancel)) is not None:
                if reason != self.waiting:
                    log.info("waiting to place %s: %s", placement.version.asset_id, reason)
                self.waiting = reason
                if cancel.wait(LOOK_AGAIN):
                    cancel.check()
        finally:
            self.waiting = None

    def copy_scene(self, path: Path, selected_only: bool, cancel: CancelToken) -> SceneCopy:
        """Write a copy of the open scene to ``path``; see ``core.seams.Host``."""
        return self._when_free(lambda: scene_copy.copy(path, selected_only), "copy", cancel)

    def apply_edit(self, patch: ScenePatch, cancel: CancelToken | None = None) -> AppliedEdit:
        """Change the open scene; see ``core.seams.Host``."""
        return self._when_free(lambda: scene_apply.apply(patch), "change", cancel)

    def _when_free(self, work: Callable[[], T], verb: str, cancel: CancelToken | None) -> T:
        """Do ``work`` on the main thread as soon as Blender is free.

        Raises:
            Busy: Blender is busy, and there is no ``cancel`` or this is the main thread.
            DeadlineExceeded, Cancelled, and what ``work`` raises.
        """

        def look_and_act() -> tuple[str | None, T | None]:
            reason = self._busy()
            return reason, work() if reason is None else None

        here = threading.current_thread() is threading.main_thread()
        try:
            while True:
                reason, made = main_thread.call(look_and_act, timeout=self._deadline, cancel=cancel)
                if reason is None:
                    return made  # type: ignore[return-value]
                if cancel is None or here:
                    raise Busy(f"Blender can't {verb} the scene now: {reason}.")
                self.waiting = reason
                if cancel.wait(LOOK_AGAIN):
                    cancel.check()
        finally:
            self.waiting = None

    @property
    def versions(self) -> SceneVersions:
        """The versions in the open scene."""
        return self._versions

    def activate(self, asset_id: str, number: int) -> bool:
        """Show this version's collection and hide its siblings. False if it isn't in the scene.

        Raises:
            Busy: a modal tool, a render or an edit mode is in the way.
            DeadlineExceeded, HostError.
        """
        return main_thread.call(lambda: self._activate(asset_id, number), timeout=self._deadline)

    def _attempt(self, placement: Placement, cancel: CancelToken) -> str | None:
        try:
            return main_thread.call(
                lambda: self._try_place(placement), timeout=self._deadline, cancel=cancel
            )
        except DeadlineExceeded:
            return "its main thread is not answering"

    def _try_place(self, placement: Placement) -> str | None:
        """Look and act in one turn of the main thread, so that nothing can come between."""
        reason = self._busy()
        if reason is None:
            place.place(placement)
        return reason

    def _activate(self, asset_id: str, number: int) -> bool:
        reason = self._busy()
        if reason is not None:
            raise Busy(f"Blender can't switch versions now: {reason}.")
        if not tree.show_only(asset_id, number):
            return False
        name = next(
            (each.collection.get(tree.ASSET_NAME, "") for each in tree.versions_in(None, asset_id)),
            "",
        )
        place.push_undo(f"LL3M: Activate {str(name)[:30]} v{number:03d}")
        return True

    def _busy(self) -> str | None:
        for job, reason in BLOCKING_JOBS.items():
            if bpy.app.is_job_running(job):
                return reason
        manager = bpy.context.window_manager
        windows: Sequence[bpy.types.Window] = list(manager.windows) if manager else []
        modal = self._modal(windows)
        if modal is not None:
            return f"the tool {modal!r} is running"
        for window in windows:
            active = window.view_layer.objects.active
            if active is not None and active.mode not in FREE_MODES:
                mode = active.mode.replace("_", " ").title()
                return f"{active.name!r} is in {mode} mode"
        return None

    def _modal(self, windows: Sequence[bpy.types.Window]) -> str | None:
        """Name of the modal operator the artist is in, if any."""
        now = time.monotonic()
        running: dict[str, str] = {}
        for window in windows:
            for item in getattr(window, "modal_operators", ()):
                if not item.bl_idname.startswith("LL3M_"):
                    running[item.bl_idname] = item.name
        self._modals = {each: self._modals.get(each, now) for each in running}
        for idname, name in running.items():
            of_addon = bpy.types.Operator.bl_rna_get_subclass_py(idname) is not None
            if not of_addon or now - self._modals[idname] < RESIDENT_AFTER:
                return name
        return None


def _describe(request: SceneInfoRequest) -> SceneInfo:
    where = place.target()
    scene, layer = where.scene, where.view_layer
    items = list(scene.objects)
    if request.selected_only:
        items = [item for item in items if item.select_get(view_layer=layer)]
    page = items[request.offset : request.offset + request.limit]
    owners = tree.owner_of_objects(scene)
    active = layer.objects.active
    return SceneInfo(
        file=bpy.data.filepath or None,
        scene=scene.name,
        unit_system=scene.unit_settings.system,
        unit_scale=scene.unit_settings.scale_length,
        frame=scene.frame_current,
        objects_total=len(items),
        objects=[_object(item, layer, owners) for item in page],
        bounding_box=_bounds(items, scene.unit_settings.scale_length),
        versions=[
            SceneVersion(
                asset_id=each.asset_id,
                number=each.number,
                collection=each.collection.name,
                visible=each.visible,
            )
            for each in tree.versions_in(scene)
        ],
        mode=bpy.context.mode if active is not None else "OBJECT",
    )


def _object(
    item: bpy.types.Object, layer: bpy.types.ViewLayer, owners: dict[int, tuple[str, int]]
) -> SceneObject:
    asset_id, number = owners.get(item.session_uid, (None, None))
    return SceneObject(
        name=item.name,
        type=item.type,
        location=[round(each, 6) for each in item.matrix_world.translation],
        dimensions=[round(each, 6) for each in item.dimensions],
        visible=item.visible_get(view_layer=layer),
        selected=item.select_get(view_layer=layer),
        asset_id=asset_id,
        version=number,
    )


def _bounds(items: Sequence[bpy.types.Object], metres: float) -> BoundingBox | None:
    """World box of what has a size, in metres (``metres`` per unit); None for too many objects."""
    solid = [item for item in items if item.type in GEOMETRY]
    if not solid or len(items) > MEASURED_OBJECTS:
        return None
    corners: list[Vector] = []
    for item in solid:
        to_world = item.matrix_world.copy()
        corners += [to_world @ Vector(corner) for corner in item.bound_box]
    axes = list(zip(*corners, strict=True))
    return BoundingBox(
        min=[min(axis) * metres for axis in axes], max=[max(axis) * metres for axis in axes]
    )
