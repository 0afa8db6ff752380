# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.81."""

from __future__ import annotations

from . import Case, Kept

SHADER = """\
import bpy
mat = bpy.data.materials.new("A")
mat.use_nodes = True
nodes = mat.node_tree.nodes
links = mat.node_tree.links
"""
NODES = 'D.materials["A"].node_tree.nodes'

CASES = (
    Case(
        "node.mapping",
        "mapping.scale = (2, 2, 2)\nmapping.translation[0] = 3\n",
        'mapping.inputs["Scale"].default_value = (2, 2, 2)\n'
        'mapping.inputs["Location"].default_value[0] = 3\n',
        NODES + '["Mapping"].inputs["Location"].default_value[0] == 3',
        SHADER + 'mapping = nodes.new("ShaderNodeMapping")\n',
    ),
    Case(
        "node.voronoi_fac",
        "links.new(cells.outputs['Fac'], ramp.inputs['Fac'])\n",
        "links.new(cells.outputs[\"Distance\"], ramp.inputs['Fac'])\n",
        NODES + '["Color Ramp"].inputs["Fac"].is_linked',
        SHADER
        + 'cells = nodes.new("ShaderNodeTexVoronoi")\nramp = nodes.new("ShaderNodeValToRGB")\nramp.name = "Color Ramp"\n',
        # the ramp's own socket got another name later
        runs_in=((4, 2), (5, 1)),
    ),
    Case(
        "node.voronoi_coloring",
        "cells.coloring = 'CELLS'\n",
        "pass\n",
        setup=SHADER + 'cells = nodes.new("ShaderNodeTexVoronoi")\n',
    ),
    Case(
        "eevee.switches",
        "bpy.context.scene.eevee.use_sss = True\n",
        "pass\n",
    ),
)

KEPT = (
    Kept("node.mapping", "obj.scale = (2, 2, 2)\nobj.rotation = 3\n"),
    Kept("node.voronoi_fac", "links.new(noise.outputs['Fac'], ramp.inputs['Fac'])\n"),
)
