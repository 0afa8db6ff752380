# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes down the API of the Blender it runs in: a program of its own, one JSON line an entry.

Started by ``knowledge.build`` in a Blender without a user's settings, with the output file as
its last argument. It runs code of ours only and needs nothing of the package. Each line holds
``name``, ``kind``, ``signature``, ``text`` and ``alias`` (other names of the same thing).
"""

from __future__ import annotations

import inspect
import itertools
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import bpy  # isort: skip  (as a module Blender gives its other modules only behind this one)
import bmesh
import bmesh.geometry
import bmesh.ops
import bmesh.types
import bmesh.utils
import bpy_extras.mesh_utils
import bpy_extras.object_utils
import mathutils
import mathutils.bvhtree
import mathutils.geometry
import mathutils.interpolate
import mathutils.kdtree
import mathutils.noise

Row = dict[str, str]
#: Enum items, properties and sockets named in one entry; the longest lists are of icons and keys.
_MANY = 40
_TEXT, _NODE_TEXT = 700, 2400
#: Interface classes: a script that models has no use for them.
_SKIPPED = ("Panel", "Menu", "Header", "UIList", "Operator", "KeyingSetInfo", "AssetShelf", "Macro")
_MARKUP = re.compile(r":(?:class|meth|func|attr|mod|ref|data):`([^`<]*)[^`]*`")


def row(name: str, kind: str, signature: str, text: str = "", alias: str = "") -> Row:
    """One entry."""
    text = re.sub(r"\.(?: \.)+", ".", re.sub(r"\s+", " ", text)).strip()
    text = text[: _NODE_TEXT if kind == "node" else _TEXT]
    return {"name": name, "kind": kind, "signature": signature, "text": text, "alias": alias}


# ---------------------------------------------------------------- properties


def number(value: float) -> str:
    """A figure as one would write it; Blender's limits of single precision become ``inf``."""
    if isinstance(value, int):
        return "inf" if value >= 2**31 - 1 else "-inf" if value <= -(2**31) else str(value)
    if abs(value) > 3.4e38 or math.isinf(value):
        return "-inf" if value < 0 else "inf"
    return f"{value:.6g}"


def literal(value: Any) -> str:
    """A value as Python would write it, floats without noise."""
    if isinstance(value, bool | str | None):
        return repr(value)
    if isinstance(value, float):
        text = f"{value:.6g}"
        return text if any(sign in text for sign in ".en") else f"{text}.0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(repr, value))) + "}" if value else "set()"
    if hasattr(value, "__iter__"):
        return "(" + ", ".join(literal(each) for each in value) + ")"
    return repr(value)


def items_of(prop: Any) -> str:
    """Enum items; those that depend on the file are not known here and stay away."""
    names = [item.identifier for item in prop.enum_items]
    more = f", … {len(names) - _MANY} more" if len(names) > _MANY else ""
    return ", ".join(repr(name) for name in names[:_MANY]) + more


def default_of(prop: Any) -> str:
    """A property's default, or an empty text where it has none."""
    if prop.type in ("POINTER", "COLLECTION"):
        return "None" if prop.type == "POINTER" else ""
    if getattr(prop, "is_array", False):
        return literal(list(prop.default_array))
    if prop.type == "ENUM" and prop.is_enum_flag:
        return literal(set(prop.default_flag))
    return literal(prop.default)


def type_of(prop: Any) -> str:
    """The type of a property in words of Python."""
    if prop.type == "ENUM":
        found = items_of(prop)
        return f"{'set of ' if prop.is_enum_flag else ''}{{{found}}}" if found else "str"
    if prop.type == "POINTER":
        return prop.fixed_type.identifier
    if prop.type == "COLLECTION":
        return f"collection of {prop.fixed_type.identifier}"
    plain = {"BOOLEAN": "bool", "INT": "int", "FLOAT": "float", "STRING": "str"}[prop.type]
    if getattr(prop, "is_array", False):
        return f"{plain}[{prop.array_length}]"
    return plain


def described(prop: Any) -> str:
    """``name: type = default (range)``."""
    text = f"{prop.identifier}: {type_of(prop)}"
    default = default_of(prop) if prop.type not in ("POINTER", "COLLECTION") else ""
    text += f" = {default}" if default else ""
    if prop.type in ("INT", "FLOAT"):
        text += f" ({number(prop.hard_min)}..{number(prop.hard_max)})"
    if prop.is_readonly and prop.type != "COLLECTION":
        text += " (read only)"
    return text


def own_properties(rna: Any) -> list[Any]:
    """Properties that a class does not have from its base."""
    inherited = set(rna.base.properties.keys()) if rna.base else set()
    return [
        prop for prop in rna.properties
        if prop.identifier not in inherited and prop.identifier != "rna_type"
    ]  # fmt: skip


def own_functions(rna: Any) -> list[Any]:
    """Functions that a class does not have from its base."""
    inherited = set(rna.base.functions.keys()) if rna.base else set()
    return [each for each in rna.functions if each.identifier not in inherited]


def call_of(function: Any) -> tuple[str, str]:
    """``(a, b=1) -> Result`` of an RNA function, and what its parameters are."""
    given, returned, notes = [], [], []
    for prop in function.parameters:
        if prop.is_output:
            returned.append(type_of(prop))
            continue
        given.append(
            prop.identifier if prop.is_required else f"{prop.identifier}={default_of(prop)}"
        )
        notes.append(f"{prop.identifier}: {type_of(prop)}. {prop.description}")
    text = f"({', '.join(given)})" + (f" -> {', '.join(returned)}" if returned else "")
    return text, " ".join(notes)


# ---------------------------------------------------------------- bpy.types


def classes() -> Iterator[Any]:
    """Every class that a modelling script may meet, once."""
    skipped = tuple(getattr(bpy.types, name) for name in _SKIPPED if hasattr(bpy.types, name))
    seen: set[str] = set()
    for name in dir(bpy.types):
        found = getattr(bpy.types, name, None)
        rna = getattr(found, "bl_rna", None)
        if rna is None or not isinstance(found, type) or issubclass(found, skipped):
            continue
        if rna.identifier not in seen and "_OT_" not in name:
            seen.add(rna.identifier)
            yield found


def homes() -> dict[str, str]:
    """Class of a collection -> where a script finds it: ``BlendDataMeshes`` -> ``bpy.data.meshes``."""
    found: dict[str, str] = {}
    for prop in bpy.types.BlendData.bl_rna.properties:
        if prop.type == "COLLECTION" and prop.srna:
            found[prop.srna.identifier] = f"bpy.data.{prop.identifier}"
    for kind in classes():
        for prop in own_properties(kind.bl_rna):
            if prop.type == "COLLECTION" and prop.srna:
                place = f"bpy.types.{kind.bl_rna.identifier}.{prop.identifier}"
                found.setdefault(prop.srna.identifier, place)
    return found


def written(kind: type) -> Iterator[tuple[str, Any]]:
    """What is written in Python in a class of Blender's and its mixins (``_GenericBone``)."""
    mixins = [each for each in kind.__bases__ if not issubclass(each, bpy.types.bpy_struct)]
    for owner in (kind, *mixins):
        for name, value in vars(owner).items():
            if not name.startswith("_"):
                yield name, value


def python_functions(kind: type) -> Iterator[tuple[str, str, str]]:
    """Functions that are written in Python in a class of Blender's: name, signature, text."""
    for name, value in written(kind):
        if inspect.isfunction(value):
            given = [str(each) for each in inspect.signature(value).parameters.values()]
            yield name, f"({', '.join(given[1:])})", plain(value.__doc__)


def python_properties(kind: type) -> Iterator[tuple[str, str]]:
    """Properties that are written in Python in a class of Blender's: name, text."""
    for name, value in written(kind):
        if isinstance(value, property):
            yield name, plain(value.__doc__)


def type_rows(special: dict[str, tuple[str, str, str]]) -> Iterator[Row]:
    """Classes with their properties and functions; ``special`` holds nodes, modifiers, constraints."""
    at = homes()
    for kind in classes():
        rna = kind.bl_rna
        name = rna.identifier
        place = at.get(name, f"bpy.types.{name}")
        alias = f"bpy.types.{name}" if name in at else ""
        properties = own_properties(rna)
        listed = ", ".join(prop.identifier for prop in properties[:_MANY])
        base = f"({rna.base.identifier})" if rna.base else ""
        group, signature, text = special.get(name, ("type", f"class {name}{base}", ""))
        text = " ".join(filter(None, (f"{rna.name}.", rna.description + ".", text)))
        yield row(
            place, group, signature, f"{text} Properties: {listed}." if listed else text, alias
        )
        for prop in properties:
            values = ""
            if prop.type == "ENUM" and len(prop.enum_items) <= _MANY:
                values = " ".join(f"{i.identifier}: {i.name}." for i in prop.enum_items)
            yield row(
                f"{place}.{prop.identifier}", "property", f"{name}.{described(prop)}",
                f"{prop.name}. {prop.description}. {values}",
                f"{alias}.{prop.identifier}" if alias else "",
            )  # fmt: skip
        yield from method_rows(kind, place, alias)


def method_rows(kind: Any, place: str, alias: str) -> Iterator[Row]:
    """Functions of a class, from RNA and from Python, and what Python adds as properties."""
    in_python = {name for name, _, _ in python_functions(kind)}
    for function in own_functions(kind.bl_rna):
        if function.identifier in in_python:
            continue
        call, notes = call_of(function)
        other = f"{alias}.{function.identifier}" if alias else ""
        yield row(
            f"{place}.{function.identifier}", "method", f"{place.removeprefix('bpy.types.')}.{function.identifier}{call}",
            f"{function.description}. {notes}", other,
        )  # fmt: skip
    for name, call, text in python_functions(kind):
        signature = f"{place.removeprefix('bpy.types.')}.{name}{call}"
        yield row(f"{place}.{name}", "method", signature, text)
    # No second entry for what RNA already has under the same name.
    known = set(kind.bl_rna.properties.keys())
    for name, text in python_properties(kind):
        if name not in known:
            signature = f"{place.removeprefix('bpy.types.')}.{name} (read only)"
            shown = name.replace("_", " ").capitalize()
            yield row(f"{place}.{name}", "property", signature, f"{shown}. {text}")


# ---------------------------------------------------------------- nodes, modifiers, constraints


def sockets(found: Iterable[Any]) -> str:
    """``"Name": TYPE = default`` of the sockets that a node shows or may show."""
    texts = []
    for socket in itertools.islice(found, _MANY):
        text = f'"{socket.name}": {socket.type}'
        value = getattr(socket, "default_value", None)
        if value is not None and not hasattr(value, "bl_rna"):
            text += f" = {literal(value)}"
        if not socket.enabled:
            text += " (in another mode)"
        texts.append(text)
    return ", ".join(texts)


def node_facts() -> dict[str, tuple[str, str, str]]:
    """Node types by class, each made once in a tree that takes it."""
    found: dict[str, tuple[str, str, str]] = {}
    trees = {}
    for kind in ("ShaderNodeTree", "GeometryNodeTree", "CompositorNodeTree", "TextureNodeTree"):
        trees[kind] = bpy.data.node_groups.new(kind, kind)
    for kind in classes():
        name = kind.bl_rna.identifier
        if not issubclass(kind, bpy.types.Node):
            continue
        for tree in trees.values():
            try:
                node = tree.nodes.new(name)
            except RuntimeError:
                continue  # not for this tree, or an abstract class
            text = f"Inputs: {sockets(node.inputs)}. Outputs: {sockets(node.outputs)}."
            found[name] = ("node", f'nodes.new("{name}")', text)
            tree.nodes.remove(node)
            break
    for tree in trees.values():
        bpy.data.node_groups.remove(tree)
    return found


def modifier_facts() -> dict[str, tuple[str, str, str]]:
    """Modifiers and constraints by class, with the id that makes them."""
    found: dict[str, tuple[str, str, str]] = {}
    data = [bpy.data.meshes.new("a"), bpy.data.curves.new("a", "CURVE"), bpy.data.lattices.new("a")]
    objects = [bpy.data.objects.new("a", each) for each in data]
    for item in bpy.types.Modifier.bl_rna.properties["type"].enum_items:
        for thing in objects:
            try:
                made = thing.modifiers.new("a", item.identifier)
            except (RuntimeError, TypeError):
                continue
            if made is not None:
                signature = f'object.modifiers.new("{item.name}", "{item.identifier}")'
                found[made.bl_rna.identifier] = ("modifier", signature, "")
                thing.modifiers.clear()
                break
    for item in bpy.types.Constraint.bl_rna.properties["type"].enum_items:
        made = objects[0].constraints.new(item.identifier)
        signature = f'object.constraints.new("{item.identifier}")'
        found[made.bl_rna.identifier] = ("constraint", signature, f"{item.name}.")
    for thing in objects:
        bpy.data.objects.remove(thing)
    return found


# ---------------------------------------------------------------- operators and modules


def operator_rows() -> Iterator[Row]:
    """``bpy.ops`` with every property."""
    for group in dir(bpy.ops):
        for name in dir(getattr(bpy.ops, group)):
            try:
                rna = getattr(getattr(bpy.ops, group), name).get_rna_type()
            except KeyError:
                continue
            properties = [each for each in rna.properties if each.identifier != "rna_type"]
            given = [f"{each.identifier}={default_of(each) or '[]'}" for each in properties]
            notes = [
                f"{described(each)}. {each.description}."
                for each in properties if each.type in ("ENUM", "FLOAT", "INT")
            ]  # fmt: skip
            full = f"bpy.ops.{group}.{name}"
            call = f"({'*, ' if given else ''}{', '.join(given)})"
            yield row(
                full, "operator", full + call, f"{rna.name}. {rna.description}. {' '.join(notes)}"
            )


def plain(doc: str | None) -> str:
    """A docstring without its markup."""
    text = re.sub(r"^\s*\.\. \w+:: .*$", "", doc or "", flags=re.MULTILINE)
    text = _MARKUP.sub(r"\1", text)
    text = re.sub(r":arg (\w+):", r"\1:", text)
    text = re.sub(r":type \w+: ?", "", text)
    return text.replace(":return:", "Returns").replace(":rtype:", "->").replace("``", "")


def signature_of(full: str, doc: str | None) -> str:
    """The call that a docstring names, else the bare name (an attribute)."""
    name = full.rpartition(".")[2]
    found = re.search(rf"(?:^|:: |[\s.])({re.escape(name)}\([^\n]*)", doc or "")
    if found:
        return full.rpartition(".")[0] + "." + found.group(1)
    kind = re.search(r":type: ([^\n]+)", doc or "")
    return f"{full}: " + _MARKUP.sub(r"\1", kind.group(1)) if kind else full


def module_rows(module: Any, kind: str, prefix: str = "") -> Iterator[Row]:
    """Functions and classes of a module in C, from their docstrings."""
    prefix = prefix or module.__name__
    for name in dir(module):
        value = getattr(module, name)
        if name.startswith("_") or inspect.ismodule(value):
            continue
        doc = getattr(value, "__doc__", "") or ""
        full = f"{prefix}.{name}"
        if isinstance(value, type):
            yield row(full, kind, signature_of(full, doc), plain(doc))
            for member in dir(value):
                if not member.startswith("_"):
                    text = getattr(getattr(value, member), "__doc__", "") or ""
                    yield row(
                        f"{full}.{member}",
                        kind,
                        signature_of(f"{full}.{member}", text),
                        plain(text),
                    )
        elif callable(value):
            if inspect.isfunction(value):
                yield row(full, kind, f"{full}{inspect.signature(value)}", plain(doc))
            else:
                yield row(full, kind, signature_of(full, doc), plain(doc))


def bmesh_operator_rows() -> Iterator[Row]:
    """``bmesh.ops``, with what each returns."""
    for name in dir(bmesh.ops):
        if name.startswith("_"):
            continue
        doc = getattr(bmesh.ops, name).__doc__ or ""
        call = re.sub(r"\s+", " ", doc.removeprefix("BMeshOpFunc ")).strip()
        yield row(f"bmesh.ops.{name}", "bmesh operator", call or f"bmesh.ops.{name}(bmesh)")


def base_rows() -> Iterator[Row]:
    """What every Blender object and collection can do, and it is no RNA."""
    for kind in (bpy.types.bpy_struct, bpy.types.bpy_prop_collection):
        for name in dir(kind):
            if not name.startswith("_"):
                doc = getattr(kind, name).__doc__ or ""
                full = f"bpy.types.{kind.__name__}.{name}"
                yield row(
                    full, "method", signature_of(full, doc).removeprefix("bpy.types."), plain(doc)
                )


def rows() -> Iterator[Row]:
    """All entries."""
    yield from type_rows(node_facts() | modifier_facts())
    yield from base_rows()
    yield from operator_rows()
    yield from bmesh_operator_rows()
    for module in (bmesh, bmesh.types, bmesh.utils, bmesh.geometry):
        yield from module_rows(module, "bmesh")
    for part in ("", "geometry", "noise", "bvhtree", "kdtree", "interpolate"):
        yield from module_rows(getattr(mathutils, part) if part else mathutils, "mathutils")
    for extra in (bpy_extras.object_utils, bpy_extras.mesh_utils):
        yield from module_rows(extra, "bpy_extras")
    yield from module_rows(bpy.props, "bpy.props", "bpy.props")


def main(output: str) -> None:
    """Write all entries, the version first."""
    with Path(output).open("w", encoding="utf-8") as file:
        version = ".".join(map(str, bpy.app.version))
        file.write(json.dumps({"version": version}) + "\n")
        for each in rows():
            file.write(json.dumps(each, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[-1])
