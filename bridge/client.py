# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for a running instance: the same typed calls as in its own process.

Uses the standard library only, so that importing it costs little.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from collections.abc import Callable
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    RemoteDisconnected,
)
from typing import Any, Protocol
from urllib.parse import urlsplit

from . import proof
from .contract import Model, error_from_wire, operation
from .contract.dispatch import Caller
from .contract.errors import DeadlineExceeded, HostError
from .contract.job import Event, Job, JobEvents
from .contract.notice import Notice

__all__ = ["Asker", "Client", "follow"]

log = logging.getLogger(__name__)

#: Seconds that a call may take when its caller names no deadline.
DEFAULT_TIMEOUT = 120.0
ENDED = frozenset(("done", "failed", "cancelled", "interrupted"))


class Asker(Protocol):
    """Whatever answers operations, in this process or in another."""

    def call(self, name: str, params: dict[str, Any], caller: Caller) -> Model:
        """See ``Dispatcher.call``."""
        ...


def dialler(
    scheme: str, host: str, port: int, certificate: str | None
) -> Callable[[float], HTTPConnection]:
    """Makes connections, not opened yet, with a timeout in seconds."""
    if scheme == "http":
        return lambda timeout: HTTPConnection(host, port, timeout=timeout)
    import ssl

    context = ssl.create_default_context(cafile=certificate)
    return lambda timeout: HTTPSConnection(host, port, timeout=timeout, context=context)


class Client:
    """Calls operations of a running instance. Thread-safe; keeps connections open.

    ``certificate`` is a PEM file of what is trusted besides the system's own, for ``https``.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        name: str = "ll3m-python",
        timeout: float = DEFAULT_TIMEOUT,
        certificate: str | None = None,
    ) -> None:
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname or not address.port:
            raise HostError(f"{url!r} is not the address of an instance.")
        self._dial = dialler(address.scheme, address.hostname, address.port, certificate)
        # With TLS the certificate shows who listens there.
        self._proven = address.scheme == "https"
        self._host, self._port = address.hostname, address.port
        self._token = token
        self._name = name
        self._timeout = timeout
        self._lock = threading.Lock()
        self._idle: list[HTTPConnection] = []
        self._closed = False
        self.url = url.rstrip("/")

    @classmethod
    def connect(
        cls,
        *,
        pid: int | None = None,
        file: str | None = None,
        project: str | None = None,
        name: str = "ll3m-python",
    ) -> Client:
        """A client of the instance with this process, open file or project, or of the newest.

        Raises:
            NotFound: there is no such instance.
        """
        from .discovery import choose

        instance = choose(pid=pid, file=file, project=project)
        return cls(instance.url, instance.token, name=name)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the kept connections."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    # ------------------------------------------------------------ calls

    def call(
        self, name: str, params: dict[str, Any] | None = None, caller: Caller | None = None
    ) -> Model:
        """Ask for an operation and return its result.

        Raises:
            LL3MError: what the instance answered, or ``HostError`` if it can't be reached.
        """
        row = operation(name)
        timeout = self._timeout
        if caller is not None and caller.deadline is not None:
            timeout = caller.deadline - time.monotonic()
        if timeout <= 0:
            raise DeadlineExceeded(f"{name} was not asked: its deadline has passed.")
        message = {"jsonrpc": "2.0", "id": 1, "method": name, "params": params or {}}
        request_id = caller.request_id if caller is not None else ""
        # What changes something carries a key: sent twice, it is carried out once.
        key = "" if row.read_only else secrets.token_hex(16)
        answer = self._post(message, timeout, request_id, key)
        # A newer instance may tell more than we know of.
        return row.result.model_validate(answer, extra="ignore")

    def wait(
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
        return follow(self, job_id, on_event, after=after, timeout=timeout)

    def subscribe(self, listener: Callable[[Event], None], **wanted: str) -> Callable[[], None]:
        """Call ``listener`` for each new event, on a thread of its own; returns an unsubscribe.

        ``job``, ``asset``, ``project`` and ``type`` filter, each a comma-separated list.
        After a lost connection it goes on behind the last event.

        Raises:
            HostError: the instance can't be reached.
        """
        return self._listen(listener, None, wanted)

    def subscribe_notices(
        self, listener: Callable[[Notice], None], **wanted: str
    ) -> Callable[[], None]:
        """The same for notices: what happens in rooms, and approvals that are asked for.

        Raises:
            HostError: the instance can't be reached.
        """
        return self._listen(None, listener, wanted)

    def _listen(
        self,
        events: Callable[[Event], None] | None,
        notices: Callable[[Notice], None] | None,
        wanted: dict[str, str],
    ) -> Callable[[], None]:
        from .listening import Listening

        if not self._proven:
            self._prove()
        listening = Listening(self._dial, self._token, self._name, wanted, events, notices)
        listening.start()
        return listening.stop

    # ------------------------------------------------------------ one exchange

    def _post(self, message: Any, timeout: float, request_id: str, key: str) -> Any:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "User-Agent": self._name,
            "LL3M-Deadline": f"{timeout:.3f}",
        }
        if request_id:
            headers["X-Request-Id"] = request_id
        if key:
            headers["Idempotency-Key"] = key
        body = json.dumps(message, allow_nan=False).encode()
        status, text = self._exchange("/rpc", headers, body, timeout + 5)
        try:
            answer = json.loads(text)
        except ValueError as error:
            raise HostError(
                f"The instance answered something that is not JSON ({status})."
            ) from error
        error = answer.get("error") if isinstance(answer, dict) else None
        if error is not None:
            raise error_from_wire(error.get("data", error) if "jsonrpc" in answer else error)
        return answer["result"]

    def _exchange(
        self, path: str, headers: dict[str, str], body: bytes, timeout: float
    ) -> tuple[int, bytes]:
        """Send and receive once; again where a connection turned out dead."""
        again = True
        while True:
            connection, kept = self._connection(timeout)
            try:
                connection.request("POST", path, body, headers)
                response = connection.getresponse()
                text = response.read()
            except TimeoutError as error:
                connection.close()
                raise DeadlineExceeded(
                    f"No answer from {self.url} in {timeout:.0f} seconds."
                ) from error
            except (HTTPException, OSError) as error:
                connection.close()
                # An instance closes kept connections; the next one, or a fresh one, may live.
                dead = isinstance(
                    error, RemoteDisconnected | BrokenPipeError | ConnectionResetError
                )
                if kept and dead:
                    self._drop_idle()
                    continue
                if again and dead:
                    again = False
                    continue
                raise HostError(
                    f"The instance at {self.url} can't be reached: {error}.",
                    advice="See whether it still runs: `ll3m instance list`.",
                ) from error
            self._keep(connection, response)
            return response.status, text

    def _prove(self) -> None:
        """Make sure, once, that whoever listens there knows the token.

        Raises:
            HostError: nobody listens, or somebody else.
        """
        nonce = proof.fresh_nonce()
        connection = self._dial(5.0)
        try:
            connection.request(
                "GET", proof.question(self._token, nonce), None, {"User-Agent": self._name}
            )
            answer = json.loads(connection.getresponse().read(10_000))
        except (HTTPException, OSError, ValueError) as error:
            raise HostError(
                f"The instance at {self.url} can't be reached: {error}.",
                advice="See which instances run: `ll3m instance list`.",
            ) from error
        finally:
            connection.close()
        found = answer.get("proof") if isinstance(answer, dict) else None
        if not proof.proves(found, self._token, nonce, self._port):
            raise HostError(
                f"The program at {self.url} is not the instance that this token belongs to.",
                advice="See which instances run: `ll3m instance list`.",
            )
        self._proven = True

    def _connection(self, timeout: float) -> tuple[HTTPConnection, bool]:
        with self._lock:
            if self._closed:
                raise HostError("This client is closed.")
            connection = self._idle.pop() if self._idle else None
        if not self._proven:
            self._prove()
        if connection is None:
            return self._dial(timeout), False
        connection.timeout = timeout
        if connection.sock is not None:
            connection.sock.settimeout(timeout)
        return connection, True

    def _keep(self, connection: HTTPConnection, response: HTTPResponse) -> None:
        with self._lock:
            if not response.will_close and not self._closed and len(self._idle) < 8:
                self._idle.append(connection)
                return
        connection.close()

    def _drop_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


def follow(
    asker: Asker,
    job_id: str,
    on_event: Callable[[Event], None] | None = None,
    *,
    after: int = 0,
    timeout: float | None = None,
    caller: Caller | None = None,
) -> Job:
    """Follow a job of any asker, near or far, to its end; see ``Client.wait``."""
    caller = caller or Caller(face="python")
    end = None if timeout is None else time.monotonic() + timeout
    while True:
        left = 20.0 if end is None else min(20.0, end - time.monotonic())
        if left <= 0:
            raise DeadlineExceeded(f"Job {job_id} had not ended after {timeout:.0f} seconds.")
        page = asker.call("job.events", {"job_id": job_id, "after": after, "wait": left}, caller)
        assert isinstance(page, JobEvents)
        for event in page.events:
            after = max(after, event.seq)
            if on_event is not None:
                on_event(event)
        if page.ended:
            job = asker.call("job.get", {"job_id": job_id, "wait": 5.0}, caller)
            assert isinstance(job, Job)
            return job
