# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on jobs: look, follow, cancel, retry."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .base import JobId, Model, Operation, Page

JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
#: The pipeline's stages in order; a job passes those its quality asks for.
Stage = Literal[
    "queued", "plan", "retrieve", "code", "check", "trial", "repair",
    "preview", "critique", "verify", "version", "place", "done",
]  # fmt: skip


class ErrorInfo(Model):
    """An error as data, the same at every door."""

    code: str
    message: str
    advice: str
    data: dict[str, Any] = {}


class Usage(Model):
    """What model calls used."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = Field(
        default=0.0, description="US dollars by the price table; 0 for local models"
    )
    seconds: float = Field(
        default=0.0, description="Time spent waiting for the provider, in seconds"
    )


class Job(Model):
    """A long operation."""

    id: JobId
    operation: str
    state: JobState
    stage: str = "queued"
    progress: float = Field(default=0.0, ge=0, le=1, description="Share of the stages done, 0 to 1")
    title: str = Field(default="", description="One line that names the work, such as the prompt")
    asset_id: str | None = None
    version: int | None = None
    error: ErrorInfo | None = None
    usage: Usage = Usage()
    created_at: str
    started_at: str | None = None
    finished_at: str | None = None
    retry_of: str | None = None
    project_id: str = "default"


class Event(Model):
    """A numbered fact about a job, in order."""

    seq: int = Field(ge=1)
    job_id: JobId
    time: str
    type: Literal["state", "stage", "progress", "text", "finding", "note"]
    data: dict[str, Any] = {}


class JobGetRequest(Model):
    """One job."""

    job_id: JobId
    wait: float = Field(default=0.0, ge=0, le=60, description="Seconds to wait for the job to end")


class JobListRequest(Page):
    """Jobs, newest first."""

    state: list[JobState] | None = None
    asset_id: str | None = None


class JobList(Model):
    """A page of jobs."""

    jobs: list[Job]
    next_cursor: str | None = None


class JobEventsRequest(Model):
    """Events of a job behind ``after``."""

    job_id: JobId
    after: int = Field(default=0, ge=0, description="Number of the last event already seen")
    limit: int = Field(default=200, ge=1, le=1000)
    wait: float = Field(
        default=0.0, ge=0, le=60, description="Seconds to wait for a first new event"
    )


class JobEvents(Model):
    """Events in order."""

    events: list[Event]
    ended: bool = Field(description="The job has ended and no further event will come")


class JobIdRequest(Model):
    """Names one job."""

    job_id: JobId


OPERATIONS = (
    Operation("job.get", JobGetRequest, Job, "One job, or wait for it to end", read_only=True),
    Operation("job.list", JobListRequest, JobList, "Jobs, newest first", read_only=True),
    Operation("job.cancel", JobIdRequest, Job, "Cancel a queued or running job", scope="generate"),
    Operation(
        "job.retry", JobIdRequest, Job, "Run an ended job again with the same request",
        scope="generate", is_job=True,
    ),
    Operation("job.events", JobEventsRequest, JobEvents, "A job's events in order", read_only=True),
)  # fmt: skip
