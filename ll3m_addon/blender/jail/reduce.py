# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: PTH
"""The second jailed process: opens what a script left, reduces it, measures and exports it."""

from __future__ import annotations

import logging
import os
from typing import Any

import bpy

from .. import clean
from . import trial

__all__ = ["finish"]

log = logging.getLogger(__name__)


def finish(task: dict[str, Any]) -> dict[str, Any]:
    """Clean ``task['blend']``; answer facts, report, stripped and files, or what went wrong."""
    roots = clean.load(task["blend"])
    stripped = clean.reduce(roots)
    target = bpy.data.collections.new(task["collection"])
    bpy.context.scene.collection.children.link(target)
    for root in roots:
        for child in list(root.children):
            target.children.link(child)
        for object in list(root.objects):
            target.objects.link(object)
        bpy.data.collections.remove(root)
    target.name = task["collection"]
    if not target.all_objects:
        return {"empty": True, "stripped": stripped}
    too_many = trial.count_faces(task["limits"]["faces"])
    if too_many:
        return {"limit": "faces", "count": too_many}
    from ..finish import finish as measure

    made = measure(
        {
            "folder": os.getcwd(), "formats": task["formats"], "preview": task["preview"],
            "sheet": task["sheet"], "collection": target.name,
        }
    )  # fmt: skip
    return {"ok": True, "stripped": stripped, **made}
