# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures for tests, made from their formats' rules: a PNG of any size, heads of others."""

from __future__ import annotations

import struct
import zlib

__all__ = ["jpeg_head", "png", "png_head", "webp_head"]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_head(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims this size, and nothing behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)


def png(width: int, height: int, top: tuple[int, ...], bottom: tuple[int, ...]) -> bytes:
    """An RGBA picture whose upper half has one colour and whose lower half another."""
    rows = [b"\0" + bytes(top if row < height / 2 else bottom) * width for row in range(height)]
    body = _chunk(b"IDAT", zlib.compress(b"".join(rows)))
    return png_head(width, height) + body + _chunk(b"IEND", b"")


def jpeg_head(width: int, height: int, turn: int | None = None, order: str = "<") -> bytes:
    """The beginning of a JPEG of this size, with Exif's orientation where it is given."""
    exif = b""
    if turn is not None:
        mark = b"II" if order == "<" else b"MM"
        entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0)
        block = mark + struct.pack(f"{order}HIH", 42, 8, 1) + entry + b"\0\0\0\0"
        exif = b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8" + exif + b"\xff\xc0" + frame


def webp_head(kind: str, width: int, height: int) -> bytes:
    """The beginning of a WebP of one of its three sorts."""
    body = {
        "VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height),
        "VP8L": b"\x2f" + struct.pack("<I", width - 1 | (height - 1) << 14),
        "VP8X": bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
    }[kind]
    data = b"WEBP" + kind.encode() + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(data)) + data
