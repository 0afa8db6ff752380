# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.5: booleans got a solver for closed meshes, point clouds another operator."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree
from .node_types import entry_of, node_type
from .shapes import enum_text, rename_operator

__all__ = ["MIGRATIONS"]

SINCE = (4, 5)


def _minimum_vertices(view: Tree, node: ast.Constant) -> list[Edit]:
    entry = entry_of(view, node)
    if entry is None or node_type(view, entry[0]) != "GeometryNodeTriangulate":
        return []
    statement = view.statement(node)
    if not isinstance(statement, ast.Assign):
        return []
    what = "Triangulate has no input 'Minimum Vertices' since 4.5."
    advice = "Leave it out, or hand in a selection."
    return [view.replace(statement, "pass", "node.triangulate_minimum", what, advice)]


MIGRATIONS: tuple[Migration, ...] = (
    enum_text(
        "boolean.manifold", (2, 80), {"MANIFOLD": "EXACT"}, ("solver",), ("solver",), until=SINCE,
        advice="The solver 'MANIFOLD' came in 4.5: write 'EXACT'.",
    ),
    rename_operator(
        "pointcloud.add", SINCE, "object.pointcloud_add", "object.pointcloud_random_add"
    ),
    Migration("node.triangulate_minimum", SINCE, _minimum_vertices, texts=("Minimum Vertices",)),
)  # fmt: skip
