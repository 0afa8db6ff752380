# SPDX-License-Identifier: GPL-3.0-or-later
"""Code, check, trial, and repair where they fail: one script that ran, or an error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ...bridge.contract.code import CheckReport, Limits
from ...bridge.contract.errors import LimitHit, LL3MError, Refused, ScriptFailed
from ..core.cancel import CancelToken
from ..core.jobs import JobContext
from ..core.knowledge_seam import Knowledge
from ..core.seams import ChatRequest, Checker, Jail, Provider, TrialResult
from ..providers.cache import forget
from . import coder
from .bench import Bench, Tried, refuse
from .retriever import known_for

__all__ = ["Made", "checked_trial", "make_script", "refuse"]

#: Repairs after the first attempt. Two bring 0.70 of scripts that run to 0.97
#: (3DCodeBench, arXiv 2606.01057); more brought nothing measurable.
REPAIRS = 2


@dataclass(frozen=True, slots=True)
class Made:
    """A script that passed the check and ran, and the answer that it came in."""

    answer: coder.Answer
    tried: Tried


def checked_trial(
    checker: Checker, jail: Jail, source: str, folder: Path, limits: Limits, cancel: CancelToken
) -> tuple[CheckReport, TrialResult]:
    """Check, then run in the jail, where there is no job to report to.

    Raises:
        Refused, ScriptFailed, LimitHit, IsolationTooWeak, Cancelled, HostError.
    """
    report = checker.check(source, jail.blender_version())
    if not report.accepted:
        raise refuse(report)
    return report, jail.trial(report.source, folder, limits, cancel)


def make_script(
    bench: Bench,
    provider: Provider,
    request: ChatRequest,
    folder: Path,
    job: JobContext,
    knowledge: Knowledge | None = None,
    progress: float = 0.05,
) -> Made:
    """Ask for a script until one runs; at most ``REPAIRS`` repairs, none for the composer.

    The rule-based composer would only give the same script again. A repair is told what
    ``knowledge`` has on the names in its problem. ``request.budget`` is the whole job's.

    Raises:
        Refused, ScriptFailed, LimitHit: the last repair failed like this.
        ProviderError, BudgetReached, Cancelled, HostError, IsolationTooWeak.
    """
    repairs = REPAIRS if provider.info().is_model else 0
    failed: dict[str, LL3MError] = {}
    for attempt in range(repairs + 1):
        at = progress + 0.1 * attempt
        job.stage("code" if attempt == 0 else "repair", at)
        answer = coder.ask(provider, request, job)
        same = failed.get(answer.source)
        try:
            if same is not None:
                raise same  # it would only fail again
            return Made(answer, bench.try_out(answer.source, folder, job, at + 0.03))
        except (Refused, ScriptFailed, LimitHit) as error:
            failed[answer.source] = error
            forget(provider, request)  # else asking again brings the same useless script
            if attempt == repairs:
                raise
            job.note(f"Repair {attempt + 1}: {error.message}")
            problems = coder.describe_problem(error)
            if same is not None:
                job.note("The model gave the same script again; it was not run again.")
                problems = f"This is the script that failed before, unchanged.\n{problems}"
            known = known_for(knowledge, problems, job)
            messages = coder.repair_messages(request.messages, answer, problems, known)
            task = replace(request.task, purpose="repair", source=answer.source)
            request = replace(request, messages=messages, task=task)
    raise AssertionError("unreachable: the last attempt returns or raises")
