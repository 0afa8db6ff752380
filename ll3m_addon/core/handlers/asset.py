# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``asset``."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ....bridge.contract.asset import (
    Asset,
    AssetDuplicateRequest,
    AssetEditRequest,
    AssetEstimate,
    AssetEstimateRequest,
    AssetFacets,
    AssetFacetsRequest,
    AssetGenerateRequest,
    AssetIdRequest,
    AssetList,
    AssetListRequest,
    AssetPurged,
    AssetRefineRequest,
    AssetSearchRequest,
    AssetStyleRequest,
    MakeOptions,
)
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import Busy, Conflict, DeadlineExceeded, InvalidRequest, NoScene
from ....bridge.contract.job import Job, JobListRequest
from .job import start
from .reference import with_kept

if TYPE_CHECKING:
    from ..app import App

log = logging.getLogger(__name__)


def generate(app: App, request: AssetGenerateRequest, caller: Caller) -> Job:
    """Queue the making of a new asset."""
    check_new(app, request)
    request = with_kept(app, request, caller)
    title = request.name or request.prompt
    return start(app, "asset.generate", request, title, project_id=request.project_id)


def check_new(app: App, request: AssetGenerateRequest) -> None:
    """Refuse at once a new asset that could not be made: its kind, provider, place, project."""
    if request.kind != "python_model":
        raise InvalidRequest(
            f"There is no kind {request.kind!r}.", advice="The kind there is: python_model."
        )
    _check_options(app, request.provider, request.place)
    if request.project_id != "default":
        app.library.desk.projects.get(request.project_id)


def refine(app: App, request: AssetRefineRequest, caller: Caller) -> Job:
    """Queue the making of an asset's next version."""
    asset = changeable(app, request.asset_id, request)
    app.library.version(request.asset_id, request.number)
    request = with_kept(app, request, caller)
    title = f"{asset.name}: {request.feedback}"
    return start(
        app, "asset.refine", request, title, asset_id=asset.id, project_id=asset.project_id
    )


def estimate(app: App, request: AssetEstimateRequest, caller: Caller) -> AssetEstimate:
    """What would be sent and what it may cost; ``usual_cost`` by the jobs of the store."""
    if (request.prompt is None) == (request.asset_id is None) or (
        request.asset_id is not None and request.feedback is None
    ):
        raise InvalidRequest("Give a prompt, or an asset_id with feedback.")
    found = app.maker.estimate(request)
    name = "asset.refine" if request.asset_id else "asset.generate"
    ended = app.job_store.list(JobListRequest(state=["done"], limit=100)).jobs
    costs = sorted(job.usage.cost for job in ended if job.operation == name and job.usage.cost)
    usual = costs[len(costs) // 2] if costs and found.is_model and not found.local else None
    return found.model_copy(update={"usual_cost": usual})


def apply_style(app: App, request: AssetStyleRequest, caller: Caller) -> Job:
    """Queue a next version whose feedback is the style guide; the job is an `asset.refine`."""
    asset = changeable(app, request.asset_id, request)
    project_id = request.project_id or asset.project_id
    style = app.library.desk.projects.style(project_id)
    if not style:
        raise Conflict(
            f"The project {project_id!r} has no style guide.",
            advice="Write one: project.edit with style_guide.",
        )
    again = AssetRefineRequest(
        **request.model_dump(exclude={"project_id"}),
        feedback=f"Follow this style guide and keep what the asset is:\n{style}",
    )
    app.library.version(asset.id, request.number)
    again = with_kept(app, again, caller)
    title = f"{asset.name}: the style of {project_id}"
    return start(app, "asset.refine", again, title, asset_id=asset.id, project_id=asset.project_id)


def changeable(app: App, asset_id: str, options: MakeOptions) -> Asset:
    """The asset that gets a next version; refuses at once what would only fail in the job."""
    _check_options(app, options.provider, options.place)
    asset = app.library.asset(asset_id)
    if asset.trashed_at:
        raise Conflict(f"{asset.name!r} lies in the trash.", advice="Restore it first.")
    return asset


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
    return app.library.desk.assets.get(request.asset_id)


def search(app: App, request: AssetSearchRequest, caller: Caller) -> AssetList:
    """A page of what is asked for."""
    return app.library.desk.assets.search(request)


def facets(app: App, request: AssetFacetsRequest, caller: Caller) -> AssetFacets:
    """Counts by kind, project and tag."""
    return app.library.desk.assets.facets(request)


def edit(app: App, request: AssetEditRequest, caller: Caller) -> Asset:
    """Change what is said of an asset; its collections in the open scene follow a new name."""
    made = app.library.desk.assets.edit(request)
    if request.name is not None and app.host is not None and app.host.has_scene:
        try:
            app.host.versions.rename(made.id, made.name)
        except (Busy, DeadlineExceeded) as error:
            # Collections' names are for people only; nothing is found by them.
            log.info("the collections of %s keep their names: %s", made.id, error)
    return made


def duplicate(app: App, request: AssetDuplicateRequest, caller: Caller) -> Asset:
    """Copy an asset."""
    return app.library.desk.assets.duplicate(request)


def purge(app: App, request: AssetIdRequest, caller: Caller) -> AssetPurged:
    """Remove for good."""
    return app.library.desk.assets.purge(request.asset_id)


def delete(app: App, request: AssetIdRequest, caller: Caller) -> Asset:
    """Move to the trash."""
    return app.library.trash(request.asset_id)


def restore(app: App, request: AssetIdRequest, caller: Caller) -> Asset:
    """Take out of the trash."""
    return app.library.restore(request.asset_id)
