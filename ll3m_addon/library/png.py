# SPDX-License-Identifier: GPL-3.0-or-later
"""PNG pictures of 8 bits a channel, read and written with nothing but the standard library.

Blender writes our previews, so only what it writes is read: grey, RGB and RGBA without
interlacing. Follows the PNG specification, third edition (W3C), sections 5, 7, 9 and 11.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["Picture", "PictureError", "read_png", "write_png"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Colour type -> channels.
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
_LARGEST = 8192  # pixels an edge


class PictureError(ValueError):
    """These bytes are no PNG that we read; the message says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of RGB bytes, from the top."""

    width: int
    height: int
    rows: list[bytes]


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """Chunks by name; data chunks joined. Raises ``PictureError``."""
    if not data.startswith(_SIGNATURE):
        raise PictureError("it is no PNG")
    found: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise PictureError("it ends too early")
        if name in (b"IHDR", b"IDAT"):
            found[name] = found.get(name, b"") + body
        at += 12 + length
    return found


def read_png(data: bytes) -> Picture:
    """Decode a picture; grey becomes RGB and transparency is laid on white.

    Raises:
        PictureError: it is damaged, larger than 8192 px, interlaced, or of another depth.
    """
    chunks = _chunks(data)
    try:
        width, height, depth, colour, _, _, interlace = struct.unpack(
            ">IIBBBBB", chunks.get(b"IHDR", b"")
        )
    except struct.error as error:
        raise PictureError("it has no header") from error
    if depth != 8 or colour not in _CHANNELS or interlace:
        raise PictureError("it is of a sort that is not read")
    if not 0 < width <= _LARGEST or not 0 < height <= _LARGEST:
        raise PictureError("it is too large")
    channels = _CHANNELS[colour]
    stride = width * channels + 1
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(chunks.get(b"IDAT", b""), stride * height)
    except zlib.error as error:
        raise PictureError("its data is damaged") from error
    if len(raw) < stride * height:
        raise PictureError("it ends too early")
    rows: list[bytes] = []
    above = bytes(stride - 1)
    for start in range(0, stride * height, stride):
        above = _unfiltered(raw[start], raw[start + 1 : start + stride], above, channels)
        rows.append(_rgb(above, channels))
    return Picture(width, height, rows)


def _unfiltered(kind: int, line: bytes, above: bytes, step: int) -> bytes:
    """Undo a row's filter; raises ``PictureError`` for one that is not known."""
    if kind == 0:
        return line
    if kind == 1:
        return _sub(line, step)
    if kind == 2:
        return bytes((a + b) & 255 for a, b in zip(line, above, strict=True))
    if kind not in (3, 4):
        raise PictureError("a row has an unknown filter")
    out = bytearray(line)
    for at in range(len(out)):
        left = out[at - step] if at >= step else 0
        up = above[at]
        if kind == 3:
            guess = (left + up) >> 1
        else:
            corner = above[at - step] if at >= step else 0
            guess = _paeth(left, up, corner)
        out[at] = (out[at] + guess) & 255
    return bytes(out)


def _sub(line: bytes, step: int) -> bytes:
    out = bytearray(len(line))
    for channel in range(step):
        out[channel::step] = bytes(each & 255 for each in accumulate(line[channel::step]))
    return bytes(out)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    by_left, by_up, by_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner


def _rgb(line: bytes, channels: int) -> bytes:
    if channels == 3:
        return line
    out = bytearray(len(line) // channels * 3)
    for channel in range(3):
        values = line[channel if channels == 4 else 0 :: channels]
        if channels in (2, 4):
            alphas = line[channels - 1 :: channels]
            values = bytes(
                (value * alpha + 255 * (255 - alpha)) // 255
                for value, alpha in zip(values, alphas, strict=True)
            )
        out[channel::3] = values
    return bytes(out)


def write_png(picture: Picture) -> bytes:
    """Encode an RGB picture."""
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    raw = b"".join(b"\0" + row for row in picture.rows)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
