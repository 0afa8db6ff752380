# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids that sort by the time they were made."""

from __future__ import annotations

import secrets
import threading
import time

__all__ = ["KEY_SHIFT", "new_id"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 16
_RANDOM_BITS = 40  # 42 bits of milliseconds (to the year 2109) and 40 of chance fit 16 digits
KEY_SHIFT = 20  # what an order key cuts off so that it fits SQLite's signed 64 bits
_lock = threading.Lock()
_last = 0


def _next_value() -> int:
    """A number above all before it in this process, even if the clock was set back."""
    global _last
    value = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    with _lock:
        if value <= _last:
            value = _last + (1 << KEY_SHIFT) + secrets.randbits(KEY_SHIFT)
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
