# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that go with every question of a task: standing wishes, and which draft it is."""

from __future__ import annotations

from importlib import resources

from ..core.seams import Task

__all__ = ["with_standing"]

_HERE = __name__.rpartition(".")[0]


def _prompt(name: str) -> str:
    path = resources.files(_HERE) / "prompts" / f"{name}.md"
    return path.read_text(encoding="utf-8").rstrip()


def with_standing(wish: str, task: Task) -> str:
    """``wish`` behind the task's standing texts, and before what sets its draft apart."""
    parts = [wish]
    if task.standing:
        listed = "\n".join(f"- {_indented(text)}" for text in task.standing)
        parts.insert(0, _prompt("standing").replace("{standing}", listed))
    if task.variants > 1:
        variant = _prompt("variant").replace("{number}", str(task.variant + 1))
        parts.append(variant.replace("{count}", str(task.variants)))
    return "\n\n".join(parts)


def _indented(text: str) -> str:
    """Further lines of a text stand below its first."""
    return text.strip().replace("\n", "\n  ")
