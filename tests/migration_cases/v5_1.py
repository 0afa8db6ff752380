# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.1, forth and back."""

from __future__ import annotations

from . import Case, Kept
from .v4_1 import GEOMETRY

CASES = (
    Case(
        "node.text_input",
        "text = nodes.new('GeometryNodeStringToCurves')\n"
        "text.align_x = 'CENTER'; text.align_y = 'MIDDLE'  # in the middle\n",
        "text = nodes.new('GeometryNodeStringToCurves')\n"
        'text.inputs["Align X"].default_value = "Center"; '
        'text.inputs["Align Y"].default_value = "Middle"  # in the middle\n',
        "D.node_groups['A'].nodes[0].inputs['Align X'].default_value == 'Center'",
        GEOMETRY,
        on=(5, 2, 0),
        runs_in=((5, 1), (99, 0)),
    ),
    Case(
        "node.text_property",
        "text = nodes.new('GeometryNodeStringToCurves')\n"
        "text.inputs['Align X'].default_value = 'Center'\n",
        "text = nodes.new('GeometryNodeStringToCurves')\ntext.align_x = \"CENTER\"\n",
        "D.node_groups['A'].nodes[0].align_x == 'CENTER'",
        GEOMETRY,
        on=(5, 0, 1),
        runs_in=((4, 2), (5, 1)),
    ),
)

KEPT = (
    Kept("node.text_input", "text = bpy.data.curves.new('A', 'FONT')\ntext.align_x = 'CENTER'\n", (5, 2, 0)),
    Kept("node.text_property", "text.inputs['Align X'].default_value = 'Center'\n"),
)  # fmt: skip
