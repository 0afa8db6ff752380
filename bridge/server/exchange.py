# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request and its answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qs

from ..contract.errors import InvalidCall, WrongMethod
from .security import Guard, Head, Refusal
from .tokens import Grant

__all__ = ["Exchange", "Receive", "Scope", "Send"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]

#: Seconds a body may take altogether; its pauses are limited by the connection.
BODY_SECONDS = 60.0
#: What is still taken of a refused body and thrown away: seconds altogether and without a byte,
#: and how often the cap, with what was read before. A connection that is closed on unread bytes
#: is reset, and its client never reads the refusal.
LINGER, LINGER_PAUSE, LINGER_CAPS = 0.5, 0.1, 1.5
#: What every answer says of itself: not to be kept, guessed at, framed or referred from.
PLAIN: Headers = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"referrer-policy", b"no-referrer"),
)

_date = (0, b"")


def date() -> bytes:
    """The `Date` header, made once a second."""
    global _date
    now = int(time.time())
    if now != _date[0]:
        _date = (now, formatdate(now, usegmt=True).encode())
    return _date[1]


class Exchange:
    """A request whose head was found good, and the means to answer it."""

    __slots__ = ("_guard", "_receive", "_send", "head", "method", "path", "scope", "started")

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, head: Head, guard: Guard
    ) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self._guard = guard
        self.head = head
        self.path: str = scope["path"]
        self.method: str = scope.get("method", "")
        self.started = False

    def grant(self) -> Grant:
        """The grant of the request's token, or a refusal."""
        return self._guard.grant(self.head)

    def header(self, name: bytes) -> str:
        """A header's value, or an empty string."""
        return self.head.values.get(name, b"").decode("latin-1")

    def query(self) -> dict[str, str]:
        """The query's values; the last of those that came twice."""
        given = self.scope["query_string"].decode("ascii", "replace")
        return {name: values[-1] for name, values in parse_qs(given, max_num_fields=50).items()}

    def only(self, *methods: str) -> None:
        """Refuse (405) any other method."""
        if self.method not in methods:
            allowed = ", ".join(methods)
            raise Refusal(
                405,
                WrongMethod(f"This address takes {allowed}."),
                (b"allow", allowed.encode()),
            )

    async def json_body(self) -> bytes | None:
        """The whole body, announced as JSON; None if the client went away.

        Raises:
            Refusal: 408, 413 or 415.
        """
        values = self.head.values
        if values.get(b"content-length", b"0") == b"0" and b"transfer-encoding" not in values:
            if b"content-type" in values:
                self._guard.json_body(self.head)
            return b""  # nothing can be hidden in nothing
        self._guard.json_body(self.head)
        message = await self._receive()
        if message["type"] == "http.request" and not message.get("more_body"):
            body = message.get("body", b"")
            if len(body) > self._guard.limits.body:
                raise self._guard.too_large()
            return body
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while message["type"] == "http.request":
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > self._guard.limits.body:
                        raise self._guard.too_large()
                    if not message.get("more_body"):
                        return b"".join(parts)
                    message = await self._receive()
        except TimeoutError as error:
            raise Refusal(408, InvalidCall("The body took too long to arrive.")) from error
        return None

    async def gone(self) -> None:
        """Return when the client has gone away."""
        while (await self._receive())["type"] != "http.disconnect":
            continue

    # ------------------------------------------------------------ answering

    async def respond(
        self,
        status: int,
        body: bytes = b"",
        headers: Headers = (),
        *,
        media: bytes = b"application/json",
        last: bool = True,
    ) -> None:
        """Send a whole answer; ``last``: nothing holds the connection afterwards."""
        if status not in (204, 304):
            length = str(len(body)).encode()
            headers = (*headers, (b"content-type", media), (b"content-length", length))
        await self._start(status, headers)
        await self._send({"type": f"{self._kind}.body", "body": body, "more_body": not last})

    async def stream(
        self, status: int, pieces: AsyncIterator[bytes], headers: Headers = ()
    ) -> None:
        """Send an answer piece by piece."""
        await self._start(status, headers)
        async for piece in pieces:
            await self._send({"type": "http.response.body", "body": piece, "more_body": True})
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def refuse(self, refusal: Refusal) -> None:
        """Send an error, and close: the rest of a body is not wanted."""
        body = json.dumps({"error": refusal.error.to_wire()}, default=str).encode()
        headers = refusal.headers
        if refusal.close:
            headers = (*headers, (b"connection", b"close"))
        await self.respond(refusal.status, body, headers, last=not self._body_may_come(refusal))
        if self._body_may_come(refusal):
            await self._throw_away()
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    def _body_may_come(self, refusal: Refusal) -> bool:
        values = self.head.values
        announced = values.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in values
        return refusal.close and announced and self.scope["type"] == "http"

    async def _throw_away(self) -> None:
        """Take what is still coming of a refused body, for a moment."""
        before = 1.0 if b"transfer-encoding" in self.head.values else 0.0
        left = (LINGER_CAPS - before) * self._guard.limits.body
        try:
            async with asyncio.timeout(LINGER):
                while left > 0:
                    message = await asyncio.wait_for(self._receive(), LINGER_PAUSE)
                    left -= len(message.get("body", b""))
                    if message["type"] != "http.request" or not message.get("more_body"):
                        return
        except TimeoutError:
            return

    @property
    def _kind(self) -> str:
        websocket = self.scope["type"] == "websocket"
        return "websocket.http.response" if websocket else "http.response"

    async def _start(self, status: int, headers: Headers) -> None:
        self.started = True
        given = {name for name, _ in headers}
        all_headers = [
            (b"date", date()),
            (b"x-request-id", self.head.request_id.encode()),
            *(each for each in PLAIN if each[0] not in given),
            *headers,
        ]
        await self._send({"type": f"{self._kind}.start", "status": status, "headers": all_headers})
