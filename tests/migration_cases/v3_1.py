# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 3.1."""

from __future__ import annotations

from . import Case, Kept

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nobj = bpy.context.object\n"
TREE = 'import bpy\ntree = bpy.data.node_groups.new("G", "GeometryNodeTree")\nnodes = tree.nodes\n'

CASES = (
    Case(
        "mesh.vertex_normal",
        "for v in obj.data.vertices:\n    v.normal = (0, 0, 1)\n",
        "for v in obj.data.vertices:\n    pass\n",
        setup=CUBE,
    ),
    Case(
        "node.compare",
        "nodes.new(type='FunctionNodeFloatCompare')\n",
        'nodes.new("FunctionNodeCompare")\n'.replace("(", "(type="),
        'D.node_groups["G"].nodes[0].bl_idname == "FunctionNodeCompare"',
        TREE,
    ),
)

KEPT = (
    Kept(
        "mesh.vertex_normal",
        "import bmesh\nbm = bmesh.new()\nfor v in bm.verts:\n    v.normal = (0, 0, 1)\n",
    ),
)
