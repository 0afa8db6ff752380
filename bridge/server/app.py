# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: checks a request's head and hands it to the face it asks for.

``/rpc`` is JSON-RPC 2.0, ``/ws`` the same over WebSocket with events, ``/api/v1/`` the
REST twin, ``/mcp`` the Model Context Protocol. What a client may see of an error is
``{"error": {code, message, advice, data}}``, or the face's own form around that.
"""

from __future__ import annotations

import itertools
import json
import logging
import math
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from .. import proof
from ..contract import LL3MError
from ..contract.errors import InvalidCall, NotFound, RateLimited
from . import jsonrpc
from .calls import Calls
from .exchange import Exchange, Receive, Scope, Send
from .security import Guard, Refusal
from .visitors import Visitors, client_of

__all__ = ["App"]

log = logging.getLogger(__name__)


def retry_after(error: LL3MError) -> tuple[tuple[bytes, bytes], ...]:
    """The `Retry-After` header of an error that says when to try again, in whole seconds."""
    seconds = error.data.get("retry_after")
    if not isinstance(seconds, int | float):
        return ()
    return ((b"retry-after", str(max(1, math.ceil(seconds))).encode()),)


Face = Callable[[Exchange], Awaitable[None]]


class App:
    """Routes requests to the faces. Lives on the event loop."""

    def __init__(self, calls: Calls, guard: Guard) -> None:
        self.calls = calls
        self.guard = guard
        self.visitors = Visitors()
        #: Whole paths, and beginnings of paths, to the face behind them.
        self.exact: dict[str, Face] = {"/rpc": self._rpc, proof.PATH: self._prove}
        self.below: dict[str, Face] = {}
        self.sockets: dict[str, Callable[[Exchange, Receive, Send], Awaitable[None]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        exchange: Exchange | None = None
        try:
            target = scope["raw_path"] + b"?" + scope["query_string"]
            head = self.guard.head(scope["headers"], target)
            exchange = Exchange(scope, receive, send, head, self.guard)
            if scope["type"] == "websocket":
                await self._socket(exchange, receive, send)
            else:
                await self._face(exchange.path)(exchange)
        except Refusal as refusal:
            if exchange is None:
                from .security import Head

                exchange = Exchange(scope, receive, send, Head(()), self.guard)
            log.info("%s: %s (%s)", refusal.status, refusal, exchange.head.request_id)
            await exchange.refuse(refusal)
        except Exception:
            if exchange is None or exchange.started:
                raise
            mark = secrets.token_hex(4)
            log.exception("a request broke (error %s, %s)", mark, exchange.head.request_id)
            broken = LL3MError(f"Something inside LL3M broke (error {mark}).", error_id=mark)
            await exchange.refuse(Refusal(500, broken))

    def _face(self, path: str) -> Face:
        face = self.exact.get(path)
        if face is None:
            for beginning, candidate in self.below.items():
                if path.startswith(beginning):
                    return candidate
            raise Refusal(404, NotFound("There is nothing at this address."))
        return face

    async def _socket(self, exchange: Exchange, receive: Receive, send: Send) -> None:
        accept = self.sockets.get(exchange.path)
        if accept is None:
            raise Refusal(404, NotFound("There is no WebSocket at this address."))
        await accept(exchange, receive, send)

    async def _rpc(self, exchange: Exchange) -> None:
        exchange.only("POST")
        grant = exchange.grant()
        body = await exchange.json_body()
        if body is None:
            return
        self.visitors.visit(exchange.head, grant)
        client = client_of(exchange.scope, exchange.head, grant, "rpc")
        key = exchange.head.idempotency_key()
        numbers = itertools.count()
        limited: list[RateLimited] = []

        async def call(method: str, params: dict[str, Any]) -> bytes:
            own = client.with_key(f"{key}/{next(numbers)}") if key else client
            try:
                return await self.calls.method(own, method, params)
            except RateLimited as error:
                limited.append(error)
                raise

        answer = await jsonrpc.handle(body, call)
        if answer is None:
            await exchange.respond(204)
        elif limited and answer.startswith(b"{"):
            await exchange.respond(429, answer, retry_after(limited[0]))
        else:
            await exchange.respond(200, answer)

    async def _prove(self, exchange: Exchange) -> None:
        """Show that this is the instance whose token the asker holds."""
        exchange.only("GET")
        nonce = exchange.query().get("nonce", "")
        if not proof.is_nonce(nonce):
            raise Refusal(400, InvalidCall("A nonce has 32 hex digits."))
        shown: dict[str, Any] = {
            "proof": self.guard.tokens.prove(
                exchange.query().get("token", ""), nonce, self.guard.port
            )
        }
        await exchange.respond(200, json.dumps(shown).encode())
