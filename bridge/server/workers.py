# SPDX-License-Identifier: GPL-3.0-or-later
"""The threads on which the dispatcher is called; the event loop never waits for it.

The event loop alone decides what runs next, so nothing here needs a lock: each client
has a queue of its own, the queues take turns, and no client holds more than
``per_client`` threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future as ThreadFuture
from typing import Any, TypeVar

from ..contract.dispatch import SceneRunner
from ..contract.errors import Busy, Stopping

__all__ = ["SceneLane", "Workers"]

T = TypeVar("T")
#: Calls that wait on the main thread's queue at a time: enough that it need not wait for us.
AHEAD = 4
Item = tuple[Hashable, Callable[[], Any], "asyncio.Future[Any]"]


class Workers:
    """A bounded pool of daemon threads, fair between clients. Use from the loop's thread only."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, *, threads: int = 32, per_client: int = 8
    ) -> None:
        self._loop = loop
        self._most = threads
        self._per_client = per_client
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._inbox: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._waiting: OrderedDict[Hashable, deque[Item]] = OrderedDict()
        self._running: dict[Hashable, int] = {}
        self._open: set[asyncio.Future[Any]] = set()
        self._stopped = False

    def submit(self, client: Hashable, work: Callable[[], T]) -> asyncio.Future[T]:
        """Run ``work`` on a thread when it is ``client``'s turn; the future carries its outcome.

        Raises:
            Stopping: the pool was stopped.
        """
        if self._stopped:
            raise Stopping("This instance is stopping.")
        future: asyncio.Future[T] = self._loop.create_future()
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        self._waiting.setdefault(client, deque()).append((client, work, future))
        self._start_next()
        return future

    def stop(self) -> list[threading.Thread]:
        """Fail all that waits and end the threads as they fall idle; return them for joining."""
        self._stopped = True
        self._waiting.clear()
        for future in list(self._open):
            if not future.done():
                future.set_exception(Stopping("This instance is stopping."))
        for _ in self._threads:
            self._inbox.put(None)
        return self._threads

    def _start_next(self) -> None:
        while self._waiting and self._idle + self._most - len(self._threads) > 0:
            item = self._take()
            if item is None:
                return
            client = item[0]
            self._running[client] = self._running.get(client, 0) + 1
            self._hand_over(item)

    def _hand_over(self, item: Item) -> None:
        """Have somebody do it; ends in ``_finish`` on the loop."""
        if self._idle:
            self._idle -= 1
        else:
            thread = threading.Thread(target=self._work, name="ll3m-call", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._inbox.put(item)

    def _take(self) -> Item | None:
        """The next item of the client whose turn it is, skipping those at their limit."""
        for client in list(self._waiting):
            if self._running.get(client, 0) >= self._per_client:
                continue
            items = self._waiting[client]
            while items:
                item = items.popleft()
                if not item[2].done():
                    break
            else:
                del self._waiting[client]
                continue
            if items:
                self._waiting.move_to_end(client)
            else:
                del self._waiting[client]
            return item
        return None

    def _work(self) -> None:
        while (item := self._inbox.get()) is not None:
            client, work, future = item
            result: Any = None
            error: BaseException | None = None
            try:
                result = work()
            # Whatever ends the work, the one who waits for it must hear of it.
            except BaseException as caught:  # noqa: BLE001
                error = caught
            try:
                self._loop.call_soon_threadsafe(self._finish, client, future, result, error)
            except RuntimeError:
                return  # the loop is closed: nobody waits any more

    def _finish(
        self,
        client: Hashable,
        future: asyncio.Future[Any],
        result: Any,
        error: BaseException | None,
    ) -> None:
        self._idle += 1
        self._finished(client)
        if not future.done():
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        if self._waiting:
            self._start_next()

    def _finished(self, client: Hashable) -> None:
        left = self._running[client] - 1
        if left:
            self._running[client] = left
        else:
            del self._running[client]


class SceneLane(Workers):
    """The same turns for calls that run on Blender's main thread.

    They go there straight from the event loop: a thread of ours in between would only wait, and
    two more changes of thread cost as much as the call. Few are under way at a time, so that
    the next one may be another client's.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, runner: SceneRunner, patience: float = 10.0
    ) -> None:
        super().__init__(loop, threads=0, per_client=AHEAD)
        self._runner = runner
        self._patience = patience
        self._idle = AHEAD  # places, not threads

    def _hand_over(self, item: Item) -> None:
        client, work, future = item
        self._idle -= 1
        begun = self._runner(work)
        timer = self._loop.call_later(self._patience, self._give_up, begun, future)

        def ended(_: object) -> None:
            timer.cancel()
            begun.cancel()  # the caller's deadline has passed; what has begun goes on

        future.add_done_callback(ended)

        def done(made: ThreadFuture[Any]) -> None:
            gone = made.cancelled()
            error = None if gone else made.exception()
            result = None if gone or error else made.result()
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._finish, client, future, result, error)

        begun.add_done_callback(done)

    @staticmethod
    def _give_up(begun: ThreadFuture[Any], future: asyncio.Future[Any]) -> None:
        if begun.cancel() and not future.done():
            future.set_exception(
                Busy("Blender's main thread is not answering; it may be rendering or loading.")
            )
