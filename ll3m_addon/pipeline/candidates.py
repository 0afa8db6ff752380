# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts that ran and may become the version: each is finished while a model is still asked.

Files, preview and sheet of a candidate are made in children beside the work; what is no longer
wanted is stopped. One candidate is taken in the end, all others leave nothing.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from ...bridge.contract.asset import MakeOptions
from ...bridge.contract.code import Facts, MeshReport
from ...bridge.contract.version import Fault
from ..core.cancel import CancelToken
from ..core.seams import FinishRequest, FinishResult
from .attempt import Made
from .bench import SHEET_PIXELS, Bench
from .context import View
from .scorer import Judged, Score

__all__ = ["VIEW_PIXELS", "Candidate", "Candidates"]

#: Edge of a picture that a model looks at. Six take as long to draw as one preview of 512 px.
VIEW_PIXELS = 320
#: As the sides are named in files and for models, in the order in which they are sent.
SIDES = ("three_quarter", "front", "right", "back", "left", "top")


@dataclass(slots=True)
class Candidate:
    """A script that ran, what was measured, and its files in the making."""

    made: Made
    folder: Path
    token: CancelToken
    files: list[Future[FinishResult]]
    facts: Facts | None = None
    report: MeshReport = field(default_factory=MeshReport)
    views: tuple[View, ...] = ()
    faults: tuple[Fault, ...] = ()
    not_kept: tuple[str, ...] = ()
    judged: Judged | None = None
    worse: bool = False
    score: Score | None = None

    @property
    def source(self) -> str:
        """The script as it ran."""
        return self.made.tried.report.source


class Candidates:
    """The candidates of one job; ends all work on them when it is left."""

    def __init__(
        self, bench: Bench, folder: Path, options: MakeOptions, cancel: CancelToken
    ) -> None:
        self._bench = bench
        self._folder = folder
        self._options = options
        self._cancel = cancel
        self._pool = ThreadPoolExecutor(3, "ll3m-finish")
        self._tokens: list[CancelToken] = []
        self._unlink: list[Callable[[], None]] = []
        self._folders: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:  # fmt: skip
        for token in self._tokens:
            token.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for unlink in self._unlink:
            unlink()
        for folder in self._folders:
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(folder)

    def folder(self) -> Path:
        """An empty folder for the next candidate's trial."""
        folder = self._folder / f".candidate-{len(self._folders)}"
        folder.mkdir()
        self._folders.append(folder)
        return folder

    def _token(self) -> CancelToken:
        """A token for one candidate, which the job's own cancels too."""
        token = CancelToken()
        self._tokens.append(token)
        self._unlink.append(self._cancel.on_cancel(token.cancel))
        return token

    def add(self, made: Made, folder: Path) -> Candidate:
        """Take in a script that ran in ``folder``, and begin to make its files."""
        token, options, limits = self._token(), self._options, self._bench.settings.limits
        blend = made.tried.trial.blend
        formats = tuple(dict.fromkeys(("blend", *options.formats)))
        first = FinishRequest(
            blend, folder, formats, preview=options.preview, limits=limits,
            backdrop=options.backdrop, renderer=options.renderer,
        )  # fmt: skip
        wanted = [first]
        if options.sheet:
            # A forked Blender renders on one thread, so two children halve the wait on two cores.
            wanted.append(replace(first, formats=(), preview=0, sheet=SHEET_PIXELS))
        finish = self._bench.jail.finish
        return Candidate(
            made, folder, token, [self._pool.submit(finish, each, token) for each in wanted]
        )

    def measure(self, candidate: Candidate, sides: tuple[str, ...]) -> None:
        """Facts, report and the wanted views of a candidate, at once and before its files.

        Raises:
            LimitHit, ScriptFailed, Cancelled, HostError.
        """
        blend = candidate.made.tried.trial.blend
        looked = self._bench.jail.finish(
            self._look(blend, candidate.folder / "views", sides), self._cancel
        )
        candidate.facts, candidate.report = looked.facts, looked.report
        candidate.views = read_views(candidate.folder / "views", looked)

    def look_at(self, blend: Path, sides: tuple[str, ...]) -> Future[tuple[View, ...]]:
        """The views of a finished version, before it is changed; drawn beside the work."""
        folder, token = self.folder(), self._token()
        request = self._look(blend, folder, sides)

        def draw() -> tuple[View, ...]:
            found = read_views(folder, self._bench.jail.finish(request, token))
            return tuple(replace(view, old=True) for view in found)

        return self._pool.submit(draw)

    def _look(self, blend: Path, folder: Path, sides: tuple[str, ...]) -> FinishRequest:
        pixels = VIEW_PIXELS if sides else 0
        limits = self._bench.settings.limits
        return FinishRequest(blend, folder, (), views=pixels, only_views=sides, limits=limits)

    def drop(self, candidate: Candidate) -> None:
        """Stop what is still made for a candidate that will not be taken."""
        candidate.token.cancel()

    def take(self, candidate: Candidate) -> FinishResult:
        """Wait for the candidate's files and put them into the version's folder.

        Raises:
            LimitHit, ScriptFailed, Cancelled, HostError.
        """
        first, *others = [future.result() for future in candidate.files]
        names = dict.fromkeys((*first.files, *(name for each in others for name in each.files)))
        for name in names:
            target = self._folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (candidate.folder / name).replace(target)
        skipped = (*first.skipped, *(why for each in others for why in each.skipped))
        return replace(first, files=tuple(names), skipped=tuple(dict.fromkeys(skipped)))


def read_views(folder: Path, looked: FinishResult) -> tuple[View, ...]:
    """The pictures that a look left, in the order of ``SIDES``."""
    there = set(looked.files)
    return tuple(
        View(side, (folder / f"view_{side}.png").read_bytes())
        for side in SIDES
        if f"view_{side}.png" in there
    )
