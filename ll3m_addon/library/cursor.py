# SPDX-License-Identifier: GPL-3.0-or-later
"""Opaque cursors for keyset paging."""

from __future__ import annotations

import base64
import binascii
import zlib

from ...bridge.contract.errors import InvalidRequest

__all__ = ["decode_cursor", "encode_cursor"]


def encode_cursor(shape: str, key: str) -> str:
    """Pack the last row's ``key``. ``shape`` names list and filters; only they can go on with it."""
    mark = zlib.crc32(shape.encode("utf-8", "surrogatepass"))
    return base64.urlsafe_b64encode(f"{mark:08x}{key}".encode()).decode().rstrip("=")


def decode_cursor(shape: str, cursor: str) -> str:
    """Unpack what ``encode_cursor`` packed.

    Raises:
        InvalidRequest: it is none of ours, or of another list or other filters.
    """
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    mark = zlib.crc32(shape.encode("utf-8", "surrogatepass"))
    if len(text) < 9 or text[:8] != f"{mark:08x}":
        raise InvalidRequest(
            "The cursor does not belong to this list and its filters.",
            advice="Start again without a cursor, and pass next_cursor on unchanged.",
            field="cursor",
        )
    return text[8:]
