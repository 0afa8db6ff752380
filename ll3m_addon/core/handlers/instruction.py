# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``instruction``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.instruction import (
    Instruction,
    InstructionApplicableRequest,
    InstructionCreateRequest,
    InstructionEditRequest,
    InstructionIdRequest,
    InstructionList,
    InstructionListRequest,
    InstructionsApplicable,
)

if TYPE_CHECKING:
    from ..app import App


def list_(app: App, request: InstructionListRequest, caller: Caller) -> InstructionList:
    """Those of one scope."""
    return app.library.desk.instructions.list(request)


def get(app: App, request: InstructionIdRequest, caller: Caller) -> Instruction:
    """One instruction."""
    return app.library.desk.instructions.get(request)


def create(app: App, request: InstructionCreateRequest, caller: Caller) -> Instruction:
    """Add one."""
    return app.library.desk.instructions.create(request)


def edit(app: App, request: InstructionEditRequest, caller: Caller) -> Instruction:
    """Change one."""
    return app.library.desk.instructions.edit(request)


def delete(app: App, request: InstructionIdRequest, caller: Caller) -> Instruction:
    """Remove one."""
    return app.library.desk.instructions.delete(request)


def applicable(
    app: App, request: InstructionApplicableRequest, caller: Caller
) -> InstructionsApplicable:
    """What goes with a request."""
    return app.library.desk.instructions.applicable(request)
