# SPDX-License-Identifier: GPL-3.0-or-later
"""Enabling and disabling the extension leaves nothing behind."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

import ll3m  # noqa: E402
from ll3m.ll3m_addon.blender import main_thread, registration, session  # noqa: E402

#: The folder that holds the package.
ROOT = Path(ll3m.__path__[0]).parent


@pytest.fixture(autouse=True)
def off() -> Iterator[None]:
    """The extension is disabled in each test, and afterwards as it was before."""
    was = session.current()
    if was is not None:
        registration.unregister()
    yield
    if session.current() is not None:
        registration.unregister()
    if was is not None:
        registration.register(was.package)


def left_over() -> dict[str, object]:
    """Everything that a registration could leave behind."""
    gc.collect()
    handlers = bpy.app.handlers
    lists = [name for name in dir(handlers) if isinstance(getattr(handlers, name), list)]
    return {
        "classes": sorted(n for n in dir(bpy.types) if n.startswith("LL3M_")),
        "operators": dir(bpy.ops.ll3m),
        "property": hasattr(bpy.types.WindowManager, "ll3m"),
        "handlers": {name: len(getattr(handlers, name)) for name in lists},
        "timer": bpy.app.timers.is_registered(main_thread._tick),
        "threads": sorted(thread.name for thread in threading.enumerate()),
        "files": len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0,
        "children": _children(),
    }


def _children() -> int:
    if sys.platform != "linux":
        return 0
    tasks = Path("/proc/self/task").iterdir()
    return sum(len((task / "children").read_text().split()) for task in tasks)


def test_fifty_times_on_and_off_leaves_nothing() -> None:
    registration.register("ll3m")
    registration.unregister()
    before = left_over()
    for _ in range(50):
        registration.register("ll3m")
        registration.unregister()
    assert left_over() == before
    assert before["classes"] == []
    assert before["property"] is False


def test_every_class_is_registered_and_named_by_the_rule() -> None:
    registration.register("ll3m")
    for cls in registration.CLASSES:
        assert cls.is_registered, cls
        assert cls.__name__.split("_")[0] == "LL3M"
        if issubclass(cls, bpy.types.Operator):
            noun_verb = cls.__name__.removeprefix("LL3M_OT_")
            assert cls.bl_idname == f"ll3m.{noun_verb}"
            assert cls.__doc__, f"{cls} has no tooltip"
            assert not cls.__doc__.endswith("."), f"{cls}: a tooltip ends without a full stop"


def test_operators_that_ask_for_an_operation_carry_its_name() -> None:
    from ll3m.bridge.contract import OPERATIONS

    registration.register("ll3m")
    ours = {name.replace("_", ".", 1) for name in dir(bpy.ops.ll3m)}
    for name in ("asset.generate", "asset.refine", "asset.delete", "asset.restore",
                 "version.activate", "version.export", "job.cancel", "job.retry",
                 "provider.test"):  # fmt: skip
        assert name in ours
        assert name in OPERATIONS


def test_registering_twice_fails_loudly_and_can_be_undone() -> None:
    registration.register("ll3m")
    with pytest.raises(ValueError, match="already registered"):
        registration.register("ll3m")
    registration.unregister()
    assert left_over()["classes"] == []


def test_registering_loads_nothing_heavy() -> None:
    """In a fresh process: no pydantic, no web library, no provider."""
    if bpy.app.binary_path:
        pytest.skip(
            "looked at where Blender is a module: a Blender program has loaded them already"
        )
    code = (
        "import sys, bpy; sys.path.insert(0, sys.argv[1])\n"
        "import ll3m; from ll3m.ll3m_addon.blender import registration\n"
        "before = set(sys.modules)\n"
        "registration.register('ll3m'); registration.unregister()\n"
        "heavy = {'http', 'email', 'pydantic', 'starlette', 'uvicorn', 'requests', 'rich', 'jsonschema', 'sqlite3'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert found.stdout.strip().splitlines()[-1] == "[]"
