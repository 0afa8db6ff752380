# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios of ``scenarios.py``, each a test; they are played in one Blender window."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
MINUTES = 15  # for all scenarios together


#: What the scripted model answers to the one edit of the scene.
REPLY = "```python\nimport bpy\nbpy.data.objects['Cube'].location.z = 3.0\n```"
#: Work of ours on the main thread that may last longer than a frame, and how long, in seconds:
#: versions and edits come in, the scene is copied for a dry run.
SLOW = {"_attempt": 0.1, "_when_free": 0.1, "_activate": 0.1, "SceneVersions": 0.1}
FRAME = 0.016
#: A machine that runs other things as well makes everything longer by the clock, but not what the
#: thread computes, which is held to the plain limit.
PATIENCE = float(os.environ.get("LL3M_TEST_PATIENCE", "1"))


def scenario_names() -> list[str]:
    """Public functions of the modules that only Blender can import, the last one last."""
    found: list[str] = []
    for module, prefix in (("doings", "doings."), ("given", "given."), ("scenarios", "")):
        body = ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8")).body
        functions = [node.name for node in body if isinstance(node, ast.FunctionDef)]
        found += [prefix + name for name in functions if not name.startswith("_")]
    return found


@dataclass(frozen=True)
class Played:
    """What came of playing them all."""

    rows: dict[str, dict[str, Any]]
    log: str
    exit_code: int | None  # None when it had to be ended


def _environment(profile: Path, folder: Path) -> dict[str, str]:
    script = folder / "replies.json"
    script.write_text(json.dumps([{"reply": REPLY}]))
    providers = {"scripted": {"type": "scripted", "script": str(script)}}
    (folder / "settings.json").write_text(json.dumps({"providers": providers}))
    named = {
        "BLENDER_USER_RESOURCES": profile,
        "LL3M_SETTINGS": folder / "settings.json",
        "LL3M_KEYS": folder / "keys.json",
        "LL3M_LIBRARY": folder / "library",
        "LL3M_RUNTIME_DIR": folder / "runtime",
        "LL3M_STATE": folder / "state",
        "HOME": folder,
    }
    return {**os.environ, **{name: str(path) for name, path in named.items()}}


@pytest.fixture(scope="module")
def played(
    blender_program: str,
    window_system: str,
    profile: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Played:
    """Play every scenario once, in one window."""
    folder = tmp_path_factory.mktemp("window")
    command = [
        blender_program, "--window-geometry", "0", "0", "1600", "1000",
        "--enable-event-simulate", "--python-exit-code", "9",
        *os.environ.get("LL3M_TEST_BLENDER_ARGS", "").split(),
        "--python", str(HERE / "inside.py"), "--", str(folder), "scenarios", *scenario_names(),
    ]  # fmt: skip
    log = folder / "blender.log"
    with log.open("w") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env=_environment(profile, folder)
        )
        try:
            exit_code = process.wait(MINUTES * 60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            exit_code = None
    results = folder / "results.jsonl"
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    rows = {row["name"]: row for row in map(json.loads, lines)}
    return Played(rows, log.read_text(encoding="utf-8", errors="replace"), exit_code)


@pytest.mark.window
@pytest.mark.parametrize("name", scenario_names())
def test_in_the_window(name: str, played: Played) -> None:
    row = played.rows.get(name)
    assert row is not None, f"not played; Blender said:\n{played.log[-4000:]}"
    assert row["outcome"] == "passed", f"{row['text']}\nBlender said:\n{played.log[-3000:]}"


@pytest.mark.window
def test_blender_ends_by_itself_and_nothing_was_raised(played: Played) -> None:
    assert played.exit_code == 0, played.log[-4000:]
    assert "Traceback" not in played.log, played.log[-8000:]


@pytest.mark.window
def test_nothing_of_ours_holds_the_window_up_but_what_comes_into_the_scene(
    played: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    late: list[str] = []
    table = ["", f"{'clock':>8} {'computed':>9}  what, in which scenario"]
    for name, row in played.rows.items():
        for seconds, what, computed in row["slow"]:
            limit = next((each for part, each in SLOW.items() if part in what), FRAME)
            told = f"{1000 * seconds:5.0f} ms {1000 * computed:6.0f} ms  {what}, {name}"
            table.append(told)
            if seconds > limit * PATIENCE or computed > limit:
                late.append(told)
    with capsys.disabled():
        sys.stdout.write("\n".join([*table, ""]))
    assert not late, "\n".join(late)
