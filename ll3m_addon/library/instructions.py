# SPDX-License-Identifier: GPL-3.0-or-later
"""Instructions: standing text with a scope, and which of them go with a request."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .ids import new_id, utc_now

__all__ = ["Instruction", "Scope", "in_order", "new_instruction", "sort_applicable"]

Scope = Literal["global", "project", "asset"]
#: Narrower scopes come later in a prompt, where they win over what was said before.
_ORDER: dict[str, int] = {"global": 0, "project": 1, "asset": 2}


class Instruction(BaseModel):
    """A standing text that goes with every request in its scope."""

    model_config = ConfigDict(extra="allow")

    id: str
    scope: Scope
    text: str = Field(min_length=1, max_length=20_000)
    priority: int = Field(default=0, ge=-100, le=100, description="Higher ones come first")
    enabled: bool = True
    kinds: list[str] = Field(default=[], description="Only for these kinds; empty: for all")
    created_at: str


def new_instruction(
    scope: Scope, text: str, *, priority: int = 0, kinds: list[str] | None = None,
    enabled: bool = True,
) -> Instruction:  # fmt: skip
    """A new instruction."""
    return Instruction(
        id=new_id("i"), scope=scope, text=text, priority=priority, kinds=kinds or [],
        enabled=enabled, created_at=utc_now(),
    )  # fmt: skip


def in_order(instructions: list[Instruction]) -> list[Instruction]:
    """Global, project's, asset's; by priority; oldest first."""
    return sorted(instructions, key=lambda each: (_ORDER[each.scope], -each.priority, each.id))


def sort_applicable(instructions: list[Instruction], kind: str | None) -> list[Instruction]:
    """Those that are on and fit ``kind``: global, project, asset; by priority; oldest first."""
    fitting = [
        each for each in instructions
        if each.enabled and (not each.kinds or kind is None or kind in each.kinds)
    ]  # fmt: skip
    return in_order(fitting)
