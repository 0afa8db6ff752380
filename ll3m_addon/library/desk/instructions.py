# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of instructions, and the standing texts of a request."""

from __future__ import annotations

import logging

from ....bridge.contract.errors import InvalidRequest, NotFound
from ....bridge.contract.instruction import (
    Instruction,
    InstructionApplicableRequest,
    InstructionCreateRequest,
    InstructionEditRequest,
    InstructionIdRequest,
    InstructionList,
    InstructionListRequest,
    InstructionOwner,
    InstructionsApplicable,
    InstructionScope,
)
from .. import instructions as kept
from ..access import Access
from ..projects import Projects
from ..standing import Instructions
from ..style import style_guide, style_text

__all__ = ["InstructionDesk"]

_log = logging.getLogger(__name__)


def _owner(request: InstructionOwner) -> tuple[InstructionScope, str]:
    """Scope and whose; raises ``InvalidRequest`` where both are named."""
    if request.asset_id and request.project_id:
        raise InvalidRequest(
            "An instruction belongs to an asset or to a project, not to both.", field="asset_id"
        )
    if request.asset_id:
        return "asset", request.asset_id
    return ("project", request.project_id) if request.project_id else ("global", "")


def _to_contract(each: kept.Instruction, scope: InstructionScope, owner: str) -> Instruction:
    fields = each.model_dump(include=set(kept.Instruction.model_fields) - {"scope"})
    return Instruction(
        **fields, scope=scope,
        project_id=owner if scope == "project" else None,
        asset_id=owner if scope == "asset" else None,
    )  # fmt: skip


class InstructionDesk:
    """Implements ``core.library_seam.InstructionDesk``."""

    def __init__(self, access: Access, projects: Projects, instructions: Instructions) -> None:
        self._access = access
        self._projects = projects
        self._instructions = instructions

    def list(self, request: InstructionListRequest) -> InstructionList:
        """Those of one scope, in the order in which they stand in a request."""
        scope, owner = _owner(request)
        found = kept.in_order(self._instructions.list(scope, owner))
        return InstructionList(instructions=[_to_contract(each, scope, owner) for each in found])

    def get(self, request: InstructionIdRequest) -> Instruction:
        """One instruction; raises ``NotFound``."""
        scope, owner = _owner(request)
        for each in self._instructions.list(scope, owner):
            if each.id == request.instruction_id:
                return _to_contract(each, scope, owner)
        raise NotFound(f"There is no instruction {request.instruction_id!r} in that scope.")

    def create(self, request: InstructionCreateRequest) -> Instruction:
        """Add an instruction; raises ``NotFound`` for its owner."""
        scope, owner = _owner(request)
        made = self._instructions.add(
            scope, request.text, owner,
            priority=request.priority, kinds=request.kinds, enabled=request.enabled,
        )  # fmt: skip
        return _to_contract(made, scope, owner)

    def edit(self, request: InstructionEditRequest) -> Instruction:
        """Change an instruction; raises ``NotFound``."""
        scope, owner = _owner(request)
        asked = request.model_dump(exclude={"instruction_id", "project_id", "asset_id"})
        changes = {field: value for field, value in asked.items() if value is not None}
        made = self._instructions.change(scope, request.instruction_id, owner, **changes)
        return _to_contract(made, scope, owner)

    def delete(self, request: InstructionIdRequest) -> Instruction:
        """Remove an instruction; return what it was. Raises ``NotFound``."""
        scope, owner = _owner(request)
        gone = self.get(request)
        self._instructions.remove(scope, request.instruction_id, owner)
        return gone

    def applicable(self, request: InstructionApplicableRequest) -> InstructionsApplicable:
        """What goes with a request: global, project's, asset's; by priority; oldest first."""
        project_id, kind = request.project_id or "default", request.kind
        if request.asset_id is not None:
            row = self._access.row(request.asset_id)
            project_id = request.project_id or row["project_id"]
            kind = kind or row["kind"]
        found = self._instructions.applicable(project_id, request.asset_id, kind)
        owners = {"project": project_id, "asset": request.asset_id or "", "global": ""}
        guide = style_guide(self._projects.get(project_id).style_guide)
        return InstructionsApplicable(
            instructions=[_to_contract(each, each.scope, owners[each.scope]) for each in found],
            style=style_text(guide),
        )

    def texts(self, project_id: str, asset_id: str | None, kind: str) -> tuple[str, ...]:
        """The standing texts of a request in order: global, style guide, project's, asset's.

        A project that is gone has none: what was made in it can still be worked on.
        """
        request = InstructionApplicableRequest(project_id=project_id, asset_id=asset_id, kind=kind)
        try:
            found = self.applicable(request)
        except NotFound as error:
            _log.warning("Without the instructions of project %s: %s", project_id, error)
            request = request.model_copy(update={"project_id": "default"})
            found = self.applicable(request)
        general = [each.text for each in found.instructions if each.scope == "global"]
        narrow = [each.text for each in found.instructions if each.scope != "global"]
        style = [f"The project's style guide:\n{found.style}"] if found.style else []
        return (*general, *style, *narrow)
