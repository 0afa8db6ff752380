# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.5."""

from __future__ import annotations

from . import Case, Kept
from .v4_1 import GEOMETRY

CASES = (
    Case(
        "boolean.manifold",
        "cut.solver = 'MANIFOLD'\n",
        'cut.solver = "EXACT"\n',
        "O.modifiers[0].solver == 'EXACT'",
        "import bpy\nbpy.ops.mesh.primitive_cube_add()\n"
        "cut = bpy.context.object.modifiers.new('Cut', 'BOOLEAN')\ncut.solver = 'FAST'\n",
        on=(4, 2, 0),
        runs_in=((4, 2), (4, 5)),
    ),
    Case(
        "pointcloud.add",
        "bpy.ops.object.pointcloud_add(location=(0, 0, 1))\n",
        "bpy.ops.object.pointcloud_random_add(location=(0, 0, 1))\n",
        "O.type == 'POINTCLOUD'",
        runs_in=((4, 5), (99, 0)),
    ),
    Case(
        "node.triangulate_minimum",
        "tri = nodes.new('GeometryNodeTriangulate')\n"
        "tri.inputs['Minimum Vertices'].default_value = 5  # pentagons\n",
        "tri = nodes.new('GeometryNodeTriangulate')\npass  # pentagons\n",
        "len(D.node_groups['A'].nodes) == 1",
        GEOMETRY,
        runs_in=((4, 5), (99, 0)),
    ),
)

KEPT = (
    Kept("boolean.manifold", "cut.solver = 'MANIFOLD'\n"),
    Kept("boolean.manifold", "kind = 'MANIFOLD'\n", (4, 2, 0)),
    Kept("pointcloud.add", "import bpy\nbpy.data.pointclouds.new('A')\n"),
    Kept("node.triangulate_minimum", "inputs['Minimum Vertices'] = 5\n"),
)
