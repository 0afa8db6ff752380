# SPDX-License-Identifier: GPL-3.0-or-later
"""The service: an event loop in its own thread, a socket, a token, a runtime file."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import socket
import ssl
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import discovery
from ..contract.dispatch import ALL_SCOPES, Dispatcher
from ..contract.errors import Conflict, HostError, InvalidRequest, LL3MError
from ..version import VERSION
from .outside import Outside
from .security import Guard, Limits
from .token_file import TokenFile, token_file_path
from .tokens import TokenBook

__all__ = ["RESERVED_PORTS", "Service"]

log = logging.getLogger(__name__)

#: Ports that other Blender connectors and Jupyter listen on by default.
RESERVED_PORTS = frozenset((9876, 8888))
#: Seconds that requests in work get to end after ``stop``.
GRACE = 0.5


@dataclass(frozen=True, slots=True)
class Door:
    """A listening socket, with TLS or without."""

    listener: socket.socket
    tls: ssl.SSLContext | None

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.listener.getsockname()[1]


class Service:
    """Serves a dispatcher on a loopback address.

    ``instance_info`` may hold ``version``, ``blender``, ``file`` and ``project`` for the runtime file.
    ``audit`` is the audit log's path; default: the user's log folder. ``outside`` is a second
    address, for other machines.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        instance_info: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        scopes: frozenset[Any] = ALL_SCOPES,
        audit: Path | None = None,
        outside: Outside | None = None,
    ) -> None:
        self._dispatcher = dispatcher
        self._host = host
        self._port = port
        self._info = dict(instance_info or {})
        self.limits = limits or Limits()
        self._audit = audit
        self._outside = outside
        self.tokens = TokenBook(scopes, TokenFile(token_file_path()))
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop_event: asyncio.Event | None = None
        self._app: Any = None
        self._file: Path | None = None
        self._failure: BaseException | None = None
        self._started_at = 0.0
        self._outside_url = ""

    # ------------------------------------------------------------ what others see

    @property
    def running(self) -> bool:
        """True between ``start`` and ``stop``."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._port

    @property
    def url(self) -> str:
        """The base address, without a slash at the end."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    @property
    def token(self) -> str:
        """The instance's own token."""
        return self.tokens.instance

    @property
    def outside_url(self) -> str:
        """The base address for other machines; empty where there is none."""
        return self._outside_url

    def clients(self) -> list[dict[str, Any]]:
        """Who called within the last minute or is connected: name, token, calls, last call."""
        app = self._app
        return [] if app is None else app.visitors.list()

    # ------------------------------------------------------------ start and stop

    def start(self) -> None:
        """Listen; returns when calls are answered.

        Raises:
            Conflict: it runs already.
            InvalidRequest: the address is not a loopback address, or the port is another's.
            HostError: no port could be had, or the runtime file not written.
        """
        if self.running:
            raise Conflict("The service is already running.")
        doors = [Door(self._bind(), None)]
        self._port = doors[0].port
        try:
            doors += self._open_outside()
        except LL3MError:
            doors[0].listener.close()
            raise
        self._started_at = time.time()
        ready = threading.Event()
        self._failure = None
        self._thread = threading.Thread(
            target=self._run, args=(doors, ready), name="ll3m-bridge", daemon=True
        )
        self._thread.start()
        ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise HostError(f"The service could not start: {self._failure}.") from self._failure
        try:
            self.publish()
        except HostError:
            self.stop()
            raise
        self._dispatcher.serve_with(self.tokens)
        log.info("Listening on %s", self.url)

    def publish(self, **info: str) -> None:
        """Write the runtime file anew, with changed facts such as the open ``file``."""
        self._info |= info
        self._file = discovery.publish(
            discovery.Instance(
                pid=os.getpid(),
                port=self._port,
                token=self.token,
                url=self.url,
                version=self._info.get("version", VERSION),
                blender=self._info.get("blender", ""),
                file=self._info.get("file", ""),
                project=self._info.get("project", ""),
                started_at=self._started_at,
            )
        )

    def stop(self) -> None:
        """End all connections, free the port, remove the runtime file. Safe to call twice."""
        self._dispatcher.serve_with(None)
        if self._file is not None:
            self._file.unlink(missing_ok=True)
            self._file = None
        thread, loop, stop = self._thread, self._loop, self._stop_event
        if thread is None:
            return
        if loop is not None and stop is not None and thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=2.0)
        if thread.is_alive():
            log.error("The service's thread did not end in time.")
        self._thread = self._loop = self._stop_event = self._app = None

    def _bind(self) -> socket.socket:
        """A listening socket on the wanted port, or on a free one if that is taken."""
        try:
            loopback = ipaddress.ip_address(self._host).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise InvalidRequest(
                f"The service listens on loopback addresses only, not on {self._host}.",
                advice="Use 127.0.0.1 or ::1; to reach it from elsewhere, use an SSH tunnel.",
            )
        if self._port in RESERVED_PORTS:
            raise InvalidRequest(f"Port {self._port} belongs to another program.")
        for port in (self._port, 0, 0, 0):
            try:
                listener = self._listener(port)
            except OSError as error:
                log.warning("Port %s can't be had: %s", port, error.strerror)
                continue
            if listener.getsockname()[1] not in RESERVED_PORTS:
                return listener
            listener.close()
        raise HostError(f"No port could be opened on {self._host}.")

    def _open_outside(self) -> list[Door]:
        """The door for other machines, if one is wanted."""
        outside = self._outside
        if outside is None:
            return []
        outside.check()
        if outside.port in RESERVED_PORTS:
            raise InvalidRequest(f"Port {outside.port} belongs to another program.")
        context = outside.context()
        try:
            door = Door(self._listener(outside.port, outside.host), context)
        except OSError as error:
            raise HostError(
                f"{outside.host} port {outside.port} can't be had: {error.strerror}."
            ) from error
        name = next(iter(outside.names), outside.host)
        name = f"[{name}]" if ":" in name else name
        self._outside_url = f"{outside.scheme}://{name}:{door.port}"
        return [door]

    def _listener(self, port: int, host: str = "") -> socket.socket:
        host = host or self._host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # The protocol is named so that asyncio switches Nagle's delay off.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if sys.platform == "win32":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(512)
            listener.setblocking(False)
        except OSError:
            listener.close()
            raise
        return listener

    # ------------------------------------------------------------ on the service's thread

    def _run(self, doors: list[Door], ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve(doors, ready))
        except Exception as error:
            log.exception("The service's thread ended")
            self._failure = error
        finally:
            for door in doors:
                door.listener.close()
            ready.set()

    async def _serve(self, doors: list[Door], ready: threading.Event) -> None:
        from .app import App
        from .calls import Calls
        from .designs import Designs
        from .hub import Hub
        from .mcp import Mcp
        from .pages_face import Pages
        from .protocol import Listener
        from .rates import Rates
        from .records import Records, audit_path
        from .rest import Rest
        from .sockets import Sockets
        from .workers import Workers

        loop = asyncio.get_running_loop()
        limits = self.limits
        workers = Workers(loop, threads=limits.threads, per_client=limits.threads_per_client)
        records = Records(self._audit or audit_path())
        rates = Rates(limits.calls_per_second, limits.jobs_per_minute)
        calls = Calls(self._dispatcher, workers, records, rates)
        guard = Guard(self.tokens, limits)
        guard.listen_on(("127.0.0.1", "localhost", "[::1]"), self._port)
        for door in doors[1:]:
            assert self._outside is not None
            guard.also(self._outside.all_names(), door.port, self._outside.scheme)
        hub = Hub(self._dispatcher, calls.job)
        app = self._app = App(calls, guard)
        sockets = Sockets(calls, hub, guard, app.visitors)
        app.sockets["/ws"] = sockets.accept
        Rest(app, hub, sockets)
        Designs(app)
        Mcp(app)
        Pages(app)

        def changed() -> None:
            if self._file is not None:
                self.publish()
            loop.call_soon_threadsafe(sockets.check_tokens)

        self.tokens.on_change = changed
        listening = Listener(app, limits)
        for door in doors:
            await listening.open(door.listener, door.tls)
        self._loop, self._stop_event = loop, asyncio.Event()
        ready.set()
        await self._stop_event.wait()
        self.tokens.on_change = None
        listening.close()
        hub.close()
        threads = workers.stop()
        calls.close()
        await listening.end(GRACE)
        records.close()
        end = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))
