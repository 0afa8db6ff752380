# SPDX-License-Identifier: GPL-3.0-or-later
"""Events and notices for everybody who listens: numbered per instance, filtered, kept for those who return.

A job's own numbers (``Event.seq``) last for good and are what ``job.events`` pages by. A
stream of many jobs needs one order, so each event also gets a ``cursor``: the stream's
name (new with each start of the service) and a number. Whoever comes back with a cursor
gets what was missed, or is told that there is a ``gap``.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ..contract import LL3MError
from ..contract.dispatch import Dispatcher
from ..contract.errors import InvalidRequest
from ..contract.job import Event, Job
from ..contract.notice import Notice

__all__ = ["Filter", "Hub", "Item", "Subscription"]

log = logging.getLogger(__name__)

#: Events kept for those who come back, and characters of them altogether: that of a job which failed
#: may hold some thousand, and ten thousand of those are 40 MB.
KEPT, KEPT_SIZE = 10_000, 4 * 2**20
#: Kinds that are worth nothing later: where somebody pointed is told by ``room.get``.
PASSING = frozenset(("pointed",))
#: Most events that may wait for one listener; who is further behind is dropped.
BEHIND = 1_000
#: Jobs whose asset and project are remembered.
JOBS = 2_000


@dataclass(frozen=True, slots=True)
class Item:
    """An event's place in the stream, and the JSON that listeners get. Many are kept: no models."""

    number: int
    type: str
    job_id: str | None
    asset_id: str | None
    project_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events a listener wants; an empty set means all."""

    jobs: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def wants(self, item: Item) -> bool:
        """Whether this event is among them."""
        return (
            (not self.jobs or item.job_id in self.jobs)
            and (not self.assets or item.asset_id in self.assets)
            and (not self.projects or item.project_id in self.projects)
            and (not self.types or item.type in self.types)
        )


@dataclass(slots=True, eq=False)
class Subscription:
    """A listener's place in the stream. ``dropped`` says why it was ended."""

    filter: Filter
    waiting: deque[Item] = field(default_factory=deque)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    dropped: str = ""

    def offer(self, item: Item) -> None:
        """Put an event into the queue; a listener too far behind is dropped instead."""
        if self.dropped or not self.filter.wants(item):
            return
        if len(self.waiting) >= BEHIND:
            self.dropped = f"This listener is more than {BEHIND} events behind."
            self.waiting.clear()
        else:
            self.waiting.append(item)
        self.news.set()

    async def next(self) -> list[Item]:
        """All events that wait, at least one; an empty list once it was dropped."""
        while not self.waiting and not self.dropped:
            self.news.clear()
            await self.news.wait()
        items = list(self.waiting)
        self.waiting.clear()
        return items


class Hub:
    """Hears the dispatcher's events and hands them on. Lives on the event loop."""

    def __init__(self, dispatcher: Dispatcher, look_up: Callable[[str], Awaitable[Job]]) -> None:
        self.stream = secrets.token_hex(6)
        self._loop = asyncio.get_running_loop()
        self._look_up = look_up
        self._number = 0
        self._kept: deque[Item] = deque()
        self._kept_size = 0
        self._forgotten = 0  # the newest number that is no longer kept
        self._places: dict[str, tuple[str | None, str]] = {}
        self._listeners: set[Subscription] = set()
        self._arriving: asyncio.Queue[Event | Notice] = asyncio.Queue()
        self._task = self._loop.create_task(self._hand_on())
        self._unsubscribe = (
            dispatcher.subscribe(self._hear),
            dispatcher.subscribe_notices(self._hear),
        )

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    @property
    def cursor(self) -> str:
        """The place behind the newest event."""
        return f"{self.stream}.{self._number}"

    def close(self) -> None:
        """Stop hearing, and end all subscriptions."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._task.cancel()
        for each in list(self._listeners):
            each.dropped = each.dropped or "This instance is stopping."
            each.news.set()

    def subscribe(self, wanted: Filter, cursor: str | None = None) -> tuple[Subscription, bool]:
        """Begin to listen, behind ``cursor`` if given. The flag says that events are missing.

        Raises:
            InvalidRequest: the cursor is not one of ours.
        """
        made = Subscription(wanted)
        gap = False
        if cursor is not None:
            stream, _, number = cursor.partition(".")
            if not number.isdecimal() or len(number) > 18:
                raise InvalidRequest("This is not a cursor of an event stream.")
            after = int(number)
            gap = stream != self.stream or not self._forgotten <= after <= self._number
            if not gap:
                missed = [item for item in self._kept if item.number > after]
                made.waiting.extend(item for item in missed if wanted.wants(item))
        self._listeners.add(made)
        return made, gap

    def unsubscribe(self, subscription: Subscription) -> None:
        """Stop listening."""
        self._listeners.discard(subscription)
        subscription.dropped = subscription.dropped or "unsubscribed"
        subscription.news.set()

    # ------------------------------------------------------------ from the product to listeners

    def _hear(self, event: Event | Notice) -> None:
        """Hear an event, on the thread that made it."""
        try:
            self._loop.call_soon_threadsafe(self._arriving.put_nowait, event)
        except RuntimeError:
            log.debug("An event came after the service had stopped.")

    async def _hand_on(self) -> None:
        while True:
            event = await self._arriving.get()
            if isinstance(event, Notice):
                asset_id, project_id = None, event.project_id
            else:
                asset_id, project_id = await self._place(event)
            self._number += 1
            text = (
                f'{{"cursor":"{self.cursor}","asset_id":{json.dumps(asset_id)},'
                f'"project_id":{json.dumps(project_id)},"event":{event.model_dump_json()}}}'
            )
            job_id = None if isinstance(event, Notice) else event.job_id
            item = Item(self._number, event.type, job_id, asset_id, project_id, text)
            if item.type not in PASSING:
                self._keep(item)
            for each in self._listeners:
                each.offer(item)

    def _keep(self, item: Item) -> None:
        self._kept.append(item)
        self._kept_size += len(item.text)
        while len(self._kept) > KEPT or self._kept_size > KEPT_SIZE:
            oldest = self._kept.popleft()
            self._kept_size -= len(oldest.text)
            self._forgotten = oldest.number

    async def _place(self, event: Event) -> tuple[str | None, str]:
        """The asset and project of an event's job; asked anew when the job's state changes."""
        known = self._places.get(event.job_id)
        if known is not None and known[0] is not None and event.type != "state":
            return known
        if known is not None and event.type not in ("state", "stage"):
            return known
        try:
            job = await self._look_up(event.job_id)
        except LL3MError as error:
            log.warning("The job of an event can't be read: %s", error.message)
            return known or (None, "default")
        while len(self._places) >= JOBS:
            del self._places[next(iter(self._places))]
        self._places[event.job_id] = (job.asset_id, job.project_id)
        return self._places[event.job_id]
