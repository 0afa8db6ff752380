# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``approval``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.approval import (
    Approval,
    ApprovalAnswerRequest,
    Approvals,
    ApprovalSetRequest,
)
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import Forbidden
from ....bridge.contract.system import Empty
from ..approvals import EXTERNAL

if TYPE_CHECKING:
    from ..app import App


def list_(app: App, request: Empty, caller: Caller) -> Approvals:
    """What waits."""
    return app.approvals.shown()


def answer(app: App, request: ApprovalAnswerRequest, caller: Caller) -> Approval:
    """Allow or refuse."""
    return app.approvals.answer(request.id, request.allow, request.remember, caller)


def set_(app: App, request: ApprovalSetRequest, caller: Caller) -> Approvals:
    """Switch it on or off; a program may only make it stricter."""
    if caller.face in EXTERNAL and not request.on:
        raise Forbidden(
            "Only the person at Blender can switch the asking off.",
            advice="Switch it off in the LL3M panel.",
        )
    app.approvals.switch(request.on, forget=request.forget)
    return app.approvals.shown()
