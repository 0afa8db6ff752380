# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids: a letter for the sort of thing, then 16 characters that sort by time."""

from __future__ import annotations

import secrets
import time

__all__ = ["new_id"]

#: Digits and letters without those that are easily mistaken (i, l, o, u).
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(letter: str) -> str:
    """Return ``<letter>_`` + 9 characters of milliseconds since 1970 + 7 random ones (35 bits)."""
    number = (time.time_ns() // 1_000_000) << 35 | secrets.randbits(35)
    text = ""
    for _ in range(16):
        number, digit = divmod(number, 32)
        text = _ALPHABET[digit] + text
    return f"{letter}_{text}"
