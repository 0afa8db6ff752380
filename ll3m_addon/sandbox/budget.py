# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard's time budget: stops a runaway script, at no cost while it runs.

A thread waits; when the time is over it raises ``BudgetExceeded`` in the script's
thread, and again every 50 ms in case the script's ``finally`` goes on. A call into C
that never returns can't be stopped so: that is what the jail's trial is for.
"""

from __future__ import annotations

import ctypes
import threading

__all__ = ["Budget", "BudgetExceeded"]

_AGAIN = 0.05  # seconds


class BudgetExceeded(BaseException):
    """The script ran longer than it may. No script can name or catch this."""


BudgetExceeded.__module__ = "builtins"  # so that tracebacks show the plain name


class Budget:
    """``with Budget(seconds): …``; None is no limit."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._target = 0

    def __enter__(self) -> Budget:
        if self._seconds is not None:
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

    def _watch(self) -> None:
        wait = self._seconds or 0.0
        while not self._over.wait(wait):
            with self._lock:
                if self._over.is_set():
                    return
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self._target), ctypes.py_object(BudgetExceeded)
                )
            wait = _AGAIN
