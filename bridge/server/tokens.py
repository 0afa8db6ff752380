# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may use the service: tokens with scopes, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..contract.base import Scope
from ..contract.dispatch import ALL_SCOPES
from ..contract.errors import Conflict, NotFound

__all__ = ["Grant", "TokenBook"]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows. The token itself is not kept, only its digest."""

    client: str
    scopes: frozenset[Scope]
    digest: bytes


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


class TokenBook:
    """The instance's own token and those issued to single clients. Thread-safe."""

    def __init__(self, scopes: frozenset[Scope] = ALL_SCOPES) -> None:
        self._lock = threading.Lock()
        #: Called, on the thread that did it, after a token was taken back or replaced.
        self.on_change: Callable[[], object] | None = None
        self.instance = secrets.token_urlsafe(32)
        self._grants = {"instance": Grant("instance", scopes, _digest(self.instance))}

    def check(self, token: str) -> Grant | None:
        """The grant of a presented token. Takes equally long whatever the token is."""
        presented = _digest(token)
        found: Grant | None = None
        with self._lock:
            grants = list(self._grants.values())
        for grant in grants:
            if hmac.compare_digest(presented, grant.digest):
                found = grant
        return found

    def valid(self, grant: Grant) -> bool:
        """Whether the grant still holds: open connections ask again."""
        with self._lock:
            return self._grants.get(grant.client) == grant

    def issue(self, client: str, scopes: Iterable[Scope]) -> str:
        """Make a token for one client and return it, the only time it can be seen.

        Raises:
            Conflict: there is a token of that name.
        """
        token = secrets.token_urlsafe(32)
        with self._lock:
            if client in self._grants:
                raise Conflict(f"There is already a token for {client!r}.")
            self._grants[client] = Grant(client, frozenset(scopes), _digest(token))
        return token

    def revoke(self, client: str) -> None:
        """Take a client's token back; its open connections end.

        Raises:
            NotFound: there is no such token; the instance's own can only be rotated.
        """
        with self._lock:
            if client == "instance" or self._grants.pop(client, None) is None:
                raise NotFound(f"There is no token for {client!r}.")
        self._changed()

    def rotate(self) -> str:
        """Replace the instance's own token and return the new one."""
        with self._lock:
            self.instance = secrets.token_urlsafe(32)
            scopes = self._grants["instance"].scopes
            self._grants["instance"] = Grant("instance", scopes, _digest(self.instance))
            token = self.instance
        self._changed()
        return token

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change()

    def list(self) -> list[Grant]:
        """All grants."""
        with self._lock:
            return list(self._grants.values())
