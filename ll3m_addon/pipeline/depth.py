# SPDX-License-Identifier: GPL-3.0-or-later
"""How deep a job goes: which agents it asks, in which order, and when it stops.

``draft``: code and repair. ``standard``: plan, retrieve, code, one look, one fix if the look
found something serious. ``high``: up to three rounds of fix and verify, until nothing serious is
left or the score stops rising. After the first script that ran nothing loses it: every later
step that fails is left out, and the version says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from ...bridge.contract.errors import (
    BudgetReached,
    Cancelled,
    HostError,
    InvalidRequest,
    LimitHit,
    LL3MError,
    NoCredit,
    NoKey,
    Offline,
    ProviderError,
    Refused,
    ScriptFailed,
    TooLong,
    UnknownModel,
    WrongKey,
)
from ...bridge.contract.version import Fault, Version
from ..core.jobs import JobContext
from ..core.knowledge_seam import Knowledge
from ..core.seams import ChatRequest, Provider
from . import coder, critic, planner, preserving, retriever, scorer, verifier
from .attempt import make_script
from .bench import Bench
from .candidates import SIDES, Candidate, Candidates
from .context import Block, Shared, View, told_faults
from .judging import worst_first
from .references import sparing

__all__ = ["DEPTHS", "Base", "Depth", "Run"]

T = TypeVar("T")
#: What an optional step may fail with. A cancelled job is never one of them.
_OPTIONAL = (
    ProviderError, BudgetReached, HostError, InvalidRequest, LimitHit, Refused, ScriptFailed,
)  # fmt: skip
#: What the coder's own call would fail with as well: better said at once than asked twice.
_HOPELESS = (NoKey, WrongKey, NoCredit, UnknownModel, Offline)
#: Views of a standard job, unless its plan names others; a deeper one takes all.
_FEWER = ("three_quarter", "front", "right", "top")
#: Checks of the mesh report whose failure is worth a fix, whatever the critic says. Floating parts
#: are the second cause of failure after wrong API (3DCodeBench, arXiv 2606.01057).
_BY_RULE = frozenset(("counts", "floating_parts", "zero_size", "broken_vertices", "scale"))
#: A fix that nobody verified may cost this much of the mesh report's score, and no more.
_TOLERATED = 0.5


@dataclass(frozen=True, slots=True)
class Depth:
    """What a quality asks for."""

    plan: bool = False
    look: bool = False
    rounds: int = 0
    verify: bool = False


DEPTHS = {
    "draft": Depth(),
    "standard": Depth(plan=True, look=True, rounds=1),
    "high": Depth(plan=True, look=True, rounds=3, verify=True),
}


@dataclass(frozen=True, slots=True)
class Base:
    """The version that is changed, and its folder."""

    version: Version
    folder: Path


@dataclass(slots=True)
class Run:
    """One job's agents at work. ``request`` carries model and budget for all of them."""

    bench: Bench
    provider: Provider
    request: ChatRequest
    shared: Shared
    job: JobContext
    candidates: Candidates
    depth: Depth
    sees: bool = False
    knowledge: Knowledge | None = None
    base: Base | None = None
    notes: list[str] = field(default_factory=list)
    rounds: list[dict[str, object]] = field(default_factory=list)
    _before: Future[tuple[View, ...]] | None = None

    # ------------------------------------------------------------ the road

    def make(self) -> Candidate:
        """The best candidate of the job, measured and scored as far as its depth asks.

        Raises:
            Refused, ScriptFailed, LimitHit, ProviderError, BudgetReached: no script ran.
            Cancelled, HostError, IsolationTooWeak.
        """
        if self.depth.plan and self.base is None:
            self._plan()
        if self.depth.plan:
            self.job.stage("retrieve", 0.06)
            found = retriever.retrieve(self.knowledge, self.shared, self.job)
            self.shared.recipes, self.shared.api = found.recipes, found.api
        if self.base is not None and self.sees and self.depth.look:
            self._before = self.candidates.look_at(self.base.folder / "model.blend", self._sides())
        best = sparing(self.shared, self.say, self._first)
        if self.depth.look and self._measured(best):
            best = self._rounds(best)
        return best

    def _first(self) -> Candidate:
        messages = coder.code_messages(self.shared, self.bench.jail.blender_version())
        task = replace(self.shared.task, purpose="code")
        return self._script(replace(self.request, messages=messages, task=task), 0.08)

    def _script(self, request: ChatRequest, progress: float) -> Candidate:
        folder = self.candidates.folder()
        made = make_script(
            self.bench, self.provider, request, folder, self.job, self.knowledge, progress
        )
        return self.candidates.add(made, folder)

    def _plan(self) -> None:
        """A plan where one can be had; the coder works without as well."""
        self.job.stage("plan", 0.03)
        try:
            ask = partial(planner.plan, self.provider, self.shared, self.request, self.job)
            plan, mended = sparing(self.shared, self.say, ask)
        except _HOPELESS:
            raise
        except (ProviderError, BudgetReached, InvalidRequest) as error:
            self.say(f"Made without a plan: {error.message}")
            return
        if mended:
            self.say(mended)
        if plan is not None:
            self.shared.plan = plan
            size = " x ".join(f"{side:.3g}" for side in plan.size)
            self.job.note(f"Plan: {len(plan.parts)} parts, {size} m.", plan=plan.text())

    # ------------------------------------------------------------ measuring

    def _sides(self) -> tuple[str, ...]:
        """The sides that are looked at: none without a model that can see."""
        if not self.sees:
            return ()
        if self.depth.rounds > 1:
            return SIDES
        wanted = {"three_quarter", *(self.shared.plan.views if self.shared.plan else ())}
        rest = [side for side in _FEWER if side not in wanted]
        wanted |= set(rest[: max(0, len(_FEWER) - len(wanted))])
        return tuple(side for side in SIDES if side in wanted)

    def _measured(self, candidate: Candidate) -> bool:
        """Facts, report and views of a candidate; False where they can't be had."""
        self.job.stage("preview", 0.4)
        self._optional(
            "The look at the result", lambda: self.candidates.measure(candidate, self._sides())
        )
        if candidate.facts is None:
            return False
        candidate.not_kept = self.not_kept(candidate)
        return True

    def not_kept(self, candidate: Candidate) -> tuple[str, ...]:
        """What of the base the user wanted kept and a measured candidate lost, by rule."""
        if self.base is None or candidate.facts is None:
            return ()
        before = (self.base.version.source, self.base.version.facts)
        after = (candidate.source, candidate.facts)
        return preserving.not_kept(self.shared.task.preserve, before, after)

    def _show(self, candidate: Candidate) -> None:
        """Make a candidate the one that the agents see."""
        self.shared.source = candidate.source
        self.shared.facts, self.shared.report = candidate.facts, candidate.report
        self.shared.views = candidate.views

    # ------------------------------------------------------------ rounds

    def _rounds(self, best: Candidate) -> Candidate:
        """Look, then fix and verify until nothing serious is left or nothing gets better."""
        self._show(best)
        if not self._looked(best):
            return best
        self._score(best)
        for number in range(1, self.depth.rounds + 1):
            serious = [fault for fault in best.faults if fault.severity != "minor"]
            serious += _ruled(best)
            if not serious:
                break
            found = self._round(number, best, serious)
            if found is None:
                break
            rising = self._better(best, found)
            self.rounds.append(self._told(number, found, rising))
            if not rising:
                self.candidates.drop(found)
                self.say(f"Round {number} made nothing better; what was there before is kept.")
                self._show(best)
                break
            self.candidates.drop(best)
            best = found
            if not self.depth.verify:
                self.say("What the look found was mended in one round; nobody looked again.")
        return best

    def _looked(self, candidate: Candidate) -> bool:
        """The first look: a critique of a new asset, a comparison for a changed one."""
        self.job.stage("critique", 0.45)
        if not self.sees:
            self.say("Judged by facts and mesh report alone: the model reads no pictures.")
        look = self._compare if self.base is not None else self._critique
        faults = self._look_at(look)
        lost = [_lost(each) for each in candidate.not_kept]
        candidate.faults = worst_first([*(faults or ()), *lost])
        for fault in candidate.faults:
            self.job.note(f"{fault.severity.capitalize()}: {fault.what}", fault=fault.model_dump())
        return faults is not None or bool(lost or _ruled(candidate))

    def _look_at(self, look: Callable[[], tuple[Fault, ...]]) -> tuple[Fault, ...] | None:
        """The look; once more without pictures where the server turned out not to take them."""
        try:
            return look()
        except (InvalidRequest, ProviderError) as error:
            refused = type(error) in (InvalidRequest, ProviderError, TooLong)
            if not (self.shared.views and refused and "answer" not in error.data):
                self.say(f"The critique was left out: {_why(error)}")
                return None
            self.say(f"Judged by facts and mesh report alone: {_why(error)}")
        except BudgetReached as error:
            self.say(f"The critique was left out: {_why(error)}")
            return None
        self.sees, self.shared.views, self.shared.references = False, (), ()
        return self._optional("The critique", look)

    def _critique(self) -> tuple[Fault, ...]:
        return critic.critique(self.provider, self.shared, self.request, self.job)

    def _compare(self) -> tuple[Fault, ...]:
        """Whether the wished change is there, and what it broke."""
        assert self.base is not None
        wish = self.shared.task.feedback[-1] if self.shared.task.feedback else "better"
        asked = [Fault(part="", severity="major", what=f"Wished for: {wish}")]
        if self._before is not None:
            views = self._optional("The look at the version before", self._before.result)
            self.shared.old_views = views or ()
        before = _measures_of(self.shared, self.base.version)
        verdict = verifier.verify(self.provider, self.shared, before, asked, self.request, self.job)
        self.shared.old_views = ()
        return verdict.faults

    def _round(self, number: int, best: Candidate, serious: Sequence[Fault]) -> Candidate | None:
        """One fix of the best so far, measured and verified; None where it led nowhere."""
        messages = coder.fix_messages(self.shared, serious, self.bench.jail.blender_version())
        task = coder.fix_task(self.shared.task, best.source, serious)
        request = replace(self.request, messages=messages, task=task)
        progress = 0.45 + 0.12 * number
        found = self._optional(f"Round {number}", lambda: self._script(request, progress))
        if found is None or not self._measured(found):
            if found is not None:
                self.candidates.drop(found)
            return None
        before = self.shared.measured()
        old = tuple(replace(view, old=True) for view in best.views)
        self._show(found)
        lost = [_lost(each) for each in found.not_kept]
        minor = [fault for fault in best.faults if fault.severity == "minor"]
        found.faults = worst_first([*minor, *lost])
        if self.depth.verify:
            self._verify(found, before, old, serious)
        # What the report found is measured anew; no judge is needed to say whether it is mended.
        measured = _ruled(best)
        found.faults = tuple(fault for fault in found.faults if fault not in measured)
        self.shared.history.append(f"Round {number} was to mend:\n{told_faults(serious)}")
        self._score(found)
        return found

    def _verify(
        self, found: Candidate, before: list[Block], old: tuple[View, ...], asked: Sequence[Fault]
    ) -> None:
        """What is still wrong; where it can't be told, everything that was asked for still is."""
        self.job.stage("verify", 0.8)
        self.shared.old_views = old
        verdict = self._optional(
            "The verification",
            lambda: verifier.verify(
                self.provider, self.shared, before, asked, self.request, self.job
            ),
        )
        self.shared.old_views = ()
        if verdict is None:
            found.faults = worst_first([*asked, *found.faults])
            return
        found.faults = worst_first([*verdict.faults, *found.faults])
        found.worse = verdict.better == "before"
        self.job.note(
            f"Verified: {len(asked) - len(verdict.remaining)} of {len(asked)} mended, "
            f"{len(verdict.broken)} broken."
        )

    # ------------------------------------------------------------ scores

    def _score(self, candidate: Candidate) -> None:
        """The score by rule, and a model's at the deepest quality where it can see."""
        if self.depth.verify and self.sees:
            candidate.judged = self._optional(
                "The model's score",
                lambda: scorer.judge(self.provider, self.shared, self.request, self.job),
            )
        candidate.score = self._by_rule(candidate, judged=True)
        self.job.note(f"Score: {candidate.score.value:g} of 10.")

    def _by_rule(self, candidate: Candidate, *, judged: bool) -> scorer.Score:
        assert candidate.facts is not None
        return scorer.score(
            candidate.report,
            candidate.facts,
            self.shared.plan,
            candidate.faults,
            candidate.judged if judged else None,
        )

    def _better(self, best: Candidate, found: Candidate) -> bool:
        """Whether a round's result takes the place of what was there."""
        if found.worse or len(found.not_kept) > len(best.not_kept):
            return False
        if not self.depth.verify:
            # Nobody looked again: what was to be mended counts as mended if nothing measurable
            # got worse.
            return found.report.score >= best.report.score - _TOLERATED
        both = best.judged is not None and found.judged is not None
        old, new = (self._by_rule(each, judged=both).value for each in (best, found))
        return new > old

    def _told(self, number: int, found: Candidate, kept: bool) -> dict[str, object]:
        score = found.score.value if found.score else None
        return {"round": number, "score": score, "faults": len(found.faults), "kept": kept}

    # ------------------------------------------------------------ telling

    def say(self, text: str) -> None:
        """A decision that the job's followers see at once and the version keeps."""
        self.job.note(text)
        if text not in self.notes:
            self.notes.append(text)

    def _optional(self, what: str, step: Callable[[], T]) -> T | None:
        """Do a step that the version can do without; what fails is said, never lost in silence."""
        try:
            return step()
        except Cancelled:
            raise
        except _OPTIONAL as error:
            self.say(f"{what} was left out: {_why(error)}")
            return None


def _why(error: LL3MError) -> str:
    return error.message.rstrip()[:400]


def _ruled(candidate: Candidate) -> list[Fault]:
    """What the mesh report found that is worth a fix."""
    return [
        Fault(part=", ".join(item.objects[:4]), severity="major", what=item.what)
        for item in candidate.report.items
        if not item.ok and item.check in _BY_RULE and item.severity != "info"
    ]


def _lost(sentence: str) -> Fault:
    return Fault(part="", severity="major", what=sentence, advice="Make it as it was before.")


def _measures_of(shared: Shared, version: Version) -> list[Block]:
    """Facts and report of a version as blocks."""
    return replace(shared, facts=version.facts, report=version.report).measured()
