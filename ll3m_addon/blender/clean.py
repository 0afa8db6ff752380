# SPDX-License-Identifier: GPL-3.0-or-later
"""Reduces what a hostile script left in a ``.blend`` to what an asset needs, by allowlist."""

from __future__ import annotations

from typing import Any

import bpy

__all__ = ["load", "reduce"]


def load(path: str) -> list[Any]:
    """Append the collections of an unfiltered file; nothing in it may run."""
    with bpy.data.libraries.load(path, link=False) as (found, wanted):
        wanted.collections = list(found.collections)
    used = {
        child for collection in wanted.collections if collection for child in collection.children
    }
    return [each for each in wanted.collections if each is not None and each not in used]


def reduce(roots: list[Any]) -> list[str]:
    """Strip everything that is not on the list; return what was stripped."""
    stripped: list[str] = []
    for text in list(bpy.data.texts):
        stripped.append(f"text {text.name!r}")
        bpy.data.texts.remove(text)
    return stripped
