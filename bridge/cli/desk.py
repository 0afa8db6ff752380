# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a command asks: a running instance if there is one, else the product in this process."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from ..contract import Model
from ..contract.dispatch import Caller
from ..contract.errors import InvalidRequest, NotFound

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Desk", "LocalApp", "Serve"]

#: Seconds a call of the CLI may take when the command does not say otherwise.
PATIENCE = 300.0


class LocalApp(Protocol):
    """The product in this process."""

    def call(self, name: str, params: dict[str, Any], caller: Caller) -> Model:
        """See ``Dispatcher.call``."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


#: Starts an instance with these arguments in this Blender ("": the one found); its exit code.
Serve = Callable[[list[str], str], int]


class Desk:
    """One run of the command: its flags, its consoles, and whoever answers it."""

    def __init__(self, local: Callable[[], LocalApp] | None, serve: Serve | None = None) -> None:
        self.serve = serve
        self._open_local = local
        self._answerer: Any = None
        self._lock = threading.Lock()
        self._is_local = False
        self.instance = ""
        self.force_local = False
        self.json = False
        self.no_color = False

    # ------------------------------------------------------------ asking

    def chosen(self) -> dict[str, Any]:
        """What ``--instance`` says, as ``discovery.choose`` takes it."""
        named = self.instance
        if not named:
            return {}
        if named.isdecimal():
            return {"pid": int(named)}
        return {"file" if named.lower().endswith(".blend") else "project": named}

    @property
    def has_local(self) -> bool:
        """True if this process could do the work itself."""
        return self._open_local is not None

    @property
    def is_local(self) -> bool:
        """True if the work is done in this process."""
        self._answering()
        return self._is_local

    def ask(self, name: str, params: dict[str, Any], *, patience: float = PATIENCE) -> Any:
        """Call an operation; returns its result model. ``patience`` is in seconds."""
        return self.call(name, params, Caller("cli", deadline=time.monotonic() + patience))

    def call(self, name: str, params: dict[str, Any], caller: Caller) -> Model:
        """See ``Dispatcher.call``."""
        caller = Caller("cli", caller.client, caller.scopes, caller.request_id, caller.deadline)
        return self._answering().call(name, params, caller)

    def close(self) -> None:
        """Let go of the connection, or end the work in this process."""
        if self._answerer is not None:
            self._answerer.close()
            self._answerer = None

    def _answering(self) -> Any:
        with self._lock:  # an agent's requests come on several threads
            if self._answerer is None:
                self._answerer = self._choose()
            return self._answerer

    def _choose(self) -> Any:
        if not self.force_local:
            from ..client import Client

            try:
                return Client.connect(name="ll3m-cli", **self.chosen())
            except NotFound:
                if self.instance or self._open_local is None:
                    raise
        elif self.instance:
            raise InvalidRequest("--local and --instance exclude each other.")
        if self._open_local is None:
            raise InvalidRequest(
                "This installation can only talk to running instances.",
                advice="Leave --local out, and switch the LL3M service on in Blender.",
            )
        self._is_local = True
        return self._open_local()

    # ------------------------------------------------------------ showing

    def out(self) -> Console:
        """The console for results."""
        return self._console(stderr=False)

    def err(self) -> Console:
        """The console for progress and errors."""
        return self._console(stderr=True)

    def _console(self, *, stderr: bool) -> Console:
        from rich.console import Console

        stream = sys.stderr if stderr else sys.stdout
        # A pipe has no width: wide enough that nothing is cut for whoever reads it.
        width = None if stream.isatty() else 160
        return Console(file=stream, width=width, highlight=False, no_color=self.no_color or None)

    def show_json(self, model: Model) -> None:
        """Print a result for machines."""
        sys.stdout.write(model.model_dump_json(indent=2) + "\n")

    @contextlib.contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let SIGTERM end a command as Ctrl-C does, so that its job is cancelled too."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        before = signal.signal(signal.SIGTERM, interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)
