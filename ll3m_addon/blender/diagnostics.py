# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences as a file without secrets, and what helps to find a fault, as a zip without keys.

No prompt, script or picture goes into the zip: only versions, settings, states, errors, log.
"""

from __future__ import annotations

import json
import platform
import sys
import zipfile
from pathlib import Path
from typing import Any

import bpy

from . import logbook, session

__all__ = ["FORM", "exported", "imported", "write_zip"]

#: Of the exported file; raised when its meaning changes.
FORM = 1
#: Preferences that are not the user's wishes.
_LEFT_OUT = {"rna_type", "bl_idname", "provider_index", "name", "providers", "favourites"}


def exported(prefs: Any) -> dict[str, Any]:
    """The preferences as data: no keys, wherever they are kept."""
    plain = {
        each.identifier: getattr(prefs, each.identifier)
        for each in prefs.bl_rna.properties
        if each.identifier not in _LEFT_OUT and not each.is_readonly
    }
    return {
        "ll3m_preferences": FORM,
        "values": plain,
        "providers": [_provider(entry) for entry in prefs.providers],
        "favourites": [each.name for each in prefs.favourites],
    }


def _provider(entry: Any) -> dict[str, Any]:
    names = ("name", "type", "base_url", "model", "key_source", "key_variable",
             "price_input", "price_output")  # fmt: skip
    row = {name: getattr(entry, name) for name in names}
    row["base_url"] = _scrub(row["base_url"])  # a key may stand in an address
    return row


def imported(prefs: Any, data: Any) -> list[str]:
    """Set the preferences to what ``exported`` wrote; returns what did not fit.

    Raises:
        ValueError: it is no such file.
    """
    if not isinstance(data, dict) or data.get("ll3m_preferences") != FORM:
        raise ValueError("it holds no preferences of LL3M")
    left: list[str] = []
    prefs.providers.clear()
    for row in data.get("providers", []):
        _put(prefs.providers.add(), row, left)
    prefs.favourites.clear()
    for text in data.get("favourites", []):
        prefs.favourites.add().name = str(text)
    values = dict(data.get("values", {}))
    _put(prefs, {name: value for name, value in values.items() if name not in _LEFT_OUT}, left)
    return left


def _put(target: Any, values: dict[str, Any], left: list[str]) -> None:
    known = set(target.bl_rna.properties.keys()) - {"key"}
    for name, value in values.items():
        if name not in known:
            left.append(name)
            continue
        try:
            setattr(target, name, value)
        except (TypeError, ValueError):
            left.append(name)


def _scrub(text: str) -> str:
    from ..providers.scrub import scrub

    return scrub(text)


def write_zip(path: Path, prefs: Any) -> Path:
    """Write the diagnostics to ``path``; returns it.

    Raises:
        OSError: the file can't be written.
    """
    told = {
        "about.json": _about(),
        "preferences.json": _without_folders(exported(prefs)) if prefs is not None else {},
        "state.json": _state(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in told.items():
            bundle.writestr(name, _scrub(json.dumps(data, indent=2, default=str)))
        bundle.writestr("log.txt", "\n".join(logbook.lines()) + "\n")
    return path


def _about() -> dict[str, Any]:
    return {
        "blender": bpy.app.version_string,
        "build": bpy.app.build_hash.decode(errors="replace"),
        "python": sys.version,
        "system": platform.platform(),
        "machine": platform.machine(),
        "background": bpy.app.background,
        "online_access": bpy.app.online_access,
        "language": bpy.app.translations.locale,
        "ui_scale": bpy.context.preferences.system.ui_scale,
        "extensions": sorted(each.module for each in bpy.context.preferences.addons),
    }


def _without_folders(data: dict[str, Any]) -> dict[str, Any]:
    """Favourites are the user's own words; folders tell their name."""
    data["favourites"] = len(data["favourites"])
    for name in ("library", "blender"):
        data["values"][name] = bool(data["values"].get(name))
    return data


def _state() -> dict[str, Any]:
    here = session.current()
    snap = session.snapshot()
    return {
        "phase": here.phase if here else "off",
        "service": bool(here and here.service),
        "isolation": snap.isolation,
        "assets": len(snap.assets),
        "providers": [
            {"local": each.local, "ready": each.ready, "reason": each.reason}
            for each in snap.providers
        ],
        "jobs": [
            {
                "id": job.id, "operation": job.operation, "state": job.state, "stage": job.stage,
                "error_code": job.error_code, "started": job.started, "finished": job.finished,
                "tokens": job.tokens, "cost": job.cost,
            }
            for job in snap.jobs
        ],
    }  # fmt: skip
