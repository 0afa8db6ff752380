# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.1: normals are read only, two nodes have new ids."""

from __future__ import annotations

from .replacing import drop_statement
from .shapes import enum_text

__all__ = ["MIGRATIONS"]

SINCE = (3, 1)

MIGRATIONS = (
    drop_statement(
        "mesh.vertex_normal", SINCE, "A mesh works its vertex normals out itself since 3.1.",
        "Leave it out.", attributes=("normal",), owner=("vertex",), sure=True,
    ),
    enum_text(
        "node.compare", SINCE,
        {"FunctionNodeCompareFloats": "FunctionNodeCompare", "FunctionNodeFloatCompare": "FunctionNodeCompare",
         "GeometryNodeEdgeSplit": "GeometryNodeSplitEdges"},
        keywords=("type",), calls=("new",),
    ),
)  # fmt: skip
