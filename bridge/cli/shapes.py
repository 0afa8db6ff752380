# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of results for people: a table, a card, one cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

__all__ = ["card", "short", "table", "text", "when"]


def text(value: Any) -> str:
    """One cell. What comes from outside is shown as it is, never as markup."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return ", ".join(map(text, value)) or "–"
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)


def short(words: str, length: int = 60) -> str:
    """One line of at most ``length`` characters."""
    words = " ".join(words.split())
    return words if len(words) <= length else words[: length - 1] + "…"


def when(stamp: str | None) -> str:
    """A time to the second, or a dash."""
    return (stamp or "–").replace("T", " ").partition(".")[0].removesuffix("Z")


def table(
    columns: Iterable[str], rows: Iterable[Iterable[Any]], *, empty: str = "Nothing yet."
) -> RenderableType:
    """A table, or a sentence where there are no rows."""
    body = [list(row) for row in rows]
    if not body:
        return Text(empty, style="dim")
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in body:
        made.add_row(*(_cell(cell) for cell in row))
    return made


def _cell(value: Any) -> Text:
    """A cell of a table: a dash for what is not there, nothing for a mark that is not set."""
    if isinstance(value, Text):
        return value
    return Text("" if value == "" else text(value))


def card(rows: Iterable[tuple[str, Any]]) -> RenderableType:
    """Names and values below each other; those without a value are left out."""
    made = Table(box=None, show_header=False, pad_edge=False)
    made.add_column(style="dim")
    made.add_column(overflow="fold")
    for name, value in rows:
        if value not in (None, "", [], {}):
            made.add_row(name, value if isinstance(value, Text) else Text(text(value)))
    return made
