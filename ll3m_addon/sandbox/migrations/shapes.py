# SPDX-License-Identifier: GPL-3.0-or-later
"""Ready-made migrations for the shapes that API changes mostly have.

Each function returns a ``Migration``. ``what`` and ``advice`` are sentences for the finding;
where they are left out, plain ones are made from the names. ``owner`` is a tuple of kinds (see
``owners``): the change is made where the owner of the attribute is of such a kind, or is unknown
and no class of the script has that name; ``sure=True`` wants the kind to be known.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from .edits import Edit, Migration, Told, Tree
from .keywords import argument_edits

__all__ = [
    "argument_edits",
    "arguments",
    "enum_text",
    "quoted",
    "rename_attribute",
    "rename_data",
    "rename_key",
    "rename_operator",
]  # fmt: skip

Version = tuple[int, int]
NEVER: Version = (99, 0)


def release(since: Version) -> str:
    """``2.80``, ``4.1``."""
    return f"{since[0]}.{since[1]}"


def quoted(text: str) -> str:
    """A text constant in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fits(view: Tree, owner: ast.AST, name: str, kinds: tuple[str, ...], sure: bool) -> bool:
    """Whether an attribute's owner is of one of the kinds (or may be)."""
    if sure:
        return view.owners.likely(owner, *kinds)
    return view.owners.possible(owner, name, *kinds)


def rename_attribute(
    rule: str,
    since: Version,
    renamed: Mapping[str, str],
    owner: tuple[str, ...] = (),
    *,
    sure: bool = False,
    until: Version = NEVER,
    advice: str = "",
) -> Migration:
    """``x.old`` becomes ``x.new``; ``new`` may be a chain (``cursor.location``)."""

    def find(view: Tree, node: ast.Attribute) -> list[Edit]:
        old, new = node.attr, renamed[node.attr]
        if not fits(view, node.value, old, owner, sure):
            return []
        told = Told(
            rule, f"{old!r} is called {new!r} since {release(since)}.", advice or f"Write {new!r}."
        )
        edit = view.name_edit(node, new, told)
        return [edit] if edit else []

    return Migration(rule, since, find, until, attributes=tuple(renamed))


def rename_data(
    rule: str, since: Version, renamed: Mapping[str, str], *, until: Version = NEVER
) -> Migration:
    """``bpy.data.old`` becomes ``bpy.data.new``."""

    def find(view: Tree, node: ast.Attribute) -> list[Edit]:
        old, new = node.attr, renamed[node.attr]
        if view.path(node) != f"bpy.data.{old}":
            return []
        told = Told(
            rule,
            f"'bpy.data.{old}' is called 'bpy.data.{new}' since {release(since)}.",
            f"Write 'bpy.data.{new}'.",
        )
        edit = view.name_edit(node, new, told)
        return [edit] if edit else []

    return Migration(rule, since, find, until, attributes=tuple(renamed))


def rename_operator(
    rule: str,
    since: Version,
    old: str,
    new: str,
    *,
    rename: Mapping[str, str] | None = None,
    drop: Iterable[str] = (),
    values: Mapping[str, Mapping[str, str]] | None = None,
    add: str = "",
    until: Version = NEVER,
    advice: str = "",
) -> Migration:
    """``bpy.ops.<old>(…)`` becomes ``bpy.ops.<new>(…)``, its keywords as ``arguments`` does."""
    group, _, name = new.partition(".")

    def find(view: Tree, node: ast.Call) -> list[Edit]:
        function = node.func
        if not isinstance(function, ast.Attribute) or view.path(function) != f"bpy.ops.{old}":
            return []
        told = Told(
            rule, f"'bpy.ops.{old}' is 'bpy.ops.{new}' since {release(since)}.",
            advice or f"Write 'bpy.ops.{new}'.",
        )  # fmt: skip
        edits: list[Edit] = []
        if old != new:
            edits.append(
                view.edit(*view.span(function), _chain(view, function, group, name), node, told)
            )
        return edits + argument_edits(
            view, node, told, rename=rename, drop=drop, values=values, add=add
        )

    return Migration(rule, since, find, until, calls=(old.partition(".")[2],))


def _chain(view: Tree, function: ast.Attribute, group: str, name: str) -> str:
    """The new operator's path, as short as the script wrote the old one's where that works."""
    holder = function.value
    if isinstance(holder, ast.Attribute) and isinstance(holder.value, ast.expr):
        return f"{view.text(holder.value)}.{group}.{name}"
    return f"{view.bpy}.ops.{group}.{name}"


def arguments(
    rule: str,
    since: Version,
    path: str,
    *,
    rename: Mapping[str, str] | None = None,
    drop: Iterable[str] = (),
    values: Mapping[str, Mapping[str, str]] | None = None,
    until: Version = NEVER,
    advice: str = "",
) -> Migration:
    """Keywords of a call: ``rename`` (old: new), ``drop``, ``values`` (keyword: {old: new}).

    ``path`` is a dotted path (``bpy.ops.mesh.bevel``, ``bmesh.ops.bevel``), or ``*.name`` for a
    method of whatever is not the script's own.
    """
    name = path.rpartition(".")[2]
    dropped = tuple(drop)

    def find(view: Tree, node: ast.Call) -> list[Edit]:
        function = node.func
        if path.startswith("*."):
            if not isinstance(function, ast.Attribute):
                return []
            if not view.owners.possible(function.value, name):
                return []
        elif view.path(function) != path:
            return []
        gone = [
            each.arg for each in node.keywords if each.arg in dropped or each.arg in (rename or {})
        ]
        names = ", ".join(repr(each) for each in gone) or "an argument's value"
        told = Told(
            rule, f"{name!r} takes {names} no more since {release(since)}.",
            advice or _keyword_advice(rename, dropped),
        )  # fmt: skip
        return argument_edits(view, node, told, rename=rename, drop=dropped, values=values)

    return Migration(rule, since, find, until, calls=(name,))


def _keyword_advice(rename: Mapping[str, str] | None, drop: tuple[str, ...]) -> str:
    parts = [f"write {new!r} for {old!r}" for old, new in (rename or {}).items()]
    if drop:
        parts.append(f"leave out {', '.join(repr(each) for each in drop)}")
    text = "; ".join(parts) or "write the new value"
    return text[:1].upper() + text[1:] + "."


def rename_key(
    rule: str,
    since: Version,
    renamed: Mapping[str, str],
    holders: tuple[str, ...] = ("inputs",),
    *,
    until: Version = NEVER,
    when: Callable[[Tree, ast.expr], bool] | None = None,
    advice: str = "",
) -> Migration:
    """``x.inputs["Old"]`` and ``x.inputs.get("Old")`` become ``"New"``.

    ``when(view, x)`` may look at what holds the collection.
    """

    def find(view: Tree, node: ast.Constant) -> list[Edit]:
        holder = _key_holder(view, node)
        if holder is None or holder.attr not in holders:
            return []
        if when is not None and not when(view, holder.value):
            return []
        old, new = node.value, renamed[str(node.value)]
        return [
            view.replace(
                node, quoted(new), rule, f"{old!r} is called {new!r} since {release(since)}.",
                advice or f"Write {new!r}.",
            )
        ]  # fmt: skip

    return Migration(rule, since, find, until, texts=tuple(renamed))


def _key_holder(view: Tree, node: ast.Constant) -> ast.Attribute | None:
    """``x.inputs`` for the text in ``x.inputs["…"]``, ``x.inputs.get("…")``, ``"…" in x.inputs``."""
    parent = view.parent(node)
    found: ast.AST | None = None
    if isinstance(parent, ast.Subscript) and parent.slice is node:
        found = parent.value
    elif isinstance(parent, ast.Call) and parent.args[:1] == [node]:
        function = parent.func
        if isinstance(function, ast.Attribute) and function.attr in {"get", "find"}:
            found = function.value
    elif (
        isinstance(parent, ast.Compare)
        and parent.left is node
        and isinstance(parent.ops[0], (ast.In, ast.NotIn))
    ):
        found = parent.comparators[0]
        keys = found.func if isinstance(found, ast.Call) else None
        if isinstance(keys, ast.Attribute) and keys.attr == "keys":
            found = keys.value
    return found if isinstance(found, ast.Attribute) else None


def enum_text(
    rule: str,
    since: Version,
    renamed: Mapping[str, str],
    attributes: tuple[str, ...] = (),
    keywords: tuple[str, ...] = (),
    *,
    calls: tuple[str, ...] = (),
    until: Version = NEVER,
    advice: str = "",
) -> Migration:
    """A text where it is an enum's value: ``x.attribute = "OLD"`` (also ``==``), or ``keyword="OLD"``.

    ``calls`` are last names of called functions: there the keyword, or the second plain argument
    (``modifiers.new("A", "OLD")``; the first for node ids), counts; without ``calls`` any call's
    keyword does.
    """

    def find(view: Tree, node: ast.Constant) -> list[Edit]:
        parent = view.parent(node)
        hit = False
        if isinstance(parent, (ast.Tuple, ast.Set, ast.List)):
            parent = view.parent(parent)
            if not isinstance(parent, ast.Compare):
                return []
        if isinstance(parent, ast.Assign) and parent.value is node:
            hit = any(isinstance(t, ast.Attribute) and t.attr in attributes for t in parent.targets)
        elif isinstance(parent, ast.Compare):
            sides = (parent.left, *parent.comparators)
            hit = any(isinstance(side, ast.Attribute) and side.attr in attributes for side in sides)
        elif isinstance(parent, ast.keyword):
            call = view.parent(parent)
            named = isinstance(call, ast.Call) and (not calls or _last_name(call) in calls)
            hit = parent.arg in keywords and named
        elif isinstance(parent, ast.Call) and _last_name(parent) in calls:
            # The first one of two is a name, unless it is a node's id.
            first = 0 if "Node" in str(node.value) else 1
            hit = any(each is node for each in parent.args[first:2])
        if not hit:
            return []
        old, new = str(node.value), renamed[str(node.value)]
        return [
            view.replace(
                node, quoted(new), rule, f"{old!r} is called {new!r} since {release(since)}.",
                advice or f"Write {new!r}.",
            )
        ]  # fmt: skip

    return Migration(rule, since, find, until, texts=tuple(renamed))


def _last_name(call: ast.Call) -> str:
    return getattr(call.func, "attr", None) or getattr(call.func, "id", None) or ""
