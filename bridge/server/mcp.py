# SPDX-License-Identifier: GPL-3.0-or-later
"""MCP over streamable HTTP at ``/mcp``: one message per POST, both eras.

With a handshake, a session id is given out and a later ``notifications/cancelled`` finds
its request by it; without, closing the response is the cancelling. There is no stream
that a client could open by GET: everything that belongs to a request comes with it.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import logging
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from ..contract import LL3MError
from ..contract.errors import InvalidCall, NotFound
from ..mcp_server import (
    HANDSHAKE,
    HEADER_MISMATCH,
    INVALID_REQUEST,
    META,
    MODERN,
    NO_METHOD,
    UNSUPPORTED_VERSION,
    McpError,
    McpServer,
    is_modern,
)
from . import jsonrpc
from .app import App
from .calls import Calls, Client
from .exchange import Exchange
from .security import Refusal
from .visitors import client_of

__all__ = ["Mcp"]

log = logging.getLogger(__name__)

SESSIONS = 500
HEARTBEAT = 10.0
#: Methods whose header `Mcp-Name` repeats a parameter, and which.
NAMED = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
_SENTINEL = re.compile(r"=\?base64\?(.*)\?=")
STATUS = {NO_METHOD: 404, -32700: 400, -32600: 400, -32602: 400, -32020: 400, -32021: 400}
STATUS[UNSUPPORTED_VERSION] = 400


@dataclass(slots=True, eq=False)
class _Session:
    """A client that shook hands: its requests in work, for cancelling."""

    client: str
    running: dict[str | int, asyncio.Task[Any]] = field(default_factory=dict)


class Mcp:
    """The MCP face. Puts itself into the app's routes."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._sessions: dict[str, _Session] = {}
        app.exact["/mcp"] = self._face

    async def _face(self, exchange: Exchange) -> None:
        exchange.only("POST", "DELETE")
        grant = exchange.grant()
        self._app.visitors.visit(exchange.head, grant)
        if exchange.method == "DELETE":
            await self._end(exchange, grant.client)
            return
        _accepts(exchange)
        body = await exchange.json_body()
        if body is None:
            return
        client = client_of(exchange.scope, exchange.head, grant, "mcp")
        try:
            message = jsonrpc.parse(body)
        except LL3MError as error:
            await _error(exchange, None, McpError(error.rpc_code, error.message), 400)
            return
        if not isinstance(message, dict):
            await _error(exchange, None, McpError(INVALID_REQUEST, "One message per POST."), 400)
        elif "id" not in message or "method" not in message:
            await self._notification(exchange, message, grant.client)
        elif not _id(message):
            await _error(
                exchange, None, McpError(INVALID_REQUEST, "An id is text or a number."), 400
            )
        elif _is_modern(exchange, message):
            await self._modern(exchange, message, client)
        else:
            await self._legacy(exchange, message, client)

    # ------------------------------------------------------------ with a handshake

    async def _legacy(self, exchange: Exchange, message: dict[str, Any], client: Client) -> None:
        headers: tuple[tuple[bytes, bytes], ...] = ()
        if message.get("method") == "initialize":
            while len(self._sessions) >= SESSIONS:
                del self._sessions[next(iter(self._sessions))]
            name = secrets.token_urlsafe(24)
            session = self._sessions[name] = _Session(client.caller.client)
            headers = ((b"mcp-session-id", name.encode()),)
        else:
            session = self._session(exchange, client.caller.client)
            version = exchange.header(b"mcp-protocol-version") or HANDSHAKE[0]
            if version not in HANDSHAKE:
                error = McpError(INVALID_REQUEST, f"Version {version[:40]!r} is not supported.")
                await _error(exchange, message["id"], error, 400)
                return
        await self._serve(exchange, message, client, session.running, headers, modern=False)

    def _session(self, exchange: Exchange, client: str) -> _Session:
        """The session that a request names; one for itself where it names none."""
        name = exchange.header(b"mcp-session-id")
        if not name:
            return _Session(client)
        session = self._sessions.get(name)
        if session is None or session.client != client:
            raise Refusal(404, NotFound("This session has ended."), close=False)
        return session

    async def _end(self, exchange: Exchange, client: str) -> None:
        session = self._session(exchange, client)
        self._sessions.pop(exchange.header(b"mcp-session-id"), None)
        for task in list(session.running.values()):
            task.cancel()
        await exchange.respond(204)

    async def _notification(self, exchange: Exchange, message: dict[str, Any], client: str) -> None:
        """Accept a notification (or a response to nothing); only cancelling means something."""
        if message.get("jsonrpc") != "2.0":
            await _error(
                exchange, None, McpError(INVALID_REQUEST, "This is not JSON-RPC 2.0."), 400
            )
            return
        params = message.get("params")
        if message.get("method") == "notifications/cancelled" and isinstance(params, dict):
            session = self._session(exchange, client)
            number = params.get("requestId")
            task = session.running.get(number) if isinstance(number, str | int) else None
            if task is not None:
                task.cancel()
        await exchange.respond(202)

    # ------------------------------------------------------------ without one

    async def _modern(self, exchange: Exchange, message: dict[str, Any], client: Client) -> None:
        problem = _mismatch(exchange, message)
        if problem is not None:
            await _error(exchange, message["id"], problem, 400)
        elif message["method"] == "subscriptions/listen":
            await self._listen(exchange, message, client)
        else:
            await self._serve(exchange, message, client, {}, (), modern=True)

    async def _listen(self, exchange: Exchange, message: dict[str, Any], client: Client) -> None:
        """A stream of changes. Our lists do not change while we run, so it only stays open."""
        try:  # the envelope is checked as with every request
            await McpServer(_ask(self._app.calls, client)).request(
                message | {"method": "tools/list"}
            )
        except McpError as error:
            await _error(exchange, message["id"], error, STATUS.get(error.code, 200))
            return
        mark = {META + "subscriptionId": message["id"]}
        gone = asyncio.create_task(exchange.gone())

        async def pieces() -> AsyncIterator[bytes]:
            method = "notifications/subscriptions/acknowledged"
            params = {"notifications": {}, "_meta": mark}
            yield _event({"jsonrpc": "2.0", "method": method, "params": params})
            while True:
                await asyncio.wait({gone}, timeout=HEARTBEAT)
                if gone.done():
                    return
                yield b": still here\n\n"

        try:
            await exchange.stream(200, pieces(), _EVENTS)
        finally:
            gone.cancel()

    # ------------------------------------------------------------ answering

    async def _serve(
        self,
        exchange: Exchange,
        message: dict[str, Any],
        client: Client,
        running: dict[str | int, asyncio.Task[Any]],
        headers: tuple[tuple[bytes, bytes], ...],
        *,
        modern: bool,
    ) -> None:
        number = message["id"]
        notes: asyncio.Queue[bytes] = asyncio.Queue()

        async def notify(method: str, params: dict[str, Any]) -> None:
            notes.put_nowait(_event({"jsonrpc": "2.0", "method": method, "params": params}))

        server = McpServer(_ask(self._app.calls, client))
        task = asyncio.create_task(server.request(message, notify))
        gone = asyncio.create_task(exchange.gone())
        gone.add_done_callback(lambda _: task.cancel())
        running[number] = task
        try:
            if _wants_progress(exchange, message):
                pieces = _pieces(task, notes, number)
                await exchange.stream(200, pieces, _EVENTS + headers)
                return
            await asyncio.wait({task})
            if task.cancelled():  # nobody wants an answer, and so there is none
                exchange.scope["state"]["abort"]()
                return
            error = task.exception()
            if error is None:
                answer = {"jsonrpc": "2.0", "id": number, "result": task.result()}
                await exchange.respond(200, json.dumps(answer).encode(), headers)
            elif isinstance(error, McpError):
                status = STATUS.get(error.code, 200) if modern else 200
                await _error(exchange, number, error, status)
            else:
                raise error
        finally:
            gone.cancel()
            task.cancel()
            running.pop(number, None)


_EVENTS = ((b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"))


def _ask(calls: Calls, client: Client) -> Any:
    async def ask(name: str, params: dict[str, Any]) -> Any:
        return (await calls.ask(name, params, client))[0]

    return ask


async def _pieces(
    task: asyncio.Task[Any], notes: asyncio.Queue[bytes], number: Any
) -> AsyncIterator[bytes]:
    """Progress as it comes, then the answer; a sign of life where there is none."""
    while not task.done() or not notes.empty():
        note = asyncio.ensure_future(notes.get())
        await asyncio.wait({note, task}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
        if note.done():
            yield note.result()
            continue
        note.cancel()
        if not task.done():
            yield b": still here\n\n"
    if task.cancelled():
        return
    error = task.exception()
    if error is None:
        yield _event({"jsonrpc": "2.0", "id": number, "result": task.result()})
        return
    if not isinstance(error, McpError):
        log.error("an MCP request broke", exc_info=error)
        error = McpError(-32603, "Something inside LL3M broke.")
    yield _event({"jsonrpc": "2.0", "id": number, "error": error.to_wire()})


def _event(message: dict[str, Any]) -> bytes:
    return f"event: message\ndata: {json.dumps(message)}\n\n".encode()


async def _error(exchange: Exchange, number: Any, error: McpError, status: int) -> None:
    answer = {"jsonrpc": "2.0", "id": number, "error": error.to_wire()}
    await exchange.respond(status, json.dumps(answer).encode())


def _id(message: dict[str, Any]) -> bool:
    return isinstance(message["id"], str | int) and not isinstance(message["id"], bool)


def _accepts(exchange: Exchange) -> None:
    """Refuse a client that would understand neither form of answer."""
    accept = exchange.header(b"accept").lower()
    fits = ("application/json", "text/event-stream", "application/*", "text/*", "*/*")
    if accept and not any(kind in accept for kind in fits):
        raise Refusal(406, InvalidCall("Accept application/json and text/event-stream."))


def _wants_progress(exchange: Exchange, message: dict[str, Any]) -> bool:
    params = message.get("params")
    meta = params.get("_meta") if isinstance(params, dict) else None
    asked = isinstance(meta, dict) and meta.get("progressToken") is not None
    streams = "text/event-stream" in exchange.header(b"accept").lower()
    return asked and streams and message.get("method") == "tools/call"


def _is_modern(exchange: Exchange, message: dict[str, Any]) -> bool:
    version = exchange.header(b"mcp-protocol-version")
    return is_modern(message) or version in MODERN or bool(exchange.header(b"mcp-method"))


def _mismatch(exchange: Exchange, message: dict[str, Any]) -> McpError | None:
    """What is wrong with the headers that repeat the body, if anything."""
    params = message.get("params")
    params = params if isinstance(params, dict) else {}
    meta = params.get("_meta")
    in_body = meta.get(META + "protocolVersion") if isinstance(meta, dict) else None
    in_head = exchange.header(b"mcp-protocol-version")
    known = {"supported": [*MODERN, *HANDSHAKE], "requested": in_head or in_body}
    if in_head and in_head not in MODERN and in_head not in HANDSHAKE:
        return McpError(UNSUPPORTED_VERSION, f"Version {in_head[:40]!r} is not supported.", known)
    method = str(message.get("method"))
    wanted: list[tuple[str, str | None, Any]] = [
        ("MCP-Protocol-Version", in_head, in_body),
        ("Mcp-Method", exchange.header(b"mcp-method"), method),
    ]
    if method in NAMED:
        found = exchange.header(b"mcp-name")
        wanted.append(("Mcp-Name", _decoded(found), params.get(NAMED[method])))
    for name, head, body in wanted:
        if head is None or head != body:
            if name == "MCP-Protocol-Version" and head and body is None:
                return None  # the envelope itself is incomplete: that is said in its own words
            return McpError(HEADER_MISMATCH, f"The header {name} does not match the body.")
    return None


def _decoded(value: str) -> str | None:
    """A header's value, out of Base64 where it was put in it; None if that is broken."""
    found = _SENTINEL.fullmatch(value)
    if found is None:
        return value
    try:
        decoded = base64.b64decode(found[1], validate=True)
        if base64.b64encode(decoded).decode("ascii") != found[1]:
            return None
        return decoded.decode("utf-8")
    except (binascii.Error, ValueError):
        return None
