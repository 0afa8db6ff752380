# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages between the jail's parent and its child processes: a length, then JSON.

Shared by both sides, so it imports the standard library only. Whatever a child
sends is untrusted: the length is bounded before anything is read into memory.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

__all__ = [
    "MAX_ANSWER",
    "MAX_REQUEST",
    "START",
    "TEMPORARY",
    "WireError",
    "read_message",
    "skip_to_start",
    "write_message",
]

#: The largest request a parent sends, in bytes: a script of the contract's size, escaped.
MAX_REQUEST = 16 * 2**20
#: The largest answer a child may send, in bytes.
MAX_ANSWER = 4 * 2**20
#: What a spare writes before its first message: a Blender program talks before our code runs.
START = b"\x00LL3M jail\x00\n"
#: How a jailed Blender's own folder for temporary files is named. Blender removes what it makes
#: there only where it ends by itself, and its libraries never do.
TEMPORARY = "ll3m-jail-"
_LENGTH = struct.Struct("!I")


class WireError(Exception):
    """The other side sent no whole message."""


def write_message(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message and flush it. Raises ``OSError`` when the other side is gone."""
    data = json.dumps(message, separators=(",", ":")).encode()
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def skip_to_start(stream: BinaryIO) -> None:
    """Read past what Blender said before the first message. Raises ``WireError``."""
    for _ in range(1000):
        line = stream.readline(4096)
        if line.endswith(START):
            return
        if not line:
            break
    raise WireError("the other side never started")


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if data is None or len(data) != count:
        raise WireError("the other side ended in the middle of a message")
    return data


def read_message(stream: BinaryIO, limit: int) -> dict[str, Any]:
    """Read one message of at most ``limit`` bytes.

    Raises:
        WireError: it is too long, cut off, or no JSON object.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > limit:
        raise WireError(f"a message of {length} bytes is longer than {limit}")
    try:
        message = json.loads(_exactly(stream, length))
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    if not isinstance(message, dict):
        raise WireError("not a JSON object")
    return message
