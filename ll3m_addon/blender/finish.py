# SPDX-License-Identifier: GPL-3.0-or-later
"""Finish: from a cleaned collection to measured facts, pictures and files.

Runs in a jailed child and in the open Blender alike. Imports only the standard
library, bpy, numpy and siblings, and answers with plain dicts in the contract's shape.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

from .evaluated import read_shapes, stage
from .exports import export, save_blend
from .facts import facts_of
from .mesh_report import mesh_report
from .previews import PreviewUnavailable, render_previews
from .turntable import render_turntable

__all__ = ["finish"]

#: Made otherwise than from plain copies, or by the library: source and ``version.json``.
_NOT_EXPORTED = frozenset(("blend", "webp", "script", "json"))


def finish(request: dict[str, Any]) -> dict[str, Any]:
    """Measure the collection, write its files and return ``facts``, ``report``, ``files``.

    ``request`` holds ``folder`` (it must exist), ``formats`` (endings), ``preview``, ``sheet``
    and ``views`` (edges in pixels, 0 for none), ``only_views`` (names, none for all),
    ``collection`` (a name in the open data) and ``report`` (False leaves it None).
    ``files`` are names relative to the folder. ``skipped`` lists ``{"format", "why"}`` for
    what this Blender is built without. May be called again on what it wrote.

    Raises:
        KeyError: no such collection, or an unknown format.
        RuntimeError: an export or a render failed; Blender's own message.
    """
    folder = Path(request["folder"])
    collection = bpy.data.collections[request.get("collection") or "model"]
    formats: list[str] = list(dict.fromkeys(request.get("formats") or ()))
    before = _files(folder)
    with stage(collection) as scene:
        shapes = read_shapes(collection, scene)
        facts = facts_of(collection, shapes)
        report = mesh_report(shapes, facts) if request.get("report", True) else None
    if "blend" in formats:
        save_blend(collection, folder / "model.blend")
    exported = [name for name in formats if name not in _NOT_EXPORTED]
    skipped = export(collection, folder, exported) if exported else []
    try:
        render_previews(
            collection,
            shapes,
            folder,
            request.get("preview") or 0,
            request.get("sheet") or 0,
            request.get("views") or 0,
            request.get("only_views") or (),
        )
    except PreviewUnavailable as error:
        skipped.append(("png", str(error)))
    if "webp" in formats:
        try:
            render_turntable(collection, shapes, folder / "model.webp")
        except PreviewUnavailable as error:
            skipped.append(("webp", str(error)))
    return {
        "facts": facts,
        "report": report,
        "files": _changed(before, _files(folder)),
        "skipped": [{"format": name, "why": why} for name, why in skipped],
    }


def _files(folder: Path) -> dict[str, int]:
    """Files below ``folder`` and when each was written, in nanoseconds."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def _changed(before: dict[str, int], after: dict[str, int]) -> list[str]:
    return sorted(name for name, time in after.items() if before.get(name) != time)
