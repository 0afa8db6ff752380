# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``spec``: designs as data."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from ....bridge.contract.asset import AssetGenerateRequest
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import (
    DeadlineExceeded,
    InvalidRequest,
    NoScene,
    NotFound,
    error_from_wire,
)
from ....bridge.contract.job import Job
from ....bridge.contract.spec import (
    SpecAnswer,
    SpecDiff,
    SpecDiffRequest,
    SpecGenerateRequest,
    SpecIdRequest,
    SpecMerge,
    SpecMergeRequest,
    SpecPullRequest,
    SpecTypes,
    SpecUpdateRequest,
    SpecValidateRequest,
    SpecValidation,
)
from ....bridge.contract.system import Empty
from ..jobs import ENDED
from . import job as jobs
from .reference import with_kept

if TYPE_CHECKING:
    from ..app import App

#: Seconds that a call without a deadline of its own waits for a design.
PATIENCE = 300.0


def generate(app: App, request: SpecGenerateRequest, caller: Caller) -> SpecAnswer:
    """Design, build and keep; the answer comes when it stands."""
    told = {"context": request.context, "style": request.style, "constraints": request.constraints}
    asked = AssetGenerateRequest(
        prompt=request.prompt,
        name=request.name,
        kind="design_spec",
        provider=request.provider,
        model=request.model,
        preview=request.preview,
        place=request.place,
        project_id=request.project_id,
        metadata={"design": told},
        references=request.references,
    )
    asked = with_kept(app, asked, caller)
    began = time.perf_counter()
    started = jobs.start(
        app, "asset.generate", asked, request.prompt, project_id=request.project_id
    )
    done = _wait(app, started, caller)
    return _answer(app, done.asset_id or "", done.version, time.perf_counter() - began)


def get(app: App, request: SpecIdRequest, caller: Caller) -> SpecAnswer:
    """The spec as it stands."""
    return _answer(app, _asset(app, request), request.number)


def update(app: App, request: SpecUpdateRequest, caller: Caller) -> SpecAnswer:
    """Make the next version from an edited spec."""
    asset = _asset(app, request)
    began = time.perf_counter()
    asked = request.model_copy(update={"asset_id": asset, "spec_id": None})
    title = f"Edit {app.library.asset(asset).name}"
    done = _wait(app, jobs.start(app, "spec.update", asked, title, asset_id=asset), caller)
    return _answer(app, asset, done.version, time.perf_counter() - began)


def pull(app: App, request: SpecPullRequest, caller: Caller) -> SpecDiff:
    """What the viewport changed; as the next version if asked."""
    if app.host is None or not app.host.has_scene:
        raise NoScene("This instance has no open Blender scene.")
    asset = _asset(app, request)
    version, _ = app.library.version(asset, request.number)
    found = app.designs.pulled(version, app.host.versions.seen_objects(asset, version.number))
    if not request.save or not found.changes:
        return found
    edit = SpecUpdateRequest(
        asset_id=asset, number=version.number, spec_json=_spec(found), author="viewport"
    )
    made = update(app, edit, caller)
    return found.model_copy(update={"number": made.number, "spec_json": made.spec_json})


def diff(app: App, request: SpecDiffRequest, caller: Caller) -> SpecDiff:
    """Compare two versions, or a version with a spec."""
    asset = _asset(app, SpecIdRequest(spec_id=request.spec_id, asset_id=request.asset_id))
    after = request.spec_json
    if after is None:
        newest, _ = app.library.version(asset, request.after)
        after = app.designs.spec(newest)
    number = request.before
    if number is None and request.spec_json is None:
        row = app.library.version(asset, request.after)[0]
        number = row.parent or row.number
    before, _ = app.library.version(asset, number)
    return app.designs.compare(app.designs.spec(before), after)


def merge(app: App, request: SpecMergeRequest, caller: Caller) -> SpecMerge:
    """Join two edits of one base."""
    return app.designs.merge(request.base, request.ours, request.theirs)


def validate(app: App, request: SpecValidateRequest, caller: Caller) -> SpecValidation:
    """Check any JSON."""
    return app.designs.validate(request.spec_json, request.constraints)


def types(app: App, request: Empty, caller: Caller) -> SpecTypes:
    """What can be built well, and the schema."""
    return app.designs.types()


def _asset(app: App, request: SpecIdRequest) -> str:
    if request.asset_id is not None:
        return request.asset_id
    if request.spec_id is None:
        raise InvalidRequest("Name the design by spec_id or asset_id.")
    return app.designs.asset_of(request.spec_id)


def _spec(found: SpecDiff) -> Any:
    if found.spec_json is None:
        raise NotFound("There is no spec to save.")
    return found.spec_json


def _wait(app: App, started: Job, caller: Caller) -> Job:
    """The job once it has ended well.

    Raises:
        DeadlineExceeded: it goes on in the background; ``data.job_id`` names it.
        LL3MError: what the job failed with.
    """
    until = caller.deadline if caller.deadline is not None else time.monotonic() + PATIENCE
    job = started
    while job.state not in ENDED:
        left = until - time.monotonic()
        if left <= 0:
            raise DeadlineExceeded(
                "The design is not ready yet; its job goes on.",
                advice="Follow the job with job.get, then ask spec.get.",
                job_id=job.id,
            )
        job = app.jobs.get(started.id, min(left, 30.0))
    if job.error is not None:
        raise error_from_wire(job.error.model_dump())
    return job


def _answer(app: App, asset_id: str, number: int | None, seconds: float = 0.0) -> SpecAnswer:
    version, _ = app.library.version(asset_id, number)
    return app.designs.answer(version, seconds)
