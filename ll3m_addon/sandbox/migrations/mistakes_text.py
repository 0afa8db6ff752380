# SPDX-License-Identifier: GPL-3.0-or-later
"""Mends a text that is not Python yet: fences and prose around it, typographic quotes, old print.

Asked only where the text does not parse, and believed only where it parses behind. Lines stay
where they are: what goes leaves an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ....bridge.contract.code import Finding

__all__ = ["mend"]

_FENCE = re.compile(r"^\s*(```|~~~)[\w+-]*\s*$")
_DOUBLE = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_SINGLE = str.maketrans({"‘": "'", "’": "'", "‚": "'"})
#: No-break space, minus sign and dashes, and what has no width.
_SPACES = str.maketrans(
    {"\u00a0": " ", "\u2212": "-", "\u2013": "-", "\u200b": None, "\u2060": None, "\ufeff": None}
)
_PRINT = re.compile(r"^(\s*)print[ \t]+([^\s(=.,\[#][^#\n]*?)[ \t]*$")


def _fence(source: str) -> str:
    """The first fenced block alone; with one fence only, what stands on its code's side."""
    lines = source.split("\n")
    fences = [index for index, line in enumerate(lines) if _FENCE.match(line)]
    if not fences:
        return source
    first, last = fences[0], len(lines)
    if len(fences) > 1:
        last = fences[1]
    elif lines[first].strip("`~ \t") == "" and first > 0:
        first, last = -1, first
    return "\n".join(line if first < index < last else "" for index, line in enumerate(lines))


def _double(source: str) -> str:
    return source.translate(_SPACES).translate(_DOUBLE)


def _quotes(source: str) -> str:
    return _double(source).translate(_SINGLE)


def _print(source: str) -> str:
    return "\n".join(_PRINT.sub(r"\1print(\2)", line) for line in source.split("\n"))


def _indent(source: str) -> str:
    """Without the indentation that all lines share."""
    lines = source.split("\n")
    filled = [line for line in lines if line.strip()]
    shared = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    return "\n".join(line[shared:] if line.strip() else "" for line in lines)


Step = tuple[str, Callable[[str], str], str, str]
_STEPS: tuple[Step, ...] = (
    ("text.fence", _fence, "Only the code in the fences was kept.", "Write the script alone."),
    ("text.quotes", _double, "Typographic signs became plain ones.", "Write plain quotes."),
    ("text.quotes", _quotes, "Typographic signs became plain ones.", "Write plain quotes."),
    ("text.indent", _indent, "The whole script was indented.", "Start at the first column."),
    ("text.print", _print, "'print' is a function since Python 3.", "Write print(…)."),
)


def _line(before: str, after: str) -> int:
    """The first line that is another."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next((index for index, (old, new) in enumerate(pairs, 1) if old != new), 1)


def mend(source: str, good: Callable[[str], bool]) -> tuple[str, list[Finding]] | None:
    """The first mended text that is ``good``, with what was done; None where nothing helps."""
    text, found = source, list[Finding]()
    for rule, step, what, advice in _STEPS:
        changed = step(text)
        if changed == text:
            continue
        if not any(each.rule == rule for each in found):
            found.append(
                Finding(
                    severity="migrated", rule=rule, line=_line(text, changed), column=1,
                    what=what, advice=advice,
                )
            )  # fmt: skip
        text = changed
        if good(text):
            return text, found
    return None
