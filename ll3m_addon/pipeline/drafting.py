# SPDX-License-Identifier: GPL-3.0-or-later
"""Several drafts of one wish, as versions of one asset: the work of ``draft.make`` and ``draft.revise``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from ...bridge.contract.asset import AssetRefineRequest, MakeOptions
from ...bridge.contract.draft import DraftFeedbackRequest, DraftMakeRequest, DraftReviseRequest
from ...bridge.contract.errors import LimitHit, LL3MError, Refused, ScriptFailed
from ...bridge.contract.job import Usage
from ...bridge.contract.version import Version
from ..core.ids import new_id
from ..core.jobs import JobContext
from ..core.seams import Task
from .bench import Bench

__all__ = ["Write", "as_refine", "make", "revise"]

#: Writes one version into a folder: the pipeline from the question to the preview.
Write = Callable[[Bench, Task, MakeOptions, Path, JobContext], Version]


class _Share:
    """A job's context for one of several drafts: its progress counts for its share only."""

    def __init__(self, job: JobContext, index: int, count: int) -> None:
        self._whole = job
        self._index = index
        self._count = count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def stage(self, name: str, progress: float) -> None:
        """Enter a stage of this draft."""
        self._whole.stage(name, (self._index + progress) / self._count)


@dataclass(slots=True)
class _Round:
    """Drafts that are made together."""

    bench: Bench
    write: Write
    options: MakeOptions
    job: JobContext
    group: str
    count: int

    def run(
        self, task: Task, keep: Callable[[Version, Path, JobContext], Version]
    ) -> list[Version]:
        """Make each draft; one that fails is told and left out, unless all do.

        Raises:
            Refused, ScriptFailed, LimitHit: no draft came off; the last one's reason.
            ProviderError, BudgetReached, Cancelled, …: as in one version. Drafts that were
                finished before stay.
        """
        made: list[Version] = []
        failed: LL3MError | None = None
        for index in range(self.count):
            part = replace(task, variant=index, variants=self.count)
            share = cast("JobContext", _Share(self.job, index, self.count))
            try:
                made.append(self._one(part, share, keep))
            except (Refused, ScriptFailed, LimitHit) as error:
                failed = error
                self.job.note(f"Draft {index + 1} of {self.count} failed: {error.message}")
        if not made and failed is not None:
            raise failed
        return made

    def _one(
        self, task: Task, job: JobContext, keep: Callable[[Version, Path, JobContext], Version]
    ) -> Version:
        before = job.job.usage
        with self.bench.staged() as folder:
            version = self.write(self.bench, task, self.options, folder, job)
            usage = _since(before, version.usage)
            kept = keep(version.model_copy(update={"usage": usage}), folder, job)
        drafts = self.bench.library.desk.drafts
        drafts.open(kept.asset_id, [kept.number], self.group)
        self.job.note(
            f"Draft {task.variant + 1} of {self.count} is ready.",
            asset_id=kept.asset_id, number=kept.number,
        )  # fmt: skip
        return kept


def _since(before: Usage, after: Usage) -> Usage:
    """What one draft used of what the job used."""
    return Usage(
        **{name: getattr(after, name) - getattr(before, name) for name in Usage.model_fields}
    )


def make(
    bench: Bench, write: Write, task: Task, request: DraftMakeRequest, name: str, job: JobContext
) -> None:
    """Make the drafts of a new asset. The first becomes current until one is selected."""
    asset_id = ""

    def keep(version: Version, folder: Path, job: JobContext) -> Version:
        nonlocal asset_id
        # Reserved only now: before, there is nothing to list.
        asset_id = asset_id or bench.library.create_asset(request, name)
        return bench.keep(asset_id, version, folder, job)

    group = new_id("d")
    made = _Round(bench, write, request, job, group, request.count).run(task, keep)
    _show_first(bench, made, name, request, job)


def revise(
    bench: Bench, write: Write, task: Task, request: DraftReviseRequest, job: JobContext
) -> None:
    """Make new drafts from a draft; they join its group, so that one of all is selected."""
    library = bench.library
    base = library.desk.drafts.get(request.asset_id, request.number)
    library.desk.drafts.feedback(
        DraftFeedbackRequest(asset_id=base.asset_id, number=base.number, text=request.feedback)
    )

    def keep(version: Version, folder: Path, job: JobContext) -> Version:
        changes = {"feedback": request.feedback, "parent": base.number}
        return bench.keep(base.asset_id, version.model_copy(update=changes), folder, job)

    group = base.group or new_id("d")
    made = _Round(bench, write, request, job, group, request.count).run(task, keep)
    _show_first(bench, made, base.asset_name, request, job)


def _show_first(
    bench: Bench, made: list[Version], name: str, options: MakeOptions, job: JobContext
) -> None:
    """Make the first draft current and show it; the job ends on it."""
    first = made[0]
    bench.library.set_current(first.asset_id, first.number)
    job.made(first.asset_id, first.number)
    bench.place(first, name, options, job)


def as_refine(request: DraftReviseRequest) -> AssetRefineRequest:
    """The same change asked of an asset: what the question is built from."""
    return AssetRefineRequest.model_validate(request.model_dump(exclude={"count"}))
