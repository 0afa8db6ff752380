# SPDX-License-Identifier: GPL-3.0-or-later
"""What a request must be before anything of it is read: the right host, origin, token and shape.

A web page that a user happens to visit can send requests to loopback addresses. Its
browser tells on it by ``Origin`` or ``Sec-Fetch-Site``; a page that rebinds its own name
to 127.0.0.1 may send neither, and then ``Host`` is the only tell. So all three are
checked, with a valid token too, before the token is.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass

from ..contract import LL3MError
from ..contract.errors import (
    Forbidden,
    InvalidCall,
    TooLarge,
    Unauthorized,
    WrongHost,
    WrongMediaType,
)
from .tokens import Grant, TokenBook

__all__ = ["Guard", "Head", "Limits", "Refusal"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request and one client may use. Sizes in bytes, times in seconds."""

    body: int = 4 * 2**20
    head: int = 32 * 2**10
    headers: int = 100
    target: int = 8 * 2**10
    message: int = 4 * 2**20  # one WebSocket message
    connections: int = 256
    head_seconds: float = 8.0
    body_seconds: float = 8.0  # without a byte
    idle_seconds: float = 9.0
    threads: int = 32
    threads_per_client: int = 8
    calls_per_second: float = 20_000.0  # of one token; 0 for no limit
    jobs_per_minute: float = 600.0


class Refusal(Exception):
    """A request that is turned away: HTTP status, error, further headers.

    ``close`` ends the connection, since there may be a body that nobody will read.
    """

    def __init__(
        self, status: int, error: LL3MError, *headers: tuple[bytes, bytes], close: bool = True
    ) -> None:
        super().__init__(error.message)
        self.status = status
        self.error = error
        self.headers = headers
        self.close = close


_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_KEY = re.compile(rb"[\x21-\x7e]{1,100}")


class Head:
    """The headers of a request, those that may come only once checked for that."""

    __slots__ = ("request_id", "values")

    ONCE = frozenset(
        (b"host", b"origin", b"authorization", b"content-type", b"content-length", b"x-api-key")
    )

    def __init__(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        values: dict[bytes, bytes] = {}
        for name, value in headers:
            if name in values and name in self.ONCE:
                raise Refusal(400, InvalidCall(f"The header {name.decode()} came twice."))
            values[name] = value
        self.values = values
        given = values.get(b"x-request-id", b"")
        self.request_id = given.decode() if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)

    def deadline(self, longest: float) -> float | None:
        """``LL3M-Deadline`` (seconds from now) as a ``time.monotonic()`` value."""
        given = self.values.get(b"ll3m-deadline")
        if given is None:
            return None
        try:
            seconds = float(given)
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds < float("inf"):
            raise Refusal(400, InvalidCall("The header LL3M-Deadline is a number of seconds."))
        return time.monotonic() + min(seconds, longest)

    def idempotency_key(self) -> str:
        """``Idempotency-Key``, or an empty string where there is none."""
        given = self.values.get(b"idempotency-key")
        if given is None:
            return ""
        if not _KEY.fullmatch(given):
            raise Refusal(
                400, InvalidCall("An Idempotency-Key has 1 to 100 visible ASCII characters.")
            )
        return given.decode()


class Guard:
    """The checks on a request's head, for HTTP and WebSocket alike."""

    def __init__(self, tokens: TokenBook, limits: Limits) -> None:
        self.tokens = tokens
        self.limits = limits
        self.port = 0
        self.hosts: frozenset[bytes] = frozenset()
        self.origins: frozenset[bytes] = frozenset()

    def listen_on(self, names: Iterable[str], port: int, scheme: str = "http") -> None:
        """Set the names under which the service may be addressed."""
        self.port = port
        self.hosts = frozenset(f"{name}:{port}".encode() for name in names)
        self.origins = frozenset(f"{scheme}://{name}:{port}".encode() for name in names)

    def also(self, names: Iterable[str], port: int, scheme: str) -> None:
        """Add the names of a second address."""
        more = list(names)
        self.hosts |= {f"{name}:{port}".lower().encode() for name in more}
        self.origins |= {f"{scheme}://{name}:{port}".lower().encode() for name in more}

    def head(self, headers: list[tuple[bytes, bytes]], target: bytes) -> Head:
        """Check everything but the token.

        Raises:
            Refusal: with 400, 403, 414, 421 or 431.
        """
        limits = self.limits
        if len(target) > limits.target:
            raise Refusal(414, TooLarge("The address is too long.", limit=limits.target))
        size = sum(len(name) + len(value) + 4 for name, value in headers)
        if len(headers) > limits.headers or size > limits.head:
            raise Refusal(431, TooLarge("The headers are too large.", limit=limits.head))
        head = Head(headers)
        values = head.values
        if values.get(b"host", b"").lower() not in self.hosts:
            raise Refusal(421, WrongHost("This service does not answer under that host name."))
        origin = values.get(b"origin")
        if origin is not None and origin not in self.origins:
            raise Refusal(403, self._foreign())
        if values.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
            raise Refusal(403, self._foreign())
        return head

    @staticmethod
    def _foreign() -> LL3MError:
        return Forbidden(
            "This service does not answer web pages of other origins.",
            advice="Use a program, not a page, or the page that this service itself serves.",
        )

    def grant(self, head: Head) -> Grant:
        """The grant of the request's token.

        Raises:
            Refusal: 401, the same whatever is wrong with the token.
        """
        kind, _, token = head.values.get(b"authorization", b"").partition(b" ")
        grant = self.tokens.check(token.strip().decode("latin-1"))
        if grant is None or kind.lower() != b"bearer":
            raise Refusal(
                401,
                Unauthorized("This needs the instance's token."),
                (b"www-authenticate", b'Bearer realm="ll3m"'),
            )
        return grant

    def json_body(self, head: Head) -> None:
        """Check that the body is announced as plain JSON of an allowed size.

        Raises:
            Refusal: 413 or 415.
        """
        kind, _, rest = head.values.get(b"content-type", b"").partition(b";")
        charset = rest.strip().lower().replace(b'"', b"")
        if kind.strip().lower() != b"application/json" or charset not in (b"", b"charset=utf-8"):
            raise Refusal(415, WrongMediaType("The body must be application/json."))
        if head.values.get(b"content-encoding", b"identity").lower() != b"identity":
            raise Refusal(415, WrongMediaType("Compressed bodies are not accepted."))
        length = head.values.get(b"content-length", b"0")
        if int(length) > self.limits.body:
            raise self.too_large()

    def too_large(self) -> Refusal:
        """The refusal of a body above the cap."""
        limit = self.limits.body
        return Refusal(413, TooLarge(f"The body is larger than {limit} bytes.", limit=limit))
