# SPDX-License-Identifier: GPL-3.0-or-later
"""Cancelling: one token per job, asked and waited on by everything that takes time."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ...bridge.contract.errors import Cancelled

__all__ = ["CancelToken"]


class CancelToken:
    """Says once, from any thread, that a piece of work is no longer wanted."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """True once ``cancel`` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Cancel and run the callbacks, each once, in this thread."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback`` on cancel (at once if cancelled). Returns a function that takes it back."""
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)
                return lambda: self._forget(callback)
        callback()
        return lambda: None

    def _forget(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

    def check(self) -> None:
        """Raise ``Cancelled`` if cancelled."""
        if self.cancelled:
            raise Cancelled("The job was cancelled.")

    def wait(self, seconds: float) -> bool:
        """Sleep up to ``seconds``; return True as soon as it is cancelled."""
        return self._event.wait(seconds)
