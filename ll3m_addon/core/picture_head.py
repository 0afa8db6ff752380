# SPDX-License-Identifier: GPL-3.0-or-later
"""What the first bytes of a picture say: its format, its size, which way up it is.

Read before anything is decoded, so that a file that claims a billion pixels is never opened.
PNG: W3C PNG (Third Edition) §11.2.2; JPEG: ITU-T T.81 §B and Exif 2.3 tag 0x0112; WebP:
RFC 9649.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

__all__ = ["Head", "read_head"]

#: JPEG's frame headers; 0xC4, 0xC8 and 0xCC in between are something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Markers without a length: TEM and the restarts.
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Head:
    """``turn`` is Exif's orientation, 1 to 8; 1 is upright. Sizes are pixels as stored."""

    format: str  # "png" | "jpeg" | "webp"
    width: int
    height: int
    turn: int = 1


def read_head(data: bytes) -> Head | None:
    """The head of a PNG, JPEG or WebP; None for anything else, and for one that is cut off."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return Head("png", *struct.unpack_from(">II", data, 16))
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(data: bytes) -> Head | None:
    place, turn = 2, 1
    while place < len(data):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
            continue
        if marker in _BARE:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return Head("jpeg", width, height, turn)
        if length < 2 or marker == 0xDA:
            return None
        if marker == 0xE1 and data[place + 4 : place + 10] == b"Exif\0\0":
            turn = _turn(data[place + 10 : place + 2 + length])
        place += 2 + length
    return None


def _turn(exif: bytes) -> int:
    """The orientation of a TIFF block; 1 where it has none."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for row in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * row)
            if tag == _ORIENTATION and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _webp(data: bytes) -> Head | None:
    kind = data[12:16]
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return Head("webp", width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L" and data[20] == 0x2F:
        (packed,) = struct.unpack_from("<I", data, 21)
        return Head("webp", (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X" and len(data) >= 30:
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
        return Head("webp", width, height)
    return None
