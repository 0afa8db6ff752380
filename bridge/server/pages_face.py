# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that shows the contract, at ``/docs``: three files of our own, nothing from outside.

It needs no token, since it tells only what the OpenAPI document tells everybody. What is tried
out there carries the token that the reader types in; it is kept in the page's memory only.
"""

from __future__ import annotations

from functools import lru_cache, partial
from importlib.resources import files

from .app import App
from .exchange import Exchange

__all__ = ["Pages"]

#: Address to file and media type.
FILES = {
    "/docs": ("docs.html", b"text/html; charset=utf-8"),
    "/docs/docs.css": ("docs.css", b"text/css; charset=utf-8"),
    "/docs/docs.js": ("docs.js", b"text/javascript; charset=utf-8"),
}
#: Only what this service itself serves, no inline script or style, and in nobody's frame.
POLICY = (
    b"content-security-policy",
    b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
)


class Pages:
    """Puts the page into the app's routes."""

    def __init__(self, app: App) -> None:
        app.exact |= {path: partial(self._send, path) for path in FILES}

    async def _send(self, path: str, exchange: Exchange) -> None:
        exchange.only("GET", "HEAD")
        name, media = FILES[path]
        await exchange.respond(200, _text(name), (POLICY,), media=media)


@lru_cache
def _text(name: str) -> bytes:
    return (files(__package__ or "") / "pages" / name).read_bytes()
