# SPDX-License-Identifier: GPL-3.0-or-later
"""One handler per operation, a module per noun, joined in ``HANDLERS``.

A handler gets the app, the validated request and the caller, and returns the row's
result model. It raises the error tree and holds no state.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import asset, code, job, knowledge, library, provider, scene, system, version

__all__ = ["HANDLERS"]

HANDLERS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "asset.generate": asset.generate,
    "asset.refine": asset.refine,
    "asset.list": asset.list_,
    "asset.get": asset.get,
    "asset.delete": asset.delete,
    "asset.restore": asset.restore,
    "version.list": version.list_,
    "version.get": version.get,
    "version.activate": version.activate,
    "version.export": version.export,
    "job.get": job.get,
    "job.list": job.list_,
    "job.cancel": job.cancel,
    "job.retry": job.retry,
    "job.events": job.events,
    "code.check": code.check,
    "code.run": code.run,
    "scene.info": scene.info,
    "provider.list": provider.list_,
    "provider.test": provider.test,
    "knowledge.search": knowledge.search,
    "library.check": library.check,
    "library.rebuild": library.rebuild,
    "system.health": system.health,
    "system.version": system.version,
}
