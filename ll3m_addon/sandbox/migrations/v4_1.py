# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.1: auto smooth went from meshes to a modifier."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree

__all__ = ["MIGRATIONS"]


def _auto_smooth(view: Tree) -> list[Edit]:
    """Statements that set ``use_auto_smooth`` or ``auto_smooth_angle`` become ``pass``."""
    edits: list[Edit] = []
    for node in view.all(ast.Assign):
        assert isinstance(node, ast.Assign)
        target = node.targets[0]
        if (
            len(node.targets) == 1
            and isinstance(target, ast.Attribute)
            and target.attr in {"use_auto_smooth", "auto_smooth_angle"}
        ):
            edits.append(
                view.replace(
                    node, "pass", "mesh.auto_smooth",
                    f"Meshes have no {target.attr!r} since 4.1.",
                    "Leave it out; shade smooth, and mark sharp edges or add a bevel.",
                )
            )  # fmt: skip
    return edits


MIGRATIONS = (Migration("mesh.auto_smooth", (4, 1), _auto_smooth),)
