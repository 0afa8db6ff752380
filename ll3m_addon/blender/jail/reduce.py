# SPDX-License-Identifier: GPL-3.0-or-later
"""The second jailed process: opens what a script left, reduces it, measures and exports it."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import bpy

from .. import asset_mark, clean, fix
from . import trial

__all__ = ["finish"]

log = logging.getLogger(__name__)
_MAX_STRIPPED = 200


def finish(task: dict[str, Any]) -> dict[str, Any]:
    """Clean ``task['blend']``, a trial's or a finished version's; answer what was found and written."""
    target, before = clean.load(task["blend"], (trial.RESULT, task["collection"]))
    if target is None:
        return {"empty": True}
    bpy.context.scene.collection.children.link(target)
    stripped = clean.reduce(before)[:_MAX_STRIPPED]
    target.name = task["collection"]
    if not target.all_objects:
        return {"empty": True, "stripped": stripped}
    fix.repair(target, task.get("fixes", ()))
    too_many = trial.count_faces(task["limits"]["faces"])
    if too_many:
        return {"limit": "faces", "count": too_many}
    from ..finish import finish as measure

    made = measure(
        {
            "folder": os.getcwd(), "formats": task["formats"], "preview": task["preview"],
            "sheet": task["sheet"], "collection": target.name,
            "views": task.get("views", 0), "only_views": task.get("only_views", ()),
            "report": task.get("report", True), "backdrop": task.get("backdrop"),
            "renderer": task.get("renderer"), "shot": task.get("shot"),
        }
    )  # fmt: skip
    if task.get("asset"):
        asset_mark.save_asset(target, Path("asset.blend").absolute(), task["asset"])
        made["files"].append("asset.blend")
    return {"ok": True, "stripped": stripped, **made}
