# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompt files, and the marks around what others wrote.

Everything that is not our own instruction (the user's words, plans, scripts, tracebacks,
recipes, facts) stands in a block ``<kind>…</kind>``. Every system text says that such blocks
hold material and never orders; a block can't be closed from within.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

__all__ = ["prompt", "quote", "system"]

_HERE = __name__.rpartition(".")[0]
#: Kinds of blocks, as the system texts name them.
KINDS = (
    "wish", "feedback", "keep", "instructions", "plan", "script", "problems", "api", "recipe",
    "facts", "report", "faults", "views", "answer", "history",
)  # fmt: skip
_MARK = re.compile(rf"<(?=\s*/?\s*(?:{'|'.join(KINDS)})\s*>)", re.IGNORECASE)


@cache
def _read(name: str) -> str:
    return (resources.files(_HERE) / "prompts" / f"{name}.md").read_text(encoding="utf-8").strip()


def prompt(name: str, **values: str) -> str:
    """A prompt file, filled in; braces in the values stay as they are, empty ones leave no gap."""
    text = _read(name)
    for key, value in values.items():
        if not value:
            text = text.replace(f"{{{key}}}\n\n", "").replace(f"\n\n{{{key}}}", "")
    if not values:
        return text
    keys = "|".join(map(re.escape, values))
    return re.sub(rf"\{{({keys})\}}", lambda found: values[found.group(1)], text)


def system(name: str, **values: str) -> str:
    """A system text: an agent's own prompt and what holds for all of them."""
    return f"{prompt(name, **values)}\n\n{prompt('material')}"


def quote(kind: str, text: str) -> str:
    """``text`` as material of a kind; marks within it lose their bracket, so that it can't end early."""
    if kind not in KINDS:
        raise ValueError(f"no kind of block: {kind!r}")
    inner = _MARK.sub("‹", text.strip("\n"))
    return f"<{kind}>\n{inner}\n</{kind}>"
