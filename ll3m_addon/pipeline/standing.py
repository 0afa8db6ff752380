# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that go with every question of a task: standing wishes, and which draft it is."""

from __future__ import annotations

from ..core.seams import Task
from .prompting import prompt, quote

__all__ = ["standing", "variant"]


def standing(task: Task) -> str:
    """The task's standing texts, which come before the wish; empty without."""
    if not task.standing:
        return ""
    listed = "\n".join(f"- {_indented(text)}" for text in task.standing)
    return prompt("standing", standing=quote("instructions", listed))


def variant(task: Task) -> str:
    """What sets this draft apart from the others of its wish; empty for an only one."""
    if task.variants <= 1:
        return ""
    return prompt("variant", number=str(task.variant + 1), count=str(task.variants))


def _indented(text: str) -> str:
    """Further lines of a text stand below its first."""
    return text.strip().replace("\n", "\n  ")
