# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on drafts: candidate versions, still to be chosen from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .asset import AssetGenerateRequest, MakeOptions, ProjectId, Prompt
from .base import AssetId, Model, Operation, Page, VersionNumber
from .job import Job

DraftState = Literal["open", "selected", "rejected"]
DraftAction = Literal["select", "reject", "reopen"]
DraftGroup = Annotated[str, Field(pattern=r"^d_[0-9a-z]{16}$", description="Made together")]
Feedback = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Count = Annotated[int, Field(ge=1, le=16, description="How many drafts")]


class Draft(Model):
    """A candidate version of an asset."""

    asset_id: AssetId
    asset_name: str
    number: VersionNumber
    state: DraftState
    group: str = Field(description="Drafts that were made together share it")
    feedback: list[str] = Field(default=[], description="What was said of it, oldest first")
    name: str = ""
    notes: str = ""
    prompt: str
    created_at: str
    score: float | None = None
    current: bool = Field(description="It is the asset's current version")
    preview: str | None = Field(default=None, description="Path of its preview")
    folder: str


class DraftMakeRequest(AssetGenerateRequest):
    """Make several different drafts of a new asset from one prompt."""

    count: Count = 4


class DraftReviseRequest(MakeOptions):
    """Make new drafts from one draft and feedback."""

    asset_id: AssetId
    number: VersionNumber
    feedback: Prompt = Field(description="What should change")
    count: Count = 1
    preserve_aspects: list[str] = Field(
        default=[], max_length=20, description="What must stay as it is"
    )


class DraftRequest(Model):
    """Names one draft."""

    asset_id: AssetId
    number: VersionNumber


class DraftRejectRequest(DraftRequest):
    """Reject a draft; it stays, and can be reopened."""

    feedback: Feedback | None = Field(default=None, description="Why")


class DraftFeedbackRequest(DraftRequest):
    """Say something about a draft."""

    text: Feedback


class DraftListRequest(Page):
    """Drafts of one asset, or of all assets that have open ones."""

    asset_id: AssetId | None = None
    group: DraftGroup | None = None
    state: DraftState | None = Field(
        default=None, description="Default: all of an asset, open ones over all assets"
    )
    project_id: ProjectId | None = Field(default=None, description="Only this project's assets")


class DraftList(Model):
    """Drafts; a page of all assets' holds those of at most `limit` assets."""

    drafts: list[Draft]
    next_cursor: str | None = None


class DraftDecision(DraftRequest):
    """What becomes of one draft."""

    action: DraftAction
    feedback: Feedback | None = None


class DraftDecideRequest(Model):
    """Decide on many drafts: an asset's all at once or none of them."""

    decisions: list[DraftDecision] = Field(min_length=1, max_length=200)


class DraftSheetRequest(Model):
    """A contact sheet of an asset's drafts."""

    asset_id: AssetId
    group: DraftGroup | None = Field(default=None, description="Default: all its drafts")
    state: DraftState | None = None
    edge: int = Field(default=256, ge=64, le=512, description="Edge of each picture in pixels")


class DraftSheet(Model):
    """A PNG picture that shows drafts side by side, row by row."""

    asset_id: AssetId
    path: str
    numbers: list[int] = Field(description="Which drafts it shows, in order")
    columns: int
    width: int = Field(description="In pixels")
    height: int = Field(description="In pixels")


OPERATIONS = (
    Operation(
        "draft.make", DraftMakeRequest, Job, "Make several drafts from one prompt",
        scope="generate", is_job=True,
    ),
    Operation(
        "draft.revise", DraftReviseRequest, Job, "Make new drafts from a draft and feedback",
        scope="generate", is_job=True,
    ),
    Operation("draft.list", DraftListRequest, DraftList, "Drafts to choose from", read_only=True),
    Operation("draft.get", DraftRequest, Draft, "One draft", read_only=True),
    Operation(
        "draft.select", DraftRequest, Draft, "Choose a draft: it becomes the current version",
        scope="edit",
    ),
    Operation("draft.reject", DraftRejectRequest, Draft, "Reject a draft", scope="edit"),
    Operation("draft.reopen", DraftRequest, Draft, "Undo a decision on a draft", scope="edit"),
    Operation(
        "draft.feedback", DraftFeedbackRequest, Draft, "Say something about a draft", scope="edit"
    ),
    Operation(
        "draft.decide", DraftDecideRequest, DraftList, "Decide on many drafts at once",
        scope="edit",
    ),
    Operation(
        "draft.sheet", DraftSheetRequest, DraftSheet, "A contact sheet of an asset's drafts",
        scope="edit",
    ),
)  # fmt: skip
