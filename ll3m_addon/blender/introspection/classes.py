# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of Blender's classes: properties, functions, nodes, modifiers, constraints."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import bpy

from .words import MANY, Row, call_of, described, literal, plain, row

__all__ = ["modifier_facts", "node_facts", "type_rows"]

#: Interface classes: a script that models has no use for them.
_SKIPPED = ("Panel", "Menu", "Header", "UIList", "Operator", "KeyingSetInfo", "AssetShelf", "Macro")

# ---------------------------------------------------------------- classes


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
        listed = ", ".join(prop.identifier for prop in properties[:MANY])
        base = f"({rna.base.identifier})" if rna.base else ""
        group, signature, text = special.get(name, ("type", f"class {name}{base}", ""))
        text = " ".join(filter(None, (f"{rna.name}.", rna.description + ".", text)))
        yield row(
            place, group, signature, f"{text} Properties: {listed}." if listed else text, alias
        )
        for prop in properties:
            values = ""
            if prop.type == "ENUM" and len(prop.enum_items) <= MANY:
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
    for socket in itertools.islice(found, MANY):
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
