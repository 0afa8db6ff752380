# SPDX-License-Identifier: GPL-3.0-or-later
"""``ll3m doctor`` among real processes: what it finds, and what it says to do."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="needs Blender as a module"),
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], list[Any]]]:
    """Two instances with projects, newest last, and the environment in which they are found."""
    folder = tmp_path_factory.mktemp("doctor")
    own = {
        "LL3M_RUNTIME_DIR": "runtime", "LL3M_LIBRARY": "library", "LL3M_TOKENS": "tokens.json",
        "LL3M_AUDIT_LOG": "audit.jsonl", "LL3M_SETTINGS": "settings.json",
    }  # fmt: skip
    variables = {**os.environ, **{name: str(folder / value) for name, value in own.items()}}
    running = []
    for project in ("city", "forest"):
        command = [sys.executable, "scripts/serve.py", "--", "--json", "--project", project]
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b'{"url"')
    yield variables, running
    for process in running:
        process.kill()
        process.communicate()


def doctor(variables: dict[str, str], **more: str) -> list[dict[str, Any]]:
    """What it finds."""
    code = "import sys; from ll3m.__main__ import main; sys.exit(main())"
    ended = subprocess.run(
        [sys.executable, "-c", code, "doctor", "--json"],
        env={**variables, **more},
        capture_output=True,
        text=True,
        timeout=90,
    )
    found = json.loads(ended.stdout)
    assert ended.returncode == (0 if found["ok"] else 1), ended.stderr
    return found["items"]


def wrong(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["what"], each["advice"]) for each in items if not each["ok"]]


def test_it_finds_what_is_wrong_with_real_instances_and_says_the_fix(
    two: tuple[dict[str, str], list[Any]],
) -> None:
    variables, (city, forest) = two
    items = doctor(variables)
    assert wrong(items) == []
    (several,) = [each for each in items if each["name"] == "instances"]
    assert several["what"] == f"2 run; commands ask the newest, process {forest.pid}."
    assert "project" in several["advice"]

    (missing,) = wrong(doctor(variables, LL3M_BLENDER="/nowhere/blender"))  # of this process only
    assert missing == (
        "There is no program at '/nowhere/blender'.",
        "Set `blender` in the settings to a Blender program.",
    )

    (path,) = Path(variables["LL3M_RUNTIME_DIR"]).glob(f"{city.pid}-*.json")
    facts = json.loads(path.read_text())
    port = facts["port"]
    path.write_text(json.dumps(facts | {"port": 9, "url": "http://127.0.0.1:9"}))
    ((what, advice),) = wrong(doctor(variables))
    assert "http://127.0.0.1:9 can't be reached" in what
    assert f"process {city.pid}" in advice
    path.write_text(json.dumps(facts | {"port": port}))

    forest.send_signal(signal.SIGKILL)
    forest.wait()
    items = doctor(variables)
    assert wrong(items) == []
    assert not [each for each in items if str(forest.pid) in each["name"]]
