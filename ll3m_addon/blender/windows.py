# SPDX-License-Identifier: GPL-3.0-or-later
"""The artist's window, by a reference that is safe to write to. Main thread only.

Up to Blender 4.3, whoever reads ``tool_settings`` or ``layer_collection`` of the context makes
the scene of that moment the owner of the window that the context hands out, for good. A write
to that window marks its owner as changed; where the scene is freed by then, Blender crashes
there or much later. Imports bpy only: a jailed child loads this too.
"""

from __future__ import annotations

import bpy

__all__ = ["current_window", "renew_owner"]


def current_window() -> bpy.types.Window | None:
    """The window of the context, else the first there is; None where Blender has none.

    By way of the window manager, which is the owner of the windows that it hands out.
    """
    manager = bpy.context.window_manager
    windows = list(manager.windows) if manager is not None else []
    shown = bpy.context.window
    return next((each for each in windows if each == shown), windows[0] if windows else None)


def renew_owner() -> None:
    """Make the scene that is shown now the owner of the context's window, not one that is gone.

    For Blender's own Python and other add-ons, which write to ``bpy.context.window``.
    """
    _ = bpy.context.tool_settings
