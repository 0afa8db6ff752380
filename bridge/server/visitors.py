# SPDX-License-Identifier: GPL-3.0-or-later
"""Who uses the service, for the panel and for taking turns."""

from __future__ import annotations

import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from ..contract.dispatch import Caller
from .calls import MAX_DEADLINE, Client
from .exchange import Scope
from .security import Head
from .tokens import Grant

__all__ = ["Visitors"]

#: A visitor who has not called for this many seconds is no longer shown.
REMEMBER = 60.0
#: Most visitors that are remembered at a time.
MOST = 1000


@dataclass(slots=True)
class Visitor:
    """A client as the panel shows it. Times are in seconds since 1970."""

    name: str
    token: str
    first: float
    last: float
    calls: int = 0
    connections: int = 0


class Visitors:
    """The visitors of the last minute. Written on the event loop, read from any thread."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Visitor] = {}

    def visit(self, head: Head, grant: Grant) -> Visitor:
        """Note a call."""
        name = head.values.get(b"user-agent", b"unnamed").decode("latin-1")[:100]
        now = time.time()
        visitor = self._known.get((name, grant.client))
        if visitor is None:
            self._forget(now)
            visitor = Visitor(name, grant.client, now, now)
            self._known[name, grant.client] = visitor
        visitor.last = now
        visitor.calls += 1
        return visitor

    def list(self) -> list[dict[str, Any]]:
        """Who called within the last minute or is connected."""
        since = time.time() - REMEMBER
        return [
            {
                "name": each.name, "token": each.token, "calls": each.calls, "last": each.last,
                "connections": each.connections,
            }
            for each in list(self._known.values())
            if each.last >= since or each.connections
        ]  # fmt: skip

    def _forget(self, now: float) -> None:
        old = [
            key
            for key, each in self._known.items()
            if not each.connections and now - each.last > REMEMBER
        ]
        for key in old:
            del self._known[key]
        while len(self._known) >= MOST:
            del self._known[next(iter(self._known))]


def client_of(scope: Scope, head: Head, grant: Grant, face: str) -> Client:
    """Who asks, for the dispatcher; turns are taken by connection."""
    key: Hashable = scope["client"]
    caller = Caller(
        face=face,
        client=grant.client,
        scopes=grant.scopes,
        request_id=head.request_id,
        deadline=head.deadline(MAX_DEADLINE),
        agent=head.values.get(b"user-agent", b"").decode("latin-1")[:100],
    )
    return Client(key, caller)
