# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews as icons, loaded when they are first shown; Blender reads the file on a thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import bpy.utils.previews

__all__ = ["forget_previews", "icon_of"]

#: Pictures kept; beyond that the longest unseen is dropped.
KEPT = 200

_pictures: Any = None
_used: OrderedDict[str, None] = OrderedDict()


def icon_of(path: str) -> int:
    """Icon number of the picture at ``path``; 0 where there is none."""
    global _pictures
    if not path:
        return 0
    if _pictures is None:
        _pictures = bpy.utils.previews.new()
    if path not in _pictures:
        _pictures.load(path, path, "IMAGE")
        if len(_used) >= KEPT:
            oldest, _ = _used.popitem(last=False)
            del _pictures[oldest]
    _used[path] = None
    _used.move_to_end(path)
    return _pictures[path].icon_id


def forget_previews() -> None:
    """Let go of all pictures."""
    global _pictures
    if _pictures is not None:
        bpy.utils.previews.remove(_pictures)
        _pictures = None
    _used.clear()
