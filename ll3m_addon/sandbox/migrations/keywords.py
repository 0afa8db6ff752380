# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of a call's keywords: other names, other values, gone, or come in."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from .edits import Edit, Told, Tree

__all__ = ["argument_edits"]


def argument_edits(
    view: Tree,
    call: ast.Call,
    told: Told,
    *,
    rename: Mapping[str, str] | None = None,
    drop: Iterable[str] = (),
    values: Mapping[str, Mapping[str, str]] | None = None,
    add: str = "",
) -> list[Edit]:
    """Edits of a call's keywords; ``add`` is the text of keywords that come in.

    A keyword is not renamed to one that the call already has: then the old one is dropped.
    """
    names = {each.arg for each in call.keywords}
    dropped = set(drop)
    edits: list[Edit] = []
    for each in call.keywords:
        new = (rename or {}).get(each.arg or "")
        if new and new in names:
            dropped.add(each.arg or "")
        elif new and each.arg:
            start = view.span(each)[0]
            edits.append(view.edit(start, start + len(each.arg), new, call, told))
        choice = (values or {}).get(each.arg or "", {})
        if isinstance(each.value, ast.Constant) and str(each.value.value) in choice:
            edits.append(
                view.edit(*view.span(each.value), choice[str(each.value.value)], call, told)
            )
    edits += _dropped(view, call, dropped, told)
    if add:
        edits += _added(view, call, add, told)
    return edits


def _dropped(view: Tree, call: ast.Call, names: set[str], told: Told) -> list[Edit]:
    """Take keywords out with their commas; comments of what stays are kept."""
    items: list[tuple[ast.expr | ast.keyword, bool]] = sorted(
        [(each, False) for each in call.args]
        + [(each, each.arg in names) for each in call.keywords],
        key=lambda item: (item[0].lineno, item[0].col_offset),
    )
    if not any(gone for _, gone in items):
        return []
    spans = [view.span(item) for item, _ in items]
    kept = [index for index, (_, gone) in enumerate(items) if not gone]
    last = kept[-1] if kept else -1
    edits = [
        view.edit(spans[index][0], spans[index + 1][0], "", call, told)
        for index, (_, gone) in enumerate(items)
        if gone and index < last
    ]
    if last + 1 < len(items):
        start, end = spans[last + 1][0], spans[-1][1]
        between = view.source[spans[last][1] : start] if kept else "#"
        if "#" not in between and "," in between:
            start = spans[last][1] + between.rindex(",")
        else:
            rest = view.source[end : view.span(call)[1] - 1]
            end += len(rest) if not rest.strip(" ,") else 0
        edits.append(view.edit(start, end, "", call, told))
    return edits


def _added(view: Tree, call: ast.Call, text: str, told: Told) -> list[Edit]:
    end = view.span(call)[1] - 1
    if call.keywords and call.keywords[0].arg is not None:
        start = view.span(call.keywords[0])[0]
        return [view.edit(start, start, f"{text}, ", call, told)]
    inside = view.source[view.span(call.func)[1] : end].rstrip()
    glue = "" if inside.endswith(("(", ",")) else ", "
    return [view.edit(end, end, glue + text, call, told)]
