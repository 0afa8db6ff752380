# SPDX-License-Identifier: GPL-3.0-or-later
"""A short soak in each run: fifty clients, a quarter of what they do is rude."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.once
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_rude_clients_leave_nothing_behind() -> None:
    """Kills, drops, garbage and clients that read nothing: no thread, socket, job, member is left."""
    command = [sys.executable, "scripts/bench/soak.py", "--minutes", "0.1", "--clients", "50"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-2000:]
    assert "nothing leaked" in ended.stdout
    assert "drop_midway" in ended.stdout
