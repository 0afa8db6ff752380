# SPDX-License-Identifier: GPL-3.0-or-later
"""The service without a window: Blender in background mode, or as a module, held open.

Background mode has no timers, so this holds the main thread and empties the queue
itself until it is told to stop. The operations are those of the window, all of them.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable

import bpy

from ...bridge.contract.dispatch import Dispatcher
from ...bridge.server.service import Service
from . import main_thread

__all__ = ["serve"]

log = logging.getLogger(__name__)


def serve(
    *, host: str = "127.0.0.1", port: int = 0, ready: Callable[[Service], None] | None = None
) -> None:
    """Serve until SIGINT or SIGTERM. Main thread only; ``ready`` is called once it listens.

    Raises:
        LL3MError: the product could not be put together, or the service not started.
    """
    from ..core.settings import load_settings
    from ..pipeline.assembly import build_app
    from .host import BlenderHost

    told = threading.Event()
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    for each in before:
        signal.signal(each, lambda *_: told.set())
    main_thread.start()
    try:
        online, timeout = _network()
        app = build_app(
            load_settings(), host=BlenderHost(), program=bpy.app.binary_path,
            online=lambda: online, connect_timeout=lambda: timeout,
        )  # fmt: skip
        app.job_store.adopt_lost()
        try:
            _serve(app, host, port, ready, told)
        finally:
            app.close()
    finally:
        main_thread.stop()
        for each, handler in before.items():
            signal.signal(each, handler or signal.SIG_DFL)  # None: set from C, not by Python


def _network() -> tuple[bool, float]:
    """Whether the internet may be used, and Blender's network timeout in seconds.

    Nobody clicks here, so the preference of the window counts only where the command line set
    it (``--offline-mode``); the setting ``online`` of LL3M says no as well.
    """
    online = bpy.app.online_access or not bpy.app.online_access_override
    return online, float(bpy.context.preferences.system.network_timeout)


def _serve(
    app: Dispatcher,
    host: str,
    port: int,
    ready: Callable[[Service], None] | None,
    told: threading.Event,
) -> None:
    info = {
        "blender": bpy.app.version_string,
        "file": bpy.data.filepath,
    }
    service = Service(app, host=host, port=port, instance_info=info)
    service.start()
    try:
        if ready is not None:
            ready(service)
        while not told.is_set():
            main_thread.pump(0.5, until=told.is_set)
    finally:
        service.stop()
