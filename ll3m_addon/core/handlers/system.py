# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``system``."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import LL3MError
from ....bridge.contract.system import Empty, HealthItem, SystemHealth, SystemVersion
from ....bridge.version import VERSION

if TYPE_CHECKING:
    from ..app import App


def version(app: App, request: Empty, caller: Caller) -> SystemVersion:
    """What is running. The jail's Blender is named only once it is known, never started for it."""
    blender = app.host.blender_version() if app.host is not None else None
    return SystemVersion(
        version=VERSION,
        blender=".".join(map(str, blender)) if blender else None,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        pid=os.getpid(),
    )


def health(app: App, request: Empty, caller: Caller) -> SystemHealth:
    """Look at the library, the jail, the provider and Blender."""
    items = [_library(app), _jail(app), _provider(app)]
    running, queued = app.jobs.counts()
    host = app.host
    return SystemHealth(
        ok=all(item.ok for item in items),
        isolation=app.jail.isolation() if items[1].ok else "none",
        scene=host is not None and host.has_scene,
        busy=host.busy() if host is not None else None,
        jobs_running=running,
        jobs_queued=queued,
        library=str(app.library.root),
        items=items,
    )


def _library(app: App) -> HealthItem:
    problem = app.library.health()
    return HealthItem(
        name="library",
        ok=not problem,
        what=problem or f"The library at {app.library.root} can be read and written.",
        advice="Choose a folder you may write to." if problem else "",
    )


def _jail(app: App) -> HealthItem:
    try:
        found = ".".join(map(str, app.jail.blender_version()))
    except LL3MError as error:
        return HealthItem(name="jail", ok=False, what=error.message, advice=error.advice)
    level = app.jail.isolation()
    return HealthItem(name="jail", ok=True, what=f"Blender {found}, isolation {level}.")


def _provider(app: App) -> HealthItem:
    try:
        info = app.providers.get(None).info()
    except LL3MError as error:
        return HealthItem(name="provider", ok=False, what=error.message, advice=error.advice)
    return HealthItem(
        name="provider",
        ok=info.ready,
        what=f"{info.label}: {'ready' if info.ready else info.reason}.",
        advice="" if info.ready else "Set it up in the LL3M preferences or settings.",
    )
