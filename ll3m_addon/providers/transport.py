# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP exchange that can be cut from any thread.

Above: the adapters, which know a provider's dialect. Below: ``requests``, for TLS,
proxies and headers. The connection itself is dialled here, so that the address is
checked after it is resolved, and so that cancelling ends a connect, a handshake or a
read within milliseconds: the socket is shut down, not only closed.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import select
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, select_proxy
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ...bridge.contract.errors import (
    InvalidRequest,
    LL3MError,
    Offline,
    ProviderError,
    ProviderTimeout,
)
from ..core.cancel import CancelToken
from .addresses import Base, check_ip
from .keys import redact

__all__ = ["Exchange", "Response"]

CONNECT_TIMEOUT = 10.0  # seconds; the default: what takes longer will hardly come about
_SLICE = 0.05  # seconds between looks at the cancel token where nothing can be shut down
_STREAM = socket.SOCK_STREAM
_READ = 65536  # bytes asked for at a time; what is there is returned at once


@dataclass(slots=True)
class Response:
    """Status and headers of an answer; ``chunks`` reads its body as it arrives."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes] = field(repr=False)

    def text(self, limit: int = 65536) -> str:
        """Read at most ``limit`` bytes of the body as text (for error bodies)."""
        got = b""
        for chunk in self.chunks:
            got += chunk
            if len(got) >= limit:
                break
        return got[:limit].decode("utf-8", errors="replace")


class Exchange:
    """One request and its answer. Use as a context manager; leaving it frees the connection.

    ``timeout`` is seconds without a byte; ``deadline`` is the ``time.monotonic()`` at which
    an answer is no longer wanted, however busily it drips. ``connect_timeout`` is seconds to
    find and reach the host, 0 for the default. ``label`` names the provider in messages.
    """

    def __init__(
        self,
        base: Base,
        label: str,
        timeout: float,
        cancel: CancelToken,
        deadline: float | None = None,
        connect_timeout: float = 0.0,
    ) -> None:
        self._base = base
        self._label = label
        left = float("inf") if deadline is None else deadline - time.monotonic()
        # A socket takes no timeout of 0; what is late already ends with its first wait.
        self._timeout = max(0.001, min(timeout, left))
        self._deadline = deadline
        self._connect_timeout = min(connect_timeout or CONNECT_TIMEOUT, max(0.001, left))
        self._cancel = cancel
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._session = requests.Session()
        self._response: requests.Response | None = None
        self._proxied = False
        self.carries_key = False  # set before ``send`` when a header holds a key
        self._forget = lambda: None

    def __enter__(self) -> Exchange:
        self._forget = self._cancel.on_cancel(self.cut)
        return self

    def __exit__(self, *_: object) -> None:
        self._forget()
        self.cut()
        if self._response is not None:
            self._response.close()
        self._session.close()
        with self._lock:
            sockets, self._sockets = self._sockets, []
        for each in sockets:
            each.close()

    def cut(self) -> None:
        """Shut the connection down, from any thread; a blocked read ends at once."""
        with self._lock:
            for each in self._sockets:
                # Already closed by the other side, or never connected: it is down either way.
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def send(self, method: str, url: str, headers: Mapping[str, str], body: Any = None) -> Response:
        """Send a request and return its answer's head.

        ``body`` is sent as JSON. Redirects are not followed, so a key is never handed on.

        Raises:
            Offline, ProviderTimeout, ProviderError, InvalidRequest, Cancelled.
        """
        self._cancel.check()
        session = self._session
        # Proxies and certificates of the environment are obeyed; .netrc must not replace our
        # headers, and a proxy could not reach this machine's own servers.
        session.auth = _as_it_is
        proxies = {"http": "", "https": ""}
        if not self._base.local:
            proxies = {k: v for k, v in get_environ_proxies(url).items() if v}
        self._proxied = bool(select_proxy(url, proxies))
        adapter = _adapter(self)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        with self._translated():
            self._response = session.request(
                method, url, json=body, stream=True, allow_redirects=False, proxies=proxies,
                headers={"Accept-Encoding": "identity", "User-Agent": "ll3m", **headers},
                timeout=(self._connect_timeout, self._timeout),
            )  # fmt: skip
        response = self._response
        if 300 <= response.status_code < 400:
            raise ProviderError(
                f"{self._label} wants to redirect the request to another address.",
                advice="Set the base URL to the address that it names, if you trust it.",
                location=redact(response.headers.get("Location", ""))[:200],
            )
        return Response(response.status_code, response.headers, self._chunks(response))

    def _chunks(self, response: requests.Response) -> Iterator[bytes]:
        raw: Any = response.raw
        read1 = getattr(raw, "read1", None)  # urllib3 2; its elder has it one level down
        with self._translated():
            while True:
                chunk = read1(_READ) if read1 else raw._fp.read1(_READ)
                self._cancel.check()
                if not chunk:
                    return
                yield chunk
                if self._deadline is not None and time.monotonic() > self._deadline:
                    raise ProviderTimeout(f"{self._label} did not finish its answer in time.")

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what the network libraries raise into the error tree."""
        try:
            yield
        except LL3MError:
            self._cancel.check()
            raise
        except (
            requests.RequestException, urllib3.exceptions.HTTPError,
            http.client.HTTPException, OSError, ValueError,
        ) as error:  # fmt: skip
            self._cancel.check()
            raise self._error(error) from None

    def _error(self, error: Exception) -> LL3MError:
        if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)):
            return self._timed_out()
        if isinstance(error, requests.exceptions.ProxyError):
            return Offline(
                "The proxy does not let the request through.",
                advice="Check the proxy in the environment (HTTPS_PROXY, NO_PROXY).",
            )
        if isinstance(error, requests.exceptions.SSLError):
            return ProviderError(
                f"The secure connection to {self._label} could not be made.",
                advice="Check the base URL, the machine's clock and its certificates.",
            )
        if isinstance(error, (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL)):
            return InvalidRequest("The base URL or the proxy can't be used.")
        if isinstance(error, requests.exceptions.ConnectionError) and "timed out" in str(error):
            return self._timed_out()
        return ProviderError(
            f"The connection to {self._label} broke off.", retryable=True, broken=True
        )

    def _timed_out(self) -> ProviderTimeout:
        return ProviderTimeout(
            f"{self._label} sent nothing for {self._timeout:g} seconds.", seconds=self._timeout
        )

    # ------------------------------------------------------------ dialling

    def dial(self, host: str, port: int) -> socket.socket:
        """Connect to the first address of ``host`` that answers.

        Raises:
            Offline: no such host, or nobody answers there.
            InvalidRequest: an address that no provider may have.
        """
        last: OSError | None = None
        for family, address in self._resolve(host, port):
            if not self._proxied:
                self._allow(address[0])
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                self._connect(sock, address)
            except OSError as error:
                sock.close()
                last = error
                self._cancel.check()
            except LL3MError:
                sock.close()
                raise
            else:
                return sock
        raise self._unreachable(host, port, last)

    def _allow(self, address: str) -> None:
        ip = check_ip(address)
        if self._base.local and not ip.is_loopback:
            raise InvalidRequest(f"{self._base.host} is not this machine here ({ip}).")
        if self.carries_key and self._base.scheme == "http" and ip.is_global:
            raise InvalidRequest(
                f"The key of {self._label} would cross the internet unencrypted.",
                advice="Use https:// in the base URL.",
            )

    def _unreachable(self, host: str, port: int, error: OSError | None) -> LL3MError:
        if isinstance(error, TimeoutError):
            return ProviderTimeout(
                f"{host}:{port} did not answer within {self._connect_timeout:g} s."
            )
        if self._base.local:
            return Offline(
                f"No server answers at {host}:{port}.",
                advice=f"Start the server of {self._label}, or correct its base URL.",
            )
        return Offline(
            f"{host} can't be reached.", advice="Check the network, the proxy and the base URL."
        )

    def _resolve(self, host: str, port: int) -> list[tuple[socket.AddressFamily, Any]]:
        """Look the host up on a thread of its own: a resolver can't be interrupted."""
        if self._base.local:  # in the hosts file, so there is nothing to wait for
            return [(f, a) for f, _, _, _, a in socket.getaddrinfo(host, port, 0, _STREAM)]
        found: list[Any] = []
        ready = threading.Event()

        def look_up() -> None:
            try:
                found.extend(socket.getaddrinfo(host, port, 0, _STREAM))
            except (OSError, UnicodeError):
                pass  # nothing found says it all
            finally:
                ready.set()

        threading.Thread(target=look_up, name="ll3m-resolve", daemon=True).start()
        limit = time.monotonic() + self._connect_timeout
        while not ready.wait(_SLICE):
            self._cancel.check()
            if time.monotonic() > limit:
                break
        if not found:
            raise Offline(
                f"The name {host} can't be resolved.",
                advice="Check the network and the provider's base URL.",
            )
        return [(family, address) for family, _, _, _, address in found]

    def _connect(self, sock: socket.socket, address: Any) -> None:
        """Connect without blocking, so that a cancel is seen while waiting."""
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        code = sock.connect_ex(address)
        limit = time.monotonic() + self._connect_timeout
        pending = (errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", -1))
        if code in pending:
            while not _writable(sock):
                self._cancel.check()
                if time.monotonic() > limit:
                    raise TimeoutError
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, "connect")
        sock.settimeout(self._connect_timeout)
        with self._lock:
            # A duplicate outlives the wrapping in TLS, and shuts the same connection down.
            self._sockets.append(sock.dup())
        self._cancel.check()


def _writable(sock: socket.socket) -> bool:
    # Windows reports a refused connect in the third list only.
    _, ready, failed = select.select([], [sock], [sock], _SLICE)
    return bool(ready or failed)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An authentication that adds nothing: it keeps ``requests`` from reading .netrc."""
    return request


def _adapter(exchange: Exchange) -> HTTPAdapter:
    """An adapter whose connections are dialled by ``exchange``."""

    class PlainConnection(HTTPConnectionPool.ConnectionCls):  # pyright: ignore
        def _new_conn(self) -> socket.socket:
            return exchange.dial(self.host, self.port or 80)

    class SecureConnection(HTTPSConnectionPool.ConnectionCls):  # pyright: ignore
        def _new_conn(self) -> socket.socket:
            return exchange.dial(self.host, self.port or 443)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = PlainConnection

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

        def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
            manager = super().proxy_manager_for(proxy, **kwargs)
            manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
            return manager

    return Adapter()
