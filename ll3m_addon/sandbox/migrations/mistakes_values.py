# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes in values: parts of colours and vectors, methods that return nothing, lookup tables."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .node_types import binding, entry_of, node_type

__all__ = ["VALUES"]

SINCE = (2, 80)
_MATHUTILS = ("Vector", "Euler", "Color", "Quaternion", "Matrix")
#: Fewest plain arguments that can only be parts of one sequence.
_PARTS = {"Vector": 2, "Matrix": 2, "Euler": 3, "Color": 2, "Quaternion": 3}


def _sequence(view: Tree, node: ast.Call) -> list[Edit]:
    """``Vector(1, 2, 3)`` takes one sequence."""
    function = node.func
    name = getattr(function, "attr", None) or getattr(function, "id", "")
    path = view.path(function)
    if path != f"mathutils.{name}" and (path or name in view.scan.bound):
        return []
    if isinstance(function, ast.Attribute) and not path:
        return []
    parts = list(node.args)
    order = name == "Euler" and len(parts) == 4 and isinstance(parts[-1], ast.Constant)
    if order:
        parts.pop()
    if len(parts) < _PARTS[name] or any(isinstance(each, ast.Starred) for each in parts):
        return []
    if node.keywords:
        return []
    told = Told(
        "mistake.sequence", f"{name} takes one sequence, not its parts.",
        f"Write {name}((…)) with two brackets.",
    )  # fmt: skip
    head = view.span(function)[1]
    start = view.source.index("(", head) + 1
    end = view.span(node)[1] - 1
    if order:
        end = view.source.index(",", view.span(parts[-1])[1])
    return [view.edit(start, start, "(", node, told), view.edit(end, end, ")", node, told)]


def _plain(node: ast.expr, count: int) -> list[ast.expr]:
    """The parts of a tuple or list that is written out and has so many."""
    if not isinstance(node, (ast.Tuple, ast.List)) or len(node.elts) != count:
        return []
    return [] if any(isinstance(each, ast.Starred) for each in node.elts) else node.elts


def _one_more(view: Tree, value: ast.expr, node: ast.AST, told: Told) -> list[Edit]:
    """One part more at the end of a tuple or list that is written out."""
    start, end = view.span(value)
    text = view.source[start:end]
    if text[0] in "([" and text[-1] in ")]":
        end -= 1
    comma = view.source[start:end].rstrip().endswith(",")
    return [view.edit(end, end, " 1.0" if comma else ", 1.0", node, told)]


COLOURS = frozenset(("Base Color", "Color", "Emission Color", "Color1", "Color2", "Coat Tint"))
#: Nodes whose first input is a colour.
FIRST = frozenset(
    ("ShaderNodeBsdfPrincipled", "ShaderNodeEmission", "ShaderNodeBackground",
     "ShaderNodeBsdfDiffuse", "ShaderNodeBsdfGlass", "ShaderNodeBsdfTransparent")
)  # fmt: skip
ALPHA = Told(
    "mistake.colour_parts", "Colours of nodes have four parts: red, green, blue and alpha.",
    "Write (r, g, b, 1.0).",
)  # fmt: skip


def _colour_entry(view: Tree, target: ast.Attribute) -> bool:
    entry = target.value
    if not isinstance(entry, ast.Subscript) or not isinstance(entry.slice, ast.Constant):
        return False
    found = entry_of(view, entry.slice)
    if found is None:
        return False
    key = entry.slice.value
    if isinstance(key, str):
        return key in COLOURS
    kind = node_type(view, found[0])
    first = kind in FIRST if found[1] == "inputs" else kind == "ShaderNodeRGB"
    return key == 0 and first


def _of_ramp(view: Tree, node: ast.expr) -> bool:
    bound = binding(view, node) if isinstance(node, ast.Name) else None
    value = bound.value if bound else node
    held: ast.AST | None = None
    if isinstance(value, ast.Subscript):
        held = value.value
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        held = value.func.value if value.func.attr == "new" else None
    return isinstance(held, ast.Attribute) and held.attr == "elements"


def _colour(view: Tree, node: ast.Attribute) -> list[Edit]:
    """Three parts where a node's input or a ramp's element wants four."""
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not isinstance(node.ctx, ast.Store):
        return []
    parts = _plain(statement.value, 3)
    if not parts:
        return []
    if node.attr == "default_value":
        return _one_more(view, statement.value, node, ALPHA) if _colour_entry(view, node) else []
    return _one_more(view, statement.value, node, ALPHA) if _of_ramp(view, node.value) else []


def _point(view: Tree, node: ast.Attribute) -> list[Edit]:
    """``spline.points[0].co = (x, y, z)``: these points have a weight too."""
    statement, entry = view.parent(node), node.value
    if not isinstance(statement, ast.Assign) or not isinstance(node.ctx, ast.Store):
        return []
    if not isinstance(entry, ast.Subscript) or not isinstance(entry.value, ast.Attribute):
        return []
    if entry.value.attr != "points" or not view.owners.likely(entry.value.value, "spline"):
        return []
    told = Told(
        "mistake.spline_point", "Points of a spline have four parts: x, y, z and a weight.",
        "Write (x, y, z, 1.0).",
    )  # fmt: skip
    parts = _plain(statement.value, 3)
    return _one_more(view, statement.value, node, told) if parts else []


def _light_colour(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not isinstance(node.ctx, ast.Store):
        return []
    parts = _plain(statement.value, 4)
    if not parts or not view.owners.likely(node.value, "light"):
        return []
    told = Told(
        "mistake.light_colour", "A light's colour has three parts.", "Write (r, g, b).",
    )  # fmt: skip
    return [view.edit(view.span(parts[2])[1], view.span(parts[3])[1], "", node, told)]


def _returns_nothing(view: Tree, node: ast.Call) -> list[Edit]:
    """``direction = (b - a).normalize()``: the method changes the vector and returns nothing."""
    function = node.func
    if not isinstance(function, ast.Attribute) or node.args or node.keywords:
        return []
    if isinstance(view.parent(node), ast.Expr):
        return []
    new = {"normalize": "normalized", "invert": "inverted", "transpose": "transposed"}
    kinds = ("matrix", "quaternion") if function.attr != "normalize" else ()
    sure = view.owners.likely(function.value, *kinds) if kinds else True
    if not sure or not view.owners.possible(function.value, function.attr) or view.path(function):
        return []
    told = Told(
        "mistake.in_place", f"{function.attr!r} changes the value itself and returns nothing.",
        f"Use {new[function.attr]!r} for the result.",
    )  # fmt: skip
    edit = view.name_edit(function, new[function.attr], told)
    return [edit] if edit else []


_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return, ast.Delete)


def _lookup(view: Tree, node: ast.Subscript) -> list[Edit]:
    """``bm.verts[0]`` without ``bm.verts.ensure_lookup_table()`` anywhere."""
    held = node.value
    if not isinstance(held, ast.Attribute) or held.attr not in {"verts", "edges", "faces"}:
        return []
    if isinstance(node.slice, (ast.Slice, ast.Attribute)):
        return []
    if not view.owners.likely(held.value, "bmesh"):
        return []
    ensured = view.memory.get("ensured")
    if ensured is None:
        ensured = view.memory["ensured"] = {
            each.value.attr
            for each in view.all(ast.Attribute)
            if each.attr == "ensure_lookup_table" and isinstance(each.value, ast.Attribute)
        }
    statement = view.statement(node)
    if held.attr in ensured or not isinstance(statement, _SIMPLE):
        return []
    done: set[tuple[int, str]] = view.memory.setdefault("looked up", set())
    text = view.text(held)
    if (id(statement), text) in done:
        return []
    done.add((id(statement), text))
    told = Told(
        "mistake.lookup_table", f"{text}[…] needs a lookup table.",
        f"Call {text}.ensure_lookup_table() before.",
    )  # fmt: skip
    start = view.span(statement)[0]
    return [view.edit(start, start, f"{text}.ensure_lookup_table(); ", node, told)]


VALUES: tuple[Migration, ...] = (
    Migration("mistake.sequence", SINCE, _sequence, calls=_MATHUTILS),
    Migration("mistake.colour_parts", SINCE, _colour, attributes=("default_value", "color")),
    Migration("mistake.spline_point", SINCE, _point, attributes=("co",)),
    Migration("mistake.light_colour", SINCE, _light_colour, attributes=("color",)),
    Migration(
        "mistake.in_place", SINCE, _returns_nothing, calls=("normalize", "invert", "transpose")
    ),
    Migration("mistake.lookup_table", SINCE, _lookup, kinds=(ast.Subscript,)),
)
