# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.81: the mapping node has sockets, Voronoi was written anew, EEVEE lost switches."""

from __future__ import annotations

import ast

from .edits import Tree
from .replacing import drop_statement, replace_read
from .shapes import rename_key

__all__ = ["MIGRATIONS"]

SINCE = (2, 81)
_SOCKETS = {"translation": "Location", "rotation": "Rotation", "scale": "Scale"}


def _mapping(view: Tree, node: ast.Attribute) -> str | None:
    if view.owners.made_as(node.value) != "ShaderNodeMapping":
        return None
    return f'{view.text(node.value)}.inputs["{_SOCKETS[node.attr]}"].default_value'


def _is_voronoi(view: Tree, node: ast.expr) -> bool:
    return view.owners.made_as(node) == "ShaderNodeTexVoronoi"


MIGRATIONS = (
    replace_read(
        "node.mapping", SINCE, tuple(_SOCKETS), _mapping,
        "The mapping node's values are sockets since 2.81.",
        "Write mapping.inputs['Scale'].default_value.",
    ),
    rename_key("node.voronoi_fac", SINCE, {"Fac": "Distance"}, ("outputs",), when=_is_voronoi),
    drop_statement(
        "node.voronoi_coloring", SINCE, "The Voronoi node has no {!r} since 2.81.",
        "Link its output 'Distance' or 'Color'.", attributes=("coloring",),
    ),
    drop_statement(
        "eevee.switches", SINCE, "EEVEE has no {!r} any more.", "Leave it out.",
        attributes=("use_sss", "use_dof", "use_volumetric", "use_hq_normals", "shadow_method"),
        owner=("eevee",), sure=True,
    ),
)  # fmt: skip
