# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices on their way from whoever notes a fact to whoever listens."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from ...bridge.contract.notice import Notice, NoticeType
from .clock import utc_now

__all__ = ["Notices"]

log = logging.getLogger(__name__)
Listener = Callable[[Notice], None]


class Notices:
    """Numbers notices and hands them to listeners, in order. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._seq = 0

    def add(self, type: NoticeType, project_id: str | None, data: dict[str, Any]) -> Notice:
        """Note a fact; listeners hear it on this thread."""
        with self._lock:  # held while telling, so that nobody hears them out of order
            self._seq += 1
            made = Notice(
                seq=self._seq, time=utc_now(), type=type, project_id=project_id, data=data
            )
            for listener in self._listeners:
                listener(made)
        return made

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` for each new notice; it must return at once and note nothing."""
        with self._lock:
            self._listeners.append(listener)

        def forget() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return forget
