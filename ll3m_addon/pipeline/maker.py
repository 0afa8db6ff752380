# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the jobs: new assets, next versions, scripts to run, exports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ...bridge.contract.asset import (
    Asset,
    AssetGenerateRequest,
    AssetRefineRequest,
    MakeOptions,
)
from ...bridge.contract.code import CodeRunRequest, CodeRunResult
from ...bridge.contract.draft import DraftMakeRequest, DraftReviseRequest
from ...bridge.contract.version import Version, VersionExportRequest, VersionExportResult
from ..core.cancel import CancelToken
from ..core.jobs import JobContext
from ..core.knowledge_seam import Knowledge
from ..core.seams import (
    ChatRequest,
    Checker,
    FinishRequest,
    Host,
    Jail,
    Library,
    Provider,
    Providers,
    Task,
)
from ..core.settings import Settings
from . import attempt, coder, drafting, exporting
from .bench import Bench, Origin, facts_of
from .naming import name_from_prompt

__all__ = ["PipelineMaker"]

#: Characters of recipes in a first question: some 1000 tokens, two or three short scripts.
EXAMPLE_CHARS = 4000


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
        base, _ = self.library.version(request.asset_id, request.number)
        task = self._next_task(asset, base, request)
        with bench.staged() as folder:
            version = self._make(bench, task, request, folder, job)
            version = version.model_copy(
                update={"feedback": request.feedback, "parent": base.number}
            )
            kept = bench.keep(asset.id, version, folder, job)
        bench.place(kept, asset.name, request, job)

    def make(self, request: DraftMakeRequest, job: JobContext) -> None:
        """Make several drafts of a new asset."""
        name = request.name or name_from_prompt(request.prompt)
        drafting.make(self.bench, self._make, self._new_task(request), request, name, job)

    def revise(self, request: DraftReviseRequest, job: JobContext) -> None:
        """Make new drafts from a draft and feedback."""
        asset = self.library.asset(request.asset_id)
        base, _ = self.library.version(request.asset_id, request.number)
        task = self._next_task(asset, base, drafting.as_refine(request))
        drafting.revise(self.bench, self._make, task, request, job)

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
        self, bench: Bench, task: Task, options: MakeOptions, folder: Path, job: JobContext
    ) -> Version:
        """Script, trial, finish: everything of a version but its number."""
        provider = self.providers.get(options.provider)
        blender = self.jail.blender_version()
        request = ChatRequest(
            messages=coder.code_messages(task, blender, self._examples(task, options, provider)),
            task=task,
            model=options.model,
            budget=self.settings.budget_job if options.budget is None else options.budget,
            restartable=True,
        )
        made = attempt.make_script(bench, provider, request, folder, job, self.knowledge)
        job.stage("preview", 0.55)
        finished = bench.finish(made.tried, folder, options, job.cancel)
        origin = Origin(
            task.prompt, provider.name, made.answer.model, task.kind, notes=made.answer.notes
        )
        return bench.version(made.tried, finished, origin, options, job)

    def _examples(self, task: Task, options: MakeOptions, provider: Provider) -> str:
        """Recipes that fit a new wish. A draft asks as little as it can; a change has its script."""
        if self.knowledge is None or not provider.info().is_model or task.source is not None:
            return ""
        if options.quality == "draft":
            return ""
        return self.knowledge.examples(task.prompt, EXAMPLE_CHARS)

    # ------------------------------------------------------------ at once

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
