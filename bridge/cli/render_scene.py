# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of the open scene for people: what is removed in red, changed values side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ..contract import Model
from ..contract.scene import SceneChange, SceneEdit
from .shapes import card, table

__all__ = ["SHAPES"]

_COLOURS = {"removed": "red", "changed": "yellow", "added": "green"}
#: Values of one data-block that are shown.
_VALUES = 3


def _edit(edit: SceneEdit) -> RenderableType:
    head = card(
        (
            ("edit", edit.job_id),
            ("state", edit.state),
            ("wish", edit.prompt),
            ("scene", f"{edit.scene}, selection only" if edit.selected_only else edit.scene),
            ("changes", edit.summary),
        )
    )
    rows = [row for change in edit.difference.changes for row in _rows(change)]
    parts: list[RenderableType] = [
        head,
        table(("", "type", "name", "what", "before", "after"), rows),
    ]
    if edit.difference.unlisted:
        parts.append(Text(f"… and {edit.difference.unlisted} more", style="dim"))
    parts += [Text(f"not as in the dry run: {each}", style="yellow") for each in edit.deviations]
    if edit.state == "waiting":
        parts.append(
            Text(
                f"ll3m scene apply {edit.job_id}  or  ll3m scene discard {edit.job_id}", style="dim"
            )
        )
    return Group(*parts)


def _rows(change: SceneChange) -> Iterator[tuple[Any, ...]]:
    name = f"{change.name} → {change.new_name}" if change.new_name else change.name
    first = (Text(change.change, style=_COLOURS[change.change]), change.type.lower(), name)
    if not change.details:
        yield (*first, ", ".join(change.aspects), "", "")
    for number, detail in enumerate(change.details[:_VALUES]):
        yield (
            *(first if number == 0 else ("", "", "")),
            detail.path, detail.before or "–", detail.after or "–",
        )  # fmt: skip


SHAPES: dict[type[Model], Callable[[Any], RenderableType]] = {SceneEdit: _edit}
