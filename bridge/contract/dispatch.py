# SPDX-License-Identifier: GPL-3.0-or-later
"""What a door asks of the product: one typed call, and a way to hear events.

Doors know this protocol and nothing behind it. ``ll3m_addon.core.app.App`` implements it;
``bridge.client.Client`` implements it over the network, so that the CLI is the same code
against a running instance and in its own process.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

from .base import Model, Scope
from .job import Event
from .notice import Notice
from .token import TokenDesk

__all__ = ["ALL_SCOPES", "Caller", "Dispatcher", "SceneRunner"]

#: Queues work for the scene's thread and returns at once; the future may be cancelled until it begins.
SceneRunner = Callable[[Callable[[], Any]], "Future[Any]"]
ALL_SCOPES: frozenset[Scope] = frozenset(("read", "generate", "edit", "code", "admin"))


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, through which face, and what it may do."""

    face: str  # "panel" | "batch" | "rpc" | "cli" | …
    client: str = "local"
    scopes: frozenset[Scope] = field(default=ALL_SCOPES)
    request_id: str = ""
    deadline: float | None = None  # time.monotonic() at which an answer is no longer wanted
    agent: str = ""  # what the program calls itself


class Dispatcher(Protocol):
    """Answers operations."""

    def call(self, name: str, params: dict[str, Any], caller: Caller) -> Model:
        """Validate ``params``, run the operation, return its result. Blocks; any thread may call.

        Raises:
            LL3MError: any of the tree; never anything else.
        """
        ...

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call ``listener`` for each new event, on the thread that made it. Returns an unsubscribe."""
        ...

    def serve_with(self, tokens: TokenDesk | None) -> None:
        """A service begins with these tokens; None: it has ended."""
        ...

    def scene_runner(self) -> SceneRunner | None:
        """The way to the thread on which operations that need a scene run; None: any thread."""
        ...

    def subscribe_notices(self, listener: Callable[[Notice], None]) -> Callable[[], None]:
        """The same for notices; ``listener`` must return at once."""
        ...
