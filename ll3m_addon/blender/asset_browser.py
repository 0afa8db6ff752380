# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's list of asset libraries, with ours in it once. Main thread only.

Preferences are changed, never saved: Blender does that as the user has set it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

__all__ = ["NAME", "forget", "refresh", "registered", "show"]

#: How Blender lists our library.
NAME = "LL3M"


def _libraries() -> Any:
    return bpy.context.preferences.filepaths.asset_libraries


def _same(one: str, other: Path) -> bool:
    return Path(bpy.path.abspath(one)).absolute() == other.absolute()


def registered(folder: Path) -> bool:
    """Whether Blender knows the folder, under whatever name."""
    return any(_same(each.path, folder) for each in _libraries())


def show(folder: Path) -> bool:
    """Have Blender know the folder; True if it is new there.

    A library of ours that lay elsewhere moves along, so that there is never a second one.
    """
    if registered(folder):
        return False
    for each in _libraries():
        if each.name == NAME and Path(each.path).name == folder.name:
            each.path = str(folder)
            return True
    made = _libraries().new(name=NAME, directory=str(folder))
    made.import_method = "APPEND"
    return True


def forget(folder: Path) -> bool:
    """Take the folder off the list; its files stay. False if it was not on it."""
    found = [each for each in _libraries() if _same(each.path, folder)]
    for each in found:
        _libraries().remove(each)
    return bool(found)


def refresh() -> None:
    """Have open Asset Browsers read their library anew."""
    manager = bpy.context.window_manager
    for window in manager.windows if manager else ():
        for area in window.screen.areas:
            if area.ui_type == "ASSETS":
                override: Any = bpy.context.temp_override(window=window, area=area)
                operators: Any = bpy.ops.asset
                with override:
                    if operators.library_refresh.poll():
                        operators.library_refresh()
