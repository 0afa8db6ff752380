# SPDX-License-Identifier: GPL-3.0-or-later
"""The critic: looks at views, facts and report, and names concrete faults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ...bridge.contract.version import Fault
from ..core.jobs import JobContext
from ..core.seams import ChatRequest, Provider
from .asking import ask_json
from .context import Shared
from .judging import FaultList, faults_of, judge_request

__all__ = ["Critique", "critique", "question"]

#: Faults that are taken from one critique: more are not mended in one round.
FAULTS = 6


class Critique(BaseModel):
    """A critic's answer."""

    model_config = ConfigDict(extra="ignore")

    faults: FaultList


def question(shared: Shared, request: ChatRequest) -> ChatRequest:
    """Wish, plan, measurements and views; the script as well where nothing can be seen."""
    script = [] if shared.views else shared.script()
    blocks = [
        *shared.wish(), *shared.feedback(), *shared.planned(), *script, *shared.measured(),
        *shared.given(), *shared.seen(),
    ]  # fmt: skip
    return judge_request(request, shared, "critique", blocks, "Name its faults.")


def critique(
    provider: Provider, shared: Shared, request: ChatRequest, job: JobContext
) -> tuple[Fault, ...]:
    """The faults, worst first; none is a possible answer. Without views it judges by facts.

    Raises:
        ProviderError: the answer could not be read; and its subclasses; BudgetReached, Cancelled.
    """
    answer = ask_json(provider, question(shared, request), Critique, job)
    return faults_of(answer.faults)[:FAULTS]
