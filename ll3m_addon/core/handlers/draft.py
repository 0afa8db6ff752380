# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``draft``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.draft import (
    Draft,
    DraftAction,
    DraftDecideRequest,
    DraftDecision,
    DraftFeedbackRequest,
    DraftList,
    DraftListRequest,
    DraftMakeRequest,
    DraftRejectRequest,
    DraftRequest,
    DraftReviseRequest,
    DraftSheet,
    DraftSheetRequest,
)
from ....bridge.contract.job import Job
from .asset import changeable, check_new
from .job import start
from .reference import with_kept

if TYPE_CHECKING:
    from ..app import App


def make(app: App, request: DraftMakeRequest, caller: Caller) -> Job:
    """Queue the making of drafts."""
    check_new(app, request)
    request = with_kept(app, request, caller)
    title = f"{request.count} drafts: {request.name or request.prompt}"
    return start(app, "draft.make", request, title, project_id=request.project_id)


def revise(app: App, request: DraftReviseRequest, caller: Caller) -> Job:
    """Queue the making of drafts from a draft."""
    asset = changeable(app, request.asset_id, request)
    app.library.desk.drafts.get(request.asset_id, request.number)
    request = with_kept(app, request, caller)
    title = f"{asset.name}, v{request.number:03d}: {request.feedback}"
    return start(
        app, "draft.revise", request, title, asset_id=asset.id, project_id=asset.project_id
    )


def list_(app: App, request: DraftListRequest, caller: Caller) -> DraftList:
    """A page of drafts."""
    return app.library.desk.drafts.list(request)


def get(app: App, request: DraftRequest, caller: Caller) -> Draft:
    """One draft."""
    return app.library.desk.drafts.get(request.asset_id, request.number)


def _decide(app: App, request: DraftRequest, action: DraftAction, why: str | None = None) -> Draft:
    decision = DraftDecision(
        asset_id=request.asset_id, number=request.number, action=action, feedback=why
    )
    (draft,) = app.library.desk.drafts.decide(DraftDecideRequest(decisions=[decision])).drafts
    return draft


def select(app: App, request: DraftRequest, caller: Caller) -> Draft:
    """Choose a draft."""
    return _decide(app, request, "select")


def reject(app: App, request: DraftRejectRequest, caller: Caller) -> Draft:
    """Reject a draft."""
    return _decide(app, request, "reject", request.feedback)


def reopen(app: App, request: DraftRequest, caller: Caller) -> Draft:
    """Undo a decision."""
    return _decide(app, request, "reopen")


def feedback(app: App, request: DraftFeedbackRequest, caller: Caller) -> Draft:
    """Say something about a draft."""
    return app.library.desk.drafts.feedback(request)


def decide(app: App, request: DraftDecideRequest, caller: Caller) -> DraftList:
    """Decide on many drafts at once."""
    return app.library.desk.drafts.decide(request)


def sheet(app: App, request: DraftSheetRequest, caller: Caller) -> DraftSheet:
    """A contact sheet."""
    return app.library.desk.drafts.sheet(request)
