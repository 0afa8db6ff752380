# SPDX-License-Identifier: GPL-3.0-or-later
"""The side of the bridge's bench that runs in Blender: our service and a plain socket.

Started by ``bridge.py``. Both answer the same three things: something that needs no
scene, the open scene, and an answer of 5 MB. The plain socket works as the best-known
connector does: no framing, so the whole buffer is parsed again with every chunk, and a
timer of its own per command.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import _bootstrap

_bootstrap.prepare()

import bpy  # noqa: E402
from ll3m.bridge.contract import Model, operation  # noqa: E402
from ll3m.bridge.contract.code import Facts  # noqa: E402
from ll3m.bridge.contract.dispatch import Caller, SceneRunner  # noqa: E402
from ll3m.bridge.contract.scene import SceneInfoRequest  # noqa: E402
from ll3m.bridge.contract.system import SystemVersion  # noqa: E402
from ll3m.bridge.contract.version import Version, VersionDetail  # noqa: E402
from ll3m.bridge.server import Service  # noqa: E402
from ll3m.ll3m_addon.blender import main_thread  # noqa: E402
from ll3m.ll3m_addon.blender.host import BlenderHost  # noqa: E402

LARGE = "x" * 5_000_000


class Answers:
    """A dispatcher with the product's own models and host, and nothing else behind it."""

    def __init__(self) -> None:
        self.host = BlenderHost()
        self.large = VersionDetail(
            version=Version(
                asset_id="a_" + "0" * 16, number=1, kind="python_model", prompt="x",
                created_at="2026-01-01T00:00:00Z", quality="draft", provider="x", model="x",
                source=LARGE, facts=Facts(objects=0, vertices=0, faces=0), isolation="none",
                blender_version=bpy.app.version_string,
            ),
            folder="/", current=True,
        )  # fmt: skip

    def call(self, name: str, params: dict[str, Any], caller: Caller) -> Model:  # noqa: ARG002
        """Answer as the product would."""
        request = operation(name).request.model_validate(params)
        if isinstance(request, SceneInfoRequest):
            return self.host.scene_info(request)
        if name == "version.get":
            return self.large
        return SystemVersion(
            version="0", blender=None, python="3", platform=sys.platform, pid=os.getpid()
        )

    def subscribe(self, listener: Callable[[Any], None]) -> Callable[[], None]:  # noqa: ARG002
        """There are no events."""
        return lambda: None

    subscribe_notices = subscribe

    def serve_with(self, tokens: object) -> None:
        """There are no operations on tokens."""

    def scene_runner(self) -> SceneRunner:
        """As the product's."""
        return self.host.run_soon


def scene_facts() -> dict[str, Any]:
    """What the connector tells of a scene: its name and its first ten objects."""
    scene = bpy.context.scene
    objects = [
        {"name": each.name, "type": each.type, "location": [round(v, 2) for v in each.location]}
        for each in list(scene.objects)[:10]
    ]
    return {"name": scene.name, "object_count": len(scene.objects), "objects": objects}


class PlainSocket:
    """A socket server in the connector's manner: a thread per client, a timer per command."""

    def __init__(self, run_soon: Callable[[Callable[[], None]], None]) -> None:
        self._run_soon = run_soon
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        buffer = b""
        while data := connection.recv(8192):
            buffer += data
            try:
                command = json.loads(buffer.decode("utf-8"))
            except ValueError:
                continue  # not whole yet: parse all of it again with the next chunk
            buffer = b""
            self._run_soon(lambda command=command: self._answer(connection, command))

    @staticmethod
    def _answer(connection: socket.socket, command: dict[str, Any]) -> None:
        result: Any = {"ok": True}
        if command["type"] == "get_scene_info":
            result = scene_facts()
        elif command["type"] == "large":
            result = LARGE
        try:
            connection.sendall(json.dumps({"status": "success", "result": result}).encode())
        except OSError:
            return


def timer_per_command(function: Callable[[], None]) -> None:
    """As in a window: a timer that runs once."""

    def once() -> None:
        function()

    bpy.app.timers.register(once, first_interval=0.0)


def main() -> None:
    """Serve until standard input ends (background) or Blender is closed (window)."""
    main_thread.start()
    service = Service(Answers())
    service.start()
    background = bpy.app.background
    # Timers do not fire in background mode, so there the connector gets our own queue.
    plain = PlainSocket(main_thread.run if background else timer_per_command)  # type: ignore[arg-type]
    told = Path(sys.argv[sys.argv.index("--") + 1])
    draft = told.with_suffix(".new")
    facts = {"port": service.port, "token": service.token, "plain": plain.port, "pid": os.getpid()}
    draft.write_text(json.dumps(facts))
    draft.replace(told)
    if not background:
        return
    parent = os.getppid()
    while os.getppid() == parent:
        main_thread.pump(0.5)
    service.stop()


if __name__ == "__main__":
    main()
