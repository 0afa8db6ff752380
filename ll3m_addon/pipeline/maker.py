# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of the jobs: new assets, next versions, scripts to run, exports."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ...bridge.contract.asset import AssetGenerateRequest, AssetRefineRequest, MakeOptions
from ...bridge.contract.code import CodeRunRequest, CodeRunResult
from ...bridge.contract.errors import InvalidRequest, LibraryError
from ...bridge.contract.version import Version, VersionExportRequest, VersionExportResult
from ..core.cancel import CancelToken
from ..core.clock import utc_now
from ..core.jobs import JobContext
from ..core.knowledge_seam import Knowledge
from ..core.seams import (
    ChatRequest,
    Checker,
    FinishRequest,
    FinishResult,
    Host,
    Jail,
    Library,
    Placement,
    Provider,
    Providers,
    Task,
)
from ..core.settings import Settings
from . import attempt, coder
from .naming import name_from_prompt

__all__ = ["PipelineMaker"]

#: Edge of the contact sheet: four views of 320 px, as long to render as one preview and a half.
SHEET_PIXELS = 640
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

    # ------------------------------------------------------------ jobs

    def generate(self, request: AssetGenerateRequest, job: JobContext) -> None:
        """Make a new asset with its first version."""
        task = Task("code", request.prompt, kind=request.kind)
        name = request.name or name_from_prompt(request.prompt)
        with self._staged() as folder:
            version = self._make(task, request, folder, job)
            job.stage("version", 0.92)
            asset_id = self.library.create_asset(request, name)
            kept = self.library.add_version(asset_id, version, folder)
        job.made(asset_id, kept.number)
        self._place(kept, name, request, job)

    def refine(self, request: AssetRefineRequest, job: JobContext) -> None:
        """Make the next version of an asset from feedback on one of its versions."""
        asset = self.library.asset(request.asset_id)
        base, _ = self.library.version(request.asset_id, request.number)
        task = Task(
            "code",
            asset.prompt,
            feedback=(*self._feedback(base), request.feedback),
            source=base.source,
            preserve=tuple(request.preserve_aspects),
            kind=asset.kind,
        )
        with self._staged() as folder:
            version = self._make(task, request, folder, job)
            version = version.model_copy(
                update={"feedback": request.feedback, "parent": base.number}
            )
            job.stage("version", 0.92)
            kept = self.library.add_version(asset.id, version, folder)
        job.made(asset.id, kept.number)
        self._place(kept, asset.name, request, job)

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

    def _make(self, task: Task, options: MakeOptions, folder: Path, job: JobContext) -> Version:
        """Script, trial, finish: everything of a version but its number."""
        provider = self.providers.get(options.provider)
        blender = self.jail.blender_version()
        budget = self.settings.budget_job if options.budget is None else options.budget
        request = ChatRequest(
            messages=coder.code_messages(task, blender, self._examples(task, options, provider)),
            task=task,
            model=options.model,
            budget=budget,
            restartable=True,
        )
        raw = folder / ".trial"
        raw.mkdir()
        made = attempt.make_script(
            task, request, provider, self.checker, self.jail, raw, self.settings.limits, job,
            self.knowledge,
        )  # fmt: skip
        job.stage("preview", 0.55)
        finished = self._finish(made.trial.blend, folder, options, job.cancel)
        shutil.rmtree(raw)
        facts = finished.facts.model_copy(
            update={"seconds": made.trial.seconds, "peak_memory": made.trial.peak_memory}
        )
        return Version(
            asset_id="a_" + "0" * 16,  # the library gives the real one, and the number
            number=1,
            kind=task.kind,
            prompt=task.prompt,
            created_at=utc_now(),
            quality=options.quality,
            provider=provider.name,
            model=made.answer.model,
            source=made.report.source,
            notes=[*made.answer.notes, *finished.skipped],
            findings=made.report.findings,
            facts=facts,
            report=finished.report,
            score=finished.report.score,
            usage=job.job.usage,
            isolation=made.trial.isolation,
            stripped=list(finished.stripped),
            blender_version=".".join(map(str, blender)),
        )

    def _examples(self, task: Task, options: MakeOptions, provider: Provider) -> str:
        """Recipes that fit a new wish. A draft asks as little as it can; a change has its script."""
        if self.knowledge is None or not provider.info().is_model or task.source is not None:
            return ""
        if options.quality == "draft":
            return ""
        return self.knowledge.examples(task.prompt, EXAMPLE_CHARS)

    def _finish(
        self, blend: Path, folder: Path, options: MakeOptions, cancel: CancelToken
    ) -> FinishResult:
        """Files, facts and preview; the sheet in a child of its own beside them.

        A forked Blender renders on one thread (its pool did not come along), so two children
        halve the wait on two cores.
        """
        formats = tuple(dict.fromkeys(("blend", *options.formats)))
        limits = self.settings.limits
        first = FinishRequest(blend, folder, formats, preview=options.preview, limits=limits)
        if not options.sheet:
            return self.jail.finish(first, cancel)
        second = FinishRequest(blend, folder, formats=(), sheet=SHEET_PIXELS, limits=limits)
        with ThreadPoolExecutor(1, "ll3m-sheet") as pool:
            sheet = pool.submit(self.jail.finish, second, cancel)
            made = self.jail.finish(first, cancel)
            beside = sheet.result()
        return replace(
            made,
            files=(*made.files, *beside.files),
            skipped=tuple(dict.fromkeys((*made.skipped, *beside.skipped))),
        )

    def _place(self, version: Version, name: str, options: MakeOptions, job: JobContext) -> None:
        """Put the version into the open scene, if there is one and it is wanted."""
        host = self.host
        if options.place == "none" or host is None or not host.has_scene:
            return
        job.stage("place", 0.96)
        _, folder = self.library.version(version.asset_id, version.number)
        way = "run" if options.place == "run" else "append"
        host.place(Placement(version, folder, name, way), job.cancel)

    # ------------------------------------------------------------ at once

    def run_code(self, request: CodeRunRequest, cancel: CancelToken) -> CodeRunResult:
        """Check and try a script; the road that generated code takes."""
        with self._staged(keep=request.keep) as folder:
            report, trial = attempt.checked_trial(
                self.checker, self.jail, request.source, folder, request.limits, cancel
            )
            finished = self.jail.finish(
                FinishRequest(trial.blend, folder, limits=request.limits), cancel
            )
            trial.blend.unlink()
            facts = finished.facts.model_copy(
                update={"seconds": trial.seconds, "peak_memory": trial.peak_memory}
            )
            return CodeRunResult(
                facts=facts,
                report=finished.report,
                findings=report.findings,
                isolation=trial.isolation,
                stripped=list(finished.stripped),
                output=trial.output,
                folder=str(folder) if request.keep else None,
            )

    def export(self, request: VersionExportRequest, cancel: CancelToken) -> VersionExportResult:
        """Write the formats a version lacks, then copy what was asked for."""
        version, home = self.library.version(request.asset_id, request.number)
        wanted = tuple(dict.fromkeys(request.formats))
        missing = tuple(each for each in wanted if not (home / f"model.{each}").is_file())
        if missing:
            with self._staged() as folder:
                finished = self.jail.finish(
                    FinishRequest(
                        home / "model.blend", folder, formats=missing, limits=self.settings.limits
                    ),
                    cancel,
                )
                if finished.skipped:
                    raise InvalidRequest(" ".join(finished.skipped), advice="Choose other formats.")
                self.library.add_files(version.asset_id, version.number, folder)
        paths = {each: home / f"model.{each}" for each in wanted}
        if request.folder is not None:
            paths = self._copy(paths, Path(request.folder), version)
        return VersionExportResult(
            asset_id=version.asset_id,
            number=version.number,
            paths={each: str(path) for each, path in paths.items()},
        )

    def _copy(self, paths: dict[str, Path], folder: Path, version: Version) -> dict[str, Path]:
        """Copy exported files, under a name that says what they are, into the user's folder."""
        if not folder.is_absolute():
            raise InvalidRequest(f"The folder {str(folder)!r} is not an absolute path.")
        name = self.library.asset(version.asset_id).name
        stem = "".join(c if c.isalnum() or c in " -_" else "_" for c in name).strip() or "asset"
        stem = f"{stem} v{version.number:03d}"
        copied: dict[str, Path] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for each, path in paths.items():
                copied[each] = folder / f"{stem}{path.suffix}"
                shutil.copyfile(path, copied[each])
                for beside in path.parent.glob(f"{path.stem}.*"):
                    if each == "obj" and beside.suffix == ".mtl":
                        shutil.copyfile(beside, folder / beside.name)
        except OSError as error:
            raise LibraryError(
                f"The files could not be copied to {folder}: {error.strerror}.",
                advice="Choose a folder that can be written to. The library's own files are safe.",
            ) from error
        return copied

    @contextmanager
    def _staged(self, *, keep: bool = False) -> Iterator[Path]:
        """An empty folder on the library's disk; gone afterwards unless it was taken or kept."""
        folder = self.library.staging()
        done = False
        try:
            yield folder
            done = True
        finally:
            if not (keep and done):
                with contextlib.suppress(FileNotFoundError):
                    shutil.rmtree(folder)
