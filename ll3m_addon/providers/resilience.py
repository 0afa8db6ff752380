# SPDX-License-Identifier: GPL-3.0-or-later
"""When to try again, how long to wait, and when to stop asking for a while."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ...bridge.contract.errors import (
    Offline,
    Overloaded,
    ProviderError,
    ProviderTimeout,
    RateLimited,
)

__all__ = ["Breaker", "RetryPolicy", "passes"]

#: Draws a number between two others. A name of its own, so that a test can fix it.
draw: Callable[[float, float], float] = random.uniform


def passes(error: ProviderError) -> bool:
    """Whether what went wrong may be gone a little later."""
    if isinstance(error, (RateLimited, Overloaded, ProviderTimeout)):
        return True
    return bool(error.data.get("retryable"))


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Full jitter: the n-th wait is drawn from 0 to ``base`` × 2ⁿ seconds, never over ``cap``.

    Spreading the whole wait, not only its end, is what keeps many clients from coming back
    at the same moment. ``patience`` is the sum of all waits of one call, in seconds.
    """

    attempts: int = 4
    base: float = 0.5
    cap: float = 20.0
    patience: float = 120.0
    draw: Callable[[float, float], float] = field(default_factory=lambda: draw)

    def wait(self, attempt: int, error: ProviderError, waited: float) -> float | None:
        """Seconds to wait after the failed ``attempt`` (from 0); None to give up."""
        # A timeout has cost a whole timeout already; a second one settles the matter.
        attempts = min(self.attempts, 2) if isinstance(error, ProviderTimeout) else self.attempts
        if not passes(error) or attempt + 1 >= attempts:
            return None
        asked = error.data.get("retry_after")
        if isinstance(asked, (int, float)):
            # The provider's word, and a tenth of it more, so that not all return at once.
            pause = asked + self.draw(0.0, max(0.05, 0.1 * asked))
        else:
            pause = self.draw(0.0, min(self.cap, self.base * 2**attempt))
        return pause if waited + pause <= self.patience else None


class Breaker:
    """Stops asking a provider that keeps failing. Thread-safe; one per provider.

    After ``threshold`` failures in a row it rests for ``rest`` seconds, then lets one call
    try; if that fails too, it rests twice as long, up to ``longest``.
    """

    def __init__(
        self,
        label: str,
        threshold: int = 5,
        rest: float = 30.0,
        longest: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._label = label
        self._threshold = threshold
        self._first_rest = rest
        self._longest = longest
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rest = rest
        self._until = 0.0
        self._probing = False

    def resting(self) -> float:
        """Seconds until the provider is asked again; 0 while calls go through."""
        with self._lock:
            return self._left()

    def _left(self) -> float:
        if self._failures < self._threshold:
            return 0.0
        return max(0.0, self._until - self._clock())

    def enter(self) -> None:
        """Ask leave for a call, which must be ended by ``succeed``, ``fail`` or ``leave``.

        Raises:
            Overloaded: the provider is not asked now; ``data.retry_after`` says for how long.
        """
        with self._lock:
            if self._failures < self._threshold:
                return
            left = self._left()
            if left > 0 or self._probing:
                raise Overloaded(
                    f"{self._label} failed {self._failures} times in a row and is not asked "
                    f"for another {max(left, 1.0):.0f} s.",
                    retry_after=round(max(left, 1.0), 3),
                    circuit="open",
                )
            self._probing = True

    def succeed(self) -> None:
        """The call was answered."""
        with self._lock:
            self._failures, self._rest, self._probing = 0, self._first_rest, False

    def fail(self, error: ProviderError) -> None:
        """The call failed. Errors that are the request's own fault do not count."""
        with self._lock:
            probing, self._probing = self._probing, False
            if not _counts(error):
                return
            self._failures += 1
            if probing:
                self._rest = min(self._longest, self._rest * 2)
                self._until = self._clock() + self._rest
            elif self._failures == self._threshold:
                self._until = self._clock() + self._rest

    def leave(self) -> None:
        """The call ended without an answer and without a failure, such as a cancelled one."""
        with self._lock:
            self._probing = False


def _counts(error: ProviderError) -> bool:
    if isinstance(error, RateLimited):
        return False  # it answers, only not as often; the queue slows down instead
    return isinstance(error, Offline) or passes(error)
