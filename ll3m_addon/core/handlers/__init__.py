# SPDX-License-Identifier: GPL-3.0-or-later
"""One handler per operation, a module per noun, joined in ``HANDLERS``.

A handler gets the app, the validated request and the caller, and returns the row's
result model. It raises the error tree and holds no state.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import (
    asset,
    code,
    draft,
    instruction,
    job,
    knowledge,
    library,
    project,
    provider,
    scene,
    system,
    version,
)

__all__ = ["HANDLERS"]

HANDLERS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "asset.generate": asset.generate,
    "asset.refine": asset.refine,
    "asset.list": asset.list_,
    "asset.search": asset.search,
    "asset.facets": asset.facets,
    "asset.get": asset.get,
    "asset.edit": asset.edit,
    "asset.duplicate": asset.duplicate,
    "asset.apply_style": asset.apply_style,
    "asset.delete": asset.delete,
    "asset.restore": asset.restore,
    "asset.purge": asset.purge,
    "version.list": version.list_,
    "version.get": version.get,
    "version.activate": version.activate,
    "version.export": version.export,
    "draft.make": draft.make,
    "draft.revise": draft.revise,
    "draft.list": draft.list_,
    "draft.get": draft.get,
    "draft.select": draft.select,
    "draft.reject": draft.reject,
    "draft.reopen": draft.reopen,
    "draft.feedback": draft.feedback,
    "draft.decide": draft.decide,
    "draft.sheet": draft.sheet,
    "project.list": project.list_,
    "project.get": project.get,
    "project.create": project.create,
    "project.edit": project.edit,
    "project.duplicate": project.duplicate,
    "project.delete": project.delete,
    "project.export": project.export,
    "project.import": project.import_,
    "project.stats": project.stats,
    "instruction.create": instruction.create,
    "instruction.list": instruction.list_,
    "instruction.get": instruction.get,
    "instruction.edit": instruction.edit,
    "instruction.delete": instruction.delete,
    "instruction.applicable": instruction.applicable,
    "job.get": job.get,
    "job.list": job.list_,
    "job.cancel": job.cancel,
    "job.retry": job.retry,
    "job.replay": job.replay,
    "job.record": job.record,
    "job.events": job.events,
    "code.check": code.check,
    "code.run": code.run,
    "scene.info": scene.info,
    "provider.list": provider.list_,
    "provider.test": provider.test,
    "knowledge.search": knowledge.search,
    "library.check": library.check,
    "library.rebuild": library.rebuild,
    "library.empty_trash": library.empty_trash,
    "system.health": system.health,
    "system.version": system.version,
}
