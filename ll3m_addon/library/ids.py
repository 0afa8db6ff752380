# SPDX-License-Identifier: GPL-3.0-or-later
"""What the library draws from ids: an order key and a folder's ending."""

from __future__ import annotations

from ..core.clock import utc_now
from ..core.ids import KEY_SHIFT, new_id

__all__ = ["new_id", "order_key", "short_id", "utc_now"]


def order_key(id_: str) -> int:
    """The id's place in time as an integer from 1 that fits 63 bits; nearly always unique."""
    return (int(id_[2:], 36) >> KEY_SHIFT) + 1


def short_id(id_: str) -> str:
    """The end of an id that makes a folder's name unique."""
    return id_[-8:]
