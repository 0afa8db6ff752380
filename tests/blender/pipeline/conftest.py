# SPDX-License-Identifier: GPL-3.0-or-later
"""The bench that runs the corpus of conversations, and one product with a warm jail for it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "bench" / "conversations.py"


@pytest.fixture(scope="package")
def tool() -> ModuleType:
    """The bench that runs the corpus."""
    spec = importlib.util.spec_from_file_location("bench_conversations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bench(tool: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One product with a warm jail for all conversations of a file of tests."""
    import bpy

    made = tool.Bench(tmp_path_factory.mktemp("conversations") / "library", bpy.app.binary_path)
    yield made
    made.close()
