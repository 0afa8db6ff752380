# SPDX-License-Identifier: GPL-3.0-or-later
"""The only road from other threads to bpy: a queue that Blender's main thread empties.

In a window a persistent timer drains it, at most ``BUDGET`` a tick. Blender looks at its
timers every few milliseconds only, which would be the least that any call takes; so after a
call that somebody waits for, the tick lingers a little for the next one, and Blender's loop is
kept from sleeping long between two such ticks. In background mode,
where timers never fire, whoever holds the main thread calls ``pump``. A callback that
raised once would be unregistered by Blender for good, so a tick raises nothing: what a
function raises is logged and set on its future.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import bpy
from bpy.app.handlers import persistent

if TYPE_CHECKING:  # the contract is not loaded before the first use of the panel
    from ...bridge.contract.errors import HostError
    from ..core.cancel import CancelToken

__all__ = ["BUDGET", "attend", "call", "ensure", "pump", "run", "start", "stats", "stop"]

T = TypeVar("T")
log = logging.getLogger(__name__)

#: Seconds of queued work per tick; half a frame at 60 Hz.
BUDGET = 0.008
#: Seconds between ticks: just after work, while something is under way, and otherwise.
EAGER, ATTENTIVE, IDLE = 0.01, 0.05, 0.25
#: Seconds that a tick waits for the next call, that it lasts at most, and after the last
#: call during which it waits at all. Measured in a 5.2 window: 0.1 ms a call instead of 5.
LINGER, LONGEST, RECENT = 0.004, 0.012, 0.05
#: Seconds until events of the window manager that belong to no window and do nothing. Blender's
#: loop sleeps 5 ms when nothing goes on, but not past the next such event; those that are due
#: already do not count, so one comes soon and one stands behind it for a loop that takes longer.
#: Measured in a 5.2 window, calls one after another: 2,130 a second without, 3,300 with.
NAPS = (0.0005, 0.003)
#: Seconds after the last work during which ticks stay eager.
EAGER_FOR = 1.0
#: Seconds without a tick after which ``ensure`` takes the timer for dead.
DEAD_AFTER = 5.0


@dataclass(slots=True)
class Stats:
    """What the queue did since ``start``; ``slow`` keeps the longest pieces of work.

    Of each: seconds by the clock, its name, and seconds that this thread really computed; the
    rest it waited for Python's lock or for the disk. ``stolen`` says for how many seconds so far
    the machine did other things although this thread could have run; they are taken off. Nobody
    asks the system for that but measurements, which put their own function there.
    """

    done: int = 0
    failed: int = 0
    waiting: int = 0
    last_tick: float = 0.0  # time.monotonic()
    longest: float = 0.0  # seconds
    slow: list[tuple[float, str, float]] = field(default_factory=list)
    stolen: Callable[[], float] = float  # which gives 0.0


class _Naps:
    """The events that keep Blender's loop from sleeping long; see ``NAPS``. Main thread only."""

    def __init__(self) -> None:
        self._timers: list[Any] = []

    def shorten(self) -> None:
        """Make the sleep before the next tick a short one."""
        self.end()
        if not bpy.app.background:
            manager: Any = bpy.context.window_manager
            self._timers = [manager.event_timer_add(seconds) for seconds in NAPS]

    def end(self) -> None:
        """Let the loop sleep as it likes."""
        timers, self._timers = self._timers, []
        for timer in timers:
            bpy.context.window_manager.event_timer_remove(timer)


class _State:
    """The queue and its timer; one per process, since there is one main thread."""

    def __init__(self) -> None:
        self.queue: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = queue.SimpleQueue()
        self.naps = _Naps()
        self.open = False
        self.last_work = 0.0
        self.last_call = 0.0  # somebody waited
        self.attended: set[str] = set()
        self.stats = Stats()


_state = _State()


def start() -> None:
    """Open the queue, and in a window register the timer. Main thread only."""
    _state.open = True
    _state.stats = Stats(last_tick=time.monotonic())
    if bpy.app.background:
        return
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=IDLE, persistent=True)
    if _before_load not in bpy.app.handlers.load_pre:
        bpy.app.handlers.load_pre.append(_before_load)


@persistent
def _before_load(*_: object) -> None:
    """The window manager, and all that it holds, may be another behind the load of a file."""
    _state.naps.end()


def stop() -> None:
    """Close the queue: what waits fails with ``HostError``, the timer is gone."""
    _state.open = False
    _state.attended.clear()
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    if _before_load in bpy.app.handlers.load_pre:
        bpy.app.handlers.load_pre.remove(_before_load)
    _state.naps.end()
    with contextlib.suppress(queue.Empty):
        while True:
            _, future = _state.queue.get_nowait()
            if future.set_running_or_notify_cancel():
                future.set_exception(_closed())


def run(function: Callable[[], T], *, waited_for: bool = False) -> Future[T]:
    """Queue ``function`` for the main thread; any thread may call. Never wait on it there.

    ``waited_for`` says that somebody waits for this call and may send the next one soon.
    """
    future: Future[T] = Future()
    if waited_for:
        _state.last_call = time.monotonic()
    if not _state.open:
        future.set_exception(_closed())
        return future
    _state.queue.put((function, future))
    return future


def call(function: Callable[[], T], timeout: float = 10.0, cancel: CancelToken | None = None) -> T:
    """Run ``function`` on the main thread and wait; at once when this is the main thread.

    ``timeout`` is in seconds and covers the time until it starts; what has started is
    waited for to its end.

    Raises:
        DeadlineExceeded: Blender did not come round to it in time.
        Cancelled: ``cancel`` was called while it waited.
        HostError: the extension was switched off meanwhile.
    """
    if threading.current_thread() is threading.main_thread():
        return function()
    future = run(function, waited_for=True)
    deadline = time.monotonic() + timeout
    while True:
        try:
            return future.result(timeout=0.1)
        except CancelledError:
            raise _closed() from None
        except FutureTimeout:
            if future.done():
                raise
        if cancel is not None and cancel.cancelled and future.cancel():
            cancel.check()
        if time.monotonic() > deadline and future.cancel():
            from ...bridge.contract.errors import DeadlineExceeded

            raise DeadlineExceeded(
                f"Blender's main thread did not answer within {timeout:g} s.",
                advice="Wait until Blender is responsive again, or raise the deadline.",
            )


def pump(seconds: float, until: Callable[[], bool] | None = None) -> bool:
    """Drain the queue for up to ``seconds`` on the main thread; for background mode.

    Returns True as soon as ``until`` does, False when the time is over.
    """
    deadline = time.monotonic() + seconds
    wait = 0.0
    while True:
        _drain(deadline, wait)
        if until is not None and until():
            return True
        wait = min(deadline - time.monotonic(), 0.05)
        if wait <= 0:
            return False


def attend(name: str, wanted: bool) -> None:
    """Ask for short intervals while ``name`` (a job, the service …) is under way."""
    if wanted:
        _state.attended.add(name)
    else:
        _state.attended.discard(name)


def ensure() -> bool:
    """Register the timer again if it was lost; True when it had to be. Cheap enough to draw with."""
    if not _state.open or bpy.app.background:
        return False
    if time.monotonic() - _state.stats.last_tick < DEAD_AFTER:
        return False
    _state.stats.last_tick = time.monotonic()
    if bpy.app.timers.is_registered(_tick):
        return False
    log.warning("the main-thread timer was lost; registering it again")
    bpy.app.timers.register(_tick, first_interval=EAGER, persistent=True)
    return True


def stats() -> Stats:
    """The numbers so far; ``waiting`` is the queue's present length."""
    _state.stats.waiting = _state.queue.qsize()
    return _state.stats


def _closed() -> HostError:
    from ...bridge.contract.errors import HostError

    return HostError(
        "LL3M is switched off in this Blender.",
        advice="Enable the LL3M extension in Blender's preferences and try again.",
    )


def _tick() -> float | None:
    """One timer call. Returns the seconds until the next, None once the queue is closed."""
    if not _state.open:
        return None
    now = time.monotonic()
    _state.stats.last_tick = now
    if _drain(now + BUDGET):
        _state.last_work = now
    if _linger(now):
        _state.naps.shorten()
        return 0.0
    _state.naps.end()
    if not _state.queue.empty() or now - _state.last_work < EAGER_FOR:
        return EAGER
    return ATTENTIVE if _state.attended else IDLE


def _linger(began: float) -> bool:
    """Wait for calls that come one after another; True while they do."""
    end = began + LONGEST
    while (now := time.monotonic()) - _state.last_call < RECENT:
        left = end - now
        if left <= 0 or not _drain(end, min(LINGER, left)):
            return True
        _state.last_work = time.monotonic()
    return False


def _drain(deadline: float, wait: float = 0.0) -> int:
    """Run queued work until ``deadline`` (``time.monotonic()``), at least one piece.

    Where there is none, wait up to ``wait`` seconds for it. Returns how many pieces came.
    """
    done = 0
    while True:
        try:
            function, future = _state.queue.get(wait > 0, wait or None)
        except queue.Empty:
            return done
        wait = 0.0
        done += 1
        if not future.set_running_or_notify_cancel():
            continue
        stolen, computed = _state.stats.stolen(), time.thread_time()
        started = time.monotonic()
        _work(function, future)
        ended = time.monotonic()
        _note(function, ended - started - (_state.stats.stolen() - stolen), computed)
        if ended >= deadline:
            return done


def _work(function: Callable[[], Any], future: Future[Any]) -> None:
    """Run one piece; whatever it raises ends on its future."""
    try:
        result = function()
    except BaseException as error:  # the pump's top: nothing may end the timer
        _state.stats.failed += 1
        if hasattr(error, "to_wire"):  # of the error tree: expected, and told to the caller
            log.info("on the main thread: %s", error)
        else:
            log.exception("failed on the main thread")
        future.set_exception(error)
    else:
        future.set_result(result)


def _note(function: Callable[[], Any], seconds: float, computed: float) -> None:
    stats = _state.stats
    stats.done += 1
    stats.longest = max(stats.longest, seconds)
    if seconds > 2 * BUDGET:
        name = getattr(function, "__qualname__", repr(function))
        stats.slow.append((seconds, name, time.thread_time() - computed))
        del stats.slow[:-50]
