# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of ``docs/service.md``, run from top to bottom as a reader would."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ll3m.bridge.contract import OPERATIONS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")


def test_the_guide_names_operations_that_there_are() -> None:
    table = GUIDE.partition("## What a program may want")[2]
    named = set(re.findall(r"`([a-z]+\.[a-z_]+)`", table)) - {"event.subscribe", "rpc.discover"}
    assert named <= set(OPERATIONS)
    assert len(named) > 40


@pytest.mark.once
@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="needs Blender as a module")
@pytest.mark.skipif(not shutil.which("curl") or sys.platform == "win32", reason="needs curl")
def test_every_command_of_the_guide_works(tmp_path: Path) -> None:
    own = {
        "LL3M_RUNTIME_DIR": "runtime", "LL3M_LIBRARY": "library", "LL3M_TOKENS": "tokens.json",
        "LL3M_AUDIT_LOG": "audit.jsonl", "LL3M_SETTINGS": "settings.json",
    }  # fmt: skip
    bins = tmp_path / "bin"
    bins.mkdir()
    entry = "import sys; from ll3m.__main__ import main; sys.exit(main())"
    for name, line in (("ll3m", f'exec {sys.executable} -c "{entry}" "$@"'),
                       ("python", f'exec {sys.executable} "$@"')):  # fmt: skip
        (bins / name).write_text(f"#!/bin/sh\n{line}\n")
        (bins / name).chmod(0o755)
    variables = {**os.environ, **{name: str(tmp_path / value) for name, value in own.items()}}
    variables["PATH"] = f"{bins}{os.pathsep}{variables['PATH']}"
    steps = ["set -euo pipefail"]
    for kind, text in re.findall(r"```(sh|python)\n(.*?)```", GUIDE, re.DOTALL):
        steps.append(text if kind == "sh" else f"python - <<'END'\n{text}END")
    command = [sys.executable, "scripts/serve.py", "--", "--json", "--project", "city"]
    service = subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert service.stdout is not None
        assert service.stdout.readline().startswith(b'{"url"')
        ended = subprocess.run(
            ["bash", "-c", "\n".join(steps)], cwd=tmp_path, env=variables,
            capture_output=True, text=True, timeout=240,
        )  # fmt: skip
    finally:
        service.kill()
        service.communicate()
    assert ended.returncode == 0, ended.stdout[-1500:] + ended.stderr[-1500:]
    assert (tmp_path / "chair.glb").read_bytes().startswith(b"glTF")
    assert "event: hello" in ended.stdout
