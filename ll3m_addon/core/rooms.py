# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms: who is in a project now, where they point, and what is said.

Presence lives as long as this process; messages are kept in the library. Whoever gives no sign
for ``STAY`` seconds has left.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

from ...bridge.contract.dispatch import Caller
from ...bridge.contract.errors import Forbidden, LibraryError, NotFound, RateLimited
from ...bridge.contract.room import (
    Member,
    Message,
    Pointer,
    Room,
    RoomJoined,
    RoomJoinRequest,
    RoomMessages,
    RoomMessagesRequest,
    RoomSayRequest,
)
from .clock import utc_now
from .ids import new_id
from .notices import Notices
from .room_seam import RoomStore

__all__ = ["STAY", "Rooms"]

log = logging.getLogger(__name__)

#: Seconds without a sign after which a member has left.
STAY = 60.0
#: Members of one room, and of all rooms, at most.
MEMBERS, ALL_MEMBERS = 100, 500
#: Missed messages that one gets with ``room.join``; older ones come with ``room.messages``.
MISSED = 200


@dataclass(slots=True)
class _Present:
    member: Member
    seen: float  # time.monotonic()


class Rooms:
    """All rooms of this instance. Thread-safe."""

    def __init__(self, store: RoomStore, notices: Notices, stay: float = STAY) -> None:
        self._store = store
        self._notices = notices
        self._stay = stay
        self._lock = threading.RLock()
        self._present: dict[str, _Present] = {}
        self._timer: threading.Timer | None = None

    def join(self, request: RoomJoinRequest, caller: Caller) -> RoomJoined:
        """Enter a room.

        Raises:
            RateLimited: the room is full.
            LibraryError: messages can't be read.
        """
        room = request.project_id
        since = self._store.read_up_to(room, request.name)
        last = self._store.last(room)
        now = utc_now()
        member = Member(
            id=new_id("m"), project_id=room, name=request.name, client=caller.client,
            joined_at=now, seen_at=now,
        )  # fmt: skip
        with self._lock:
            self._sweep()
            others = self._members(room)
            if len(others) >= MEMBERS or len(self._present) >= ALL_MEMBERS:
                raise RateLimited(f"At most {MEMBERS} can be in a room.", retry_after=self._stay)
            self._present[member.id] = _Present(member, time.monotonic())
            self._notices.add("joined", room, member.model_dump(mode="json"))
            self._arm()
        missed = self._store.messages(room, max(since, last - MISSED), MISSED)
        self._store.mark_read(room, request.name, last)
        return RoomJoined(
            member=member, members=[*others, member], missed=list(missed), last_message=last,
            stay_seconds=self._stay,
        )  # fmt: skip

    def point(self, member_id: str, pointer: Pointer | None, caller: Caller) -> Member:
        """Give a sign of life, and show where one is. Raises ``NotFound``, ``Forbidden``."""
        with self._lock:
            present = self._find(member_id, caller)
            if pointer is not None and pointer != present.member.pointer:
                changed = {"pointer": pointer, "seen_at": present.member.seen_at}
                present.member = present.member.model_copy(update=changed)
                shown = present.member.model_dump(mode="json")
                self._notices.add("pointed", present.member.project_id, shown)
            return present.member

    def leave(self, member_id: str, caller: Caller) -> Room:
        """Leave a room. Raises ``NotFound``, ``Forbidden``."""
        with self._lock:
            room = self._find(member_id, caller).member.project_id
            self._gone(member_id)
        return self.get(room)

    def get(self, project_id: str) -> Room:
        """Who is in a room."""
        with self._lock:
            self._sweep()
            members = self._members(project_id)
        return Room(
            project_id=project_id, members=members, last_message=self._store.last(project_id)
        )

    def say(self, request: RoomSayRequest, caller: Caller) -> Message:
        """Keep a message and tell it to all. Raises ``NotFound``, ``Forbidden``."""
        with self._lock:
            member = self._find(request.member_id, caller).member
            made = self._store.add(
                member.project_id, member.name, member.client, request.text, request.data
            )
            self._notices.add("said", member.project_id, made.model_dump(mode="json"))
        return made

    def messages(self, request: RoomMessagesRequest) -> RoomMessages:
        """A page of what was said."""
        found = self._store.messages(request.project_id, request.after, request.limit + 1)
        more = len(found) > request.limit
        return RoomMessages(messages=list(found[: request.limit]), more=more)

    def close(self) -> None:
        """Everybody leaves."""
        with self._lock:
            for member_id in list(self._present):
                self._gone(member_id)
            self._store.close()

    # ------------------------------------------------------------ with the lock held

    def _find(self, member_id: str, caller: Caller) -> _Present:
        self._sweep()
        present = self._present.get(member_id)
        if present is None:
            raise NotFound(
                "There is no such member here.", advice="Enter the room again with room.join."
            )
        if present.member.client != caller.client:
            raise Forbidden("This member came with another token.")
        present.seen = time.monotonic()
        present.member = present.member.model_copy(update={"seen_at": utc_now()})
        return present

    def _members(self, room: str) -> list[Member]:
        return [each.member for each in self._present.values() if each.member.project_id == room]

    def _gone(self, member_id: str) -> None:
        member = self._present.pop(member_id).member
        try:
            last = self._store.last(member.project_id)
            self._store.mark_read(member.project_id, member.name, last)
        except LibraryError as error:  # it will get those messages twice, which loses nothing
            log.warning("what %s has read could not be kept: %s", member.name, error.message)
        self._notices.add("left", member.project_id, member.model_dump(mode="json"))
        self._arm()

    def _sweep(self) -> None:
        """Those who gave no sign have left."""
        end = time.monotonic() - self._stay
        for member_id in [key for key, each in self._present.items() if each.seen < end]:
            self._gone(member_id)

    def _arm(self) -> None:
        """Have somebody look while anybody is here, so that the others hear who is gone."""
        if self._present and self._timer is None:
            self._timer = threading.Timer(self._stay / 2, self._look)
            self._timer.name, self._timer.daemon = "ll3m-rooms", True
            self._timer.start()
        elif not self._present and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        """On the timer's thread."""
        with self._lock:
            self._timer = None
            self._sweep()
            self._arm()
