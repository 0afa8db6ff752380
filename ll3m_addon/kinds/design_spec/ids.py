# SPDX-License-Identifier: GPL-3.0-or-later
"""Spec ids: UUIDs that carry the asset's id, so that no table has to join the two.

RFC 9562 leaves 122 bits of a version 8 UUID free; an asset's id has 16 digits of base 36,
which is less than 83 bits.
"""

from __future__ import annotations

import uuid

from ....bridge.contract.errors import NotFound

__all__ = ["asset_of", "spec_id"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Tells our UUIDs from others: set in the 39 bits above the asset's.
_MARK = 0x6C6C336D64
_BITS = 83


def spec_id(asset_id: str) -> str:
    """The UUID of the asset ``a_…``."""
    number = int(asset_id.removeprefix("a_"), 36) | (_MARK << _BITS)
    high, low = number >> 62, number & ((1 << 62) - 1)  # 60 bits and 62 bits
    upper, middle = high >> 12, high & 0xFFF
    value = (upper << 80) | (8 << 76) | (middle << 64) | (0b10 << 62) | low
    return str(uuid.UUID(int=value))


def asset_of(spec: str) -> str:
    """The asset's id.

    Raises:
        NotFound: the UUID is none of ours.
    """
    try:
        value = uuid.UUID(spec).int
    except ValueError:
        raise NotFound(f"{spec[:40]!r} is no spec's id.") from None
    upper, middle, low = value >> 80, (value >> 64) & 0xFFF, value & ((1 << 62) - 1)
    number = (((upper << 12) | middle) << 62) | low
    asset = number & ((1 << _BITS) - 1)
    if (value >> 76) & 0xF != 8 or number >> _BITS != _MARK or asset >= 36**16:
        raise NotFound(f"There is no spec {spec}.")
    digits = ""
    for _ in range(16):
        asset, digit = divmod(asset, 36)
        digits = _DIGITS[digit] + digits
    return "a_" + digits
