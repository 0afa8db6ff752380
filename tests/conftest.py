# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by all tests: nothing of the user's is read or written, and what is missing has a name.

``LL3M_TEST_BLENDER`` names a Blender program for the tests that start one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

EXIT_STATUS = pytest.StashKey[int]()
#: Everything that the tests may leave behind lies here, and goes at the end.
HOME = Path(tempfile.mkdtemp(prefix="ll3m-tests-"))
# Blender reads this when it starts, and as a module that is on its first import.
os.environ.setdefault("BLENDER_USER_RESOURCES", str(HOME / "blender"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[EXIT_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    bpy = sys.modules.get("bpy")
    if bpy is not None and not getattr(bpy.app, "binary_path", ""):
        # As a module Blender may hang or crash in its C++ destructors, after everything of ours
        # has ended: seen with 4.5.15 (a thread that waits for ever) and 4.2.23 (a crash).
        coverage = sys.modules.get("coverage")
        if coverage and (running := coverage.Coverage.current()):
            running.stop()
            running.save()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash.get(EXIT_STATUS, 1))


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, keys, library and runtime files of each test are its own, and empty."""
    for name in list(os.environ):
        if name.startswith("LL3M_") and not name.startswith("LL3M_TEST_"):
            monkeypatch.delenv(name)
    folder = Path(tempfile.mkdtemp(dir=HOME))
    monkeypatch.setenv("LL3M_SETTINGS", str(folder / "settings.json"))
    monkeypatch.setenv("LL3M_KEYS", str(folder / "keys.json"))
    monkeypatch.setenv("LL3M_LIBRARY", str(folder / "library"))
    monkeypatch.setenv("LL3M_RUNTIME_DIR", str(folder / "runtime"))
    monkeypatch.setenv("LL3M_LOG", str(folder / "ll3m.log"))
    # Seconds to make, the same for all tests, and read only once it is there.
    monkeypatch.setenv("LL3M_KNOWLEDGE", str(HOME / "knowledge"))
    monkeypatch.setenv("HOME", str(folder))
    for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "DOCUMENTS_DIR"):
        monkeypatch.setenv(f"XDG_{name}", str(folder / name.lower()))
    return folder


@pytest.fixture(scope="session")
def blender_program() -> str:
    """A Blender program to start; the test is skipped where none is named."""
    program = os.environ.get("LL3M_TEST_BLENDER", "")
    if not program:
        pytest.skip("needs a Blender program: name one in LL3M_TEST_BLENDER")
    found = shutil.which(program)
    assert found, f"LL3M_TEST_BLENDER names {program}, which is not a program"
    return found


@pytest.fixture(scope="session")
def window_system(blender_program: str) -> str:
    """The display for windows; the test is skipped where there is none."""
    display = os.environ.get("DISPLAY", "")
    if not display:
        pytest.skip("needs a window system: DISPLAY is not set")
    return display
