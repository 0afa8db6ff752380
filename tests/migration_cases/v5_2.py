# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.2."""

from __future__ import annotations

from . import Case, Kept
from .v4_1 import GEOMETRY

NEW = ((5, 2), (99, 0))
ON = (5, 2, 0)
EDIT = "import bpy\nbpy.ops.mesh.primitive_cylinder_add()\nbpy.ops.object.mode_set(mode='EDIT')\n"
BACK = "bpy.ops.object.mode_set(mode='OBJECT')\n"
MODIFIER = """\
import bpy
bpy.ops.mesh.primitive_cube_add()
tree = bpy.data.node_groups.new("A", "GeometryNodeTree")
wide = tree.interface.new_socket("Wide", in_out="INPUT", socket_type="NodeSocketFloat")
tree.interface.new_socket("Mesh", in_out="OUTPUT", socket_type="NodeSocketGeometry")
mod = bpy.context.object.modifiers.new("A", "NODES")
mod.node_group = tree
"""
BMESH = """\
import bmesh
bm = bmesh.new()
verts = [bm.verts.new((i, 0, 0)) for i in range(3)]
"""

CASES = (
    Case(
        "node.input_place",
        "dice = nodes.new('FunctionNodeRandomValue')\n"
        "dice.data_type = 'INT'\n"
        "dice.inputs[4].default_value = 2\ndice.inputs[5].default_value = 6  # most\n"
        "same = nodes.new('FunctionNodeCompare')\nsame.data_type = 'INT'\n"
        "tree.links.new(dice.outputs[2], same.inputs[2])\n",
        "dice = nodes.new('FunctionNodeRandomValue')\n"
        "dice.data_type = 'INT'\n"
        'dice.inputs["Min"].default_value = 2\ndice.inputs["Max"].default_value = 6  # most\n'
        "same = nodes.new('FunctionNodeCompare')\nsame.data_type = 'INT'\n"
        'tree.links.new(dice.outputs[0], same.inputs["A"])\n',
        "[D.node_groups['A'].nodes[0].inputs[n].default_value for n in ('Min', 'Max')] == [2, 6]"
        " and D.node_groups['A'].links[0].to_socket.name == 'A'",
        GEOMETRY,
        on=ON,
        runs_in=NEW,
    ),
    Case(
        "node.switch_type",
        "either = nodes.new('GeometryNodeSwitch')  # door\n",
        "either = nodes.new('GeometryNodeSwitch'); either.input_type = \"GEOMETRY\"  # door\n",
        "D.node_groups['A'].nodes[0].inputs[1].type == 'GEOMETRY'",
        GEOMETRY,
        on=ON,
        runs_in=NEW,
    ),
    Case(
        "modifier.nodes_input",
        "mod['Socket_0'] = 3.0\n",
        "mod.properties.inputs.Socket_0.value = 3.0\n",
        "O.modifiers[0].properties.inputs.Socket_0.value == 3",
        MODIFIER,
        on=ON,
        runs_in=NEW,
    ),
    Case(
        "modifier.nodes_input",
        "mod[wide.identifier] = 3.0  # metres\n"
        "mod['Socket_0_use_attribute'] = True\nmod['Socket_0_attribute_name'] = 'wide'\n",
        "getattr(mod.properties.inputs, wide.identifier).value = 3.0  # metres\n"
        'mod.properties.inputs.Socket_0.type = "ATTRIBUTE" if True else "VALUE"\n'
        "mod.properties.inputs.Socket_0.attribute_name = 'wide'\n",
        "O.modifiers[0].properties.inputs.Socket_0.attribute_name == 'wide'",
        MODIFIER,
        on=ON,
        runs_in=NEW,
    ),
    Case(
        "operator.loop_multi_select",
        "bpy.ops.mesh.loop_multi_select(ring=True)\n" + BACK,
        "bpy.ops.mesh.select_edge_ring_multi()\n" + BACK,
        setup=EDIT,
        on=ON,
        runs_in=NEW,
    ),
    Case(
        "bmesh.pointmerge",
        "bmesh.ops.pointmerge_facedata(bm, verts=verts, vert_snap=verts[0])\n",
        "bmesh.ops.pointmerge_facedata(bm, verts=verts, vert_target=verts[0])\n",
        setup=BMESH,
        on=ON,
        runs_in=NEW,
    ),
    Case(
        "eevee.thickness_far",
        "import bpy\nbpy.context.scene.eevee.fast_gi_thickness_far = 1.0\n",
        "import bpy\npass\n",
        setup="",
        on=ON,
        runs_in=NEW,
    ),
)

KEPT = (
    Kept("node.input_place", "mix = nodes.new('ShaderNodeMix')\nmix.inputs[6]\n", ON),
    Kept("node.input_place", "dice = nodes.new('FunctionNodeRandomValue')\ndice.inputs[4]\n"),
    Kept(
        "node.switch_type",
        "either = nodes.new('GeometryNodeSwitch')\neither.input_type = 'FLOAT'\n",
        ON,
    ),
    Kept(
        "modifier.nodes_input", "values = {}\nvalues['Socket_0'] = 1\nx[wide.identifier] = 2\n", ON
    ),
    Kept("modifier.nodes_input", "mod['Socket_0'] = 1\n"),
    Kept("operator.loop_multi_select", "import bpy\nbpy.ops.mesh.loop_multi_select(ring=True)\n"),
    Kept("bmesh.pointmerge", "import bmesh\nbmesh.ops.pointmerge(bm, verts=v, merge_co=c)\n", ON),
    Kept("eevee.thickness_far", "scene.eevee.fast_gi_thickness_near = 1\n", ON),
)
