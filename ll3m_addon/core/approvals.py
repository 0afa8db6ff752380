# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking a person before another program changes the open scene.

For the panel: ``app.approvals.on`` is the switch (``switch``), ``waiting()`` is what to show,
``answer(id, allow, remember, caller)`` is the two buttons; the same as ``approval.list``,
``approval.answer`` and ``approval.set`` through ``App.call`` with a caller whose face is
``panel``. ``app.notices.subscribe`` tells of ``asked`` and ``answered`` on another thread, so
that the panel needs to look only then.

A call that must be asked about blocks the thread it is on, at most until its deadline; nothing
of it has begun. Callers of this process (panel, batch, command) are never asked: the person
there is the one who acts.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ...bridge.contract import Model, Operation
from ...bridge.contract.approval import Approval, Approvals
from ...bridge.contract.dispatch import Caller
from ...bridge.contract.errors import Conflict, Forbidden, NotApproved, NotFound, Stopping
from .clock import utc_now
from .ids import new_id
from .notices import Notices

__all__ = ["EXTERNAL", "PATIENCE", "SCENE_CHANGES", "ApprovalDesk"]

#: Faces of other programs.
EXTERNAL = frozenset(("rpc", "rest", "mcp"))
#: Seconds that a program waits for a person's answer at most.
PATIENCE = 90.0
#: Answers that are remembered, so that a late second answer is told what happened.
KEPT = 100
#: Waiting calls at most; a program that asks for more is refused at once.
MOST = 20


def _always(_: Any) -> bool:
    return True


def _places(request: Any) -> bool:
    return request.place not in ("none", False)


#: Operations that change the open scene, and when.
SCENE_CHANGES: dict[str, Callable[[Any], bool]] = {
    "asset.generate": _places,
    "asset.refine": _places,
    "asset.apply_style": _places,
    "asset.edit": lambda request: request.name is not None,
    "draft.make": _places,
    "draft.revise": _places,
    "draft.select": _always,
    "draft.decide": _always,
    "job.retry": _always,
    "job.replay": _always,
    "preset.apply": _places,
    "scene.apply": _always,
    "scene.edit": lambda request: request.apply == "now",
    "spec.generate": _places,
    "spec.update": _places,
    "version.activate": _always,
    "version.branch": _places,
    "version.detach": _always,
    "version.edit_parts": _always,
    "version.fix": _places,
    "version.make": _places,
    "version.preview": _always,
    "version.pull": _always,
    "version.push": _places,
    "version.set_parameters": _places,
    "version.show_alone": _always,
    "version.show_beside": _always,
}


@dataclass(slots=True)
class _Asked:
    approval: Approval
    key: tuple[str, str]


class ApprovalDesk:
    """Holds calls back until a person has answered. Thread-safe."""

    def __init__(self, notices: Notices, on: bool = False, patience: float = PATIENCE) -> None:
        self._notices = notices
        self._patience = patience
        self._changed = threading.Condition()
        self._asked: dict[str, _Asked] = {}
        self._trusted: set[tuple[str, str]] = set()
        self._closed = False
        self._on = on

    @property
    def on(self) -> bool:
        """Whether people are asked."""
        return self._on

    def switch(self, on: bool, *, forget: bool = False) -> None:
        """Switch the asking on or off; what waits is allowed by switching it off."""
        with self._changed:
            self._on = on
            if forget:
                self._trusted.clear()
            waiting = [] if on else list(self._waiting())
            for each in waiting:
                self._settle(each, "allowed")
        self._tell(waiting)

    def waiting(self) -> list[Approval]:
        """What waits for an answer, oldest first."""
        with self._changed:
            return [each.approval for each in self._waiting()]

    def shown(self) -> Approvals:
        """All of it, as ``approval.list`` tells it."""
        with self._changed:
            return Approvals(
                on=self._on,
                waiting=[each.approval for each in self._waiting()],
                trusted=sorted(agent or client for client, agent in self._trusted),
            )

    def concerns(self, row: Operation, request: Model, caller: Caller) -> bool:
        """Whether a person has to be asked about this call."""
        if not self._on or caller.face not in EXTERNAL:
            return False
        changes = SCENE_CHANGES.get(row.name)
        return changes is not None and changes(request) and _key(caller) not in self._trusted

    def ask(self, row: Operation, request: Model, caller: Caller) -> None:
        """Wait for a person's yes.

        Raises:
            NotApproved: the person said no, or nobody answered in time.
            Stopping: the instance is ending.
        """
        end = time.monotonic() + self._patience
        if caller.deadline is not None:
            end = min(end, caller.deadline)
        asked = _Asked(self._form(row, request, caller, end), _key(caller))
        with self._changed:
            if self._closed:
                raise Stopping("This instance is stopping.")
            if not self._on:
                return  # switched off since the call was looked at
            if len(list(self._waiting())) >= MOST:
                raise NotApproved(f"{MOST} calls wait for the person at Blender already.")
            self._asked[asked.approval.id] = asked
            self._prune()
        self._tell([asked])
        self._wait(asked, end)

    def _wait(self, asked: _Asked, end: float) -> None:
        with self._changed:
            while asked.approval.state == "waiting" and not self._closed:
                if not self._changed.wait(max(0.0, end - time.monotonic())):
                    break
            late = asked.approval.state == "waiting"
            if late:
                self._settle(asked, "expired")
            closed = self._closed
        if late:
            self._tell([asked])
        if asked.approval.state == "allowed":
            return
        if closed:
            raise Stopping("This instance is stopping.")
        said = "Nobody at Blender answered." if late else "The person at Blender said no."
        raise NotApproved(said, approval_id=asked.approval.id)

    def answer(self, approval_id: str, allow: bool, remember: bool, caller: Caller) -> Approval:
        """Give a person's answer.

        Raises:
            NotFound, Conflict: it is not there, or was answered already.
            Forbidden: the caller is the program that asked.
        """
        with self._changed:
            asked = self._asked.get(approval_id)
            if asked is None:
                raise NotFound(f"There is no approval {approval_id}.")
            if caller.face in EXTERNAL and caller.client == asked.approval.client:
                raise Forbidden(
                    "A program can't approve what came with its own token.",
                    advice="Answer in Blender, or with another token that has the scope admin.",
                )
            if asked.approval.state != "waiting":
                raise Conflict(f"This was {asked.approval.state} already.")
            self._settle(asked, "allowed" if allow else "refused")
            if allow and remember:
                self._trusted.add(asked.key)
        self._tell([asked])
        return asked.approval

    def close(self) -> None:
        """Refuse what waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    # ------------------------------------------------------------ with the lock held

    def _waiting(self) -> list[_Asked]:
        return [each for each in self._asked.values() if each.approval.state == "waiting"]

    def _settle(self, asked: _Asked, state: str) -> None:
        asked.approval = asked.approval.model_copy(update={"state": state})
        self._changed.notify_all()

    def _prune(self) -> None:
        over = len(self._asked) - KEPT
        settled = [k for k, each in self._asked.items() if each.approval.state != "waiting"]
        for key in settled[: max(0, over)]:
            del self._asked[key]

    # ------------------------------------------------------------ without it

    def _tell(self, changed: list[_Asked]) -> None:
        for each in changed:
            kind = "asked" if each.approval.state == "waiting" else "answered"
            self._notices.add(kind, None, each.approval.model_dump(mode="json"))

    @staticmethod
    def _form(row: Operation, request: Model, caller: Caller, end: float) -> Approval:
        left = timedelta(seconds=max(0.0, end - time.monotonic()))
        until = (datetime.now(UTC) + left).isoformat(timespec="milliseconds")
        return Approval(
            id=new_id("p"),
            operation=row.name,
            summary=_summary(row, request),
            client=caller.client,
            agent=caller.agent,
            state="waiting",
            created_at=utc_now(),
            expires_at=until.replace("+00:00", "Z"),
        )


def _key(caller: Caller) -> tuple[str, str]:
    """What is trusted: a token together with what the program calls itself."""
    return caller.client, caller.agent


def _summary(row: Operation, request: Model) -> str:
    """The operation in words, with what was asked for."""
    for name in ("prompt", "feedback", "name", "asset_id", "job_id", "draft_id"):
        value = getattr(request, name, None)
        if isinstance(value, str) and value:
            words = " ".join(value.split())
            return f"{row.summary}: {words if len(words) <= 160 else words[:159] + '…'}"
    return row.summary
