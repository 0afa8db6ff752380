# SPDX-License-Identifier: GPL-3.0-or-later
"""The service with a real scene behind it, while Blender loads files, undoes and ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.client import Client  # noqa: E402
from ll3m.bridge.contract.errors import LL3MError  # noqa: E402
from ll3m.bridge.server import Service  # noqa: E402
from ll3m.ll3m_addon.blender import main_thread, session  # noqa: E402
from ll3m.ll3m_addon.blender.host import BlenderHost  # noqa: E402
from ll3m.ll3m_addon.core.settings import Settings  # noqa: E402
from ll3m.ll3m_addon.pipeline.assembly import build_app  # noqa: E402


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("RUNTIME_DIR", "TOKENS", "AUDIT_LOG"):
        monkeypatch.setenv(f"LL3M_{name}", str(tmp_path / name.lower()))
    main_thread.stop()
    main_thread.start()
    app = build_app(Settings(library=tmp_path / "library"), host=BlenderHost())
    served = Service(app)
    served.start()
    yield served
    served.stop()
    app.close()
    main_thread.stop()
    if session.current() is not None:
        main_thread.start()


def ask(service: Service, answers: list[Any], times: int, name: str = "scene.info") -> None:
    """Call over a connection of one's own; answers and errors come into ``answers``."""
    with Client(service.url, service.token) as client:
        for _ in range(times):
            try:
                answers.append(client.call(name))
            except LL3MError as error:
                answers.append(error)


def test_calls_are_answered_while_files_are_loaded_and_steps_undone(service: Service) -> None:
    answers: list[Any] = []
    callers = [threading.Thread(target=ask, args=(service, answers, 15)) for _ in range(6)]
    for each in callers:
        each.start()
    loads = 0
    while any(each.is_alive() for each in callers):
        main_thread.pump(0.02)
        bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=loads % 2 == 0)
        bpy.data.objects.new("step", None)
        bpy.ops.ed.undo_push(message="step")
        loads += 1
    assert loads >= 3
    assert len(answers) == 90
    assert [each for each in answers if isinstance(each, LL3MError)] == []


def test_who_waits_for_the_scene_is_told_when_the_service_stops(service: Service) -> None:
    """The main thread never comes to their calls: it is the one that stops the service."""
    answers: list[Any] = []
    callers = [threading.Thread(target=ask, args=(service, answers, 1)) for _ in range(5)]
    for each in callers:
        each.start()
    threading.Event().wait(0.3)  # they are all on their way by then
    began = time.monotonic()
    service.stop()
    for each in callers:
        each.join(5)
    assert time.monotonic() - began < 3
    assert len(answers) == 5
    assert {type(each).__name__ for each in answers} <= {"Stopping", "HostError", "Busy"}
