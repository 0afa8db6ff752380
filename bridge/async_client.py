# SPDX-License-Identifier: GPL-3.0-or-later
"""An asynchronous client: calls and events over one WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Message,
    Ping,
    RejectConnection,
    RejectData,
    Request,
    TextMessage,
)
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from . import proof
from .contract import LL3MError, Model, error_from_wire, operation
from .contract.errors import DeadlineExceeded, HostError
from .contract.job import Event, Job
from .contract.notice import Notice

__all__ = ["AsyncClient", "EventStream"]

log = logging.getLogger(__name__)
F = TypeVar("F", Event, Notice)

#: Seconds a call may take when its caller names no timeout.
DEFAULT_TIMEOUT = 120.0


class EventStream(Generic[F]):
    """Facts as they come, each with its cursor; iterate, and close it at the end."""

    def __init__(
        self,
        queue: asyncio.Queue[dict[str, Any] | None],
        end: Callable[[], Awaitable[None]],
        model: type[F],
    ) -> None:
        self._queue = queue
        self._end = end
        self._model = model

    def __aiter__(self) -> EventStream[F]:
        return self

    async def __anext__(self) -> tuple[str, F]:
        while True:
            item = await self._queue.get()
            if item is None:
                raise HostError("The connection to the instance was lost.")
            if ("job_id" in item["event"]) is (self._model is Event):
                return item["cursor"], self._model.model_validate(item["event"], extra="ignore")

    async def close(self) -> None:
        """Stop hearing."""
        await self._end()


#: Seconds that closing a connection may take.
GOODBYE = 1.0


class AsyncClient:
    """Calls operations of a running instance and hears its events.

    Use as ``async with await AsyncClient.connect() as client``. Calls may be made side by
    side. When the connection is lost, calls under way fail with ``HostError``, and the
    next call connects anew.
    """

    def __init__(
        self, url: str, token: str, *, name: str = "ll3m-python", certificate: str | None = None
    ) -> None:
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname or not address.port:
            raise HostError(f"{url!r} is not the address of an instance.")
        self._host, self._port = address.hostname, address.port
        self._token = token
        self._name = name
        self._tls = None
        if address.scheme == "https":  # the certificate shows who listens there
            self._tls = ssl.create_default_context(cafile=certificate)
        self._protocol: WSConnection | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self._opening = asyncio.Lock()
        self._calls: dict[int, asyncio.Future[Any]] = {}
        self._queues: dict[int, asyncio.Queue[dict[str, Any] | None]] = {}
        self._number = 0
        self.url = url.rstrip("/")

    @classmethod
    async def connect(
        cls,
        *,
        pid: int | None = None,
        file: str | None = None,
        project: str | None = None,
        name: str = "ll3m-python",
    ) -> AsyncClient:
        """A client of the instance with this process, open file or project, or of the newest.

        Raises:
            NotFound: there is no such instance.
            HostError: it can't be reached.
        """
        from .discovery import choose

        instance = await asyncio.to_thread(choose, pid=pid, file=file, project=project)
        client = cls(instance.url, instance.token, name=name)
        await client._open()
        return client

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connection."""
        if self._protocol is not None and self._writer is not None:
            with contextlib.suppress(OSError, LocalProtocolError):
                self._writer.write(self._protocol.send(CloseConnection(code=1000)))
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._writer is not None:  # with TLS both sides say goodbye
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(self._writer.wait_closed(), GOODBYE)
            self._writer.transport.abort()

    # ------------------------------------------------------------ calls

    async def call(
        self, name: str, params: dict[str, Any] | None = None, *, timeout: float = DEFAULT_TIMEOUT
    ) -> Model:
        """Ask for an operation and return its result.

        Raises:
            LL3MError: what the instance answered; ``HostError`` if it can't be reached,
                ``DeadlineExceeded`` after ``timeout`` seconds.
        """
        row = operation(name)
        answer = await self._ask(name, params or {}, timeout)
        # A newer instance may tell more than we know of.
        return row.result.model_validate(answer, extra="ignore")

    async def wait(
        self,
        job_id: str,
        on_event: Callable[[Event], None] | None = None,
        *,
        after: int = 0,
        timeout: float | None = None,
    ) -> Job:
        """Follow a job to its end, calling ``on_event`` for each event, and return it.

        Raises:
            DeadlineExceeded: it had not ended after ``timeout`` seconds; it goes on.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    look = {"job_id": job_id, "after": after, "wait": 20.0}
                    page: Any = await self.call("job.events", look)
                    for event in page.events:
                        after = max(after, event.seq)
                        if on_event is not None:
                            on_event(event)
                    if page.ended:
                        job = await self.call("job.get", {"job_id": job_id, "wait": 5.0})
                        assert isinstance(job, Job)
                        return job
        except TimeoutError:
            raise DeadlineExceeded(f"Job {job_id} had not ended after {timeout} seconds.") from None

    async def subscribe(self, **wanted: Any) -> EventStream[Event]:
        """Begin to hear events; ``jobs``, ``assets``, ``projects``, ``types`` filter (lists).

        ``cursor`` goes on behind an event heard earlier.

        Raises:
            HostError: events are missing behind the cursor.
        """
        return await self._listen(Event, wanted)

    async def notices(self, **wanted: Any) -> EventStream[Notice]:
        """The same for notices: what happens in rooms (``projects`` filters), and approvals."""
        return await self._listen(Notice, wanted)

    async def _listen(self, model: type[F], wanted: dict[str, Any]) -> EventStream[F]:
        made = await self._ask("event.subscribe", wanted, DEFAULT_TIMEOUT)
        number = made["subscription"]
        if made["gap"]:
            await self._unsubscribe(number)
            raise HostError("Events are missing.", advice="Read the state anew, then subscribe.")
        queue = self._queues.setdefault(number, asyncio.Queue())
        return EventStream(queue, lambda: self._unsubscribe(number), model)

    async def _unsubscribe(self, number: int) -> None:
        self._queues.pop(number, None)
        with contextlib.suppress(LL3MError):  # with the connection, it has ended by itself
            await self._ask("event.unsubscribe", {"subscription": number}, 5.0)

    async def _ask(self, method: str, params: dict[str, Any], timeout: float) -> Any:
        await self._open()
        assert self._protocol is not None
        assert self._writer is not None
        self._number += 1
        number = self._number
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._calls[number] = future
        text = json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        try:
            async with asyncio.timeout(timeout):
                self._writer.write(self._protocol.send(Message(data=text)))
                await self._writer.drain()
                return await future
        except TimeoutError:
            raise DeadlineExceeded(f"{method} was not answered in {timeout:g} seconds.") from None
        except (OSError, LocalProtocolError) as error:
            raise HostError(f"The connection to {self.url} was lost: {error}.") from error
        finally:
            self._calls.pop(number, None)

    # ------------------------------------------------------------ the connection

    async def _open(self) -> None:
        async with self._opening:
            if self._reading is not None and not self._reading.done():
                return
            try:
                async with asyncio.timeout(10):
                    if self._tls is None:
                        await self._prove()
                    reader = await self._upgrade()
            except (OSError, ValueError, RemoteProtocolError, asyncio.IncompleteReadError) as error:
                raise HostError(
                    f"The instance at {self.url} can't be reached: {error}.",
                    advice="See which instances run: `ll3m instance list`.",
                ) from error
            self._reading = asyncio.create_task(self._read(reader))

    async def _prove(self) -> None:
        """Make sure that whoever listens there knows the token."""
        nonce = proof.fresh_nonce()
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(
                f"GET {proof.question(self._token, nonce)} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
                "Connection: close\r\n\r\n".encode()
            )
            answer = b""
            while (piece := await reader.read(4096)) and len(answer) < 20_000:
                answer += piece
        finally:
            writer.close()
        found = json.loads(answer.partition(b"\r\n\r\n")[2] or b"{}")
        if not proof.proves(found.get("proof"), self._token, nonce, self._port):
            raise HostError(
                f"The program at {self.url} is not the instance that this token belongs to.",
                advice="See which instances run: `ll3m instance list`.",
            )

    async def _upgrade(self) -> asyncio.StreamReader:
        reader, writer = await asyncio.open_connection(self._host, self._port, ssl=self._tls)
        protocol = WSConnection(ConnectionType.CLIENT)
        headers = [
            (b"authorization", f"Bearer {self._token}".encode()),
            (b"user-agent", self._name.encode()),
        ]
        host = f"{self._host}:{self._port}"
        writer.write(protocol.send(Request(host=host, target="/ws", extra_headers=headers)))
        body = b""
        while True:
            data = await reader.read(65536)
            protocol.receive_data(data or None)
            for event in protocol.events():
                if isinstance(event, AcceptConnection):
                    self._protocol, self._writer = protocol, writer
                    return reader
                if isinstance(event, RejectData):
                    body += event.data
                    if event.body_finished:
                        raise error_from_wire(json.loads(body)["error"])
                elif isinstance(event, RejectConnection) and not event.has_body:
                    raise HostError(f"The instance refused the connection ({event.status_code}).")
                elif isinstance(event, CloseConnection):
                    raise ConnectionError("the connection was closed")

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """Hand on what comes, until the connection ends."""
        assert self._protocol is not None
        assert self._writer is not None
        parts: list[str] = []
        try:
            while data := await reader.read(1 << 18):
                self._protocol.receive_data(data)
                for event in self._protocol.events():
                    if isinstance(event, TextMessage):
                        parts.append(event.data)
                        if event.message_finished:
                            self._take(json.loads("".join(parts)))
                            parts.clear()
                    elif isinstance(event, Ping):
                        self._writer.write(self._protocol.send(event.response()))
                    elif isinstance(event, CloseConnection):
                        return
        except (OSError, RemoteProtocolError) as error:
            log.info("The connection to %s was lost: %s", self.url, error)
        finally:
            self._writer.close()
            for future in self._calls.values():
                if not future.done():
                    future.set_exception(HostError(f"The connection to {self.url} was lost."))
            for queue in self._queues.values():
                queue.put_nowait(None)

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "event":
            params = message["params"]
            queue = self._queues.setdefault(params["subscription"], asyncio.Queue())
            queue.put_nowait(params)
            return
        future = self._calls.get(message.get("id") or 0)
        if future is None or future.done():
            return
        if "error" in message:
            future.set_exception(error_from_wire(message["error"]["data"]))
        else:
            future.set_result(message["result"])
