# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices: numbered facts about rooms and about approvals, beside the events of jobs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .base import Model

NoticeType = Literal["joined", "left", "pointed", "said", "asked", "answered"]


class Notice(Model):
    """A fact about a room (`joined`, `left`, `pointed`, `said`) or an approval (`asked`, `answered`)."""

    seq: int = Field(ge=1, description="Counts from 1 in each run of the instance")
    time: str
    type: NoticeType
    project_id: str | None = Field(default=None, description="The room's project; None: approvals")
    data: dict[str, Any] = Field(
        default={}, description="The member, message or approval that it is about"
    )
