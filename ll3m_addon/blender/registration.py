# SPDX-License-Identifier: GPL-3.0-or-later
"""Register and unregister: explicit tuples, undone in reverse. Nothing heavy is imported."""

from __future__ import annotations

import bpy

from . import (
    handlers,
    logbook,
    main_thread,
    operators,
    panels,
    preferences,
    properties,
    session,
    translations,
)

__all__ = ["CLASSES", "register", "unregister"]

#: Every class, in the order in which Blender needs them.
CLASSES: tuple[type, ...] = (
    *properties.CLASSES,
    *preferences.CLASSES,
    *operators.CLASSES,
    *panels.CLASSES,
)


def register(package: str) -> None:
    """Register everything. ``package`` is the name under which Blender knows the extension."""
    preferences.LL3M_AP_preferences.bl_idname = package
    for cls in CLASSES:
        bpy.utils.register_class(cls)
    properties.register()
    logbook.start(package)
    translations.register(package)
    session.start(package)
    main_thread.start()
    handlers.register()
    panels.menus.register()


def unregister() -> None:
    """Undo exactly what ``register`` did, in reverse."""
    panels.menus.unregister()
    handlers.unregister()
    main_thread.stop()
    session.end()
    panels.forget_previews()
    translations.unregister()
    logbook.stop()
    properties.unregister()
    for cls in reversed(CLASSES):
        bpy.utils.unregister_class(cls)
