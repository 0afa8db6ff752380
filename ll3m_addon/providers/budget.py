# SPDX-License-Identifier: GPL-3.0-or-later
"""Budgets that stop before the overspend: a call is booked at its worst price, then settled.

One SQLite file keeps what was spent, for all processes of the user. A call whose process
died stays booked at its worst price: too much on paper is better than too much spent.
"""

from __future__ import annotations

import datetime
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ...bridge.contract.errors import BudgetReached, LibraryError
from ..core.seams import ChatRequest
from .pricing import Price

__all__ = ["Ledger", "fit", "input_tokens", "worst_cost"]

log = logging.getLogger(__name__)

_CHARS_PER_TOKEN = 3.0  # dense code; rather too many tokens than too few
_TOKENS_PER_IMAGE = 1600  # the upper end of what providers bill for one picture
_LEAST_ANSWER = 1024  # tokens; a shorter answer could not hold a script

Clock = Callable[[], datetime.datetime]


def input_tokens(request: ChatRequest) -> int:
    """At most this many tokens will be counted for what is sent."""
    characters = sum(len(message.text) + 16 for message in request.messages)
    images = sum(len(message.images) for message in request.messages)
    schema = len(str(request.schema)) if request.schema else 0
    return round((characters + schema) / _CHARS_PER_TOKEN) + images * _TOKENS_PER_IMAGE


def worst_cost(request: ChatRequest, price: Price) -> float:
    """The most a call can cost, in US dollars: everything sent, and the longest answer."""
    return price.cost(input_tokens(request), request.max_tokens)


def fit(request: ChatRequest, price: Price, left: float) -> tuple[ChatRequest, str]:
    """Return the request such that it can't cost more than ``left``, and a note if it was cut.

    Raises:
        BudgetReached: not even a short answer is affordable.
    """
    if worst_cost(request, price) <= left:
        return request, ""
    rest = left - price.cost(input_tokens(request), 0)
    affordable = int(rest * 1e6 / price.output) if price.output and rest > 0 else 0
    if affordable < min(_LEAST_ANSWER, request.max_tokens):
        raise BudgetReached(
            f"The next call could cost up to ${worst_cost(request, price):.4f}, and "
            f"${max(0.0, left):.4f} of the budget is left.",
            left=round(max(0.0, left), 6),
            worst=round(worst_cost(request, price), 6),
        )
    return (
        replace(request, max_tokens=affordable),
        f"The answer was limited to {affordable} tokens to stay within the budget.",
    )


@dataclass(frozen=True, slots=True)
class _Period:
    name: str
    limit: float
    since: float  # Unix time


class Ledger:
    """What was spent, by day and month. Thread-safe, and safe to share between processes."""

    def __init__(
        self,
        path: Path,
        day: float | None = None,
        month: float | None = None,
        clock: Clock = datetime.datetime.now,
    ) -> None:
        self._path = path
        self._day = day
        self._month = month
        self._clock = clock
        self._lock = threading.Lock()

    def _periods(self) -> list[_Period]:
        """The limits in force; days and months are the calendar's, where the user is."""
        midnight = self._clock().replace(hour=0, minute=0, second=0, microsecond=0)
        periods = []
        if self._day is not None:
            periods.append(_Period("day", self._day, midnight.timestamp()))
        if self._month is not None:
            first = midnight.replace(day=1)
            periods.append(_Period("month", self._month, first.timestamp()))
        return periods

    def spent(self, since: datetime.datetime) -> float:
        """US dollars spent since a time, calls under way at their worst price."""
        with self._lock, _open(self._path) as database:
            return _sum(database, since.timestamp())

    def left(self) -> float:
        """US dollars left of the tightest budget; infinite without one."""
        periods = self._periods()
        if not periods:
            return float("inf")
        with self._lock, _open(self._path) as database:
            return min(period.limit - _sum(database, period.since) for period in periods)

    def book(self, provider: str, model: str, worst: float) -> int:
        """Book a call at its worst price; returns its number for ``settle``.

        Raises:
            BudgetReached: it does not fit into the day's or the month's budget.
            LibraryError: the ledger can't be used, so nothing may be spent.
        """
        periods = self._periods()
        try:
            return self._book(periods, (provider, model, worst))
        except LibraryError as error:
            if periods:
                raise
            log.warning("%s Nothing limits spending, so the call goes on.", error.message)
            return 0

    def _book(self, periods: list[_Period], call: tuple[str, str, float]) -> int:
        provider, model, worst = call
        with self._lock, _open(self._path) as database:
            database.execute("BEGIN IMMEDIATE")  # between sum and booking no other may book
            for period in periods:
                spent = _sum(database, period.since)
                if spent + worst > period.limit:
                    raise BudgetReached(
                        f"The {period.name}'s budget of ${period.limit:.2f} does not cover the next "
                        f"call: ${spent:.4f} is spent, and it could cost up to ${worst:.4f}.",
                        period=period.name,
                        limit=period.limit,
                        spent=round(spent, 6),
                    )
            row = (self._clock().timestamp(), provider, model, worst)
            cursor = database.execute(
                "INSERT INTO calls (at, provider, model, cost, settled) VALUES (?, ?, ?, ?, 0)", row
            )
            return int(cursor.lastrowid or 0)

    def settle(self, number: int, cost: float) -> None:
        """Replace a booking's worst price by what the call really cost."""
        try:
            with self._lock, _open(self._path) as database:
                database.execute(
                    "UPDATE calls SET cost = ?, settled = 1 WHERE number = ?", (cost, number)
                )
        except LibraryError as error:
            # The answer is there and paid for; the booking errs on the safe side.
            log.warning("%s A call stays booked at its worst price.", error.message)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """The ledger's file, open for one transaction.

    Raises:
        LibraryError: it can't be used.
    """
    database: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        database = sqlite3.connect(path, timeout=10.0)
        database.execute(
            "CREATE TABLE IF NOT EXISTS calls (number INTEGER PRIMARY KEY, at REAL NOT NULL,"
            " provider TEXT NOT NULL, model TEXT NOT NULL, cost REAL NOT NULL,"
            " settled INTEGER NOT NULL)"
        )
        database.execute("CREATE INDEX IF NOT EXISTS calls_at ON calls (at)")
        yield database
        database.commit()
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"The record of spending {path} can't be used: {error}.",
            advice="Mend or remove that file. Without it no budget can be kept.",
        ) from error
    finally:
        if database is not None:
            database.close()  # what was not committed is taken back


def _sum(database: sqlite3.Connection, since: float) -> float:
    row = database.execute("SELECT COALESCE(SUM(cost), 0) FROM calls WHERE at >= ?", (since,))
    return float(row.fetchone()[0])
