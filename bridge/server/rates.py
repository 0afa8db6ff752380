# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a client may call: a bucket per token that fills up evenly."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ..contract.errors import RateLimited

__all__ = ["Bucket", "Rates"]

ADVICE = "Wait for `retry_after` seconds; ask for many things in one batch, or follow events."


@dataclass(slots=True)
class Bucket:
    """``rate`` a second on average, ``burst`` at once."""

    rate: float
    burst: float
    level: float = -1.0
    at: float = 0.0

    def take(self, now: float) -> float:
        """Take one; returns 0, or the seconds until there is one."""
        if self.level < 0:
            self.level = self.burst
        else:
            self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.rate


class Rates:
    """Two buckets per client: all calls, and those that begin a job. 0 switches one off."""

    def __init__(self, calls_per_second: float, jobs_per_minute: float) -> None:
        self._calls = calls_per_second
        self._jobs = jobs_per_minute / 60
        self._buckets: dict[tuple[str, bool], Bucket] = {}

    def take(self, client: str, is_job: bool) -> None:
        """Count a call.

        Raises:
            RateLimited: there were too many; ``data.retry_after`` in seconds.
        """
        now = time.monotonic()
        self._take(client, False, self._calls, now)
        if is_job:
            self._take(client, True, self._jobs, now)

    def _take(self, client: str, jobs: bool, rate: float, now: float) -> None:
        if not rate:
            return
        bucket = self._buckets.get((client, jobs))
        if bucket is None:
            burst = max(1.0, rate * 60 if jobs else rate)
            bucket = self._buckets[client, jobs] = Bucket(rate, burst)
        wait = bucket.take(now)
        if wait:
            what = f"{rate * 60:g} jobs a minute" if jobs else f"{rate:g} calls a second"
            raise RateLimited(
                f"This client may ask for {what}.", advice=ADVICE, retry_after=round(wait, 3)
            )
