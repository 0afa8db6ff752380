# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service holds on to is bounded: kept events, threads, calls ahead of the main thread."""

from __future__ import annotations

import asyncio
import functools
import gc
import threading
import weakref
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any

import pytest
from ll3m.bridge.contract.errors import Busy
from ll3m.bridge.contract.job import Job
from ll3m.bridge.contract.notice import Notice
from ll3m.bridge.server.hub import KEPT_SIZE, Filter, Hub
from ll3m.bridge.server.workers import AHEAD, AHEAD_OF_ONE, SceneLane, Workers

NOW = "2026-01-01T00:00:00Z"


async def _no_job(job_id: str) -> Job:
    raise AssertionError(f"a notice has no job, but {job_id} was asked for")


async def _settle(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not done():
            await asyncio.sleep(0)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_long_events_leave_room_for_fewer_and_who_missed_them_is_told(app: Any) -> None:
    async def work() -> None:
        hub = Hub(app, _no_job)
        begin = hub.cursor
        text = "x" * 100_000
        for number in range(1, 61):
            for listener in app.notice_listeners:
                listener(Notice(seq=number, time=NOW, type="said", data={"text": text}))
        await _settle(lambda: hub.cursor.endswith(".60"))
        assert hub.subscribe(Filter(), begin)[1] is True
        held, gap = hub.subscribe(Filter(), f"{hub.stream}.50")
        assert gap is False
        assert [item.number for item in held.waiting] == list(range(51, 61))
        oldest = 60 - KEPT_SIZE // (len(text) + 500)
        assert hub.subscribe(Filter(), f"{hub.stream}.{oldest + 1}")[1] is False
        assert hub.subscribe(Filter(), f"{hub.stream}.{oldest - 2}")[1] is True
        hub.close()

    run(work())


def test_one_call_after_another_wakes_one_thread() -> None:
    async def work() -> None:
        workers = Workers(asyncio.get_running_loop(), threads=8)
        gate = threading.Event()
        together = [workers.submit("a", gate.wait) for _ in range(4)]
        gate.set()
        await asyncio.gather(*together)
        seen = {await workers.submit("a", threading.get_ident) for _ in range(30)}
        assert len(seen) == 1
        threads = workers.stop()
        assert len(threads) == 4
        for thread in threads:
            await asyncio.to_thread(thread.join, 5)
            assert not thread.is_alive()

    run(work())


class _Answer:
    """Something that can be seen to be gone."""


def test_a_thread_that_rests_holds_nothing_of_what_it_did_last() -> None:
    async def work() -> None:
        workers = Workers(asyncio.get_running_loop(), threads=1)
        answer = await workers.submit("a", _Answer)
        seen = weakref.ref(answer)
        del answer
        await _settle(lambda: seen() is None)
        asked = _Answer()
        seen = weakref.ref(asked)

        def fail(about: _Answer) -> None:
            raise Busy(f"about {about}")

        with pytest.raises(Busy):
            await workers.submit("a", functools.partial(fail, asked))
        del asked
        # Collected, for an error and the frames of its traceback hold each other.
        await _settle(lambda: gc.collect() >= 0 and seen() is None)
        for thread in workers.stop():
            await asyncio.to_thread(thread.join, 5)

    run(work())


class _MainThread:
    """Queues as Blender's main thread does; the test decides when it comes round to it."""

    def __init__(self) -> None:
        self.queue: list[tuple[Callable[[], Any], Future[Any]]] = []

    def run(self, work: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        self.queue.append((work, future))
        return future

    def drain(self) -> None:
        queue, self.queue = self.queue, []
        for work, future in queue:
            if future.set_running_or_notify_cancel():
                future.set_result(work())


def test_no_client_takes_all_places_ahead_of_the_main_thread() -> None:
    async def work() -> None:
        main = _MainThread()
        lane = SceneLane(asyncio.get_running_loop(), main.run)
        greedy = [lane.submit("greedy", lambda n=n: n) for n in range(3 * AHEAD)]
        assert len(main.queue) == AHEAD_OF_ONE
        other = lane.submit("other", lambda: "other")
        assert len(main.queue) == AHEAD_OF_ONE + 1
        main.drain()
        assert await other == "other"
        while not all(each.done() for each in greedy):
            assert len(main.queue) <= AHEAD
            main.drain()
            await asyncio.sleep(0)
        assert [each.result() for each in greedy] == list(range(3 * AHEAD))
        lane.stop()

    run(work())


def test_the_lane_gives_up_what_does_not_begin_and_lets_go_of_what_nobody_wants() -> None:
    async def work() -> None:
        main = _MainThread()
        lane = SceneLane(asyncio.get_running_loop(), main.run, patience=0.02)
        with pytest.raises(Busy):
            await lane.submit("a", lambda: "late")
        (_, given_up) = main.queue.pop()
        assert given_up.cancelled()
        unwanted = lane.submit("a", lambda: "unwanted")
        lane.withdraw(unwanted)
        assert main.queue.pop()[1].cancelled()
        lane.stop()

    run(work())
