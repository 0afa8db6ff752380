# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on jobs: look, follow, cancel, retry, read the record, replay."""

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
    replay_of: str | None = Field(
        default=None, description="The job whose record answers this one; no model is asked"
    )
    project_id: str = "default"
    place: int | None = Field(
        default=None, description="Place in this instance's queue; 1 is next. None: not in it"
    )


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


class JobMoveRequest(JobIdRequest):
    """Change a waiting job's place in the queue."""

    to: Literal["first", "earlier", "later", "last"]


class RecordedMessage(Model):
    """One message of a recorded request; pictures by their SHA-256."""

    role: str
    text: str
    images: list[str] = []


class RecordedReply(Model):
    """How a recorded request was answered: with text, or with an error."""

    text: str = ""
    model: str = ""
    stop: str = Field(default="", description="end, length, refusal; empty where it broke off")
    notes: list[str] = []
    usage: Usage = Usage()
    error: ErrorInfo | None = None
    seconds: float = Field(default=0.0, description="From request to end of the answer")
    left_off: bool = Field(default=False, description="The pipeline stopped reading before the end")


class RecordedCall(Model):
    """One request to a provider and its reply."""

    number: int = Field(ge=1, description="In the order in which they were asked")
    at: float = Field(description="Seconds since the job began")
    provider: str
    purpose: str
    model: str | None = Field(default=None, description="The model asked for; None: the default")
    messages: list[RecordedMessage] = []
    json_schema: dict[str, Any] | None = None
    options: dict[str, Any] = Field(
        default={}, description="max_tokens, temperature, budget in US dollars …"
    )
    reply: RecordedReply | None = Field(default=None, description="None: none came")
    cut: bool = Field(default=False, description="Left out, since the record was full")


class Decision(Model):
    """What the job decided: a stage entered, a finding, a note."""

    at: float = Field(description="Seconds since the job began")
    type: str
    data: dict[str, Any] = {}


class JobRecordRequest(Model):
    """A job's record, from call ``after`` on."""

    job_id: JobId
    after: int = Field(default=0, ge=0, description="Number of the last call already seen")
    limit: int = Field(default=20, ge=1, le=100, description="Calls at most")
    texts: bool = Field(default=True, description="False leaves messages and replies out")


class JobRecord(Model):
    """All that a job asked of providers, what came back, and what was decided. No keys."""

    job_id: JobId
    operation: str
    request: dict[str, Any]
    started_at: str
    ended: JobState | None = Field(default=None, description="None: it never came to its end")
    error: ErrorInfo | None = None
    asset_id: str | None = None
    version: int | None = None
    usage: Usage = Usage()
    calls_total: int
    calls: list[RecordedCall]
    more: bool = Field(description="There are calls behind the last one here")
    decisions: list[Decision] = Field(description="All of them, with the first page only")
    complete: bool = Field(description="Nothing was left out, so that it can be replayed")
    bytes: int
    folder: str


OPERATIONS = (
    Operation("job.get", JobGetRequest, Job, "One job, or wait for it to end", read_only=True),
    Operation("job.list", JobListRequest, JobList, "Jobs, newest first", read_only=True),
    Operation("job.cancel", JobIdRequest, Job, "Cancel a queued or running job", scope="generate"),
    Operation(
        "job.move", JobMoveRequest, Job, "Let a waiting job come sooner or later",
        scope="generate",
    ),
    Operation(
        "job.retry", JobIdRequest, Job, "Run an ended job again with the same request",
        scope="generate", is_job=True,
    ),
    Operation(
        "job.replay", JobIdRequest, Job, "Run an ended job again with no model, from its record",
        scope="generate", is_job=True,
    ),
    Operation(
        "job.record", JobRecordRequest, JobRecord, "What a job asked, what came back, what it decided",
        read_only=True,
    ),
    Operation("job.events", JobEventsRequest, JobEvents, "A job's events in order", read_only=True),
)  # fmt: skip
