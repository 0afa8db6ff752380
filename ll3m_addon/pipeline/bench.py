# SPDX-License-Identifier: GPL-3.0-or-later
"""What every way to a version shares, whoever wrote the script: try it, finish it, keep it, place it.

One road::

    with bench.staged() as folder:
        tried = bench.try_out(source, folder, job)
        finished = bench.finish(tried, folder, options, job.cancel)
        version = bench.version(tried, finished, Origin(...), options, job)
        kept = bench.keep(asset_id, version, folder, job)
    bench.place(kept, name, options, job)
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ...bridge.contract.asset import MakeOptions
from ...bridge.contract.code import CheckReport, Facts
from ...bridge.contract.errors import Refused
from ...bridge.contract.version import Version
from ..core.cancel import CancelToken
from ..core.clock import utc_now
from ..core.jobs import JobContext
from ..core.seams import (
    Checker,
    FinishRequest,
    FinishResult,
    Host,
    Jail,
    Library,
    Placement,
    TrialResult,
)
from ..core.settings import Settings

__all__ = ["Bench", "Origin", "Tried", "facts_of", "refuse"]

#: Edge of the contact sheet: four views of 320 px, as long to render as one preview and a half.
SHEET_PIXELS = 640
#: Stands for the asset's id until the library gives the real one, and the number.
_NO_ASSET = "a_" + "0" * 16


@dataclass(frozen=True, slots=True)
class Tried:
    """A script that passed the check and ran. ``report.source`` is what ran."""

    report: CheckReport
    trial: TrialResult


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a script came from: what a version says of itself beside its measurements."""

    prompt: str
    provider: str
    model: str
    kind: str = "python_model"
    feedback: str | None = None
    parent: int | None = None
    notes: tuple[str, ...] = ()


def refuse(report: CheckReport) -> Refused:
    """The error for a report that does not accept: first finding in words, all as data."""
    errors = [each for each in report.findings if each.severity == "error"]
    first = errors[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Refused(
        f"Line {first.line}: {first.what}{more}",
        advice=first.advice,
        findings=[each.model_dump() for each in report.findings],
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """Check, jail, library and host in one hand. Holds no state of its own."""

    settings: Settings
    library: Library
    checker: Checker
    jail: Jail
    host: Host | None = None

    @contextmanager
    def staged(self, *, keep: bool = False) -> Iterator[Path]:
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

    def check(self, source: str, job: JobContext, progress: float = 0.3) -> CheckReport:
        """The check as a stage of a job; every finding becomes an event."""
        job.stage("check", progress)
        report = self.checker.check(source, self.jail.blender_version())
        for finding in report.findings:
            job.finding(finding.model_dump())
        return report

    def try_out(self, source: str, folder: Path, job: JobContext, progress: float = 0.3) -> Tried:
        """Check a script and run it in the jail, as two stages of a job.

        What it leaves lies in a hidden folder below ``folder`` until ``finish`` was there.

        Raises:
            Refused, ScriptFailed, LimitHit, IsolationTooWeak, Cancelled, HostError.
        """
        report = self.check(source, job, progress)
        if not report.accepted:
            raise refuse(report)
        job.stage("trial", progress + 0.05)
        raw = folder / ".trial"
        raw.mkdir(exist_ok=True)
        return Tried(report, self.jail.trial(report.source, raw, self.settings.limits, job.cancel))

    def finish(
        self, tried: Tried, folder: Path, options: MakeOptions, cancel: CancelToken, *,
        fixes: tuple[str, ...] = (),
    ) -> FinishResult:  # fmt: skip
        """Files, facts and preview of what a trial left; the sheet in a child beside them.

        A forked Blender renders on one thread (its pool did not come along), so two children halve the
        wait on two cores. The trial's own result is gone afterwards.

        Raises:
            LimitHit, ScriptFailed, Cancelled, HostError.
        """
        blend = tried.trial.blend
        limits = self.settings.limits
        formats = tuple(dict.fromkeys(("blend", *options.formats)))
        first = FinishRequest(
            blend, folder, formats, preview=options.preview, fixes=fixes, limits=limits,
            backdrop=options.backdrop, renderer=options.renderer,
        )  # fmt: skip
        sheet = SHEET_PIXELS if options.sheet else 0
        if sheet:
            second = replace(first, formats=(), preview=0, sheet=sheet)
            with ThreadPoolExecutor(1, "ll3m-sheet") as pool:
                waiting = pool.submit(self.jail.finish, second, cancel)
                made = self.jail.finish(first, cancel)
                beside = waiting.result()
            made = replace(
                made,
                files=(*made.files, *beside.files),
                skipped=tuple(dict.fromkeys((*made.skipped, *beside.skipped))),
            )
        else:
            made = self.jail.finish(first, cancel)
        shutil.rmtree(blend.parent)
        return made

    def version(
        self, tried: Tried, finished: FinishResult, origin: Origin, options: MakeOptions,
        job: JobContext,
    ) -> Version:  # fmt: skip
        """Everything of a version but its asset and number, which the library gives."""
        return Version(
            asset_id=_NO_ASSET,
            number=1,
            kind=origin.kind,
            prompt=origin.prompt,
            feedback=origin.feedback,
            parent=origin.parent,
            created_at=utc_now(),
            quality=options.quality,
            provider=origin.provider,
            model=origin.model,
            source=tried.report.source,
            notes=[*origin.notes, *finished.skipped],
            findings=tried.report.findings,
            facts=facts_of(tried.trial, finished),
            report=finished.report,
            score=finished.report.score,
            usage=job.job.usage,
            isolation=tried.trial.isolation,
            stripped=list(finished.stripped),
            blender_version=".".join(map(str, self.jail.blender_version())),
        )

    def keep(self, asset_id: str, version: Version, folder: Path, job: JobContext) -> Version:
        """Put a version into the library; the job knows it from now on."""
        job.stage("version", 0.92)
        kept = self.library.add_version(asset_id, version, folder)
        job.made(asset_id, kept.number)
        return kept

    def place(self, version: Version, name: str, options: MakeOptions, job: JobContext) -> None:
        """Put the version into the open scene, if there is one and it is wanted."""
        host = self.host
        if options.place == "none" or host is None or not host.has_scene:
            return
        job.stage("place", 0.96)
        _, folder = self.library.version(version.asset_id, version.number)
        way = "run" if options.place == "run" else "append"
        host.place(Placement(version, folder, name, way), job.cancel)


def facts_of(trial: TrialResult, finished: FinishResult) -> Facts:
    """The measured facts, with the trial's own time and memory."""
    return finished.facts.model_copy(
        update={"seconds": trial.seconds, "peak_memory": trial.peak_memory}
    )
