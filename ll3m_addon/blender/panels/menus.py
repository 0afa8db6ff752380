# SPDX-License-Identifier: GPL-3.0-or-later
"""What LL3M adds to Blender's own menus: a right click on an object leads to its asset."""

from __future__ import annotations

from typing import Any

import bpy

from .. import collections as tree

__all__ = ["register", "unregister"]


def _draw_object(menu: Any, context: Any) -> None:
    item = context.active_object
    owner = tree.owner_of(item) if item is not None else None
    if owner is None:
        return
    layout = menu.layout
    layout.separator()
    button = layout.operator("ll3m.asset_choose", text="Refine in LL3M", icon="SHADERFX")
    button.asset_id = owner.asset_id
    button = layout.operator("ll3m.version_source", text="Show LL3M Source", icon="TEXT")
    button.asset_id, button.number = owner.asset_id, owner.number


def _menu() -> Any:
    return bpy.types.VIEW3D_MT_object_context_menu


def register() -> None:
    """Append to the menus."""
    _menu().append(_draw_object)


def unregister() -> None:
    """Take it off again."""
    _menu().remove(_draw_object)
