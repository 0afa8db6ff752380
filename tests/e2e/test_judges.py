# SPDX-License-Identifier: GPL-3.0-or-later
"""The service before judges that others wrote, as their scripts run them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = os.environ.get("LL3M_WIRE_PYTHON", sys.executable)


def has(module: str) -> bool:
    """Whether the judges' Python has this module."""
    code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([PYTHON, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="needs Blender as a module")
@pytest.mark.skipif(not has("schemathesis"), reason="needs schemathesis where LL3M_WIRE_PYTHON is")
def test_every_rest_operation_answers_as_its_document_says() -> None:
    """Some 9,500 requests: fitting, not fitting, without body, with other methods and types."""
    ended = subprocess.run(
        [sys.executable, "scripts/judges/rest.py"],
        cwd=ROOT,
        env={**os.environ, "LL3M_WIRE_PYTHON": PYTHON},
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr[-2000:]
