# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``scene``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import NoScene, NotUnderstood
from ....bridge.contract.job import Job
from ....bridge.contract.scene import (
    SceneEdit,
    SceneEditIdRequest,
    SceneEditRequest,
    SceneInfo,
    SceneInfoRequest,
)
from ..seams import Host
from .job import start

if TYPE_CHECKING:
    from ..app import App


def _host(app: App) -> Host:
    if app.host is None or not app.host.has_scene:
        raise NoScene("This instance has no open Blender scene.")
    return app.host


def info(app: App, request: SceneInfoRequest, caller: Caller) -> SceneInfo:
    """Describe the open scene."""
    return _host(app).scene_info(request)


def edit(app: App, request: SceneEditRequest, caller: Caller) -> Job:
    """Queue a change of the open scene."""
    _host(app)
    if not app.providers.get(request.provider).info().is_model:
        raise NotUnderstood(
            "The offline composer builds new models by rules; it can't edit a scene.",
            advice="Choose a model: provider.list shows which are ready. A local one needs no key.",
        )
    return start(app, "scene.edit", request, request.prompt)


def preview(app: App, request: SceneEditIdRequest, caller: Caller) -> SceneEdit:
    """What a scene edit would change, or has changed."""
    return app.edits.get(request.job_id)


def apply(app: App, request: SceneEditIdRequest, caller: Caller) -> SceneEdit:
    """Approve a scene edit and carry it out."""
    return app.edits.apply(request.job_id, _host(app))


def discard(app: App, request: SceneEditIdRequest, caller: Caller) -> SceneEdit:
    """Drop a scene edit that waits."""
    return app.edits.discard(request.job_id)
