# SPDX-License-Identifier: GPL-3.0-or-later
"""The scorer: 0 to 10 with reasons. The mesh report always counts; a model's eye where there is one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ...bridge.contract.code import Facts, MeshReport
from ...bridge.contract.version import Fault
from ..core.jobs import JobContext
from ..core.seams import ChatRequest, Provider
from .asking import ask_json
from .context import Shared
from .judging import Text, judge_request, listed
from .plan import Plan

__all__ = ["Judged", "Score", "judge", "question", "score"]

#: Points off for a fault that a look found, by how bad it is.
COST = {"blocking": 4.0, "major": 1.5, "minor": 0.25}
#: A model of which something is blocking is no good one, whatever else is right.
BLOCKED = 4.0
#: The report's share where a model has judged as well.
REPORT_SHARE = 0.4
#: The whole may differ from its plan by this factor before it counts.
SIZE_FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 10, and what it is made of."""

    value: float
    reasons: tuple[str, ...]


def _points(value: Any) -> float:
    """A number, also from ``"7/10"``; held between 0 and 10."""
    if isinstance(value, str):
        value = value.partition("/")[0].strip()
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError("a number from 0 to 10 is wanted")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("a number from 0 to 10 is wanted")
    return min(max(number, 0.0), 10.0)


class Judged(BaseModel):
    """A model's answer."""

    model_config = ConfigDict(extra="ignore")

    score: Annotated[float, BeforeValidator(_points)]
    reasons: Annotated[list[Text], BeforeValidator(listed)] = []


def score(
    report: MeshReport,
    facts: Facts,
    plan: Plan | None = None,
    faults: Iterable[Fault] = (),
    judged: Judged | None = None,
) -> Score:
    """The score by rule: report, plan and faults, and a model's judgement where there is one.

    The same measurements and judgements always give the same score.
    """
    value, reasons = report.score, [f"Mesh report: {report.score:g} of 10."]
    reasons += [each.what for each in report.items if not each.ok and each.severity != "info"]
    off = _size_off(facts, plan)
    if off:
        value -= 1.0
        reasons.append(off)
    told = tuple(faults)
    if judged is not None:
        value = REPORT_SHARE * value + (1 - REPORT_SHARE) * judged.score
        reasons.append(f"Judged by a model that saw it: {judged.score:g} of 10.")
        reasons += [each for each in judged.reasons if each][:5]
    else:
        value -= sum(COST[fault.severity] for fault in told)
    if any(fault.severity == "blocking" for fault in told):
        value = min(value, BLOCKED)
    reasons += [f"{fault.severity.capitalize()}: {fault.what}" for fault in told]
    return Score(round(min(max(value, 0.0), 10.0), 1), tuple(dict.fromkeys(reasons)))


def _size_off(facts: Facts, plan: Plan | None) -> str:
    """Where the largest side is far from what was planned; empty where it is not."""
    if plan is None or facts.bounding_box is None:
        return ""
    is_now, wanted = max(facts.bounding_box.size), max(plan.size)
    if not wanted or 1 / SIZE_FACTOR <= is_now / wanted <= SIZE_FACTOR:
        return ""
    return f"Its largest side is {is_now:.3g} m where {wanted:.3g} m was planned."


def question(shared: Shared, request: ChatRequest) -> ChatRequest:
    """Wish, plan, measurements and views."""
    blocks = [
        *shared.wish(), *shared.feedback(), *shared.planned(), *shared.measured(), *shared.seen(),
    ]  # fmt: skip
    return judge_request(request, shared, "score", blocks, "Score it.")


def judge(provider: Provider, shared: Shared, request: ChatRequest, job: JobContext) -> Judged:
    """Ask a model that can see for its score.

    Raises:
        ProviderError: the answer could not be read; and its subclasses; BudgetReached, Cancelled.
    """
    return ask_json(provider, question(shared, request), Judged, job)
