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
#: Calls that wait on the main thread's queue at a time, and those of one client among them: enough
#: that it need not wait for us, so that the two threads seldom wait for each other. Measured in a
#: 5.2 window with 16 clients: 4,600 calls a second with 4, 7,000 with 16.
AHEAD, AHEAD_OF_ONE = 16, 8
Item = tuple[Hashable, Callable[[], Any], "asyncio.Future[Any]"]
Box = queue.SimpleQueue["Item | None"]


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
        #: The threads' letter boxes, and those of the threads that rest. The one that has rested
        #: least is called first: its stack and what it has of the heap are still at hand, and the
        #: others' need not grow.
        self._boxes: list[Box] = []
        self._resting: list[Box] = []
        self._waiting: OrderedDict[Hashable, deque[Item]] = OrderedDict()
        self._running: dict[Hashable, int] = {}
        self._open: set[asyncio.Future[Any]] = set()
        self._ended: deque[tuple[Hashable, asyncio.Future[Any], Any, BaseException | None]] = (
            deque()
        )
        self._told = False
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
        self._waiting.setdefault(client, deque()).append((client, work, future))
        self._start_next()
        return future

    def withdraw(self, future: asyncio.Future[Any]) -> None:
        """Nobody waits for this any more; where it has not begun, it need not."""
        self._open.discard(future)

    def stop(self) -> list[threading.Thread]:
        """Fail all that waits and end the threads as they fall idle; return them for joining."""
        self._stopped = True
        self._waiting.clear()
        for future in list(self._open):
            if not future.done():
                future.set_exception(Stopping("This instance is stopping."))
        for box in self._boxes:
            box.put(None)
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
            box = self._resting.pop()
        else:
            box = queue.SimpleQueue()
            thread = threading.Thread(target=self._work, args=(box,), name="ll3m-call", daemon=True)
            self._boxes.append(box)
            self._threads.append(thread)
            thread.start()
        box.put(item)

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

    def _work(self, box: Box) -> None:
        while self._do_next(box):
            pass

    def _do_next(self, box: Box) -> bool:
        """Do what comes next; False when nothing more will.

        A function of its own, so that a thread that rests holds nothing of what it did last.
        """
        item = box.get()
        if item is None:
            return False
        client, work, future = item
        result: Any = None
        error: BaseException | None = None
        try:
            result = work()
        # Whatever ends the work, the one who waits for it must hear of it.
        except BaseException as caught:  # noqa: BLE001
            error = caught
        self._resting.append(box)  # before the loop hears of it and counts us
        self._report(client, future, result, error)
        error = None  # or it and its traceback would keep each other
        return True

    def _report(
        self,
        client: Hashable,
        future: asyncio.Future[Any],
        result: Any,
        error: BaseException | None,
    ) -> None:
        """Tell the loop that something has ended. Any thread.

        The loop is woken once for all that ends before it comes round to it.
        """
        self._ended.append((client, future, result, error))
        if self._told:
            return
        self._told = True
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._collect)

    def _collect(self) -> None:
        self._told = False  # before the look: what ends from here on tells the loop again
        while self._ended:
            self._finish(*self._ended.popleft())

    def _finish(
        self,
        client: Hashable,
        future: asyncio.Future[Any],
        result: Any,
        error: BaseException | None,
    ) -> None:
        self._idle += 1
        self._finished(client)
        self._open.discard(future)
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
        super().__init__(loop, threads=0, per_client=AHEAD_OF_ONE)
        self._runner = runner
        self._patience = patience
        self._idle = AHEAD  # places, not threads
        #: What is under way, oldest first, and the loop's time at which it was handed over.
        self._begun: dict[asyncio.Future[Any], tuple[ThreadFuture[Any], float]] = {}
        self._patrol: asyncio.TimerHandle | None = None

    def stop(self) -> list[threading.Thread]:
        """See ``Workers.stop``."""
        if self._patrol is not None:
            self._patrol.cancel()
        return super().stop()

    def withdraw(self, future: asyncio.Future[Any]) -> None:
        """See ``Workers.withdraw``; what has begun goes on."""
        super().withdraw(future)
        if future in self._begun:
            self._begun[future][0].cancel()

    def _hand_over(self, item: Item) -> None:
        client, work, future = item
        self._idle -= 1
        begun = self._runner(work)
        self._begun[future] = begun, self._loop.time()
        if self._patrol is None:  # one for all that is under way: a timer each costs more
            self._patrol = self._loop.call_later(self._patience, self._look)

        def done(made: ThreadFuture[Any]) -> None:
            gone = made.cancelled()
            error = None if gone else made.exception()
            self._report(client, future, None if gone or error else made.result(), error)

        begun.add_done_callback(done)

    def _finish(
        self,
        client: Hashable,
        future: asyncio.Future[Any],
        result: Any,
        error: BaseException | None,
    ) -> None:
        del self._begun[future]
        super()._finish(client, future, result, error)

    def _look(self) -> None:
        """Give up what the main thread has not begun in time, and come again for the next."""
        self._patrol = None
        now = self._loop.time()
        for future, (begun, since) in list(self._begun.items()):
            if since + self._patience > now:
                self._patrol = self._loop.call_at(since + self._patience, self._look)
                return
            self._give_up(begun, future)

    @staticmethod
    def _give_up(begun: ThreadFuture[Any], future: asyncio.Future[Any]) -> None:
        if begun.cancel() and not future.done():
            future.set_exception(
                Busy("Blender's main thread is not answering; it may be rendering or loading.")
            )
