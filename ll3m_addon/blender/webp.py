# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts still WebP pictures together into an animated one; no picture is coded anew.

Follows the WebP Container Specification: ``VP8X`` with the animation flag, ``ANIM``, and
an ``ANMF`` for each frame. Standard library only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

__all__ = ["animated"]

_ANIMATION, _ALPHA = 0x02, 0x10


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a still picture; raises ``ValueError`` for what is none."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("this is no WebP picture")
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)


def _three(value: int) -> bytes:
    return value.to_bytes(3, "little")


def animated(stills: Sequence[bytes], size: tuple[int, int], milliseconds: int) -> bytes:
    """Pictures of ``size`` pixels, each shown for so long, over and over.

    Raises:
        ValueError: one of them is no still WebP picture.
    """
    width, height = size
    frames = []
    alpha = False
    for still in stills:
        parts = [
            (name, body) for name, body in _chunks(still) if name in (b"ALPH", b"VP8 ", b"VP8L")
        ]
        if not parts:
            raise ValueError("this WebP picture holds no image")
        alpha = alpha or parts[0][0] == b"ALPH"
        # Over the whole canvas, without blending: each frame stands for itself.
        head = (
            _three(0) * 2 + _three(width - 1) + _three(height - 1) + _three(milliseconds) + b"\x02"
        )
        frames.append(_chunk(b"ANMF", head + b"".join(_chunk(*part) for part in parts)))
    flags = _ANIMATION | (_ALPHA if alpha else 0)
    header = bytes([flags, 0, 0, 0]) + _three(width - 1) + _three(height - 1)
    forever = struct.pack("<IH", 0xFFFFFFFF, 0)  # on white, without end
    body = b"WEBP" + _chunk(b"VP8X", header) + _chunk(b"ANIM", forever) + b"".join(frames)
    return b"RIFF" + struct.pack("<I", len(body)) + body
