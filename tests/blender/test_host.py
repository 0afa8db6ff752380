# SPDX-License-Identifier: GPL-3.0-or-later
"""The host answers from any thread, waits while Blender is busy, and never hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.errors import Busy, Cancelled, DeadlineExceeded, HostError  # noqa: E402
from ll3m.bridge.contract.scene import SceneInfoRequest  # noqa: E402
from ll3m.ll3m_addon.blender import main_thread, session  # noqa: E402
from ll3m.ll3m_addon.blender.host import BlenderHost  # noqa: E402
from ll3m.ll3m_addon.core.cancel import CancelToken  # noqa: E402
from ll3m.ll3m_addon.core.seams import Placement  # noqa: E402

T = TypeVar("T")


@pytest.fixture(autouse=True)
def queue() -> Iterator[None]:
    """An open queue; afterwards it is as the extension, where it is enabled, needs it."""
    main_thread.stop()
    main_thread.start()
    yield
    main_thread.stop()
    if session.current() is not None:
        main_thread.start()


def elsewhere(function: Callable[[], T], seconds: float = 10.0) -> T:
    """Run ``function`` on a thread of its own while this one pumps the queue."""
    with ThreadPoolExecutor(1) as pool:
        future: Future[T] = pool.submit(function)
        main_thread.pump(seconds, until=future.done)
        return future.result(timeout=1)


def test_work_of_another_thread_runs_on_the_main_thread() -> None:
    assert elsewhere(lambda: main_thread.call(threading.current_thread)) is threading.main_thread()


def test_a_call_on_the_main_thread_runs_at_once() -> None:
    assert main_thread.call(lambda: 7) == 7


def test_what_a_function_raises_reaches_the_caller_and_the_queue_goes_on() -> None:
    def fail() -> None:
        raise SystemExit("a script asked Blender to quit")

    failed = main_thread.run(fail)
    fine = main_thread.run(lambda: "still here")
    main_thread.pump(1, until=fine.done)
    assert isinstance(failed.exception(), SystemExit)
    assert fine.result() == "still here"


def test_a_tick_keeps_its_budget_and_leaves_the_rest_for_the_next() -> None:
    spent = [main_thread.run(lambda: time.sleep(main_thread.BUDGET / 2)) for _ in range(10)]
    main_thread._tick()
    done = sum(each.done() for each in spent)
    assert 1 <= done <= 3
    assert main_thread._tick() == main_thread.EAGER


def test_a_deadline_passes_when_nobody_empties_the_queue() -> None:
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: main_thread.call(lambda: None, timeout=0.05))
        with pytest.raises(DeadlineExceeded):
            future.result(timeout=5)
    assert main_thread.pump(0.2, until=lambda: main_thread.stats().waiting == 0)


def test_stopping_answers_those_who_wait() -> None:
    waiting = main_thread.run(lambda: None)
    main_thread.stop()
    assert isinstance(waiting.exception(timeout=1), HostError)
    assert isinstance(main_thread.run(lambda: None).exception(timeout=1), HostError)


def test_scene_info_describes_the_scene_from_any_thread() -> None:
    bpy.ops.mesh.primitive_cube_add(size=2, location=(1, 0, 0))
    bpy.context.object.name = "Box"
    host = BlenderHost()
    info = elsewhere(lambda: host.scene_info(SceneInfoRequest()))
    assert [each.name for each in info.objects] == ["Box"]
    assert info.objects[0].dimensions == [2, 2, 2]
    assert info.objects[0].selected
    assert info.bounding_box is not None
    assert info.bounding_box.min == pytest.approx([0, -1, -1])
    assert info.mode == "OBJECT"


def test_scene_info_pages_and_narrows_to_the_selection() -> None:
    for _ in range(5):
        bpy.ops.mesh.primitive_cube_add()
    host = BlenderHost()
    page = host.scene_info(SceneInfoRequest(offset=3, limit=10))
    assert (page.objects_total, len(page.objects)) == (5, 2)
    assert host.scene_info(SceneInfoRequest(selected_only=True)).objects_total == 1


def test_edit_mode_is_busy_and_says_whose() -> None:
    host = BlenderHost()
    bpy.ops.mesh.primitive_cube_add()
    assert host.busy() is None
    bpy.ops.object.mode_set(mode="EDIT")
    assert host.busy() == "'Cube' is in Edit mode"
    with pytest.raises(Busy, match="Edit mode"):
        host.activate("a_0123456789abcdef", 1)
    bpy.ops.object.mode_set(mode="OBJECT")


def test_a_busy_main_thread_is_reported_not_waited_for() -> None:
    host = BlenderHost()
    with ThreadPoolExecutor(1) as pool:
        reason = pool.submit(host.busy).result(timeout=5)
    assert reason is not None
    assert "not answering" in reason


def test_placing_waits_for_edit_mode_to_end(
    folder: Path, version_of: Callable[..., Placement]
) -> None:
    host = BlenderHost()
    bpy.ops.mesh.primitive_cube_add()
    bpy.ops.object.mode_set(mode="EDIT")
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(host.place, version_of(folder), CancelToken())
        assert main_thread.pump(5, until=lambda: host.waiting is not None)
        assert not future.done()
        assert "LL3M" not in bpy.data.collections
        bpy.ops.object.mode_set(mode="OBJECT")
        assert main_thread.pump(5, until=future.done)
        future.result()
    assert "LL3M" in bpy.data.collections
    assert host.waiting is None


def test_a_waiting_placement_can_be_cancelled(
    folder: Path, version_of: Callable[..., Placement]
) -> None:
    host, cancel = BlenderHost(), CancelToken()
    bpy.ops.mesh.primitive_cube_add()
    bpy.ops.object.mode_set(mode="EDIT")
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(host.place, version_of(folder), cancel)
        assert main_thread.pump(5, until=lambda: host.waiting is not None)
        cancel.cancel()
        main_thread.pump(5, until=future.done)
        with pytest.raises(Cancelled):
            future.result()
    bpy.ops.object.mode_set(mode="OBJECT")
    assert "LL3M" not in bpy.data.collections
