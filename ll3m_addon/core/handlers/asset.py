# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``asset``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.asset import (
    Asset,
    AssetGenerateRequest,
    AssetIdRequest,
    AssetList,
    AssetListRequest,
    AssetRefineRequest,
)
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import Conflict, InvalidRequest, NoScene
from ....bridge.contract.job import Job
from .job import start

if TYPE_CHECKING:
    from ..app import App


def generate(app: App, request: AssetGenerateRequest, caller: Caller) -> Job:
    """Queue the making of a new asset."""
    if request.kind != "python_model":
        raise InvalidRequest(
            f"There is no kind {request.kind!r}.", advice="The kind there is: python_model."
        )
    _check_options(app, request.provider, request.place)
    title = request.name or request.prompt
    return start(app, "asset.generate", request, title, project_id=request.project_id)


def refine(app: App, request: AssetRefineRequest, caller: Caller) -> Job:
    """Queue the making of an asset's next version."""
    _check_options(app, request.provider, request.place)
    asset = app.library.asset(request.asset_id)
    if asset.trashed_at:
        raise Conflict(f"{asset.name!r} lies in the trash.", advice="Restore it first.")
    app.library.version(request.asset_id, request.number)
    title = f"{asset.name}: {request.feedback}"
    return start(
        app, "asset.refine", request, title, asset_id=asset.id, project_id=asset.project_id
    )


def _check_options(app: App, provider: str | None, place: str) -> None:
    """Refuse at once what would only fail later in the job."""
    app.providers.get(provider)
    if place in ("append", "run") and (app.host is None or not app.host.has_scene):
        raise NoScene(f"place={place!r} needs an open Blender scene, and this instance has none.")


def list_(app: App, request: AssetListRequest, caller: Caller) -> AssetList:
    """A page of assets."""
    return app.library.assets(request)


def get(app: App, request: AssetIdRequest, caller: Caller) -> Asset:
    """One asset."""
    return app.library.asset(request.asset_id)


def delete(app: App, request: AssetIdRequest, caller: Caller) -> Asset:
    """Move to the trash."""
    return app.library.trash(request.asset_id)


def restore(app: App, request: AssetIdRequest, caller: Caller) -> Asset:
    """Take out of the trash."""
    return app.library.restore(request.asset_id)
