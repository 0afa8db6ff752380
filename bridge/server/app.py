# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: checks a request's head, reads a bounded body, answers.

``/rpc`` is JSON-RPC 2.0. Everything a client may see of an error is a JSON object
``{"error": {code, message, advice, data}}``, or JSON-RPC's own form.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from .. import proof
from ..contract.dispatch import Caller
from ..contract.errors import InvalidCall, NotFound, WrongMethod
from . import jsonrpc
from .calls import MAX_DEADLINE, Calls, Client
from .security import Guard, Head, Refusal
from .tokens import Grant

__all__ = ["App", "Receive", "Scope", "Send", "Visitor"]

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: Seconds a body may take altogether; its pauses are limited by the connection.
BODY_SECONDS = 60.0
#: A visitor who has not called for this many seconds is no longer shown.
VISITOR_SECONDS = 60.0


@dataclass(slots=True)
class Visitor:
    """A client as the panel shows it. Times are in seconds since 1970."""

    name: str
    token: str
    first: float
    last: float
    calls: int = 0
    connections: set[Any] = field(default_factory=set)


class App:
    """Routes requests to the faces. Lives on the event loop."""

    def __init__(self, calls: Calls, guard: Guard) -> None:
        self._calls = calls
        self._guard = guard
        self.visitors: dict[tuple[str, str], Visitor] = {}
        self._date = (0, b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        request_id = ""
        try:
            target = scope["raw_path"] + b"?" + scope["query_string"]
            head = self._guard.head(scope["headers"], target)
            request_id = head.request_id
            if scope["type"] == "websocket":
                raise Refusal(404, NotFound("There is no WebSocket at this address."))
            await self._http(scope, head, receive, send)
        except Refusal as refusal:
            log.info("%s: %s (request %s)", refusal.status, refusal.error.message, request_id)
            await self._refuse(scope, send, refusal, request_id)

    async def _http(self, scope: Scope, head: Head, receive: Receive, send: Send) -> None:
        if scope["path"] == proof.PATH and scope["method"] == "GET":
            await self._prove(scope, head, send)
            return
        if scope["path"] != "/rpc":
            raise Refusal(404, NotFound("There is nothing at this address."))
        if scope["method"] != "POST":
            raise Refusal(405, WrongMethod("JSON-RPC takes POST."), (b"allow", b"POST"))
        grant = self._guard.grant(head)
        self._guard.json_body(head)
        body = await self._body(receive)
        if body is None:
            return
        client = self._client(scope, head, grant, "rpc")
        answer = await jsonrpc.handle(body, partial(self._call, client))
        status = 204 if answer is None else 200
        await self.respond(send, status, answer or b"", head.request_id)

    async def _prove(self, scope: Scope, head: Head, send: Send) -> None:
        """Show that this is the instance whose token the asker holds."""
        given = parse_qs(scope["query_string"].decode("ascii", "replace")).get("nonce", [""])
        if not proof.is_nonce(given[0]):
            raise Refusal(400, InvalidCall("A nonce has 32 hex digits."))
        tokens = self._guard.tokens
        shown = proof.proof(tokens.instance, given[0], self._guard.port)
        await self.respond(send, 200, json.dumps({"proof": shown}).encode(), head.request_id)

    async def _call(self, client: Client, method: str, params: dict[str, Any]) -> bytes:
        return await self._calls.call(method, params, client)

    def _client(self, scope: Scope, head: Head, grant: Grant, face: str) -> Client:
        """Who asks; notes the visit."""
        name = head.values.get(b"user-agent", b"unnamed").decode("latin-1")[:100]
        now = time.time()
        visitor = self.visitors.get((name, grant.client))
        if visitor is None:
            self._forget_visitors(now)
            visitor = Visitor(name, grant.client, now, now)
            self.visitors[name, grant.client] = visitor
        visitor.last = now
        visitor.calls += 1
        caller = Caller(
            face=face,
            client=grant.client,
            scopes=grant.scopes,
            request_id=head.request_id,
            deadline=head.deadline(MAX_DEADLINE),
        )
        return Client(scope["client"], caller)

    def _forget_visitors(self, now: float) -> None:
        old = [
            key
            for key, each in self.visitors.items()
            if not each.connections and now - each.last > VISITOR_SECONDS
        ]
        for key in old:
            del self.visitors[key]
        while len(self.visitors) >= 1000:
            del self.visitors[next(iter(self.visitors))]

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body, or None if the client went away.

        Raises:
            Refusal: 413 as soon as it is known to be too large, 408 if it comes too slowly.
        """
        message = await receive()
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
                    message = await receive()
        except TimeoutError as error:
            raise Refusal(408, InvalidCall("The body took too long to arrive.")) from error
        return None

    async def _refuse(self, scope: Scope, send: Send, refusal: Refusal, request_id: str) -> None:
        body = json.dumps({"error": refusal.error.to_wire()}).encode()
        # The rest of the body is not wanted, so the connection can't be used again.
        headers = (*refusal.headers, (b"connection", b"close"))
        kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
        await self.respond(send, refusal.status, body, request_id, headers, kind=kind)

    async def respond(
        self,
        send: Send,
        status: int,
        body: bytes,
        request_id: str,
        headers: tuple[tuple[bytes, bytes], ...] = (),
        *,
        kind: str = "http.response",
        media: bytes = b"application/json",
    ) -> None:
        """Send a whole response with the headers that all have."""
        all_headers = [
            (b"date", self._now()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
            (b"x-request-id", request_id.encode()),
            *headers,
        ]
        if status != 204:
            all_headers += [
                (b"content-type", media),
                (b"content-length", str(len(body)).encode()),
            ]
        await send({"type": f"{kind}.start", "status": status, "headers": all_headers})
        await send({"type": f"{kind}.body", "body": body, "more_body": False})

    def _now(self) -> bytes:
        """The `Date` header, made once a second."""
        now = int(time.time())
        if now != self._date[0]:
            self._date = (now, formatdate(now, usegmt=True).encode())
        return self._date[1]
