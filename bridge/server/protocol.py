# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP/1.1 connection: uvicorn's, with time limits, strict heads and bounded numbers."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import socket
import ssl
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from ..contract import LL3MError
from ..contract.errors import Busy, InvalidCall, TooLarge
from .security import Limits

__all__ = ["Listener"]

#: Line folding, a line end that is not CRLF, or a NUL: what servers read differently.
_LOOSE = re.compile(rb"\n[ \t]|(?<!\r)\n|\r(?!\n)|\x00")
#: Both ways to say how long a body is: servers differ in which they believe.
_TWO_LENGTHS = re.compile(
    rb"(?=.*\ncontent-length[ \t]*:)(?=.*\ntransfer-encoding[ \t]*:)", re.DOTALL | re.IGNORECASE
)
_REASONS = {
    400: b"Bad Request", 408: b"Request Timeout", 431: b"Request Header Fields Too Large",
    503: b"Service Unavailable",
}  # fmt: skip


_HTTP_LOG = logging.getLogger(__name__ + ".http")
_HTTP_LOG.setLevel(logging.ERROR)


class BridgeConnection(H11Protocol):
    """One connection. Half-sent requests and idle connections end; strange heads are refused."""

    limits: Limits

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        # What an answer needs that has to end a connection that is not read from.
        super().__init__(config, server_state, app_state | {"abort": self._abort}, _loop)
        # Its own lines would hold addresses, and one for each piece of garbage.
        self.logger = _HTTP_LOG
        self.access_log = False
        self._timer: asyncio.TimerHandle | None = None
        self.since = 0.0

    @property
    def busy(self) -> bool:
        """A request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.since = self.loop.time()
        self._arm(self.limits.head_seconds)
        if len(self.connections) > self.limits.connections:
            self._evict()

    def _evict(self) -> None:
        """Close the connection that has been idle longest, so that a new one finds room."""
        idle = [
            each
            for each in self.connections
            if isinstance(each, BridgeConnection) and not each.busy and each is not self
        ]
        if not idle:
            self._refuse(503, Busy("There are too many connections."))
            return
        min(idle, key=lambda each: each.since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self.since = self.loop.time()
        super().data_received(data)

    def handle_events(self) -> None:
        if self.conn.their_state is h11.IDLE and not self._head_is_strict():
            return
        super().handle_events()
        # A WebSocket has taken the connection over; to h11 its request seems to have no end.
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            self._disarm()
            return
        state = self.conn.their_state
        if state is h11.IDLE and self.conn.trailing_data[0]:
            if self._timer is None:
                self._arm(self.limits.head_seconds)
        elif state is h11.SEND_BODY:
            self._arm(self.limits.body_seconds)
        else:
            self._disarm()

    def _head_is_strict(self) -> bool:
        """Refuse a head that other servers might read otherwise, or that is too large."""
        waiting = self.conn.trailing_data[0]
        end = waiting.find(b"\r\n\r\n")
        head = waiting if end < 0 else waiting[: end + 2]
        if len(head) > self.limits.head + self.limits.target:
            self._refuse(431, TooLarge("The headers are too large.", limit=self.limits.head))
            return False
        if _LOOSE.search(head.removesuffix(b"\r")) or _TWO_LENGTHS.match(head):
            self._refuse(400, InvalidCall("The request's head is malformed."))
            return False
        return True

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._disarm()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        self.since = self.loop.time()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        self._refuse(400, InvalidCall("The request is not valid HTTP/1.1."))

    def _refuse(self, status: int, error: LL3MError) -> None:
        """Answer with an error and close. Without h11, whose state may not allow an answer."""
        self._disarm()
        if self.transport.is_closing():
            return
        if not self.busy:
            body = json.dumps({"error": error.to_wire()}).encode()
            self.transport.write(
                b"HTTP/1.1 %d %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
                b"connection: close\r\n\r\n" % (status, _REASONS[status], len(body)) + body
            )
        self.transport.close()

    def _abort(self) -> None:
        self.transport.abort()

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._timer = self.loop.call_later(seconds, self._too_slow)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if self.conn.their_state is h11.SEND_BODY and self.busy:
            self.transport.abort()
        else:
            self._refuse(408, InvalidCall("The request took too long to arrive."))


class Listener:
    """Open doors to one application, with these limits, and all connections through them."""

    def __init__(self, app: Any, limits: Limits) -> None:
        from .websocket import BridgeSocket

        connection = type("BoundedConnection", (BridgeConnection,), {"limits": limits})
        self._config = Config(
            app, http=connection, ws=BridgeSocket, lifespan="off",
            log_config=None, access_log=False, proxy_headers=False, server_header=False,
            interface="asgi3", timeout_keep_alive=int(limits.idle_seconds),
            ws_max_size=limits.message, ws_per_message_deflate=False,
            h11_max_incomplete_event_size=limits.head + limits.target,
        )  # fmt: skip
        self._config.load()
        self._state = ServerState()
        self._servers: list[asyncio.Server] = []
        self._head_seconds = limits.head_seconds

    async def open(self, listener: socket.socket, tls: ssl.SSLContext | None = None) -> None:
        """Begin to answer on this socket."""
        loop = asyncio.get_running_loop()
        protocol: Any = self._config.http_protocol_class
        server = await loop.create_server(
            lambda: protocol(
                config=self._config, server_state=self._state, app_state={}, _loop=loop
            ),
            sock=listener, ssl=tls,
            ssl_handshake_timeout=self._head_seconds if tls else None,
        )  # fmt: skip
        self._servers.append(server)

    def close(self) -> None:
        """Take no further connection."""
        for server in self._servers:
            server.close()

    async def end(self, grace: float) -> None:
        """Let answers go out for ``grace`` seconds, then close what is still open."""
        state = self._state
        await asyncio.sleep(0)
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            await asyncio.wait(list(state.tasks), timeout=grace)
        for task in list(state.tasks):
            task.cancel()
        for connection in list(state.connections):
            connection.transport.abort()  # type: ignore[union-attr]
        await asyncio.sleep(0)
