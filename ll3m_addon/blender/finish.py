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
from .shots import take_shot
from .turntable import render_turntable

__all__ = ["finish"]

#: Made otherwise than from plain copies, or by the library: source and ``version.json``.
_NOT_EXPORTED = frozenset(("blend", "webp", "mp4", "script", "json"))


def finish(request: dict[str, Any]) -> dict[str, Any]:
    """Measure the collection, write its files and return ``facts``, ``report``, ``files``.

    ``request`` holds ``folder`` (it must exist), ``formats`` (endings), ``preview``, ``sheet``
    and ``views`` (edges in pixels, 0 for none), ``only_views`` (names, none for all),
    ``backdrop`` and ``renderer`` of the pictures, ``shot`` (one picture more, see ``take_shot``),
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
    skipped += _pictures(collection, shapes, folder, request)
    for ending in ("webp", "mp4"):
        if ending in formats:
            try:
                render_turntable(collection, shapes, folder / f"model.{ending}")
            except PreviewUnavailable as error:
                skipped.append((ending, str(error)))
    if request.get("shot"):
        try:
            take_shot(collection, shapes, folder, request["shot"])
        except PreviewUnavailable as error:
            skipped.append((request["shot"]["what"], str(error)))
    return {
        "facts": facts,
        "report": report,
        "files": _changed(before, _files(folder)),
        "skipped": [{"format": name, "why": why} for name, why in skipped],
    }


def _pictures(
    collection: bpy.types.Collection, shapes: Any, folder: Path, request: dict[str, Any]
) -> list[tuple[str, str]]:
    """The previews that were asked for; with Cycles where Workbench has no driver. What is left out."""
    renderer = request.get("renderer") or "cycles"
    skipped: list[tuple[str, str]] = []
    for each in dict.fromkeys((renderer, "cycles")):
        try:
            render_previews(
                collection,
                shapes,
                folder,
                request.get("preview") or 0,
                request.get("sheet") or 0,
                request.get("views") or 0,
                request.get("only_views") or (),
                request.get("backdrop") or "studio",
                each,
            )
        except PreviewUnavailable as error:
            skipped.append((each if each == "workbench" else "png", str(error)))
        else:
            break
    return skipped


def _files(folder: Path) -> dict[str, int]:
    """Files below ``folder`` and when each was written, in nanoseconds."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def _changed(before: dict[str, int], after: dict[str, int]) -> list[str]:
    return sorted(name for name, time in after.items() if before.get(name) != time)
