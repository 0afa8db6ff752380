# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids that sort by the time they were made, and the order key drawn from them."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime

__all__ = ["new_id", "order_key", "short_id", "utc_now"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 16
_RANDOM_BITS = 40  # 42 bits of milliseconds (to the year 2109) and 40 of chance fit 16 digits
_KEY_SHIFT = 20  # what is cut off so that the key fits SQLite's signed 64 bits
_lock = threading.Lock()
_last = 0


def _next_value() -> int:
    """A number above all before it in this process, even if the clock was set back."""
    global _last
    value = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    with _lock:
        if value <= _last:
            value = _last + (1 << _KEY_SHIFT) + secrets.randbits(_KEY_SHIFT)
        _last = value
    return value


def new_id(prefix: str) -> str:
    """Return ``prefix`` + ``_`` + 16 of ``[0-9a-z]``; later ids sort behind earlier ones."""
    value = _next_value()
    digits = []
    for _ in range(_LENGTH):
        value, digit = divmod(value, 36)
        digits.append(_DIGITS[digit])
    return f"{prefix}_{''.join(reversed(digits))}"


def order_key(id_: str) -> int:
    """The id's place in time as an integer from 1 that fits 63 bits; nearly always unique."""
    return (int(id_[2:], 36) >> _KEY_SHIFT) + 1


def short_id(id_: str) -> str:
    """The end of an id that makes a folder's name unique."""
    return id_[-8:]


def utc_now() -> str:
    """The time as ``2026-01-31T12:00:00.000Z``; sorts as text."""
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z"
