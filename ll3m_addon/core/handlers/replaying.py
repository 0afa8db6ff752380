# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of ``job.replay``: a job's request again, its record in the place of the providers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....bridge.contract import operation
from ....bridge.contract.errors import Conflict, LL3MError, NotFound, ReplayDiffers
from ....bridge.contract.job import Job
from ..clock import utc_now
from ..ids import new_id
from ..jobs import ENDED, JobContext
from ..record import Lines, read_lines
from ..replay import ReplayProviders, Tape, differences, same_outcome

if TYPE_CHECKING:
    from ..app import App

__all__ = ["start"]


def start(app: App, job_id: str) -> Job:
    """Queue the replay of a recorded job. What it makes is kept, and never placed.

    Raises:
        NotFound: there is no record of that job.
        Conflict: the job still runs, its record is not whole, or it works on the open scene.
    """
    _refuse_running(app, job_id)
    lines = read_lines(app.recorder.store, job_id)
    head = lines.head
    row = operation(head["operation"])
    if not lines.whole:
        raise Conflict(
            f"The record of the job {job_id} is not whole: it grew too large.",
            advice="Use job.retry to ask a model again.",
        )
    if row.needs_scene or "place" not in row.request.model_fields:
        raise Conflict(f"A job of {row.name} works on the open scene and can't be replayed.")
    request = row.request.model_validate(head["request"]).model_copy(update={"place": "none"})
    job = Job(
        id=new_id("j"),
        operation=row.name,
        state="queued",
        title=head["title"],
        created_at=utc_now(),
        replay_of=job_id,
        project_id=head["project_id"],
        asset_id=head["asset_id"],
    )
    tape = Tape(lines.body, app.recorder.scrub)

    def run(context: JobContext) -> None:
        context.note(f"Replayed from the record of {job_id}: no model is asked.", replay_of=job_id)
        failed: LL3MError | None = None
        try:
            getattr(app.maker.asking(ReplayProviders(tape)), row.verb)(request, context)
        except LL3MError as error:
            context.cancel.check()
            failed = error
        same_outcome(lines.end, tape, failed)
        if failed is not None:
            raise failed
        _compare(app, lines, context)

    return app.jobs.submit(job, request.model_dump(mode="json"), run)


def _refuse_running(app: App, job_id: str) -> None:
    try:
        job = app.jobs.get(job_id)
    except NotFound:
        return  # its row is gone, its record may still be there
    if job.state not in ENDED:
        raise Conflict(f"The job is still {job.state}.", advice="Cancel it or wait for its end.")


def _compare(app: App, lines: Lines, context: JobContext) -> None:
    """Say whether the replay's version is the recorded job's; raises ``ReplayDiffers``."""
    end: dict[str, Any] = lines.end or {}
    made = context.job
    if not end.get("asset_id") or not end.get("version") or made.asset_id is None:
        return
    then = f"version {end['version']} of {end['asset_id']}"
    try:
        before, _ = app.library.version(end["asset_id"], end["version"])
    except NotFound:
        context.note(f"The first run's {then} is gone; there is nothing to compare with.")
        return
    now, _ = app.library.version(made.asset_id, made.version)
    other = differences(before, now)
    if other:
        raise ReplayDiffers(
            f"The replay's version {now.number} of {now.asset_id} differs from {then} in: "
            f"{', '.join(other)}.",
            differences=other,
        )
    context.note(f"The same as {then}: script, facts and report.")
