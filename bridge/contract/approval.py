# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on approvals: a person is asked before a program changes the open scene."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Model, Operation
from .system import Empty

ApprovalId = Annotated[str, Field(pattern=r"^p_[0-9a-z]{16}$", description="An approval's id")]


class Approval(Model):
    """A call of another program that waits, or waited, for a person's yes."""

    id: ApprovalId
    operation: str
    summary: str = Field(description="What it would do, in one line")
    client: str = Field(description="The name of the token that it came with")
    agent: str = Field(default="", description="What the program calls itself")
    state: Literal["waiting", "allowed", "refused", "expired"]
    created_at: str
    expires_at: str = Field(description="Nobody's answer counts as no from then on")


class Approvals(Model):
    """Whether people are asked, what waits, and who need not ask."""

    on: bool = Field(description="Programs wait for a yes before they change the open scene")
    waiting: list[Approval] = Field(description="Oldest first")
    trusted: list[str] = Field(description="Programs that were allowed for as long as this runs")


class ApprovalAnswerRequest(Model):
    """A person's answer."""

    id: ApprovalId
    allow: bool
    remember: bool = Field(
        default=False, description="With `allow`: never ask again for this program, in this run"
    )


class ApprovalSetRequest(Model):
    """Switch the asking on or off."""

    on: bool
    forget: bool = Field(default=False, description="Ask again for all programs allowed before")


OPERATIONS = (
    Operation(
        "approval.list", Empty, Approvals, "What waits for a person's yes", read_only=True,
    ),
    Operation(
        "approval.answer", ApprovalAnswerRequest, Approval,
        "Allow or refuse what a program wants to do to the open scene", scope="admin",
    ),
    Operation(
        "approval.set", ApprovalSetRequest, Approvals,
        "Ask a person before programs change the open scene, or not", scope="admin",
    ),
)  # fmt: skip
