# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what the user set by hand: constants edited in the last script outlive a refinement."""

from __future__ import annotations

import ast
import re

__all__ = ["carry_over"]

_LINE = re.compile(r"^([A-Z][A-Z_0-9]*) = (.+?)(  # .*)?$")


def _constants(source: str) -> dict[str, str]:
    """Constant name -> its value as text, for lines that hold one plain value."""
    found: dict[str, str] = {}
    for line in source.splitlines():
        if line.startswith("def "):
            break
        match = _LINE.match(line)
        if match:
            found[match[1]] = match[2]
    return found


def _value(text: str) -> object:
    """Return the plain value, or None for what is none."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    plain = (bool, int, float)
    if isinstance(value, plain) or (
        isinstance(value, tuple) and len(value) == 3 and all(isinstance(v, plain) for v in value)
    ):
        return value
    return None


def carry_over(edited: str, before: str, now: str) -> tuple[str, tuple[str, ...]]:
    """Return ``now`` with the constants that differ between ``before`` and ``edited``.

    ``before`` is what the composer had written, ``edited`` what the user made of it. A
    constant that the new demand changes takes the new value. Returns the names kept too.
    """
    theirs, ours, new = _constants(edited), _constants(before), _constants(now)
    kept = {
        name: text
        for name, text in theirs.items()
        if name in ours and new.get(name) == ours[name] and text != ours[name]
        and type(_value(text)) is type(_value(ours[name])) and _value(text) is not None
    }  # fmt: skip
    lines = now.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if line.startswith("def "):
            break
        match = _LINE.match(line.rstrip("\n"))
        if match and match[1] in kept:
            lines[index] = f"{match[1]} = {kept[match[1]]}{match[3] or ''}\n"
    return "".join(lines), tuple(kept)
