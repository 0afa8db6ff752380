# SPDX-License-Identifier: GPL-3.0-or-later
"""A serving Blender that is told to end: who waits is answered, and nothing is left."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.contract.errors import LL3MError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.once
@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="needs Blender as a module")
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_serving_blender_that_is_ended_answers_who_waits(tmp_path: Path) -> None:
    own = {
        "LL3M_RUNTIME_DIR": "runtime", "LL3M_LIBRARY": "library", "LL3M_TOKENS": "tokens.json",
        "LL3M_AUDIT_LOG": "audit.jsonl", "LL3M_SETTINGS": "settings.json",
    }  # fmt: skip
    variables = {**os.environ, **{name: str(tmp_path / value) for name, value in own.items()}}
    (tmp_path / "settings.json").write_text('{"jobs": 1}')
    running = subprocess.Popen(
        [sys.executable, "scripts/serve.py", "--", "--json"],
        cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        where = json.loads(running.stdout.readline())
        (path,) = (tmp_path / "runtime").glob("*.json")
        token = json.loads(path.read_text())["token"]
        with Client(where["url"], token) as client:
            prompt = {"prompt": "a house with a garden", "quality": "draft"}
            jobs: list[Any] = [client.call("asset.generate", prompt) for _ in range(3)]
        answers: list[Any] = []

        def wait(job_id: str) -> None:
            with Client(where["url"], token) as client:
                try:
                    answers.append(client.call("job.get", {"job_id": job_id, "wait": 60}))
                except LL3MError as error:
                    answers.append(error.code)

        waiters = [threading.Thread(target=wait, args=(jobs[-1].id,)) for _ in range(10)]
        for each in waiters:
            each.start()
        threading.Event().wait(0.5)  # they all wait by then; the last job has not begun
        running.send_signal(signal.SIGTERM)
        told = time.monotonic()
        for each in waiters:
            each.join(10)
        assert time.monotonic() - told < 5
        assert len(answers) == 10
        running.communicate(timeout=20)
        assert running.returncode == 0
        assert not path.exists()
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", where["port"]), 2)
    finally:
        running.kill()
        running.communicate()
