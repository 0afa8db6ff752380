# SPDX-License-Identifier: GPL-3.0-or-later
"""The one object that holds what the extension has while it is enabled.

The product behind the contract is put together on a thread when it is first wanted, never
while Blender starts. Operators ask through ``ask``; panels read ``snapshot()``.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import bpy

from . import announcing, main_thread, preferences, properties

if TYPE_CHECKING:
    from ...bridge.server.service import Service
    from ..core.app import App
    from .host import BlenderHost
    from .snapshot import Feed
    from .views import JobView, Notice, Snapshot

__all__ = ["Notice", "Session", "current", "end", "snapshot", "start", "state"]

log = logging.getLogger(__name__)

T = TypeVar("T")
#: Seconds that threads get to end when the extension is disabled.
PATIENCE = 3.0
#: Seconds that a new thread leaves Python's lock to the one that started it: without, the main thread
#: waits some 15 ms for its first imports.
HAND_BACK = 0.002


@dataclass(slots=True)
class Session:
    """Everything of the extension that is alive. Main thread, except where said."""

    package: str
    phase: str = "off"  # "off" | "starting" | "ready" | "failed"
    notice: Notice | None = None
    _snapshot: Snapshot | None = None  # views are made when they are first shown
    inputs: dict[str, Any] = field(default_factory=dict)
    chosen_asset_id: str = ""
    feed: Feed | None = None
    service: Service | None = None
    host: BlenderHost | None = None
    online: bool = False
    network_timeout: float = 0.0  # seconds to reach a host, as Blender's preferences say; 0: ours
    news: list[JobView] = field(default_factory=list)  # done, and not yet looked at
    servers: tuple[Any, ...] = ()  # model servers that were found on this machine
    looked_for_servers: bool = False
    references: tuple[Any, ...] = ()  # pictures that go with the next prompt
    reading: set[str] = field(default_factory=set)  # files that are being read to be such
    estimate: Any = None  # what would be sent, as last asked for
    tested: str = ""  # what the last test of a connection said
    stale: bool = False  # the preferences have changed since the product was put together
    session_keys: dict[str, str] = field(default_factory=dict, repr=False)
    _app: Future[App] | None = None
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def snapshot(self) -> Snapshot:
        """What the panel shows; empty at first."""
        if self._snapshot is None:
            self._snapshot = _empty()
        return self._snapshot

    @snapshot.setter
    def snapshot(self, fresh: Snapshot) -> None:
        self._snapshot = fresh

    # ------------------------------------------------------------ putting together

    def open(self) -> Future[App]:
        """Put the product together on a thread, once; later calls return the same future."""
        self._look_at_network()
        ended: Callable[[], None] | None = None
        if self.stale and not self.snapshot.active:
            ended = self._let_go()
        if self._app is None:
            self.phase, self.stale = "starting", False
            plan = preferences.gather(self.package)
            self._app = self._spawn(lambda: self._build(plan, ended))
            self._app.add_done_callback(lambda made: main_thread.run(lambda: self._opened(made)))
        return self._app

    def _look_at_network(self) -> None:
        """Take down what Blender's preferences say of the network, for the threads that use it."""
        self.online = bpy.app.online_access
        self.network_timeout = float(bpy.context.preferences.system.network_timeout)

    def wake(self) -> None:
        """The panel is shown for the first time: put the product together, fill the lists."""
        if self.phase != "off":
            return
        self.open()
        prefs = preferences.get(self.package)
        if prefs is None:
            return
        if prefs.start_service and self.service is None:
            self.start_service()
        panel = properties.panel()
        if panel is not None and not panel.is_property_set("quality"):
            panel.quality = prefs.quality
        if not prefs.welcomed and not prefs.providers:
            self.look_for_servers()

    def look_for_servers(self, then: Callable[[Any], None] | None = None) -> None:
        """Ask the usual ports of this machine for model servers, on a thread."""
        from . import local_servers

        local_servers.look(self, then)

    def store_key(self, provider: str, key: str, source: str) -> None:
        """Keep a provider's key in ``source`` (``file`` or ``session``), on a thread."""
        if source == "session":
            self.session_keys[provider] = key  # for a product put together anew
        opened = self.open()
        self.work(
            lambda: opened.result().providers.keys.store(provider, key, source),
            lambda _: self.tell(f"The key of {provider} is set"),
        )

    def app(self) -> App:
        """The product; waits for it. For background mode and for threads."""
        return self.open().result()

    def _build(self, plan: preferences.Plan, first: Callable[[], None] | None = None) -> App:
        """On a thread: end the ``first`` product, import what is heavy, build the next one."""
        if first is not None:
            first()
        from ..core.settings import load_settings
        from ..pipeline.assembly import build_app
        from .host import BlenderHost

        self.host = BlenderHost()
        app = build_app(
            load_settings(**plan.overrides),
            host=self.host,
            program=plan.program,
            session_keys={**plan.keys, **self.session_keys},
            online=lambda: self.online,
            connect_timeout=lambda: self.network_timeout,
        )
        app.job_store.adopt_lost()
        return app

    def _opened(self, made: Future[App]) -> None:
        if made is not self._app or made.cancelled():
            return
        error = made.exception()
        if error is not None:
            self.phase, self._app = "failed", None
            self.tell_error(error)
            return
        self.phase = "ready"
        if not bpy.app.background:
            from .snapshot import Feed

            self.feed = Feed(made.result(), self.caller(), self._deliver, self._clients)
            self.feed.look_at(self.chosen_asset_id)

    def _clients(self) -> list[dict[str, Any]]:
        """On the feed's thread: who uses the service."""
        service = self.service
        return service.clients() if service is not None else []

    def _spawn(self, task: Callable[[], T]) -> Future[T]:
        """Run ``task`` on a thread of its own; a slow provider must not hold up the others."""
        made: Future[T] = Future()

        def work() -> None:
            time.sleep(HAND_BACK)
            if made.set_running_or_notify_cancel():
                try:
                    made.set_result(task())
                except BaseException as error:  # noqa: BLE001 -- the worker's top; whoever asked shows and logs it
                    made.set_exception(error)

        # Daemon: quitting Blender must not wait for a provider's answer.
        thread = threading.Thread(target=work, name="ll3m-ask", daemon=True)
        self._threads = [each for each in self._threads if each.is_alive()] + [thread]
        thread.start()
        return made

    # ------------------------------------------------------------ asking

    def caller(self) -> Any:
        """Who the panel is to the product."""
        from ...bridge.contract.dispatch import Caller

        return Caller(face="panel", client=f"blender-{bpy.app.version_string}")

    def call(self, name: str, params: dict[str, Any]) -> Any:
        """Ask and wait. Background mode only: a window would freeze.

        Raises:
            LL3MError: whatever the operation answers.
        """
        return self.app().call(name, params, self.caller())

    def ask(
        self, name: str, params: dict[str, Any], then: Callable[[Any], None] | None = None
    ) -> None:
        """Ask on a thread; ``then`` gets the result on the main thread, errors the banner."""
        opened = self.open()
        self.work(lambda: opened.result().call(name, params, self.caller()), then)

    def work(self, task: Callable[[], Any], then: Callable[[Any], None] | None = None) -> None:
        """Run ``task`` on a thread; ``then`` gets its result on the main thread.

        In background mode, where nobody empties the queue by himself, at once and here.
        """
        if bpy.app.background:
            result = task()
            if then is not None:
                then(result)
            return

        def done(made: Future[Any]) -> None:
            if not made.cancelled():
                main_thread.run(lambda: self._answered(made, then))

        self._spawn(task).add_done_callback(done)

    def _answered(self, made: Future[Any], then: Callable[[Any], None] | None) -> None:
        error = made.exception()
        if error is not None:
            self.tell_error(error)
        elif then is not None:
            then(made.result())
        self.refresh()

    def refresh(self, *parts: str) -> None:
        """Have the panel's view brought up to date, all of it when nothing is named."""
        if self.feed is not None:
            from .snapshot import ALL

            self.feed.refresh(*(parts or ALL))
        else:
            self._redraw()

    # ------------------------------------------------------------ telling

    def tell(self, text: str) -> None:
        """Say good news in the status bar."""
        from .operators import report

        report.later("INFO", text)

    def tell_error(self, error: BaseException) -> None:
        """Show an error in the banner and the status bar; log what is not of the tree."""
        from .operators import report
        from .views import Notice

        if hasattr(error, "to_wire"):
            wire = error.to_wire()  # type: ignore[attr-defined]
            self.notice = Notice(wire["message"], wire["advice"], wire["code"], str(wire))
        else:
            log.error("the panel's request failed", exc_info=error)
            text = f"Something of ours broke ({type(error).__name__}: {error})."
            self.notice = Notice(text, "Look at the log for details.", "internal", repr(error))
        report.later("WARNING", self.notice.text)
        self._redraw()

    def _deliver(self, fresh: Snapshot) -> None:
        """On the feed's thread: have the main thread show it."""
        main_thread.run(lambda: self._show(fresh))

    def _show(self, fresh: Snapshot) -> None:
        from . import mirror

        self._look_at_network()
        old, self.snapshot = self.snapshot, fresh
        main_thread.attend("jobs", bool(fresh.active))
        mirror.show(fresh, old)
        announcing.announce(self, old, fresh)
        if self.stale and not fresh.active:
            self.open()

    def _redraw(self) -> None:
        from . import mirror

        mirror.redraw()

    # ------------------------------------------------------------ service and end

    def start_service(self) -> None:
        """Start the service on a thread; the panel's switch shows it when it runs."""
        opened = self.open()
        info = {"blender": bpy.app.version_string, "file": bpy.data.filepath}

        def begin() -> Service:
            from ...bridge.server.service import Service

            service = Service(opened.result(), instance_info=info)
            service.start()
            return service

        def running(service: Service) -> None:
            self.service = service
            main_thread.attend("service", True)
            if self.feed is not None:
                self.feed.serve(True)
            self.tell(f"The LL3M service answers at {service.url}")

        self.work(begin, running)

    def stop_service(self) -> None:
        """Stop the service."""
        service, self.service = self.service, None
        main_thread.attend("service", False)
        if self.feed is not None:
            self.feed.serve(False)
        if service is not None:
            self.work(service.stop, lambda _: self.refresh("service"))

    def settings_changed(self) -> None:
        """Put the product together anew with the present preferences, once no job is active."""
        if self.phase != "off":
            self.stale = True
            main_thread.run(lambda: self.open() if not self.snapshot.active else None)

    def _let_go(self) -> Callable[[], None]:
        """Forget the product; what is returned ends its service, jobs and processes.

        That may take seconds, so a window calls it on a thread.
        """
        service, self.service = self.service, None
        feed, self.feed = self.feed, None
        made, self._app = self._app, None
        self.phase = "off"
        main_thread.attend("service", False)

        def end() -> None:
            if service is not None:
                service.stop()
            if feed is not None:
                feed.close()
            if made is not None and not made.cancel() and made.exception() is None:
                made.result().close()

        return end

    def close(self) -> None:
        """Let go of every thread, process and file."""
        self._let_go()()
        deadline = time.monotonic() + PATIENCE
        for thread in self._threads:
            thread.join(max(deadline - time.monotonic(), 0))
        self._threads.clear()


_session: Session | None = None


def start(package: str) -> Session:
    """Begin the session of an enabled extension; nothing heavy happens."""
    global _session
    _session = Session(package)
    return _session


def end() -> None:
    """End it."""
    global _session
    ending, _session = _session, None
    if ending is not None:
        ending.close()


def current() -> Session | None:
    """The session, or None while the extension is disabled."""
    return _session


def state() -> Session:
    """The session; only for code that runs while the extension is enabled."""
    if _session is None:
        raise RuntimeError("the LL3M extension is not enabled")
    return _session


def snapshot() -> Snapshot:
    """What the panel shows; empty while there is nothing."""
    return _session.snapshot if _session is not None else _empty()


def _empty() -> Snapshot:
    from .views import Snapshot

    return Snapshot()
