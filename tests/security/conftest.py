# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the corpus in real Blenders, once per mode, for all tests here.

Blender as a module of this Python, and the program that ``LL3M_TEST_BLENDER`` names.
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
#: runs programs in a mode: (mode, [programs as dicts], budget) -> results by id
Run = Callable[..., dict[str, Any]]


def _blenders() -> list[str]:
    found = ["module"] if importlib.util.find_spec("bpy") else []
    return found + (["program"] if os.environ.get("LL3M_TEST_BLENDER") else [])


@pytest.fixture(scope="session", params=_blenders() or ["none"])
def blender(request: pytest.FixtureRequest) -> str:
    """Each Blender at hand: ``module`` or the path of a program."""
    if sys.platform != "linux":
        pytest.skip("the corpus forks: needs Linux")
    if request.param == "none":
        pytest.skip("needs Blender as a module, or a program in LL3M_TEST_BLENDER")
    return "module" if request.param == "module" else os.environ["LL3M_TEST_BLENDER"]


@pytest.fixture(scope="session")
def run(blender: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs programs of the corpus in that Blender and returns what was seen of each."""
    known: dict[str, dict[str, Any]] = {}

    def run_programs(mode: str, programs: list[dict[str, str]], budget: float = 0.4) -> Any:
        key = f"{mode} {budget} {len(programs)} {programs[0]['id']}"
        if key not in known:
            folder = tmp_path_factory.mktemp(mode)
            (folder / "secret.txt").write_text("s3cret-text-4711")
            job = {
                "mode": mode, "budget": budget, "secret": str(folder / "secret.txt"),
                "folder": str(folder / "runs"), "escapes": programs,
            }  # fmt: skip
            (folder / "job.json").write_text(json.dumps(job))
            result = folder / "result.json"
            start = (
                [sys.executable]
                if blender == "module"
                else [blender, "-b", "--factory-startup", "--python"]
            )
            subprocess.run(
                [*start, str(HERE / "harness.py"), "--", str(folder / "job.json"), str(result)],
                check=False, capture_output=True, timeout=600,
            )  # fmt: skip
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
