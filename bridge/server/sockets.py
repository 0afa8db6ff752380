# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON-RPC 2.0 and events over one WebSocket.

Each frame is a message as at ``/rpc``. Two more methods live here: ``event.subscribe``
and ``event.unsubscribe``; events come as notifications with the method ``event``. Calls
that change something run in the order in which they came; calls that only read do not
wait for each other. A client that does not read is dropped, nobody waits for it.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from collections.abc import Coroutine
from typing import Any

from pydantic import Field, ValidationError

from ..contract import Model, operation
from ..contract.base import AssetId, JobId
from ..contract.errors import (
    Busy,
    InvalidRequest,
    LL3MError,
    NotFound,
    RateLimited,
    Unauthorized,
)
from ..contract.room import RoomJoined
from . import jsonrpc
from .calls import Calls, Client
from .exchange import Exchange, Receive, Send
from .hub import Filter, Hub, Subscription
from .security import Guard, Refusal
from .tokens import Grant
from .visitors import Visitors, client_of

__all__ = ["Sockets", "SubscribeRequest", "UnsubscribeRequest"]

log = logging.getLogger(__name__)

#: The subprotocol that is spoken, and the prefix under which a page may send its token.
PROTOCOL = "ll3m.v1"
TOKEN_PREFIX = "ll3m.token."
#: Seconds that one send may take before the client is taken for gone.
STALL = 5.0
#: Bytes that may wait to be sent before no further call of the client is begun.
WAITING = 4 * 2**20
#: Calls of one connection that are answered at a time.
AT_ONCE = 32
#: Whether tasks can begin where they are made, without a turn of the loop (Python 3.12).
_AT_ONCE: dict[str, Any] = {"eager_start": True} if sys.version_info >= (3, 12) else {}
#: Subscriptions of one connection, and connections altogether; one token has half of these at most.
SUBSCRIPTIONS = 50
CONNECTIONS = 128


class SubscribeRequest(Model):
    """Listen to events. Without a filter: to all."""

    jobs: list[JobId] = Field(default=[], max_length=200)
    assets: list[AssetId] = Field(default=[], max_length=200)
    projects: list[str] = Field(default=[], max_length=200)
    types: list[str] = Field(default=[], max_length=20)
    cursor: str | None = Field(
        default=None, max_length=100, description="Go on behind the last event's `cursor`"
    )


class Subscribed(Model):
    """The subscription and where the stream stands."""

    subscription: int
    cursor: str
    gap: bool = Field(description="Events are missing: read the present state anew")


class UnsubscribeRequest(Model):
    """Stop listening."""

    subscription: int


_OWN: dict[str, type[Model]] = {
    "event.subscribe": SubscribeRequest,
    "event.unsubscribe": UnsubscribeRequest,
}


def _fields(method: str) -> list[str]:
    own = _OWN.get(method)
    return list(own.model_fields) if own else jsonrpc.fields_of(method)


class Sockets:
    """All open WebSockets."""

    def __init__(self, calls: Calls, hub: Hub, guard: Guard, visitors: Visitors) -> None:
        self.calls = calls
        self.hub = hub
        self.guard = guard
        self.visitors = visitors
        self.open: set[_Socket] = set()
        self._leaving: set[asyncio.Task[None]] = set()

    async def accept(self, exchange: Exchange, receive: Receive, send: Send) -> None:
        """Let a client in that shows a token by header or subprotocol; serve it to its end.

        Raises:
            Refusal: 401, 403, 429 or 503, before the connection is upgraded.
        """
        grant, protocol = self._grant(exchange)
        if len(self.open) >= CONNECTIONS:
            raise Refusal(503, Busy("There are too many connections."))
        if sum(each.grant.client == grant.client for each in self.open) >= CONNECTIONS // 2:
            raise Refusal(
                429,
                RateLimited("This token has too many connections.", retry_after=1),
                (b"retry-after", b"1"),
            )
        if (await receive())["type"] != "websocket.connect":
            return
        await send({"type": "websocket.accept", "subprotocol": protocol})
        socket = _Socket(self, exchange, grant, receive)
        visitor = self.visitors.visit(exchange.head, grant)
        visitor.connections += 1
        self.open.add(socket)
        try:
            await socket.serve()
        finally:
            self.open.discard(socket)
            visitor.connections -= 1

    def _grant(self, exchange: Exchange) -> tuple[Grant, str | None]:
        offered: list[str] = exchange.scope.get("subprotocols") or []
        protocol = PROTOCOL if PROTOCOL in offered else None
        for each in offered:
            if each.startswith(TOKEN_PREFIX) and b"authorization" not in exchange.head.values:
                found = self.guard.tokens.check(each.removeprefix(TOKEN_PREFIX))
                if found is None:
                    break
                return found, protocol
        return exchange.grant(), protocol

    def left(self, members: set[str], client: Client) -> None:
        """Let those leave their rooms who came in over a connection that has ended."""
        for member_id in members:
            task = asyncio.ensure_future(self._leave(member_id, client))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _leave(self, member_id: str, client: Client) -> None:
        try:
            await self.calls.call("room.leave", {"member_id": member_id}, client)
        except LL3MError as error:
            log.debug("%s had left already: %s", member_id, error.message)

    def check_tokens(self) -> None:
        """Close the connections whose token was taken back."""
        for socket in list(self.open):
            if not self.guard.tokens.valid(socket.grant):
                socket.drop(1008, "The token is no longer valid.")


class _Socket:
    """One connection."""

    def __init__(self, home: Sockets, exchange: Exchange, grant: Grant, receive: Receive) -> None:
        self.grant = grant
        self._home = home
        self._receive = receive
        self.drop = exchange.scope["extensions"]["ll3m.drop"]
        self._write_now = exchange.scope["extensions"]["ll3m.write_now"]
        self._write_soon = exchange.scope["extensions"]["ll3m.write_soon"]
        client = client_of(exchange.scope, exchange.head, grant, "rpc")
        self._client = Client(client.key, client.caller)
        self._take_with = exchange.scope["extensions"]["ll3m.take"]
        self._loop = asyncio.get_running_loop()
        self._order = asyncio.Lock()
        self._answering = 0
        self._room = asyncio.Event()
        self._room.set()
        self._holding = False
        self._outbox: deque[bytes] = deque()
        self._bytes = 0
        self._sending = False
        self._filled = asyncio.Event()
        self._emptied = asyncio.Event()
        self._emptied.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._subscriptions: dict[int, Subscription] = {}
        self._members: set[str] = set()
        self._next = 1

    async def serve(self) -> None:
        """Read frames until the client goes."""
        writer = self._task(self._write())
        self._take_with(self._take)
        try:
            while True:
                message = await self._receive()
                if message["type"] != "websocket.receive":
                    return
                text = message.get("text")
                self._holding = True
                while not (self._room.is_set() and self._emptied.is_set()):
                    await self._room.wait()
                    await self._emptied.wait()
                self._holding = False
                self._begin(message["bytes"] if text is None else text)
        finally:
            self._take_with(None)
            for subscription in self._subscriptions.values():
                self._home.hub.unsubscribe(subscription)
            tasks = list(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(writer, *tasks, return_exceptions=True)
            self._home.left(self._members, self._client)

    def _take(self, text: str | bytes) -> bool:
        """Begin a call that has just come, unless one before it has to wait or this one would."""
        if self._holding or not (self._room.is_set() and self._emptied.is_set()):
            return False
        self._begin(text)
        return True

    def _begin(self, text: str | bytes) -> None:
        self._answering += 1
        if self._answering >= AT_ONCE:
            self._room.clear()
        task = asyncio.Task(self._answer(text), loop=self._loop, **_AT_ONCE)
        if not task.done():
            self._tasks.add(task)

    def _task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a WebSocket's task broke", exc_info=task.exception())
            self.drop(1011, "Something inside LL3M broke.")

    # ------------------------------------------------------------ calls

    async def _answer(self, text: str | bytes) -> None:
        try:
            answer = await jsonrpc.handle(text, self._call, _fields)
            if answer is None:
                return
            if self._outbox or self._sending or not self._write_now(answer):
                self._put(answer)
        except Exception:
            log.exception("a call over a WebSocket broke")
            self.drop(1011, "Something inside LL3M broke.")
        finally:
            # Not by a callback of the task, which would be one more turn of the loop for each call.
            self._tasks.discard(asyncio.current_task(self._loop))  # type: ignore[arg-type]
            self._answering -= 1
            self._room.set()

    async def _call(self, method: str, params: dict[str, Any]) -> bytes:
        home = self._home
        if not home.guard.tokens.valid(self.grant):
            raise Unauthorized("The token is no longer valid.")
        if method == "event.subscribe":
            return self._subscribe(params)
        if method == "event.unsubscribe":
            return self._unsubscribe(params)
        if method == "rpc.discover" or operation(method).read_only:
            return await home.calls.method(self._client, method, params)
        async with self._order:
            if method in ("room.join", "room.leave"):
                return await self._enter_or_leave(method, params)
            return await home.calls.method(self._client, method, params)

    async def _enter_or_leave(self, method: str, params: dict[str, Any]) -> bytes:
        """Remember who came in over this connection: its end is their leaving."""
        asked = asyncio.ensure_future(self._home.calls.ask(method, params, self._client))
        try:
            result, text = await asyncio.shield(asked)
        except asyncio.CancelledError:
            asked.add_done_callback(self._too_late)
            raise
        if isinstance(result, RoomJoined):
            self._members.add(result.member.id)
        else:
            self._members.discard(str(params.get("member_id")))
        return text

    def _too_late(self, asked: asyncio.Future[tuple[Model, bytes]]) -> None:
        """The connection ended while somebody was coming in."""
        if asked.cancelled() or asked.exception() is not None:
            return
        result = asked.result()[0]
        if isinstance(result, RoomJoined):
            self._home.left({result.member.id}, self._client)

    def _subscribe(self, params: dict[str, Any]) -> bytes:
        request = _checked(SubscribeRequest, params)
        if len(self._subscriptions) >= SUBSCRIPTIONS:
            raise InvalidRequest(f"A connection has at most {SUBSCRIPTIONS} subscriptions.")
        wanted = Filter(
            frozenset(request.jobs),
            frozenset(request.assets),
            frozenset(request.projects),
            frozenset(request.types),
        )
        subscription, gap = self._home.hub.subscribe(wanted, request.cursor)
        number, self._next = self._next, self._next + 1
        self._subscriptions[number] = subscription
        self._task(self._listen(number, subscription))
        cursor = self._home.hub.cursor
        return Subscribed(subscription=number, cursor=cursor, gap=gap).model_dump_json().encode()

    def _unsubscribe(self, params: dict[str, Any]) -> bytes:
        request = _checked(UnsubscribeRequest, params)
        subscription = self._subscriptions.pop(request.subscription, None)
        if subscription is None:
            raise NotFound(f"There is no subscription {request.subscription}.")
        self._home.hub.unsubscribe(subscription)
        return b"true"

    async def _listen(self, number: int, subscription: Subscription) -> None:
        """Pass events on, as fast as the client reads them."""
        while True:
            await self._emptied.wait()
            items = await subscription.next()
            if subscription.dropped:
                if number in self._subscriptions:
                    self.drop(1013, subscription.dropped)
                return
            for item in items:
                text = (
                    f'{{"jsonrpc":"2.0","method":"event","params":{{"subscription":{number},'
                    f"{item.text[1:]}}}"
                )
                self._put(text.encode())

    # ------------------------------------------------------------ sending

    def _put(self, text: bytes) -> None:
        self._outbox.append(text)
        self._bytes += len(text)
        if self._bytes > WAITING:
            self._emptied.clear()
        self._filled.set()

    async def _write(self) -> None:
        """Send what had to wait."""
        while True:
            if not self._outbox or self._sending:
                self._filled.clear()
                await self._filled.wait()
                continue
            text = self._outbox.popleft()
            await self._push(text)
            self._bytes -= len(text)
            if self._bytes <= WAITING // 2:
                self._emptied.set()

    async def _push(self, text: bytes) -> None:
        """Send one message; drop a client that takes none."""
        self._sending = True
        try:
            async with asyncio.timeout(STALL):
                await self._write_soon(text)
        except TimeoutError:
            self.drop(1013, f"Nothing was read for {STALL:.0f} seconds.")
        except OSError:
            log.debug("The client has gone.")
        finally:
            self._sending = False
            if self._outbox:
                self._filled.set()


def _checked(model: type[Any], params: dict[str, Any]) -> Any:
    try:
        return model.model_validate(params, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidRequest(f"{where}: {first['msg']}.") from None
