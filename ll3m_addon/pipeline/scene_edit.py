# SPDX-License-Identifier: GPL-3.0-or-later
"""``scene.edit``: copy the open scene, ask, check, try on the copy, show the difference, change.

Nothing touches the artist's scene before the dry run has shown what would change, and
somebody has approved it: with ``scene.apply``, or beforehand with ``apply: now``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...bridge.contract.errors import NoScene, Refused
from ...bridge.contract.scene import SceneChange, SceneDifference, SceneEdit, SceneEditRequest
from ..core.clock import utc_now
from ..core.jobs import JobContext
from ..core.knowledge_seam import Knowledge
from ..core.scene_edits import SceneEdits, expiry
from ..core.seams import (
    ChatRequest,
    EditTrial,
    Host,
    Message,
    Providers,
    SceneCopy,
    ScenePatch,
    Task,
)
from . import attempt
from .bench import Bench, Tried, refuse
from .prompting import prompt, quote, system

__all__ = ["SceneEditor", "sentence"]

#: Task kind: the rule-based composer knows that it can't do these.
KIND = "scene_edit"
#: Characters of recipes beside the scene.
EXAMPLE_CHARS = 2500


def sentence(difference: SceneDifference) -> str:
    """A difference in one sentence: ``1 object changed (Lamp: transform), 1 removed (Cube).``"""
    parts: list[str] = []
    objects = [each for each in difference.changes if each.type == "OBJECT"]
    for change in ("changed", "added", "removed"):
        found = [each for each in objects if each.change == change]
        if found:
            noun = "" if parts else ("object " if len(found) == 1 else "objects ")
            parts.append(f"{len(found)} {noun}{change} ({_names(found)})")
    others = [each for each in difference.changes if each.type != "OBJECT"]
    if others:
        kinds = sorted({each.type.replace("_", " ").lower() for each in others})
        noun = "data-block" if len(others) == 1 else "data-blocks"
        more = ", …" if len(kinds) > 4 else ""
        parts.append(f"{len(others)} {noun} beside ({', '.join(kinds[:4])}{more})")
    emptied = [each for each in difference.takes_away if each.change != "removed"]
    if emptied:
        parts.append(f"emptied: {_names(emptied)}")
    return ", ".join(parts) + "." if parts else "Nothing changes."


def _names(found: list[SceneChange], limit: int = 3) -> str:
    told = [
        f"{each.name}: {', '.join(each.aspects[:3])}" if each.aspects else each.name
        for each in found[:limit]
    ]
    return "; ".join(told) + ("; …" if len(found) > limit else "")


@dataclass(frozen=True, slots=True)
class CopyBench(Bench):
    """The bench with a copy of the open scene on it: a trial is a dry run on the copy."""

    copy: SceneCopy | None = None

    def try_out(self, source: str, folder: Path, job: JobContext, progress: float = 0.3) -> Tried:
        """Check a script and run it on the copy; see ``Bench.try_out``."""
        assert self.copy is not None
        report = self.check(source, job, progress)
        if not report.accepted:
            raise refuse(report)
        job.stage("trial", progress + 0.05)
        limits = self.settings.limits
        trial = self.jail.try_edit(report.source, self.copy, folder, limits, job.cancel)
        return Tried(report, trial)


@dataclass(frozen=True, slots=True)
class SceneEditor:
    """The work of a ``scene.edit`` job."""

    bench: Bench
    providers: Providers
    edits: SceneEdits
    knowledge: Knowledge | None = None

    def edit(self, request: SceneEditRequest, job: JobContext) -> None:
        """From the wish to an edit that waits, or is applied where that was approved."""
        host = self.bench.host
        if host is None or not host.has_scene:
            raise NoScene("This instance has no open Blender scene.")
        provider = self.providers.get(request.provider)
        with self.bench.staged() as folder:
            copy = host.copy_scene(folder / "scene.blend", request.selected_only, job.cancel)
            bench = CopyBench(
                self.bench.settings, self.bench.library, self.bench.checker, self.bench.jail,
                host, copy=copy,
            )  # fmt: skip
            asked = self._question(request, copy)
            made = attempt.make_script(bench, provider, asked, folder, job, self.knowledge)
        trial = made.tried.trial
        assert isinstance(trial, EditTrial)
        self._keep(request, made, trial, copy, provider.name, job)
        if request.apply == "now":
            self._apply(request, trial.difference, host, job)

    def _question(self, request: SceneEditRequest, copy: SceneCopy) -> ChatRequest:
        task = Task("code", request.prompt, kind=KIND)
        version = self.bench.jail.blender_version()
        rules = system("scene_edit", blender=".".join(map(str, version[:2])))
        recipes = ""
        if self.knowledge is not None and request.quality != "draft":
            recipes = self.knowledge.examples(request.prompt, EXAMPLE_CHARS)
        reach = (
            "Change and remove nothing but what is marked selected." if copy.selected_only else ""
        )
        asked = prompt(
            "scene_wish",
            scene=quote("facts", copy.summary),
            recipes=quote("recipe", recipes) if recipes else "",
            reach=reach,
            wish=quote("wish", request.prompt),
        )
        settings = self.bench.settings
        return ChatRequest(
            messages=(Message("system", rules), Message("user", asked)),
            task=task,
            model=request.model,
            budget=settings.budget_job if request.budget is None else request.budget,
            restartable=True,
        )

    def _keep(
        self, request: SceneEditRequest, made: attempt.Made, trial: EditTrial, copy: SceneCopy,
        provider: str, job: JobContext,
    ) -> None:  # fmt: skip
        said = sentence(trial.difference)
        edit = SceneEdit(
            job_id=job.job.id,
            state="waiting",
            prompt=request.prompt,
            scene=copy.scene,
            selected_only=copy.selected_only,
            summary=said,
            difference=trial.difference.shown(),
            source=made.tried.report.source,
            findings=made.tried.report.findings,
            provider=provider,
            model=made.answer.model,
            created_at=utc_now(),
            expires_at=expiry(),
        )
        patch = ScenePatch(
            title=" ".join(request.prompt.split()),
            source=made.tried.report.source,
            copy=copy,
            difference=trial.difference,
            seconds=trial.seconds,
            memory=self.bench.settings.limits.memory,
        )
        self.edits.add(edit, patch)
        if request.apply == "ask":
            job.note(f"Waits for approval: {said}", scene_edit="waiting")

    def _apply(
        self, request: SceneEditRequest, difference: SceneDifference, host: Host, job: JobContext
    ) -> None:
        """Change the scene as was approved beforehand.

        Raises:
            Refused: it takes something away and that was not approved. It goes on waiting.
        """
        lost = difference.takes_away
        if lost and not request.allow_remove:
            names = ", ".join(repr(each.name) for each in lost[:5])
            raise Refused(
                f"The edit would remove or empty {len(lost)} data-blocks ({names}), "
                "which was not approved. Nothing was changed.",
                advice="Look at it with scene.preview and approve it with scene.apply, "
                "or ask again with allow_remove.",
                removed=[each.name for each in lost[:100]],
            )
        job.stage("place", 0.9)
        done = self.edits.apply(job.job.id, host, job.cancel)
        job.note(f"Applied: {done.summary}", scene_edit="applied", deviations=done.deviations)
