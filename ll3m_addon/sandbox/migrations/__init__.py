# SPDX-License-Identifier: GPL-3.0-or-later
"""Rewrites known old API for the running Blender, keeping comments and layout.

A module per Blender release that changed something holds a tuple ``MIGRATIONS``.
Each migration looks at the syntax tree and answers with edits of the text.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ....bridge.contract.code import Finding
from . import imports, v4_0, v4_1, v4_2
from .edits import Edit, Tree, apply

if TYPE_CHECKING:
    from ..scan import Scan

__all__ = ["migrate"]

_RELEASES = (v4_0, v4_1, v4_2)


def migrate(
    source: str, tree: ast.Module, scan: Scan, version: tuple[int, int, int]
) -> tuple[str, list[Finding]]:
    """Return the script for this Blender and a finding for each thing that was changed."""
    edits: list[Edit] = []
    view = Tree(source, tree, scan)
    for release in _RELEASES:
        for migration in release.MIGRATIONS:
            if migration.applies(version):
                edits += migration.find(view)
    edits += imports.missing(view)
    return apply(source, edits)
