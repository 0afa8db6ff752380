# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing asks nothing: panels show what a thread has laid ready, and never query the library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PANELS = Path(__file__).resolve().parents[2] / "ll3m_addon" / "blender" / "panels"
#: What leads to the library, to jobs or to a wait.
LEADS_AWAY = {"library", "core", "pipeline", "providers", "sqlite3", "subprocess", "requests"}
ASKS = {"call", "ask", "result", "execute", "search", "query", "sleep", "wait"}


def found(path: Path) -> Iterator[str]:
    """Imports and calls of a module that would make drawing ask or wait."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            parts = (node.module or "").split(".")
            names = {alias.name for alias in node.names}
            if (LEADS_AWAY & {*parts[:1], *(names if not parts[0] else ())}) and not (
                parts[0] == "core" and parts[1:] and parts[1] in PURE
            ):
                yield f"line {node.lineno} imports {node.module}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] in LEADS_AWAY:
                    yield f"line {node.lineno} imports {alias.name}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in ASKS and owner != "re":
                yield f"line {node.lineno} calls {owner}.{node.func.attr}"


#: Modules of core that only hold values.
PURE = {"settings", "parameters", "ids", "clock"}


@pytest.mark.parametrize("path", sorted(PANELS.glob("*.py")), ids=lambda path: path.name)
def test_a_panel_s_module_reads_what_lies_ready_and_asks_nobody(path: Path) -> None:
    assert list(found(path)) == []


def test_a_question_in_a_panel_would_be_found(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "from ...library import open_library\nimport sqlite3\n"
        "def draw(self, context):\n    session.current().app.call('asset.list', {}, ME)\n"
    )
    assert len(list(found(bad))) == 3
