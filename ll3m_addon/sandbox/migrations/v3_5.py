# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.5: materials say how Cycles samples their light."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree

__all__ = ["MIGRATIONS"]

SINCE = (3, 5)


def _sampling(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant):
        return []
    mode = "AUTO" if statement.value.value else "NONE"
    return [
        view.replace(
            statement, f'{view.text(node.value)}.emission_sampling = "{mode}"',
            "material.emission_sampling", "'sample_as_light' is 'emission_sampling' since 3.5.",
            f"Write emission_sampling = {mode!r}.",
        )
    ]  # fmt: skip


MIGRATIONS = (
    Migration("material.emission_sampling", SINCE, _sampling, attributes=("sample_as_light",)),
)
