# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the corpus in real Blenders, once per mode, for all tests here.

Blender as a module of this Python; or the program that ``LL3M_TEST_BLENDER`` names, with the
libraries of the extension that is installed in the profile ``LL3M_TEST_PROFILE``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from corpus import blender_doors, inner, introspection, modules, process, vandals  # noqa: E402
from corpus.escape import Escape  # noqa: E402
from ll3m.ll3m_addon.sandbox.blender_command import (  # noqa: E402
    command_for_program,
    command_for_python,
)
from ll3m.ll3m_addon.sandbox.jail import BlenderJail  # noqa: E402

ESCAPES: dict[str, Escape] = {
    escape.id: escape
    for module in (modules, introspection, blender_doors, process, inner)
    for escape in module.ESCAPES
}
#: Programs that reach for what is the user's in the open scene.
VANDALS: dict[str, Escape] = {escape.id: escape for escape in vandals.ESCAPES}
#: A single call into C without end: only killing the process stops it, so a script that does
#: this fails its trial and never gets into a scene.
ONLY_THE_JAIL_ENDS = {
    "hang.regex", "memory.subdivide", "memory.array", "memory.double", "memory.numpy",
    "memory.bytes", "call.fraction", "call.decimal", "call.numpy-length", "call.subdivide",
    "call.remesh", "call.screw", "call.arange", "call.nested", "endless.generator-close",
    "endless.square",
}  # fmt: skip
#: runs programs in a mode: (mode, [programs as dicts], budget) -> results by id
Run = Callable[..., dict[str, Any]]


def _libraries() -> list[str]:
    profile = Path(os.environ.get("LL3M_TEST_PROFILE", "nowhere"))
    return [str(each) for each in profile.glob("extensions/.local/lib/python*/site-packages")]


@pytest.fixture(scope="session")
def blender() -> str:
    """The Blender at hand: ``module`` or the path of a program."""
    if sys.platform != "linux":
        pytest.skip("the corpus forks: needs Linux")
    program = os.environ.get("LL3M_TEST_BLENDER", "")
    if not program and importlib.util.find_spec("bpy") is None:
        pytest.skip("needs Blender as a module, or a program in LL3M_TEST_BLENDER")
    return program or "module"


@pytest.fixture(scope="session")
def run(blender: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs programs of the corpus in that Blender and returns what was seen of each."""
    known: dict[str, dict[str, Any]] = {}

    def run_programs(mode: str, programs: list[dict[str, str]], budget: float = 0.2) -> Any:
        key = f"{mode} {budget} {len(programs)} {programs[0]['id']}"
        if key not in known:
            folder = tmp_path_factory.mktemp(mode)
            (folder / "secret.txt").write_text("s3cret-text-4711")
            job = {
                "mode": mode, "budget": budget, "secret": str(folder / "secret.txt"),
                "folder": str(folder / "runs"), "escapes": programs, "libraries": _libraries(),
            }  # fmt: skip
            (folder / "job.json").write_text(json.dumps(job))
            result = folder / "result.json"
            start = (
                [sys.executable]
                if blender == "module"
                else [blender, "-b", "--factory-startup", "--python"]
            )
            done = subprocess.run(
                [*start, str(HERE / "harness.py"), "--", str(folder / "job.json"), str(result)],
                check=False, capture_output=True, timeout=600,
            )  # fmt: skip
            assert result.exists(), done.stderr.decode(errors="replace")[-4000:]
            known[key] = json.loads(result.read_text())
        if "missing" in known[key]:
            pytest.skip(f"this Blender's Python has no {known[key]['missing']}")
        return known[key]

    return run_programs


@pytest.fixture(scope="session")
def jail(blender: str) -> Iterator[BlenderJail]:
    """A jail with that Blender."""
    command = command_for_python() if blender == "module" else command_for_program(blender)
    made = BlenderJail(command)
    yield made
    made.close()
