# SPDX-License-Identifier: GPL-3.0-or-later
"""The verifier: were these faults mended, did anything else break, was kept what had to be?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ...bridge.contract.version import Fault
from ..core.jobs import JobContext
from ..core.seams import ChatRequest, Provider
from .asking import ask_json
from .context import Block, Shared, told_faults
from .judging import FaultList, Flag, Text, faults_of, judge_request, listed, worst_first
from .prompting import quote

__all__ = ["Verdict", "question", "verify"]


class Check(BaseModel):
    """Whether one numbered fault is mended."""

    model_config = ConfigDict(extra="ignore")

    number: int
    fixed: Flag = False
    why: Text = ""


class Kept(BaseModel):
    """Whether one thing stayed as it was."""

    model_config = ConfigDict(extra="ignore")

    aspect: Text
    kept: Flag = True
    why: Text = ""


def _which(value: Any) -> str:
    word = str(value).strip().lower()
    return word if word in ("before", "after") else "same"


class Comparison(BaseModel):
    """A verifier's answer."""

    model_config = ConfigDict(extra="ignore")

    checks: Annotated[list[Check], BeforeValidator(listed)]
    broken: FaultList = []
    kept: Annotated[list[Kept], BeforeValidator(listed)] = []
    better: Annotated[Literal["before", "after", "same"], BeforeValidator(_which)] = "same"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is still wrong after a change, what broke, and what was not kept.

    ``better`` compares the model as a whole. ``not_kept`` are sentences.
    """

    remaining: tuple[Fault, ...]
    broken: tuple[Fault, ...]
    not_kept: tuple[str, ...]
    better: str

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong now, worst first."""
        lost = [
            Fault(part="", severity="major", what=each, advice="Make it as it was before.")
            for each in self.not_kept
        ]
        return worst_first([*self.broken, *lost, *self.remaining])


def question(
    shared: Shared, before: Sequence[Block], faults: Sequence[Fault], request: ChatRequest
) -> ChatRequest:
    """Wish, faults, measurements before and after, views before and after."""
    blocks = [
        *shared.wish(), *shared.feedback(), *shared.earlier(),
        Block("faults", quote("faults", told_faults(faults))),
        *([Block("note", "Before the change:"), *before] if before else []),
        Block("note", "After the change:"), *shared.measured(), *shared.seen(),
    ]  # fmt: skip
    return judge_request(request, shared, "verify", blocks, "Compare before and after.")


def verify(
    provider: Provider,
    shared: Shared,
    before: Sequence[Block],
    faults: Sequence[Fault],
    request: ChatRequest,
    job: JobContext,
) -> Verdict:
    """Compare the model with what it was. ``before`` are the measurements then.

    A fault that the answer does not mention counts as not mended: judges lean to accept.

    Raises:
        ProviderError: the answer could not be read; and its subclasses; BudgetReached, Cancelled.
    """
    asked = question(shared, before, faults, request)
    answer = ask_json(provider, asked, Comparison, job)
    fixed = {check.number for check in answer.checks if check.fixed}
    fixed -= {check.number for check in answer.checks if not check.fixed}
    remaining = tuple(fault for number, fault in enumerate(faults, 1) if number not in fixed)
    lost = tuple(
        f"Not kept: {each.aspect}." + (f" {each.why}" if each.why else "")
        for each in answer.kept
        if not each.kept and each.aspect
    )
    return Verdict(remaining, faults_of(answer.broken), lost, answer.better)
