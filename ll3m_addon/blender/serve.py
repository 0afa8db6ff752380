# SPDX-License-Identifier: GPL-3.0-or-later
"""The service without a window: Blender in background mode, or as a module, held open.

Background mode has no timers, so this holds the main thread and empties the queue
itself until it is told to stop. The operations are those of the window, all of them.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import bpy

from ...bridge.contract import LL3MError
from ...bridge.server.outside import Outside
from ...bridge.server.service import Service
from . import main_thread

__all__ = ["main", "serve"]

log = logging.getLogger(__name__)


def main(arguments: list[str], prog: str = "ll3m serve") -> int:
    """The command: parse ``arguments``, serve, return the exit code."""
    asked = _parser(prog).parse_args(arguments)

    def ready(service: Service) -> None:
        where = {"url": service.url, "port": service.port}
        if service.outside_url:
            where["outside"] = service.outside_url
        text = f"LL3M listens at {service.url}"
        text += f" and {service.outside_url}" if service.outside_url else ""
        sys.stdout.write((json.dumps(where) if asked.json else f"{text}. Ctrl-C ends it.") + "\n")
        sys.stdout.flush()

    try:
        outside = None
        if asked.outside:
            outside = Outside(
                asked.outside, asked.outside_port, asked.tls_cert, asked.tls_key,
                tuple(asked.name), asked.without_tls,
            )  # fmt: skip
        serve(host=asked.host, port=asked.port, ready=ready, outside=outside, project=asked.project)
    except LL3MError as error:
        sys.stderr.write(f"{error.message} {error.advice}\n")
        return error.exit_code
    return 0


def _parser(prog: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog=prog, description="Serve LL3M without a window.")
    made.add_argument("--host", default="127.0.0.1", help="a loopback address")
    made.add_argument("--port", type=int, default=0, help="default: a free one")
    made.add_argument("--project", default="", help="the project that clients may find it by")
    made.add_argument("--outside", default="", help="another address, for other machines")
    made.add_argument("--outside-port", type=int, default=0, help="default: a free one")
    made.add_argument("--tls-cert", type=Path, help="certificate (PEM) of that address")
    made.add_argument("--tls-key", type=Path, help="its key (PEM), if it is a file of its own")
    made.add_argument("--name", action="append", default=[], help="host name that clients use")
    made.add_argument("--without-tls", action="store_true", help="whoever reads along has all")
    made.add_argument("--json", action="store_true", help="say where in JSON")
    return made


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    ready: Callable[[Service], None] | None = None,
    outside: Outside | None = None,
    project: str = "",
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
            info = {
                "blender": bpy.app.version_string,
                "file": bpy.data.filepath,
                "project": project,
            }
            service = Service(app, host=host, port=port, instance_info=info, outside=outside)
            _serve(service, ready, told)
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
    service: Service,
    ready: Callable[[Service], None] | None,
    told: threading.Event,
) -> None:
    service.start()
    try:
        if ready is not None:
            ready(service)
        while not told.is_set():
            main_thread.pump(0.5, until=told.is_set)
    finally:
        service.stop()


if __name__ == "__main__":  # python -m, where Blender is a module
    sys.exit(main(sys.argv[1:]))
