# SPDX-License-Identifier: GPL-3.0-or-later
"""Streamed bodies: bytes in whatever pieces the network gives, JSON objects out.

Reads server-sent events, lines of JSON, and a plain JSON document; which one it is is
told by the first byte, since servers mislabel them. Pure: no network, no threads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...bridge.contract.errors import ProviderError

__all__ = ["MAX_BODY", "Event", "lines", "objects", "sse_events"]

#: Bytes of one answer at most. A 64 k-token answer streamed token by token is about 16 MiB.
MAX_BODY = 64 * 2**20
#: Bytes of one line at most; a whole answer may come as a single line of JSON.
MAX_LINE = 16 * 2**20
_MAX_BLANK = 4096  # bytes of white space before an answer; some servers send it to stay connected


@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event: its name (``message`` by default) and its data."""

    name: str
    data: str


def lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Split into lines at LF, CRLF or CR, however the chunks are cut. The last may lack its end.

    Raises:
        ProviderError: a line or the whole body is longer than any honest answer.
    """
    rest: list[bytes] = []  # pieces of a line that has no end yet; joined once, when it has
    total = held = 0
    swallow_lf = False
    for piece in chunks:
        chunk = piece
        total += len(chunk)
        if total > MAX_BODY:
            raise ProviderError("The provider's answer has no end.", limit_bytes=MAX_BODY)
        if swallow_lf and chunk:
            chunk = chunk.removeprefix(b"\n")
            swallow_lf = False
        # A lone CR ends a line at once; the LF that may follow in the next chunk is not another end.
        swallow_lf = swallow_lf or chunk.endswith(b"\r")
        first, *more = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        rest.append(first)
        held += len(first)
        if more:
            yield b"".join(rest)
            yield from more[:-1]
            rest, held = [more[-1]], len(more[-1])
        if held > MAX_LINE:
            raise ProviderError("The provider's answer has a line without an end.")
    if held:
        yield b"".join(rest)


def sse_events(source: Iterable[bytes]) -> Iterator[Event]:
    """Read server-sent events from lines, by the HTML standard's rules.

    One leniency: data without a closing blank line is delivered, because servers end so.
    """
    name, data = "", []
    first = True
    for raw in source:
        line = raw.removeprefix(b"\xef\xbb\xbf") if first else raw
        first = False
        text = line.decode("utf-8", errors="replace")
        if not text:
            if data:
                yield Event(name or "message", "\n".join(data))
            name, data = "", []
            continue
        field, _, value = text.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            data.append(value)
        elif field == "event":
            name = value
    if data:
        yield Event(name or "message", "\n".join(data))


def _peek(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Return the first byte that is no white space, and all the chunks again."""
    seen: list[bytes] = []
    for chunk in chunks:
        seen.append(chunk)
        start = b"".join(seen).removeprefix(b"\xef\xbb\xbf").lstrip()
        if start:
            return start[:1], _chain(seen, chunks)
        if sum(map(len, seen)) > _MAX_BLANK:
            raise ProviderError("The provider's answer has no end.")
    return b"", iter(())


def _chain(seen: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    yield from seen
    yield from rest


def _load(text: str) -> Any:
    """Parse JSON; ``RecursionError`` (deep nesting) counts as broken JSON."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def objects(chunks: Iterable[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``(event name, object)`` for each JSON object of a body, as soon as it is whole.

    The name is ``message`` where the format has none; a JSON array gives its items. The
    closing ``[DONE]`` is yielded as ``("done", {})``.

    Raises:
        ProviderError: the body is none of the three formats.
    """
    first, body = _peek(iter(chunks))
    if first == b"":
        return
    if first in (b"{", b"["):
        yield from _documents(body)
    elif first == b"<":
        raise ProviderError(
            "The provider answered with a web page, not with JSON.",
            advice="Check the base URL: it usually ends in /v1.",
        )
    else:
        yield from _sse_objects(body)


def _sse_objects(body: Iterator[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    for event in sse_events(lines(body)):
        if event.data.strip() == "[DONE]":
            yield "done", {}
            return
        try:
            value = _load(event.data)
        except ValueError as error:
            raise ProviderError(
                "The provider sent an event that is not JSON.", sample=event.data[:120]
            ) from error
        if isinstance(value, dict):
            yield event.name, value


def _documents(body: Iterator[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """JSON lines as they come; a document over several lines once it is whole."""
    pending: list[bytes] = []
    for line in lines(body):
        if not line.strip():
            continue
        pending.append(line)
        # A printed document closes at the margin; trying it at every line would take for ever.
        if len(pending) > 1 and line[:1] not in (b"}", b"]"):
            continue
        value = _whole(pending)
        if value is not None:
            pending = []
            yield from (("message", item) for item in value if isinstance(item, dict))
    if pending:
        value = _whole(pending)
        if value is None:
            raise ProviderError(
                "The provider's answer is not whole JSON: the connection ended early.",
                sample=b"\n".join(pending)[:120].decode("utf-8", errors="replace"),
            )
        yield from (("message", item) for item in value if isinstance(item, dict))


def _whole(pending: list[bytes]) -> list[Any] | None:
    """The parsed value as a list of items, or None while it is not whole."""
    try:
        value = _load(b"\n".join(pending).decode("utf-8-sig", errors="replace"))
    except ValueError:
        return None
    return value if isinstance(value, list) else [value]
