# SPDX-License-Identifier: GPL-3.0-or-later
"""``core.remake_seam.SceneVersions``: compare, preview, pull, push, rename, detach in the scene.

Nothing is remembered here: what lies where, what stands aside and what is a preview is read
from custom properties, so undo, files, links and the artist's own hands change it truly.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from ...bridge.contract.beside import PartEdit
from ...bridge.contract.code import ParameterValue
from ...bridge.contract.errors import Busy
from ..core.cancel import CancelToken
from ..core.design_seam import Seen
from ..core.seams import Placement
from . import collections as tree
from . import (
    compare,
    detach,
    main_thread,
    part_properties,
    place,
    preview_values,
    push,
    spec_reading,
)

__all__ = ["SceneVersions"]

T = TypeVar("T")
#: Seconds between looks while Blender is busy.
LOOK_AGAIN = 0.1


class SceneVersions:
    """The versions in the open scene, from any thread; each call is one undo step."""

    def __init__(self, busy: Callable[[], str | None], deadline: float) -> None:
        self._busy = busy
        self._deadline = deadline

    def _do(self, verb: str, work: Callable[[], T], cancel: CancelToken | None = None) -> T:
        """Work on the main thread when Blender is free; with a ``cancel``, wait until it is.

        Raises:
            Busy: it isn't, and nobody can wait. DeadlineExceeded, Cancelled, HostError.
        """

        def look_and_act() -> tuple[str | None, T | None]:
            reason = self._busy()
            return reason, work() if reason is None else None

        here = threading.current_thread() is threading.main_thread()
        while True:
            reason, made = main_thread.call(look_and_act, timeout=self._deadline, cancel=cancel)
            if reason is None:
                return made  # type: ignore[return-value]
            if cancel is None or here:
                raise Busy(f"Blender can't {verb} now: {reason}.")
            if cancel.wait(LOOK_AGAIN):
                cancel.check()

    def preview(
        self, placement: Placement, values: Mapping[str, ParameterValue], cancel: CancelToken
    ) -> None:
        """Show what was made with other values in the version's place."""
        self._do("show a preview", lambda: preview_values.show(placement, values), cancel)

    def end_preview(self, asset_id: str) -> bool:
        """Take the preview away and show the version again."""
        return self._do("end the preview", lambda: preview_values.end(asset_id))

    def pull(self, placement: Placement) -> tuple[str, bool]:
        """Show a version, bringing it if it is not there."""

        def bring() -> tuple[str, bool]:
            version = placement.version
            lay = tree.find_version(place.target().scene, version.asset_id, version.number)
            added = lay is None or not lay.all_objects
            return place.place(placement).name, added

        return self._do("bring the version", bring)

    def show_beside(self, one: Placement, other: Placement) -> None:
        """Show two versions beside each other."""
        self._do("compare versions", lambda: compare.begin(one, other))

    def show_alone(self, asset_id: str) -> list[int]:
        """End a comparison."""
        return self._do("end the comparison", lambda: compare.end(asset_id))

    def detach(self, asset_id: str, number: int) -> tuple[list[str], int]:
        """Make a version's collections the artist's own."""
        return self._do("detach the version", lambda: detach.detach(asset_id, number))

    def rename(self, asset_id: str, name: str) -> bool:
        """Give the asset's collections the new name."""
        return self._do("rename the asset", lambda: detach.rename(asset_id, name))

    def save_edited(self, asset_id: str, number: int | None, path: Path) -> int:
        """Write a version as the artist left it to a ``.blend``."""
        return self._do("save the version", lambda: push.write(asset_id, number, path))

    def seen_objects(self, asset_id: str, number: int) -> list[Seen]:
        """The objects of a built design as they are now."""
        return self._do("read the design", lambda: spec_reading.seen_objects(asset_id, number))

    def edit_parts(self, asset_id: str, number: int, parts: Mapping[str, PartEdit]) -> int:
        """Write what is said of parts onto the objects."""
        return self._do(
            "write to the parts", lambda: part_properties.write(asset_id, number, parts)
        )
