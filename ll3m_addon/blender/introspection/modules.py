# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of operators, and of what is written in C and has no more than its docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import bpy  # isort: skip  (as a module Blender gives its other modules only behind this one)
import bmesh.ops

from .words import Row, default_of, described, plain, row, signature_of

__all__ = ["base_rows", "bmesh_operator_rows", "module_rows", "operator_rows"]


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
