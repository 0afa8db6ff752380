# SPDX-License-Identifier: GPL-3.0-or-later
"""The jail's parent side: trial and finish as one-shot child processes of a jailed Blender.

On Linux the children are forked by a zygote; elsewhere each is a Blender of its own,
started ahead of need. Nothing a child says is believed: answers are bounded, parsed
strictly, and files are taken over one by one by name and kind.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ...bridge.contract.code import Facts, Isolation, Limits, MeshReport
from ...bridge.contract.errors import (
    HostError,
    InvalidRequest,
    IsolationTooWeak,
    LimitHit,
    ScriptFailed,
)
from ...bridge.contract.scene import SceneDifference
from ..core.cancel import CancelToken
from ..core.seams import EditTrial, FinishRequest, FinishResult, SceneCopy, TrialResult
from . import answers, takeover
from .runner import Ended, Runner, make_runner

__all__ = ["BlenderJail"]

log = logging.getLogger(__name__)

_RANK: dict[Isolation, int] = {"none": 0, "limited": 1, "full": 2}
#: Seconds that starting, saving and answering may take beyond the script's own.
_GRACE = 15.0
#: A second process opens, previews and exports: it gets more time than the script.
_FINISH_SECONDS = 180.0
#: Opening a copy of the artist's scene and reading it twice takes its time, too.
_OPEN_SECONDS = 60.0
#: Decoding a picture of the largest size takes some five seconds and 1.5 GiB.
_PICTURE_LIMITS = Limits(seconds=30.0, memory=3 * 2**30)


class BlenderJail:
    """Implements ``core.seams.Jail``. Thread-safe; several tasks may be in flight.

    ``command`` comes from ``blender_command.find_command`` (or is that call, made when first
    needed); ``wanted`` is the least isolation that a run may have; ``spares`` forces one-shot processes on Linux too.
    """

    def __init__(
        self,
        command: list[str] | Callable[[], list[str]],
        wanted: Isolation = "limited",
        *,
        spares: bool = False,
    ) -> None:
        self._command = command
        self._wanted: Isolation = wanted
        self._spares = spares
        self._lock = threading.Lock()
        self._runner: Runner | None = None
        self._closed = False

    # ------------------------------------------------------------ life

    def _ready(self) -> Runner:
        """The running zygote or spare keeper; started anew where it died."""
        with self._lock:
            if self._closed:
                raise HostError("The jail is closed.")
            if self._runner is not None and not self._runner.alive():
                log.warning("the jailed Blender ended by itself; starting another")
                self._runner.close()
                self._runner = None
            if self._runner is None:
                command = self._command() if callable(self._command) else self._command
                self._runner = make_runner(command, spares=self._spares)
            return self._runner

    def blender_version(self) -> tuple[int, int, int]:
        """Version of the Blender behind the jail; starts it if need be. Raises ``HostError``."""
        return self._ready().hello().version

    def isolation(self) -> Isolation:
        """The level that is really in force, as measured in a child; ``none`` without Blender."""
        try:
            return self._ready().hello().isolation
        except HostError as error:
            log.warning("the jail can't be measured: %s", error)
            return "none"

    def warm(self) -> None:
        """Start Blender in the background; what fails here is reported by the first task."""
        threading.Thread(target=self.isolation, name="ll3m-jail-warm", daemon=True).start()

    def close(self) -> None:
        """End all child processes. Safe to call twice."""
        with self._lock:
            self._closed = True
            runner, self._runner = self._runner, None
        if runner is not None:
            runner.close()

    # ------------------------------------------------------------ work

    def trial(self, source: str, folder: Path, limits: Limits, cancel: CancelToken) -> TrialResult:
        """Run a checked script in an empty scene; leave ``raw.blend`` in ``folder``.

        Raises:
            ScriptFailed: it raised, crashed Blender or left nothing.
            LimitHit, Cancelled, HostError, IsolationTooWeak.
        """
        scratch = _scratch(folder)
        try:
            ended, hello = self._run("trial", {"source": source}, scratch, [], limits, cancel)
            answer = answers.trial(ended.answer)
            answers.raise_for(answer, limits, ended)
            blend = takeover.take(scratch, folder, "raw.blend", limits.files)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return TrialResult(blend, answer.seconds, ended.peak, answer.output, hello)

    def try_edit(
        self, source: str, copy: SceneCopy, folder: Path, limits: Limits, cancel: CancelToken
    ) -> EditTrial:
        """Run a checked script on a copy of the open scene; nothing of it is kept but facts.

        Raises:
            ScriptFailed: it raised, changed nothing, or touched what is not selected.
            LimitHit, Cancelled, HostError, IsolationTooWeak.
        """
        scratch = _scratch(folder)
        blend = str(copy.blend.resolve())
        task = {
            "source": source, "blend": blend, "scene": copy.scene,
            "selected": list(copy.selected), "selected_only": copy.selected_only,
            "budget": limits.seconds,
        }  # fmt: skip
        wide = limits.model_copy(update={"seconds": limits.seconds + _OPEN_SECONDS})
        try:
            ended, level = self._run("edit", task, scratch, [blend], wide, cancel)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        answer = answers.edit(ended.answer)
        answers.raise_for(answer, limits, ended)
        answers.raise_for_edit(answer)
        difference = answer.difference or SceneDifference()
        return EditTrial(
            copy.blend, answer.seconds, ended.peak, answer.output, level, difference=difference
        )

    def finish(self, request: FinishRequest, cancel: CancelToken) -> FinishResult:
        """Clean, measure, preview and export a trial's result in a second child.

        Raises:
            LimitHit, ScriptFailed, Cancelled, HostError, IsolationTooWeak.
            InvalidRequest: the graphics driver crashed over a picture by Workbench.
        """
        try:
            return self._finish(request, cancel)
        except ScriptFailed as error:
            if error.data.get("type") != "Crash" or not _by_workbench(request):
                raise
            if request.shot is not None:
                raise InvalidRequest(
                    "This machine's graphics driver crashed as Workbench drew the picture.",
                    advice="Choose the renderer `cycles`.",
                ) from error
            finished = self._finish(replace(request, renderer="cycles"), cancel)
            why = "workbench: its graphics driver crashed; Cycles drew the preview."
            return replace(finished, skipped=(*finished.skipped, why))

    def _finish(self, request: FinishRequest, cancel: CancelToken) -> FinishResult:
        scratch = _scratch(request.folder)
        limits = request.limits.model_copy(
            update={
                "seconds": max(request.limits.seconds, _FINISH_SECONDS),
                "files": request.limits.files * 4,
            }
        )
        task = {
            "blend": str(request.blend.resolve()), "formats": list(request.formats),
            "preview": request.preview, "sheet": request.sheet, "collection": request.collection,
            "views": request.views, "only_views": list(request.only_views),
            "fixes": list(request.fixes), "asset": None, "report": request.report,
            "backdrop": request.backdrop, "renderer": request.renderer,
            "shot": asdict(request.shot) if request.shot else None,
        }  # fmt: skip
        inputs = [str(request.blend.resolve())]
        if request.asset is not None:
            picture = str(request.asset.preview.resolve()) if request.asset.preview else ""
            task["asset"] = asdict(request.asset) | {"preview": picture}
            inputs += [picture] if picture else []
        try:
            ended, _ = self._run(
                "finish", task, scratch, inputs, limits, cancel, graphics=_by_workbench(request)
            )
            answer = answers.finish(ended.answer)
            answers.raise_for(answer, limits, ended)
            files = [
                takeover.take(scratch, request.folder, name, limits.files) for name in answer.files
            ]
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        facts: Facts = answer.facts or Facts(objects=0, vertices=0, faces=0)
        report: MeshReport = answer.report or MeshReport()
        names = tuple(path.relative_to(request.folder).as_posix() for path in files)
        skipped = tuple(f"{each.format}: {each.why}" for each in answer.skipped)
        return FinishResult(facts, report, tuple(answer.stripped), names, skipped)

    def picture(
        self, picture: Path, folder: Path, edge: int, turn: int, cancel: CancelToken
    ) -> Path:
        """Decode a picture and write it anew, upright and at most ``edge`` pixels long.

        Raises:
            InvalidRequest: it can't be decoded. Cancelled, HostError, IsolationTooWeak.
        """
        scratch = _scratch(folder)
        source = str(picture.resolve())
        task = {"picture": source, "edge": edge, "turn": turn}
        limits = _PICTURE_LIMITS
        try:
            ended, _ = self._run("picture", task, scratch, [source], limits, cancel)
            answers.raise_for(answers.finish(ended.answer), limits, ended)
            return takeover.take(scratch, folder, "picture.jpg", limits.files)
        except (LimitHit, ScriptFailed) as error:  # what they say is of scripts
            raise InvalidRequest(
                "The picture is damaged, or of a sort that can't be read.",
                advice="Save it as PNG or JPEG in another program and try again.",
            ) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _run(
        self, kind: str, task: dict[str, Any], scratch: Path, inputs: list[str],
        limits: Limits, cancel: CancelToken, *, graphics: bool = False,
    ) -> tuple[Ended, Isolation]:  # fmt: skip
        """Run one task in a child; translate how it ended."""
        cancel.check()
        runner = self._ready()
        level = runner.hello().isolation
        if _RANK[level] < _RANK[self._wanted]:
            raise IsolationTooWeak(
                f"This machine isolates scripts only to the level {level!r}; "
                f"{self._wanted!r} is wanted.",
                isolation=level, wanted=self._wanted,
            )  # fmt: skip
        header = {
            "kind": kind, "scratch": str(scratch), "inputs": inputs,
            "graphics": graphics,
            "limits": limits.model_dump() | {"seconds": limits.seconds},
        }  # fmt: skip
        ended = runner.run(header, task | header, limits.seconds + _GRACE, cancel)
        cancel.check()
        if ended.limit:
            raise _limit_hit(ended.limit, limits)
        if ended.lost:
            raise HostError("The jailed Blender ended while the script ran.")
        if ended.answer is None:
            raise ScriptFailed(
                f"The script crashed Blender ({ended.how}).",
                advice="Avoid the call in the script's last lines; nothing was placed.",
                type="Crash", line=0, traceback="",
            )  # fmt: skip
        return ended, level


def _by_workbench(request: FinishRequest) -> bool:
    return "workbench" in (request.renderer, request.shot.renderer if request.shot else "")


def _limit_hit(limit: str, limits: Limits) -> LimitHit:
    value = getattr(limits, limit)
    unit = {
        "seconds": f"{value:g} s", "memory": f"{value / 2**20:.0f} MiB",
        "files": f"{value / 2**20:.0f} MiB of files", "faces": f"{value} faces",
    }[limit]  # fmt: skip
    return LimitHit(f"The script hit the limit {limit!r} ({unit}).", limit=limit, value=value)


def _scratch(folder: Path) -> Path:
    """A fresh folder beside the result's place, so that taking over is a rename."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".jail-", dir=folder)).resolve()
    except OSError as error:
        raise HostError(f"The folder {folder} can't be written: {error}") from error
