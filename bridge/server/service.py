# SPDX-License-Identifier: GPL-3.0-or-later
"""The service: an event loop in its own thread, a socket, a token, a runtime file."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import discovery
from ..contract.dispatch import ALL_SCOPES, Dispatcher
from ..contract.errors import Conflict, HostError, InvalidRequest
from ..version import VERSION
from .security import Guard, Limits
from .tokens import TokenBook

__all__ = ["RESERVED_PORTS", "Service"]

log = logging.getLogger(__name__)

#: Ports that other Blender connectors and Jupyter listen on by default.
RESERVED_PORTS = frozenset((9876, 8888))
#: Seconds that requests in work get to end after ``stop``.
GRACE = 0.5


class Service:
    """Serves a dispatcher on a loopback address.

    ``instance_info`` may hold ``version``, ``blender`` and ``file`` for the runtime file.
    ``audit`` is the audit log's path; default: the user's log folder.
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
    ) -> None:
        self._dispatcher = dispatcher
        self._host = host
        self._port = port
        self._info = dict(instance_info or {})
        self.limits = limits or Limits()
        self._audit = audit
        self.tokens = TokenBook(scopes)
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop_event: asyncio.Event | None = None
        self._app: Any = None
        self._file: Path | None = None
        self._failure: BaseException | None = None
        self._started_at = 0.0

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
        listener = self._bind()
        self._port = listener.getsockname()[1]
        self._started_at = time.time()
        ready = threading.Event()
        self._failure = None
        self._thread = threading.Thread(
            target=self._run, args=(listener, ready), name="ll3m-bridge", daemon=True
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
                started_at=self._started_at,
            )
        )

    def stop(self) -> None:
        """End all connections, free the port, remove the runtime file. Safe to call twice."""
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

    def _listener(self, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        # The protocol is named so that asyncio switches Nagle's delay off.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if sys.platform == "win32":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self._host, port))
            listener.listen(512)
            listener.setblocking(False)
        except OSError:
            listener.close()
            raise
        return listener

    # ------------------------------------------------------------ on the service's thread

    def _run(self, listener: socket.socket, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve(listener, ready))
        except Exception as error:
            log.exception("The service's thread ended")
            self._failure = error
        finally:
            listener.close()
            ready.set()

    async def _serve(self, listener: socket.socket, ready: threading.Event) -> None:
        from uvicorn.config import Config
        from uvicorn.server import ServerState

        from .app import App
        from .calls import Calls
        from .designs import Designs
        from .hub import Hub
        from .mcp import Mcp
        from .protocol import connection_class
        from .rates import Rates
        from .records import Records, audit_path
        from .rest import Rest
        from .sockets import BridgeSocket, Sockets
        from .workers import Workers

        loop = asyncio.get_running_loop()
        limits = self.limits
        workers = Workers(loop, threads=limits.threads, per_client=limits.threads_per_client)
        records = Records(self._audit or audit_path())
        rates = Rates(limits.calls_per_second, limits.jobs_per_minute)
        calls = Calls(self._dispatcher, workers, records, rates)
        guard = Guard(self.tokens, limits)
        guard.listen_on(("127.0.0.1", "localhost", "[::1]"), self._port)
        hub = Hub(self._dispatcher, calls.job)
        app = self._app = App(calls, guard)
        sockets = Sockets(calls, hub, guard, app.visitors)
        app.sockets["/ws"] = sockets.accept
        Rest(app, hub, sockets)
        Designs(app)
        Mcp(app)
        self.tokens.on_change = lambda: loop.call_soon_threadsafe(sockets.check_tokens)
        config = Config(
            self._app, http=connection_class(limits), ws=BridgeSocket, lifespan="off",
            log_config=None, access_log=False, proxy_headers=False, server_header=False,
            interface="asgi3", timeout_keep_alive=int(limits.idle_seconds),
            ws_max_size=limits.message, ws_per_message_deflate=False,
            h11_max_incomplete_event_size=limits.head + limits.target,
        )  # fmt: skip
        config.load()
        state = ServerState()
        protocol: Any = config.http_protocol_class
        server = await loop.create_server(
            lambda: protocol(config=config, server_state=state, app_state={}, _loop=loop),
            sock=listener,
        )
        self._loop, self._stop_event = loop, asyncio.Event()
        ready.set()
        await self._stop_event.wait()
        self.tokens.on_change = None
        server.close()
        hub.close()
        threads = workers.stop()
        calls.close()
        await _end_connections(state)
        records.close()
        end = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))


async def _end_connections(state: Any) -> None:
    """Let answers go out, then close what is still open."""
    await asyncio.sleep(0)
    for connection in list(state.connections):
        connection.shutdown()
    if state.tasks:
        await asyncio.wait(list(state.tasks), timeout=GRACE)
    for task in list(state.tasks):
        task.cancel()
    for connection in list(state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)
