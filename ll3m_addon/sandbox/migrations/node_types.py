# SPDX-License-Identifier: GPL-3.0-or-later
"""Which type of node a variable of the script holds, and migrations that need to know it.

``mix = nodes.new("ShaderNodeMixShader")`` says it; so does a helper of the script that is called
with the type as text. A name that is bound several times is what it was bound to last above.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from .edits import Edit, Migration, Told, Tree
from .shapes import NEVER, Version, quoted, release

__all__ = [
    "created", "entry_of", "node_type", "nodes_named", "rename_socket", "rename_types",
    "sockets_for_properties",
]  # fmt: skip

_TYPE = re.compile(r"(?:Shader|Geometry|Compositor|Function|Texture)Node\w+")
#: Nodes that a new material or world has, by their names.
NAMED = {
    "Principled BSDF": "ShaderNodeBsdfPrincipled", "Background": "ShaderNodeBackground",
    "Material Output": "ShaderNodeOutputMaterial", "World Output": "ShaderNodeOutputWorld",
}  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.Lambda)


def created(call: ast.AST | None) -> ast.Constant | None:
    """The text with the type in a call that makes a node; None for any other expression."""
    if not isinstance(call, ast.Call):
        return None
    for each in (*call.args, *(keyword.value for keyword in call.keywords)):
        if not isinstance(each, ast.Constant) or not isinstance(each.value, str):
            continue
        if _TYPE.fullmatch(each.value):
            return each
    return None


def _scope(view: Tree, node: ast.AST) -> ast.AST | None:
    found = view.parent(node)
    while found is not None and not isinstance(found, _FUNCTIONS):
        found = view.parent(found)
    return found


def _bindings(view: Tree) -> dict[str, list[ast.Assign]]:
    found = view.memory.get("node_types")
    if found is None:
        found = view.memory["node_types"] = {}
        for node in view.all(ast.Assign):
            for target in node.targets:
                if isinstance(target, (ast.Name, ast.Attribute)):
                    found.setdefault(_spelled(target), []).append(node)
    return found


def _spelled(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ast.unparse(node)


def binding(view: Tree, node: ast.expr) -> ast.Assign | None:
    """The assignment that last bound this name (or ``self.name``) above, in its own function first."""
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return None
    above = [each for each in _bindings(view).get(_spelled(node), ()) if each.lineno <= node.lineno]
    if not above:
        return None
    here = _scope(view, node)
    near = [each for each in above if _scope(view, each) is here]
    if not near and isinstance(node, ast.Name):
        near = [each for each in above if _scope(view, each) is None]
    return max(near or above, key=lambda each: each.lineno)


def node_type(view: Tree, node: ast.expr) -> str:
    """The type of the node that an expression stands for, or an empty text."""
    found = _type_of(node)
    if found:
        return found
    bound = binding(view, node)
    return _type_of(bound.value) if bound else ""


def _type_of(node: ast.expr) -> str:
    """The type in the call that makes the node, or by the name that Blender gives it."""
    text = created(node)
    if text is not None:
        return str(text.value)
    key: ast.expr | None = None
    if isinstance(node, ast.Subscript):
        key, held = node.slice, node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        key, held = node.args[0], node.func.value if node.func.attr == "get" else None
    else:
        return ""
    named = getattr(held, "attr", None) or getattr(held, "id", "")
    if not isinstance(key, ast.Constant) or not named.endswith("nodes"):
        return ""
    return NAMED.get(str(key.value), "")


def nodes_named(view: Tree, made: ast.Assign) -> list[ast.expr]:
    """Every use of the name that ``made`` binds, where it is what ``made`` bound."""
    target = made.targets[0]
    if not isinstance(target, (ast.Name, ast.Attribute)):
        return []
    spelled = _spelled(target)
    return [
        node
        for node in view.all(type(target))
        if isinstance(node.ctx, ast.Load)
        and _spelled(node) == spelled
        and binding(view, node) is made
    ]


def entry_of(view: Tree, node: ast.Constant) -> tuple[ast.expr, str] | None:
    """``x`` and ``inputs`` for the key in ``x.inputs[key]`` or ``x.inputs.get(key)``."""
    parent = view.parent(node)
    held: ast.expr | None = None
    if isinstance(parent, ast.Subscript) and parent.slice is node:
        held = parent.value
    elif isinstance(parent, ast.Call) and parent.args[:1] == [node]:
        function = parent.func
        if isinstance(function, ast.Attribute):
            held = function.value if function.attr == "get" else None
    if isinstance(held, ast.Attribute) and held.attr in {"inputs", "outputs"}:
        return held.value, held.attr
    return None


def rename_socket(
    rule: str,
    since: Version,
    types: tuple[str, ...],
    renamed: Mapping[str, str],
    holders: tuple[str, ...] = ("inputs",),
    *,
    until: Version = NEVER,
) -> Migration:
    """A socket of nodes of the given types: ``x.inputs["Old"]`` becomes ``x.inputs["New"]``."""

    def find(view: Tree, node: ast.Constant) -> list[Edit]:
        entry = entry_of(view, node)
        if entry is None or entry[1] not in holders or node_type(view, entry[0]) not in types:
            return []
        old, new = str(node.value), renamed[str(node.value)]
        return [
            view.replace(
                node, quoted(new), rule, _called(old, new, since, until), f"Write {new!r}."
            )
        ]

    return Migration(rule, since, find, until, texts=tuple(renamed))


def _called(old: str, new: str, since: Version, until: Version) -> str:
    if until != NEVER:
        return f"{old!r} is called {new!r} before {release(until)}."
    return f"{old!r} is called {new!r} since {release(since)}."


def rename_types(
    rule: str,
    since: Version,
    renamed: Mapping[str, str],
    *,
    until: Version = NEVER,
    advice: str = "",
) -> Migration:
    """The type of a node in the call that makes it."""

    def find(view: Tree, node: ast.Constant) -> list[Edit]:
        call = view.parent(node)
        if isinstance(call, ast.keyword):
            call = view.parent(call)
        if created(call) is not node:
            return []
        old, new = str(node.value), renamed[str(node.value)]
        what = f"The node type {old!r} does not exist; {new!r} does its work."
        return [view.replace(node, quoted(new), rule, what, advice or f"Write {new!r}.")]

    return Migration(rule, since, find, until, texts=tuple(renamed))


#: Type -> property -> (socket, values by old name; none for a number or a switch).
Table = Mapping[str, Mapping[str, tuple[str, Mapping[str, str]]]]


def sockets_for_properties(
    rule: str, since: Version, table: Table, *, until: Version = NEVER
) -> Migration:
    """``node.mode = 'LENGTH'`` becomes ``node.inputs["Mode"].default_value = "Length"``.

    With ``until`` the other way round, for Blenders in which it is still a property.
    """
    back = until != NEVER
    names = {name for row in table.values() for name in row}

    def forth(view: Tree, node: ast.Attribute) -> list[Edit]:
        row = table.get(node_type(view, node.value), {}).get(node.attr)
        if row is None:
            return []
        socket, values = row
        told = Told(
            rule, f"{node.attr!r} of this node is the input {socket!r} since {release(since)}.",
            f"Set inputs[{quoted(socket)}].default_value.",
        )  # fmt: skip
        new = f"{view.text(node.value)}.inputs[{quoted(socket)}].default_value"
        edits = [view.edit(*view.span(node), new, node, told)]
        statement = view.parent(node)
        if isinstance(statement, ast.Assign) and node in statement.targets and values:
            text = _translated(view, statement.value, values)
            edits.append(view.edit(*view.span(statement.value), text, node, told))
        return edits

    def backward(view: Tree, node: ast.Attribute) -> list[Edit]:
        entry = node.value
        if not isinstance(entry, ast.Subscript) or not isinstance(entry.slice, ast.Constant):
            return []
        found = entry_of(view, entry.slice)
        if found is None or found[1] != "inputs":
            return []
        for name, (socket, values) in table.get(node_type(view, found[0]), {}).items():
            if socket != entry.slice.value:
                continue
            told = Told(
                rule, f"The input {socket!r} of this node is the property {name!r} before "
                f"{release(until)}.", f"Set {name!r}.",
            )  # fmt: skip
            edits = [view.edit(*view.span(node), f"{view.text(found[0])}.{name}", node, told)]
            statement = view.parent(node)
            if isinstance(statement, ast.Assign) and node in statement.targets and values:
                other = {new: old for old, new in values.items()}
                text = _translated(view, statement.value, other)
                edits.append(view.edit(*view.span(statement.value), text, node, told))
            return edits
        return []

    if back:
        return Migration(rule, since, backward, until, attributes=("default_value",))
    return Migration(rule, since, forth, until, attributes=tuple(names))


def _translated(view: Tree, value: ast.expr, values: Mapping[str, str]) -> str:
    """An enum's value by its new name; a value that is not known yet is looked up while it runs."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return quoted(values.get(value.value, value.value))
    pairs = ", ".join(f"{quoted(old)}: {quoted(new)}" for old, new in values.items())
    return f"{{{pairs}}}[{view.text(value)}]"
