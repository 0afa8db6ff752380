# SPDX-License-Identifier: GPL-3.0-or-later
"""Scene edits after their dry run, until they are applied, discarded or too old.

They live as long as the process: what they were made for is the file that it has open.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ...bridge.contract.errors import Conflict, NotFound
from ...bridge.contract.scene import SceneEdit
from .cancel import CancelToken
from .clock import utc_now
from .seams import Host, ScenePatch

__all__ = ["LIFE_SECONDS", "SceneEdits", "expiry"]

#: Seconds after which an edit that waits can no longer be applied.
LIFE_SECONDS = 3600.0
#: Edits that are remembered, the newest ones.
KEPT = 50


def expiry() -> str:
    """When an edit that is made now expires, as ``clock.utc_now`` writes it."""
    end = datetime.now(UTC) + timedelta(seconds=LIFE_SECONDS)
    return end.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(slots=True)
class _Kept:
    edit: SceneEdit
    patch: ScenePatch | None
    until: float
    busy: bool = False


class SceneEdits:
    """Keeps edits by the job that made them. Thread-safe."""

    def __init__(self, life: float = LIFE_SECONDS) -> None:
        self._life = life
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def add(self, edit: SceneEdit, patch: ScenePatch) -> None:
        """Keep an edit that waits for approval."""
        with self._lock:
            self._kept[edit.job_id] = _Kept(edit, patch, time.monotonic() + self._life)
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]

    def get(self, job_id: str) -> SceneEdit:
        """The edit as it stands; raises ``NotFound``."""
        with self._lock:
            return self._find(job_id).edit

    def waiting(self) -> list[SceneEdit]:
        """Edits that wait for approval, oldest first."""
        with self._lock:
            found = [self._find(job_id).edit for job_id in list(self._kept)]
        return [edit for edit in found if edit.state == "waiting"]

    def discard(self, job_id: str) -> SceneEdit:
        """Drop an edit that waits. Raises ``NotFound``, ``Conflict``."""
        with self._lock:
            kept = self._find(job_id)
            self._refuse_unless_waiting(kept)
            self._set(kept, state="discarded")
            return kept.edit

    def apply(self, job_id: str, host: Host, cancel: CancelToken | None = None) -> SceneEdit:
        """Carry an edit out in the open scene. One that fails goes on waiting.

        Raises:
            NotFound, Conflict, Busy, ScriptFailed, HostError, NoScene, Cancelled.
        """
        with self._lock:
            kept = self._find(job_id)
            self._refuse_unless_waiting(kept)
            patch, kept.busy = kept.patch, True
        assert patch is not None
        try:
            done = host.apply_edit(patch, cancel)
        except BaseException:
            with self._lock:
                kept.busy = False
            raise
        with self._lock:
            kept.busy = False
            self._set(
                kept,
                state="applied",
                difference=done.difference.shown(),
                deviations=list(done.deviations),
                applied_at=utc_now(),
            )
            return kept.edit

    def _find(self, job_id: str) -> _Kept:
        kept = self._kept.get(job_id)
        if kept is None:
            raise NotFound(
                f"There is no scene edit of the job {job_id}.",
                advice="It may be from before Blender was started. Ask for the edit again.",
            )
        if kept.edit.state == "waiting" and not kept.busy and time.monotonic() > kept.until:
            self._set(kept, state="expired")
        return kept

    @staticmethod
    def _refuse_unless_waiting(kept: _Kept) -> None:
        if kept.busy:
            raise Conflict("The edit is being applied.", advice="Wait for it and look again.")
        if kept.edit.state != "waiting":
            raise Conflict(
                f"The edit is {kept.edit.state} already.", advice="Ask for the edit again."
            )

    @staticmethod
    def _set(kept: _Kept, **changes: object) -> None:
        kept.edit = kept.edit.model_copy(update=changes)
        kept.patch = None
