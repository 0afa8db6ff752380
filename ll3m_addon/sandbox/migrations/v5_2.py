# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 5.2: a node has the inputs of its type only; modifiers hold inputs as properties."""

from __future__ import annotations

import ast
import re

from .edits import Edit, Migration, Told, Tree
from .node_types import created, node_type, nodes_named
from .replacing import drop_statement
from .shapes import arguments, quoted

__all__ = ["MIGRATIONS"]

SINCE = (5, 2)

#: What an input's place was called, when a node had those of every type at once.
INPUTS = {
    "FunctionNodeRandomValue": ("Min", "Max", "Min", "Max", "Min", "Max", "Probability", "ID",
                                "Seed"),
    "FunctionNodeCompare": ("A", "B", "A", "B", "A", "B", "A", "B", "A", "B", "C", "Angle",
                            "Epsilon"),
}  # fmt: skip
OUTPUTS = {"FunctionNodeRandomValue": 4, "FunctionNodeCompare": 1}


def _place(view: Tree, node: ast.Subscript) -> list[Edit]:
    """``random.inputs[2]`` is ``random.inputs["Min"]``; the one output is the first."""
    held, key = node.value, node.slice
    if not isinstance(held, ast.Attribute) or held.attr not in {"inputs", "outputs"}:
        return []
    if not isinstance(key, ast.Constant) or type(key.value) is not int or key.value < 0:
        return []
    kind = node_type(view, held.value)
    if kind not in INPUTS:
        return []
    if held.attr == "inputs":
        names = INPUTS[kind]
        text = quoted(names[key.value]) if key.value < len(names) else ""
    else:
        text = "0" if 0 < key.value < OUTPUTS[kind] else ""
    if not text:
        return []
    what = "Since 5.2 this node has the inputs and outputs of its type only."
    return [view.replace(key, text, "node.input_place", what, 'Name the input: inputs["Min"].')]


SWITCHES = {"GeometryNodeSwitch": "input_type", "GeometryNodeIndexSwitch": "data_type"}


def _switch(view: Tree, node: ast.Constant) -> list[Edit]:
    """A switch was one of geometry where the script does not say."""
    call = view.parent(node)
    if isinstance(call, ast.keyword):
        call = view.parent(call)
    made = view.parent(call) if call is not None and created(call) is node else None
    if not isinstance(made, ast.Assign) or not isinstance(made.targets[0], ast.Name):
        return []
    name = SWITCHES[str(node.value)]
    for use in nodes_named(view, made):
        holder = view.parent(use)
        if isinstance(holder, ast.Attribute) and holder.attr == name:
            return []
    told = Told(
        "node.switch_type", "A new switch is one of numbers since 5.2.",
        f"Set {name} = 'GEOMETRY' where geometry is switched.",
    )  # fmt: skip
    end = view.span(made)[1]
    text = f"; {made.targets[0].id}.{name} = {quoted('GEOMETRY')}"
    return [view.edit(end, end, text, node, told)]


_KEY = re.compile(r"(Socket_\d+)(_use_attribute|_attribute_name|)")
FIELDS = {"": "value", "_use_attribute": "type", "_attribute_name": "attribute_name"}
INPUT = Told(
    "modifier.nodes_input", "A modifier of geometry nodes holds its inputs as properties since 5.2.",
    "Write modifier.properties.inputs.Socket_2.value = 3.",
)  # fmt: skip


def _modifier_input(view: Tree, node: ast.Subscript) -> list[Edit]:
    """``modifier["Socket_2"] = 3`` and ``modifier[socket.identifier] = 3``."""
    key = node.slice
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        match = _KEY.fullmatch(key.value)
        if match is None or not view.owners.possible(node.value, "", "modifier"):
            return []
        field, owner = FIELDS[match[2]], view.text(node.value)
        edits = [
            view.edit(
                *view.span(node), f"{owner}.properties.inputs.{match[1]}.{field}", node, INPUT
            )
        ]
        statement = view.parent(node)
        if field == "type" and isinstance(statement, ast.Assign):
            value = view.text(statement.value)
            text = f"{quoted('ATTRIBUTE')} if {value} else {quoted('VALUE')}"
            edits.append(view.edit(*view.span(statement.value), text, node, INPUT))
        return edits
    if not isinstance(key, ast.Attribute) or key.attr != "identifier":
        return []
    if not view.owners.likely(node.value, "modifier"):
        return []
    owner = view.text(node.value)
    text = f"getattr({owner}.properties.inputs, {view.text(key)}).value"
    return [view.edit(*view.span(node), text, node, INPUT)]


def _loops(view: Tree, node: ast.Call) -> list[Edit]:
    """``loop_multi_select(ring=…)`` became an operator for loops and one for rings."""
    if view.path(node.func) != "bpy.ops.mesh.loop_multi_select":
        return []
    ring = next((each.value for each in node.keywords if each.arg == "ring"), None)
    if ring is not None and not isinstance(ring, ast.Constant):
        return []
    name = "select_edge_ring_multi" if ring is not None and ring.value else "select_edge_loop_multi"
    what = f"'loop_multi_select' is called {name!r} since 5.2."
    text = f"{view.bpy}.ops.mesh.{name}()"
    return [view.replace(node, text, "operator.loop_multi_select", what, f"Write {name!r}.")]


MIGRATIONS: tuple[Migration, ...] = (
    Migration("node.input_place", SINCE, _place, kinds=(ast.Subscript,)),
    Migration("node.switch_type", SINCE, _switch, texts=tuple(SWITCHES)),
    Migration("modifier.nodes_input", SINCE, _modifier_input, kinds=(ast.Subscript,)),
    Migration("operator.loop_multi_select", SINCE, _loops, calls=("loop_multi_select",)),
    arguments(
        "bmesh.pointmerge", SINCE, "bmesh.ops.pointmerge_facedata",
        rename={"vert_snap": "vert_target"},
    ),
    drop_statement(
        "eevee.thickness_far", SINCE, "EEVEE has no {!r} since 5.2.", "Leave it out.",
        attributes=("fast_gi_thickness_far",), owner=("eevee",),
    ),
)  # fmt: skip
