# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.2 renamed EEVEE's id, and 5.0 took the old one back."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree

__all__ = ["MIGRATIONS"]


def _engine(new: str, olds: tuple[str, ...]) -> Migration:
    def find(view: Tree) -> list[Edit]:
        edits: list[Edit] = []
        for node in view.all(ast.Constant):
            assert isinstance(node, ast.Constant)
            if node.value in olds:
                edits.append(
                    view.replace(
                        node, f"'{new}'", "render.eevee_id",
                        f"EEVEE's id is {new!r} in this Blender.", f"Write {new!r}.",
                    )
                )  # fmt: skip
        return edits

    since, until = ((5, 0), (99, 0)) if new == "BLENDER_EEVEE" else ((4, 2), (5, 0))
    return Migration("render.eevee_id", since, find, until)


MIGRATIONS = (
    _engine("BLENDER_EEVEE_NEXT", ("BLENDER_EEVEE",)),
    _engine("BLENDER_EEVEE", ("BLENDER_EEVEE_NEXT",)),
)
