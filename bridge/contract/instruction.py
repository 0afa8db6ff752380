# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on instructions: standing texts that go with every request in their scope."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from .asset import ProjectId
from .base import AssetId, Model, Operation

InstructionScope = Literal["global", "project", "asset"]
InstructionId = Annotated[
    str, Field(pattern=r"^i_[0-9a-z]{16}$", description="An instruction's id")
]
InstructionText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)
]
Priority = Annotated[int, Field(ge=-100, le=100, description="Higher ones come first")]
Kind = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]


class Instruction(Model):
    """A standing text that goes with every request in its scope."""

    id: InstructionId
    scope: InstructionScope
    project_id: str | None = Field(default=None, description="Whose it is, in scope `project`")
    asset_id: str | None = Field(default=None, description="Whose it is, in scope `asset`")
    text: str
    priority: int = 0
    enabled: bool = True
    kinds: list[str] = Field(default=[], description="Only for these kinds; empty: for all")
    created_at: str


class InstructionOwner(Model):
    """Whose instructions: an asset's, a project's, or, with neither, the global ones."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"properties": {"project_id": {"type": "null"}}},
                {"properties": {"asset_id": {"type": "null"}}},
            ]
        }
    )
    project_id: ProjectId | None = None
    asset_id: AssetId | None = None


class InstructionCreateRequest(InstructionOwner):
    """Add an instruction to an asset, to a project, or, with neither, for everything."""

    text: InstructionText
    priority: Priority = 0
    kinds: list[Kind] = Field(default=[], max_length=20, description="Default: for all kinds")
    enabled: bool = True


class InstructionListRequest(InstructionOwner):
    """Instructions of an asset, of a project, or the global ones; those that are off too."""


class InstructionIdRequest(InstructionOwner):
    """Names one instruction, and the asset or project whose it is."""

    instruction_id: InstructionId


class InstructionEditRequest(InstructionIdRequest):
    """Change an instruction, or switch it on or off; what is left out stays as it is."""

    text: InstructionText | None = None
    priority: Priority | None = None
    kinds: list[Kind] | None = Field(default=None, max_length=20)
    enabled: bool | None = None


class InstructionApplicableRequest(Model):
    """Which instructions go with a request, in the order in which they stand there."""

    project_id: ProjectId | None = Field(
        default=None, description="Default: the asset's project, or the default one"
    )
    asset_id: AssetId | None = Field(default=None, description="None: a new asset")
    kind: Kind | None = Field(default=None, description="Default: the asset's kind, or any")


class InstructionList(Model):
    """Instructions in order."""

    instructions: list[Instruction]


class InstructionsApplicable(InstructionList):
    """What goes with a request: later ones win over earlier ones."""

    style: str = Field(description="The project's style guide as the request tells it")


OPERATIONS = (
    Operation(
        "instruction.create", InstructionCreateRequest, Instruction,
        "Add a standing text to requests", scope="edit",
    ),
    Operation(
        "instruction.list", InstructionListRequest, InstructionList,
        "Instructions of one scope", read_only=True,
    ),
    Operation(
        "instruction.get", InstructionIdRequest, Instruction, "One instruction", read_only=True
    ),
    Operation(
        "instruction.edit", InstructionEditRequest, Instruction,
        "Change an instruction, switch it on or off", scope="edit",
    ),
    Operation(
        "instruction.delete", InstructionIdRequest, Instruction, "Remove an instruction",
        scope="edit",
    ),
    Operation(
        "instruction.applicable", InstructionApplicableRequest, InstructionsApplicable,
        "Which instructions go with a request", read_only=True,
    ),
)  # fmt: skip
