# SPDX-License-Identifier: GPL-3.0-or-later
"""A served product in a process and folders of its own, for programs that judge it from outside."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SCRIPTS))
import _bootstrap  # noqa: E402

_bootstrap.prepare()


@dataclass(frozen=True, slots=True)
class Served:
    """Where it is, its whole token, and the folder that holds all it writes."""

    url: str
    token: str
    folder: Path
    environment: dict[str, str]


def environment(folder: Path) -> dict[str, str]:
    """Variables that keep everything a service writes below ``folder``."""
    own = {
        "LL3M_RUNTIME_DIR": "runtime", "LL3M_LIBRARY": "library", "LL3M_TOKENS": "tokens.json",
        "LL3M_AUDIT_LOG": "audit.jsonl", "LL3M_SETTINGS": "settings.json",
    }  # fmt: skip
    made = {name: str(folder / value) for name, value in own.items()}
    return {**os.environ, **made}


@contextlib.contextmanager
def served() -> Iterator[Served]:
    """Serve with ``scripts/serve.py`` in this Python, which has Blender as a module, until left.

    Raises:
        RuntimeError: it did not start; what it said is in the text.
    """
    with tempfile.TemporaryDirectory(prefix="ll3m-judged-") as name:
        folder = Path(name)
        (folder / "settings.json").write_text('{"online": false}', encoding="utf-8")
        variables = environment(folder)
        command = [sys.executable, str(SCRIPTS / "serve.py"), "--", "--json"]
        with (folder / "service.log").open("wb") as log:
            running = subprocess.Popen(
                command, env=variables, stdout=subprocess.PIPE, stderr=log, text=True
            )
        try:
            assert running.stdout is not None
            first = running.stdout.readline()
            if not first.startswith("{"):
                said = (folder / "service.log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"The service did not start.\n{said[-2000:]}")
            url: str = json.loads(first)["url"]
            (info,) = (folder / "runtime").glob("*.json")
            token: str = json.loads(info.read_text(encoding="utf-8"))["token"]
            yield Served(url, token, folder, variables)
        finally:
            running.terminate()
            try:
                running.wait(30)
            finally:
                running.kill()
