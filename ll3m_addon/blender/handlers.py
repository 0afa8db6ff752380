# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens around the opening of files: inputs are kept, lists filled, the timer watched."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.app.handlers import persistent

from . import main_thread, mirror, session, sliders

__all__ = ["register", "unregister"]


@persistent
def _before_load(*_: Any) -> None:
    if session.current() is not None:
        mirror.keep_inputs()


@persistent
def _after_load(*_: Any) -> None:
    here = session.current()
    if here is None:
        return
    mirror.restore_inputs()
    main_thread.ensure()
    if here.service is not None:
        here.service.publish(file=bpy.data.filepath)


@persistent
def _after_undo(*_: Any) -> None:
    if session.current() is not None:
        sliders.sync()  # to what the scene shows now
        mirror.redraw()


_HANDLERS = (
    ("load_pre", _before_load),
    ("load_post", _after_load),
    ("undo_post", _after_undo),
    ("redo_post", _after_undo),
)


def register() -> None:
    """Hang the handlers in."""
    for name, handler in _HANDLERS:
        getattr(bpy.app.handlers, name).append(handler)


def unregister() -> None:
    """Take them out."""
    for name, handler in reversed(_HANDLERS):
        handlers = getattr(bpy.app.handlers, name)
        if handler in handlers:
            handlers.remove(handler)
