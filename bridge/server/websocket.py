# SPDX-License-Identifier: GPL-3.0-or-later
"""uvicorn's WebSocket connection, with shorter ways in and out for what comes often."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.wsproto_impl import WSProtocol
from wsproto import events
from wsproto.connection import ConnectionState
from wsproto.utilities import LocalProtocolError

__all__ = ["BridgeSocket"]

log = logging.getLogger(__name__)

#: Characters or bytes of a message that may go past uvicorn's queue.
SHORT = 2**16


class BridgeSocket(WSProtocol):
    """uvicorn's WebSocket connection, with a way to end one that does not read.

    Short messages go straight to ``taker`` once it is set and as long as it takes them: uvicorn's
    queue stops and resumes reading for each, which costs as much as a call.
    """

    taker: Callable[[str | bytes], bool] | None = None

    def handle_connect(self, event: events.Request) -> None:
        super().handle_connect(event)
        self.scope["extensions"]["ll3m.drop"] = self.drop  # type: ignore[index]
        self.scope["extensions"]["ll3m.write_now"] = self.write_now  # type: ignore[index]
        self.scope["extensions"]["ll3m.write_soon"] = self.write_soon  # type: ignore[index]
        self.scope["extensions"]["ll3m.take"] = self.take_with  # type: ignore[index]

    def take_with(self, taker: Callable[[str | bytes], bool] | None) -> None:
        """Hand messages to ``taker`` before they are queued; it says whether it took one."""
        self.taker = taker

    def handle_message(self, event: events.TextMessage | events.BytesMessage) -> None:
        if (
            self.taker is not None
            and event.message_finished
            and not self.buffer.length
            and len(event.data) <= SHORT
            and self.queue.empty()
            and self.taker(event.data if isinstance(event.data, str) else bytes(event.data))
        ):
            return
        super().handle_message(event)

    def handle_close(self, event: events.CloseConnection) -> None:
        if self.conn.state is ConnectionState.OPEN:  # not the client's: it broke the protocol
            self.drop(event.code, event.reason or "")
        else:
            super().handle_close(event)

    async def send(self, message: Any) -> None:
        """uvicorn's, which takes a message behind our own close for a mistake of the application."""
        if self.close_sent:
            raise ConnectionError("the connection is being closed")
        await super().send(message)

    def write_now(self, text: bytes) -> bool:
        """Send a message, unless the client has not read the last ones; False: nothing was sent."""
        if self.transport.is_closing():
            return True  # nobody is there any more
        if not self.writable.is_set() or self.conn.state is not ConnectionState.OPEN:
            return False
        self.transport.writelines((_frame_head(len(text)), text))
        return True

    async def write_soon(self, text: bytes) -> None:
        """Send a message once the client has read the last ones.

        Without uvicorn's way, which makes three more copies of a long answer.

        Raises:
            ConnectionError: the connection is being closed, or has been.
        """
        while not self.write_now(text):
            if self.close_sent or self.conn.state is not ConnectionState.OPEN:
                raise ConnectionError("the connection is being closed")
            await self.writable.wait()

    def drop(self, code: int, reason: str) -> None:
        """Say why, if there is room left for it, and close; without waiting for anything."""
        if self.transport.is_closing():
            return
        self.close_sent = True
        try:
            frame = self.conn.send(events.CloseConnection(code=code, reason=reason[:120]))
            self.transport.write(frame)
        except LocalProtocolError:
            log.debug("The connection was closing already.")
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code})
        self.loop.call_later(1.0, self.transport.abort)


def _frame_head(size: int) -> bytes:
    """The head of a whole, unmasked text frame (RFC 6455, section 5.2)."""
    if size < 126:
        return bytes((0x81, size))
    if size < 2**16:
        return b"\x81\x7e" + size.to_bytes(2)
    return b"\x81\x7f" + size.to_bytes(8)
