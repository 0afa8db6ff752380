# SPDX-License-Identifier: GPL-3.0-or-later
"""A queue before a provider that keeps to its rate limits. First come, first served."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from ...bridge.contract.errors import ProviderTimeout
from ..core.cancel import CancelToken

__all__ = ["RateQueue"]


class RateQueue:
    """Lets calls through by the limits of the settings. Thread-safe; one per provider.

    A limit of 0 is no limit. ``window`` is the time, in seconds, to which
    ``requests`` and ``tokens`` refer.
    """

    def __init__(
        self, label: str, requests: int = 0, tokens: int = 0, parallel: int = 0,
        window: float = 60.0,
    ) -> None:  # fmt: skip
        self._label = label
        self._requests = requests
        self._tokens = tokens
        self._parallel = parallel
        self._window = window
        self._changed = threading.Condition()
        self._line: deque[object] = deque()
        self._sent: deque[tuple[float, int]] = deque()
        self._running = 0
        self._paused_until = 0.0

    @contextmanager
    def turn(
        self, tokens: int, cancel: CancelToken, deadline: float | None = None
    ) -> Iterator[float]:
        """Wait for one's turn; holds a place while the body runs. Yields the seconds waited.

        Raises:
            Cancelled: while waiting.
            ProviderTimeout: the turn would come after ``deadline`` (``time.monotonic()``).
        """
        began = time.monotonic()
        self._wait(tokens, cancel, deadline)
        try:
            yield time.monotonic() - began
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def pause(self, seconds: float) -> None:
        """Let nobody through for ``seconds``: the provider asked for it."""
        with self._changed:
            self._paused_until = max(self._paused_until, time.monotonic() + seconds)
            self._changed.notify_all()

    def _wait(self, tokens: int, cancel: CancelToken, deadline: float | None) -> None:
        ticket = object()
        forget = cancel.on_cancel(self._wake)
        try:
            with self._changed:
                self._line.append(ticket)
                try:
                    while True:
                        cancel.check()
                        first = self._line[0] is ticket
                        pause = self._delay(tokens) if first else None
                        if pause == 0.0:
                            break
                        self._changed.wait(self._within(pause, deadline))
                    self._running += 1
                    self._sent.append((time.monotonic(), tokens))
                finally:
                    self._line.remove(ticket)
                    self._changed.notify_all()
        finally:
            forget()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _within(self, pause: float | None, deadline: float | None) -> float | None:
        """How long to wait for a change; raises when the turn would come too late."""
        if deadline is None:
            return pause
        left = deadline - time.monotonic()
        if left <= (pause or 0.0):
            raise ProviderTimeout(
                f"The limits of {self._label} leave no room for this call in time.",
                advice="Try again later, or raise the provider's limits in the settings.",
            )
        return left if pause is None else pause

    def _delay(self, tokens: int) -> float | None:
        """Seconds until a call of ``tokens`` may go; 0 for now, None until another one ends."""
        now = time.monotonic()
        if now < self._paused_until:
            return self._paused_until - now
        if self._parallel and self._running >= self._parallel:
            return None
        while self._sent and self._sent[0][0] <= now - self._window:
            self._sent.popleft()
        if self._requests and len(self._sent) >= self._requests:
            return self._sent[len(self._sent) - self._requests][0] + self._window - now
        return self._token_delay(tokens, now) if self._tokens else 0.0

    def _token_delay(self, tokens: int, now: float) -> float:
        # A call larger than the whole limit goes alone: it could never fit.
        room = self._tokens - sum(count for _, count in self._sent)
        need = min(tokens, self._tokens)
        for sent_at, count in self._sent:
            if need <= room:
                break
            room += count
            if need <= room:
                return max(0.001, sent_at + self._window - now)
        return 0.0
