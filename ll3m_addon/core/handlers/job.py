# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``job``, and the one way in which jobs are started."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....bridge.contract import Model, operation
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
)
from ..clock import utc_now
from ..ids import new_id
from ..jobs import ENDED, JobContext

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
    work = getattr(app.maker, operation(name).verb)

    def run(context: JobContext) -> None:
        work(request, context)

    return app.jobs.submit(job, request.model_dump(mode="json"), run)


def get(app: App, request: JobGetRequest, caller: Caller) -> Job:
    """One job, perhaps after waiting for its end."""
    return app.jobs.get(request.job_id, request.wait)


def list_(app: App, request: JobListRequest, caller: Caller) -> JobList:
    """A page of jobs."""
    return app.job_store.list(request)


def cancel(app: App, request: JobIdRequest, caller: Caller) -> Job:
    """Cancel and wait until the job has let go."""
    return app.jobs.cancel(request.job_id)


def retry(app: App, request: JobIdRequest, caller: Caller) -> Job:
    """Queue an ended job's request again as a new job."""
    old = app.jobs.get(request.job_id)
    if old.state not in ENDED:
        raise Conflict(f"The job is still {old.state}.", advice="Cancel it or wait for its end.")
    again = operation(old.operation).request.model_validate(app.job_store.request(old.id))
    fields = {"retry_of": old.id, "project_id": old.project_id}
    if old.operation == "asset.refine":
        fields["asset_id"] = old.asset_id or ""
    return start(app, old.operation, again, old.title, **fields)


def events(app: App, request: JobEventsRequest, caller: Caller) -> JobEvents:
    """Events behind a number."""
    found, ended = app.jobs.events(request.job_id, request.after, request.limit, request.wait)
    return JobEvents(events=found, ended=ended)
