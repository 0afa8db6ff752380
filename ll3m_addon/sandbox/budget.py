# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard's budget: stops a runaway script, at no cost while it runs.

A thread waits; when time or memory is used up it raises ``BudgetExceeded`` in the
script's thread, and again every 5 ms in case the script's ``finally`` goes on. A call
into C that never returns can't be stopped so: that is what the jail's trial is for.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time

__all__ = ["Budget", "BudgetExceeded"]

_TICK = 0.05  # seconds
_AGAIN = 0.005  # … once the script is to stop: it may have swallowed the first word


class BudgetExceeded(BaseException):
    """The script used more time or memory than it may. No script can name or catch this."""


BudgetExceeded.__module__ = "builtins"  # so that tracebacks show the plain name


def _resident() -> int:
    """Resident bytes of this process; 0 where they can't be read cheaply."""
    if sys.platform != "linux":
        return 0
    with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Budget:
    """``with Budget(seconds, memory): …``; None is no limit.

    ``memory`` is how many bytes this process may grow (Linux only). ``reason`` says what
    was used up.
    """

    def __init__(self, seconds: float | None, memory: int | None = None) -> None:
        self._seconds = seconds
        self._memory = memory
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._target = 0
        self.reason = ""

    def __enter__(self) -> Budget:
        if self._seconds is not None or self._memory is not None:
            self._target = threading.get_ident()
            self._thread = threading.Thread(target=self._watch, name="ll3m-budget", daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        # Under the lock, so that nothing is raised in this thread once it has left.
        with self._lock:
            self._over.set()
        if self._thread is not None:
            self._thread.join()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._target), None)

    def _used_up(self, ends: float | None, start: int) -> str:
        if ends is not None and time.monotonic() >= ends:
            return f"The script ran longer than {self._seconds:g} s."
        if self._memory is not None and _resident() - start > self._memory:
            return f"The script took more than {self._memory / 2**20:.0f} MiB."
        return ""

    def _watch(self) -> None:
        start = _resident() if self._memory is not None else 0
        ends = time.monotonic() + self._seconds if self._seconds is not None else None
        while True:
            left = _AGAIN if self.reason else _TICK
            if ends is not None and not self.reason:
                left = max(0.0, ends - time.monotonic())
                left = min(left, _TICK) if self._memory is not None else left
            if self._over.wait(left):
                return
            with self._lock:
                if self._over.is_set():
                    return
                self.reason = self.reason or self._used_up(ends, start)
                if self.reason:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(self._target), ctypes.py_object(BudgetExceeded)
                    )
