# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``job``, and the one way in which jobs are started."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....bridge.contract import Model, operation
from ....bridge.contract.asset import AssetRefineRequest
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import Conflict
from ....bridge.contract.job import (
    Job,
    JobEvents,
    JobEventsRequest,
    JobGetRequest,
    JobIdRequest,
    JobList,
    JobListRequest,
    JobMoveRequest,
    JobRecord,
    JobRecordRequest,
)
from ..clock import utc_now
from ..ids import new_id
from ..jobs import ENDED, JobContext
from ..record import view
from . import replaying

if TYPE_CHECKING:
    from ..app import App


def start(app: App, name: str, request: Model, title: str, **fields: Any) -> Job:
    """Queue operation ``name`` as a job; ``fields`` are further fields of ``Job``."""
    title = " ".join(title.split())
    job = Job(
        id=new_id("j"),
        operation=name,
        state="queued",
        title=title if len(title) <= 120 else title[:119] + "…",
        created_at=utc_now(),
        **fields,
    )

    def run(context: JobContext) -> None:
        asked = _pinned(app, request)
        begun = app.recorder.begin(context.job, asked.model_dump(mode="json"))
        maker = app.maker.asking(begun.providers(app.providers))
        row = operation(name)
        worker = app.remaker if row.noun == "version" else maker
        getattr(worker, row.verb)(asked, context)

    return app.jobs.submit(job, request.model_dump(mode="json"), run)


def _pinned(app: App, request: Model) -> Model:
    """A change of "the current version" names it from here on, for the record's sake."""
    if isinstance(request, AssetRefineRequest) and request.number is None:
        version, _ = app.library.version(request.asset_id, None)
        return request.model_copy(update={"number": version.number})
    return request


def get(app: App, request: JobGetRequest, caller: Caller) -> Job:
    """One job, perhaps after waiting for its end."""
    return app.jobs.get(request.job_id, request.wait)


def list_(app: App, request: JobListRequest, caller: Caller) -> JobList:
    """A page of jobs."""
    found = app.job_store.list(request)
    places = app.jobs.places()
    jobs = [
        job.model_copy(update={"place": places[job.id]}) if job.id in places else job
        for job in found.jobs
    ]
    return found.model_copy(update={"jobs": jobs})


def move(app: App, request: JobMoveRequest, caller: Caller) -> Job:
    """Change a waiting job's place in the queue."""
    return app.jobs.move(request.job_id, request.to)


def cancel(app: App, request: JobIdRequest, caller: Caller) -> Job:
    """Cancel and wait until the job has let go."""
    return app.jobs.cancel(request.job_id)


def retry(app: App, request: JobIdRequest, caller: Caller) -> Job:
    """Queue an ended job's request again as a new job."""
    old = app.jobs.get(request.job_id)
    if old.state not in ENDED:
        raise Conflict(f"The job is still {old.state}.", advice="Cancel it or wait for its end.")
    if old.replay_of is not None:
        return replay(app, JobIdRequest(job_id=old.replay_of), caller)
    again = operation(old.operation).request.model_validate(app.job_store.request(old.id))
    fields = {"retry_of": old.id, "project_id": old.project_id}
    if old.operation == "asset.refine":
        fields["asset_id"] = old.asset_id or ""
    return start(app, old.operation, again, old.title, **fields)


def replay(app: App, request: JobIdRequest, caller: Caller) -> Job:
    """Queue a recorded job again, answered by its record."""
    return replaying.start(app, request.job_id)


def record(app: App, request: JobRecordRequest, caller: Caller) -> JobRecord:
    """A page of a job's record."""
    return view(app.recorder.store, request)


def events(app: App, request: JobEventsRequest, caller: Caller) -> JobEvents:
    """Events behind a number."""
    found, ended = app.jobs.events(request.job_id, request.after, request.limit, request.wait)
    return JobEvents(events=found, ended=ended)
