# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebSocket client for tests, made of a socket and wsproto: it can misbehave on purpose."""

from __future__ import annotations

import json
import socket
from typing import Any

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Message,
    Ping,
    RejectConnection,
    RejectData,
    Request,
    TextMessage,
)
from wsproto.utilities import LocalProtocolError


class WebSocket:
    """One connection. ``status`` is the answer to the upgrade, 101 if it was accepted."""

    def __init__(
        self,
        port: int,
        *headers: tuple[str, str],
        host: str | None = None,
        path: str = "/ws",
        subprotocols: tuple[str, ...] = (),
        buffer: int | None = None,
    ) -> None:
        self.socket = socket.socket()
        if buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(10)
        self.socket.connect(("127.0.0.1", port))
        self.connection = WSConnection(ConnectionType.CLIENT)
        self.messages: list[Any] = []
        self.status = 0
        self.body = b""
        self.subprotocol: str | None = None
        self.closed: tuple[int, str] | None = None
        self._parts: list[str] = []
        self._next = 1
        request = Request(
            host=host or f"127.0.0.1:{port}",
            target=path,
            extra_headers=[(name.encode(), value.encode()) for name, value in headers],
            subprotocols=list(subprotocols),
        )
        self.socket.sendall(self.connection.send(request))
        while not self.status:
            self._receive()

    def __enter__(self) -> WebSocket:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def _receive(self) -> None:
        data = self.socket.recv(65536)
        if not data and self.closed is None:
            self.closed = (1006, "")
        self.connection.receive_data(data or None)
        for event in self.connection.events():
            self._take(event)

    def _take(self, event: Any) -> None:
        if isinstance(event, AcceptConnection):
            self.status, self.subprotocol = 101, event.subprotocol
        elif isinstance(event, RejectConnection):
            self.status = event.status_code
        elif isinstance(event, RejectData):
            self.body += event.data
        elif isinstance(event, TextMessage):
            self._parts.append(event.data)
            if event.message_finished:
                self.messages.append(json.loads("".join(self._parts)))
                self._parts.clear()
        elif isinstance(event, BytesMessage):
            raise AssertionError("the service sends text only")
        elif isinstance(event, Ping):
            self.socket.sendall(self.connection.send(event.response()))
        elif isinstance(event, CloseConnection):
            self.closed = (event.code, event.reason or "")
            try:
                self.socket.sendall(self.connection.send(event.response()))
            except (OSError, LocalProtocolError):
                return

    def send(self, message: Any) -> None:
        """Send a message: text as it is, bytes as a binary frame, all else as JSON."""
        data = message if isinstance(message, str | bytes) else json.dumps(message)
        frame: Any = Message(data=data)  # type: ignore[arg-type]
        self.socket.sendall(self.connection.send(frame))

    def next(self) -> Any:
        """The next message, or None at the end."""
        while not self.messages and self.closed is None:
            self._receive()
        return self.messages.pop(0) if self.messages else None

    def call(self, method: str, params: Any = None) -> Any:
        """Ask, and return the answer; events that come before it are kept."""
        number, self._next = self._next, self._next + 1
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}})
        kept = []
        while (message := self.next()) is not None:
            if message.get("id") == number:
                self.messages[:0] = kept
                return message.get("result", message.get("error"))
            kept.append(message)
        raise AssertionError(f"closed: {self.closed}")

    def event(self) -> Any:
        """The next event's parameters."""
        message = self.next()
        assert message is not None, self.closed
        assert message["method"] == "event", message
        return message["params"]
