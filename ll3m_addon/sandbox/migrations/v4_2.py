# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.2 renamed EEVEE's id, and 5.0 took the old one back."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree

__all__ = ["MIGRATIONS"]


def _engine(new: str, old: str, since: tuple[int, int], until: tuple[int, int]) -> Migration:
    def find(view: Tree, node: ast.Constant) -> list[Edit]:
        return [
            view.replace(
                node, f"'{new}'", "render.eevee_id",
                f"EEVEE's id is {new!r} in this Blender.", f"Write {new!r}.",
            )
        ]  # fmt: skip

    return Migration("render.eevee_id", since, find, until, texts=(old,))


MIGRATIONS = (
    _engine("BLENDER_EEVEE_NEXT", "BLENDER_EEVEE", (4, 2), (5, 0)),
    _engine("BLENDER_EEVEE", "BLENDER_EEVEE_NEXT", (5, 0), (99, 0)),
)
