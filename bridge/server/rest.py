# SPDX-License-Identifier: GPL-3.0-or-later
"""The REST twin: ``POST /api/v1/<noun>/<verb>`` for every operation, and what has no verb.

Further: files of versions, events as server-sent events, the OpenAPI document, health
and numbers. Success is 200, or 202 with a job that goes on; an error is
``{"error": {code, message, advice, data}}`` with the status of its class.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

from ..contract import OPERATIONS, LL3MError, Operation, operation
from ..contract.errors import Busy, InvalidRequest, RateLimited
from ..contract.system import SystemHealth
from . import documents, jsonrpc
from .app import App, retry_after
from .exchange import Exchange
from .files import send_file
from .hub import Filter, Hub, Subscription
from .security import Refusal
from .sockets import STALL, Sockets
from .visitors import client_of

__all__ = ["Rest"]

log = logging.getLogger(__name__)

PREFIX = "/api/v1/"
#: Seconds between signs of life on a silent event stream.
HEARTBEAT = 15.0
#: Event streams altogether; one token has half of these at most.
STREAMS = 128


class Rest:
    """The REST face. Puts itself into the app's routes."""

    def __init__(self, app: App, hub: Hub, sockets: Sockets) -> None:
        self._app = app
        self._hub = hub
        self._sockets = sockets
        self._streams: Counter[str] = Counter()
        self._rows: dict[str, Operation] = {
            documents.rest_path(row): row for row in OPERATIONS.values()
        }
        app.exact |= {
            PREFIX + "openapi.json": self._openapi,
            PREFIX + "openrpc.json": self._openrpc,
            PREFIX + "events": self._events,
            "/health/live": self._live,
            "/health/ready": self._ready,
            "/metrics": self._metrics,
        }
        app.below |= {PREFIX + "files/": self._file, PREFIX: self._operation}

    # ------------------------------------------------------------ operations

    async def _operation(self, exchange: Exchange) -> None:
        row = self._rows.get(exchange.path)
        if row is None:
            name = exchange.path.removeprefix(PREFIX).replace("/", ".")[:100]
            try:
                operation(name)
            except LL3MError as error:
                raise Refusal(error.http_status, error) from None
            raise Refusal(404, InvalidRequest("There is nothing at this address."))
        exchange.only("POST")
        grant = exchange.grant()
        body = await exchange.json_body()
        if body is None:
            return
        self._app.visitors.visit(exchange.head, grant)
        client = client_of(exchange.scope, exchange.head, grant, "rest")
        key = exchange.head.idempotency_key()
        if key:
            client = client.with_key(key)
        try:
            answer = await self._app.calls.call(row.name, _parameters(body), client)
        except LL3MError as error:
            raise Refusal(error.http_status, error, *retry_after(error), close=False) from None
        await exchange.respond(202 if row.is_job else 200, answer)

    async def _file(self, exchange: Exchange) -> None:
        exchange.only("GET", "HEAD")
        grant = exchange.grant()
        self._app.visitors.visit(exchange.head, grant)
        client = client_of(exchange.scope, exchange.head, grant, "rest")
        await send_file(exchange, self._app.calls, client, exchange.path[len(PREFIX + "files/") :])

    # ------------------------------------------------------------ documents

    async def _openapi(self, exchange: Exchange) -> None:
        exchange.only("GET", "HEAD")
        await exchange.respond(200, documents.openapi_text())

    async def _openrpc(self, exchange: Exchange) -> None:
        exchange.only("GET", "HEAD")
        await exchange.respond(200, documents.openrpc_text())

    # ------------------------------------------------------------ health

    async def _live(self, exchange: Exchange) -> None:
        """The process answers; says nothing else, and so needs no token."""
        exchange.only("GET", "HEAD")
        await exchange.respond(200, b'{"live":true}')

    async def _ready(self, exchange: Exchange) -> None:
        """Whether it can work now: 200, or 503 with what stands in the way."""
        exchange.only("GET", "HEAD")
        client = client_of(exchange.scope, exchange.head, exchange.grant(), "rest")
        try:
            health, text = await self._app.calls.ask("system.health", {}, client)
        except LL3MError as error:
            raise Refusal(503, error, close=False) from None
        assert isinstance(health, SystemHealth)
        await exchange.respond(200 if health.ok else 503, text)

    async def _metrics(self, exchange: Exchange) -> None:
        exchange.only("GET", "HEAD")
        exchange.grant()
        gauges = {
            "ll3m_websockets": float(len(self._sockets.open)),
            "ll3m_event_listeners": float(self._hub.listeners),
            "ll3m_clients": float(len(self._app.visitors.list())),
        }
        text = self._app.calls.records.prometheus(gauges)
        await exchange.respond(200, text.encode(), media=b"text/plain; version=0.0.4")

    # ------------------------------------------------------------ events

    async def _events(self, exchange: Exchange) -> None:
        """Server-sent events; `Last-Event-ID` or `cursor` goes on behind an event."""
        exchange.only("GET")
        grant = exchange.grant()
        if "read" not in grant.scopes:
            raise Refusal(403, LL3MError("This token does not allow to read."))
        self._room_for(grant.client)
        visitor = self._app.visitors.visit(exchange.head, grant)
        query = exchange.query()
        unknown = set(query) - {"job", "asset", "project", "type", "cursor"}
        if unknown:
            raise Refusal(422, InvalidRequest(f"There is no parameter {sorted(unknown)[0]!r}."))
        wanted = Filter(*(_set(query.get(each)) for each in ("job", "asset", "project", "type")))
        cursor = exchange.header(b"last-event-id") or query.get("cursor")
        try:
            subscription, gap = self._hub.subscribe(wanted, cursor or None)
        except LL3MError as error:
            raise Refusal(error.http_status, error) from None
        visitor.connections += 1
        self._streams[grant.client] += 1
        gone = asyncio.create_task(exchange.gone())
        gone.add_done_callback(lambda _: self._hub.unsubscribe(subscription))
        headers = ((b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"))
        abort = exchange.scope["state"]["abort"]
        try:
            pieces = self._pieces(subscription, gap)
            await exchange.stream(200, _hurried(pieces, abort), headers)
        finally:
            visitor.connections -= 1
            self._streams[grant.client] -= 1
            gone.cancel()
            self._hub.unsubscribe(subscription)

    def _room_for(self, client: str) -> None:
        """Raises Refusal: there are too many streams, or too many of this token."""
        if self._streams[client] >= STREAMS // 2:
            raise Refusal(
                429,
                RateLimited("This token has too many event streams.", retry_after=1),
                (b"retry-after", b"1"),
            )
        if self._streams.total() >= STREAMS:
            raise Refusal(503, Busy("There are too many event streams."))

    async def _pieces(self, subscription: Subscription, gap: bool) -> AsyncIterator[bytes]:
        kind = "gap" if gap else "hello"
        yield f'event: {kind}\ndata: {{"cursor":"{self._hub.cursor}"}}\n\n'.encode()
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    items = await subscription.next()
            except TimeoutError:
                yield b": still here\n\n"
                continue
            for item in items:
                yield (
                    f"id: {self._hub.stream}.{item.number}\n"
                    f"event: {item.type}\ndata: {item.text}\n\n"
                ).encode()
            if subscription.dropped:
                reason = json.dumps({"reason": subscription.dropped})
                yield f"event: dropped\ndata: {reason}\n\n".encode()
                return


async def _hurried(pieces: AsyncIterator[bytes], abort: Any) -> AsyncIterator[bytes]:
    """The pieces; ends the connection if one is not taken within ``STALL`` seconds."""
    loop = asyncio.get_running_loop()
    async for piece in pieces:
        timer = loop.call_later(STALL, abort)
        try:
            yield piece  # the consumer asks for the next one once this one is on its way
        finally:
            timer.cancel()


def _set(value: str | None) -> frozenset[str]:
    return frozenset(value.split(",")) if value else frozenset()


def _parameters(body: bytes) -> dict[str, Any]:
    value = jsonrpc.parse(body) if body else {}
    if not isinstance(value, dict):
        raise InvalidRequest("The body must be a JSON object.")
    return value
