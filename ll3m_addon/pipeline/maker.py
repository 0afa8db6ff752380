# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the jobs: new assets, next versions, scripts to run, exports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from ...bridge.contract.asset import (
    Asset,
    AssetEstimate,
    AssetEstimateRequest,
    AssetGenerateRequest,
    AssetRefineRequest,
    MakeOptions,
)
from ...bridge.contract.code import CodeRunRequest, CodeRunResult
from ...bridge.contract.draft import DraftMakeRequest, DraftReviseRequest
from ...bridge.contract.scene import SceneEditRequest
from ...bridge.contract.spec import SpecUpdateRequest
from ...bridge.contract.version import (
    Version,
    VersionExportRequest,
    VersionExportResult,
    VersionPicture,
    VersionRenderRequest,
)
from ..core.cancel import CancelToken
from ..core.jobs import JobContext
from ..core.knowledge_seam import Knowledge
from ..core.scene_edits import SceneEdits
from ..core.seams import (
    ChatRequest,
    Checker,
    FinishRequest,
    FinishResult,
    Host,
    Jail,
    Library,
    Providers,
    Task,
)
from ..core.settings import Settings
from . import attempt, drafting, estimating, exporting, references, scorer, spec_maker
from .bench import Bench, Origin, facts_of
from .candidates import Candidate, Candidates
from .context import Shared
from .depth import DEPTHS, Base, Run
from .naming import name_from_prompt
from .scene_edit import SceneEditor
from .spec_maker import SpecMaker

__all__ = ["PipelineMaker"]

#: Edge of a draft's preview where none was asked for: a third of the time of 512 px.
_DRAFT_PREVIEW = 256


@dataclass(frozen=True, slots=True)
class PipelineMaker:
    """Implements ``core.seams.Maker`` over the layers. Holds no state of its own."""

    settings: Settings
    library: Library
    providers: Providers
    checker: Checker
    jail: Jail
    host: Host | None = None
    knowledge: Knowledge | None = None
    edits: SceneEdits = field(default_factory=SceneEdits)

    @property
    def bench(self) -> Bench:
        """The parts that do not depend on who writes the script."""
        return Bench(self.settings, self.library, self.checker, self.jail, self.host)

    def asking(self, providers: Providers) -> PipelineMaker:
        """The same pipeline with other providers: those that record, or those that replay."""
        return replace(self, providers=providers)

    # ------------------------------------------------------------ jobs

    def generate(self, request: AssetGenerateRequest, job: JobContext) -> None:
        """Make a new asset with its first version."""
        if request.kind == spec_maker.KIND:
            SpecMaker(self.bench, self.providers).generate(request, job)
            return
        bench = self.bench
        task = self._new_task(request)
        name = request.name or name_from_prompt(request.prompt)
        with bench.staged() as folder:
            version = self._make(bench, task, request, folder, job)
            kept = bench.keep(self.library.create_asset(request, name), version, folder, job)
        bench.place(kept, name, request, job)

    def refine(self, request: AssetRefineRequest, job: JobContext) -> None:
        """Make the next version of an asset from feedback on one of its versions."""
        bench = self.bench
        asset = self.library.asset(request.asset_id)
        if asset.kind == spec_maker.KIND:
            SpecMaker(bench, self.providers).refine(request, job)
            return
        base, home = self.library.version(request.asset_id, request.number)
        task = self._next_task(asset, base, request)
        with bench.staged() as folder:
            version = self._make(bench, task, request, folder, job, Base(base, home))
            version = version.model_copy(
                update={"feedback": request.feedback, "parent": base.number}
            )
            kept = bench.keep(asset.id, version, folder, job)
        bench.place(kept, asset.name, request, job)

    def update(self, request: SpecUpdateRequest, job: JobContext) -> None:
        """Make the next version of a design from an edited spec."""
        SpecMaker(self.bench, self.providers).update(request, job)

    def make(self, request: DraftMakeRequest, job: JobContext) -> None:
        """Make several drafts of a new asset."""
        name = request.name or name_from_prompt(request.prompt)
        drafting.make(self.bench, self._make, self._new_task(request), request, name, job)

    def revise(self, request: DraftReviseRequest, job: JobContext) -> None:
        """Make new drafts from a draft and feedback."""
        asset = self.library.asset(request.asset_id)
        base, home = self.library.version(request.asset_id, request.number)
        task = self._next_task(asset, base, drafting.as_refine(request))
        write = partial(self._make, base=Base(base, home))
        drafting.revise(self.bench, write, task, request, job)

    def edit(self, request: SceneEditRequest, job: JobContext) -> None:
        """Make a change of the open scene: dry run, difference, and the change if approved."""
        SceneEditor(self.bench, self.providers, self.edits, self.knowledge).edit(request, job)

    def _new_task(self, request: AssetGenerateRequest) -> Task:
        """The question for a new asset, with the standing texts of its project."""
        texts = self.library.desk.instructions.texts(request.project_id, None, request.kind)
        return Task("code", request.prompt, kind=request.kind, standing=texts)

    def _next_task(self, asset: Asset, base: Version, request: AssetRefineRequest) -> Task:
        """The question for a version made from ``base``, with the asset's standing texts."""
        return Task(
            "code",
            asset.prompt,
            feedback=(*self._feedback(base), request.feedback),
            source=base.source,
            preserve=tuple(request.preserve_aspects),
            kind=asset.kind,
            standing=self.library.desk.instructions.texts(asset.project_id, asset.id, asset.kind),
        )

    def _feedback(self, version: Version) -> tuple[str, ...]:
        """All feedback that led to ``version``, oldest first, along its parents."""
        found: list[str] = []
        seen: set[int] = set()
        at: Version | None = version
        while at is not None and at.number not in seen:
            seen.add(at.number)
            if at.feedback:
                found.append(at.feedback)
            at = self.library.version(at.asset_id, at.parent)[0] if at.parent else None
        return tuple(reversed(found))

    def _make(
        self,
        bench: Bench,
        task: Task,
        options: MakeOptions,
        folder: Path,
        job: JobContext,
        base: Base | None = None,
    ) -> Version:
        """Everything of a version but its number: the agents, then the files of the best script.

        ``base`` is the version that the task changes, where it does.
        """
        options = _quick(options)
        provider = self.providers.get(options.provider)
        info = provider.info()
        pictures = references.given(self.library, options, base.version if base else None)
        depth = DEPTHS[options.quality] if info.is_model else DEPTHS["draft"]
        request = ChatRequest(
            messages=(),
            task=task,
            model=options.model,
            budget=self.settings.budget_job if options.budget is None else options.budget,
            restartable=True,
        )
        with Candidates(bench, folder, options, job.cancel) as candidates:
            able = references.sees(self.settings, provider, options)
            shared = Shared(task, source=task.source or "")
            run = Run(
                bench, provider, request, shared, job, candidates, depth, able, self.knowledge, base
            )
            if pictures and able:
                shared.references = references.views(pictures)
            elif pictures:
                run.say(references.why_left_out(provider, options))
            best = run.make()
            if job.job.stage != "preview":
                job.stage("preview", 0.86)
            finished = candidates.take(best)
        version = self._version(run, best, finished, options)
        references.keep(folder, pictures, options, version.metadata)
        return version

    def _version(
        self, run: Run, best: Candidate, finished: FinishResult, options: MakeOptions
    ) -> Version:
        """The best candidate as a version, with what was decided on the way."""
        task, answer = run.shared.task, best.made.answer
        best.facts, best.report = finished.facts, finished.report
        lost = run.not_kept(best)
        notes = tuple(dict.fromkeys((*answer.notes, *run.notes, *lost)))
        origin = Origin(task.prompt, run.provider.name, answer.model, task.kind, notes=notes)
        version = run.bench.version(best.made.tried, finished, origin, options, run.job)
        plan = run.shared.plan
        score = best.score or scorer.score(finished.report, finished.facts, plan)
        metadata: dict[str, Any] = {}
        if plan is not None:
            metadata["plan"] = plan.model_dump(mode="json")
        if run.rounds:
            metadata["rounds"] = run.rounds
        return version.model_copy(
            update={
                "score": score.value,
                "score_reasons": list(score.reasons),
                "faults": list(best.faults),
                "metadata": metadata,
            }
        )

    # ------------------------------------------------------------ at once

    def estimate(self, request: AssetEstimateRequest) -> AssetEstimate:
        """What the first request would hold; nothing is sent."""
        return estimating.estimate(self, request)

    def run_code(self, request: CodeRunRequest, cancel: CancelToken) -> CodeRunResult:
        """Check and try a script; the road that generated code takes."""
        with self.bench.staged(keep=request.keep) as folder:
            report, trial = attempt.checked_trial(
                self.checker, self.jail, request.source, folder, request.limits, cancel
            )
            finished = self.jail.finish(
                FinishRequest(trial.blend, folder, limits=request.limits), cancel
            )
            trial.blend.unlink()
            return CodeRunResult(
                facts=facts_of(trial, finished),
                report=finished.report,
                findings=report.findings,
                isolation=trial.isolation,
                stripped=list(finished.stripped),
                output=trial.output,
                folder=str(folder) if request.keep else None,
            )

    def export(self, request: VersionExportRequest, cancel: CancelToken) -> VersionExportResult:
        """Write the formats a version lacks, then copy what was asked for."""
        return exporting.export(self.bench, request, cancel)

    def render(self, request: VersionRenderRequest, cancel: CancelToken) -> VersionPicture:
        """Draw a picture of a version."""
        return exporting.render(self.bench, request, cancel)


def _quick(options: MakeOptions) -> MakeOptions:
    """A draft's preview is small unless its size was asked for: rendering takes most of its time."""
    if options.quality != "draft" or "preview" in options.model_fields_set:
        return options
    return options.model_copy(update={"preview": _DRAFT_PREVIEW})
