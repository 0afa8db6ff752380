# SPDX-License-Identifier: GPL-3.0-or-later
"""The planner: from a wish to parts, sizes, materials and an order of building."""

from __future__ import annotations

from dataclasses import replace

from ..core.jobs import JobContext
from ..core.seams import ChatRequest, Message, Provider
from . import plan as plans
from .asking import ask_json
from .context import Shared, fit, message
from .plan import Plan
from .prompting import system

__all__ = ["plan", "question"]

#: Tokens of an answer: twelve parts take some 900, and models that think aloud need room.
TOKENS = 4096


def question(shared: Shared) -> tuple[Message, ...]:
    """The messages: the planner's rules, then the wish."""
    return Message("system", system("plan")), message(
        fit([*shared.wish(), *shared.feedback(), *shared.given()])
    )


def plan(
    provider: Provider, shared: Shared, request: ChatRequest, job: JobContext
) -> tuple[Plan | None, str]:
    """A believable plan and what was done to it; None where the model's can't be used.

    ``request`` carries model and budget; absurd or contradictory sizes are asked for once more,
    then left open.

    Raises:
        ProviderError: no plan could be read; and its subclasses; BudgetReached, Cancelled.
    """
    asked = replace(
        request,
        messages=question(shared),
        task=replace(shared.task, purpose="plan"),
        max_tokens=TOKENS,
    )
    found = ask_json(provider, asked, Plan, job, plans.complaint)
    return plans.mended(found)
