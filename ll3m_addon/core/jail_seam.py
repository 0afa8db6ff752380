# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to check and jail: what is asked of a script before anything of it reaches a scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ...bridge.contract.code import CheckReport, Facts, Isolation, Limits, MeshReport
from ...bridge.contract.scene import SceneDifference
from .cancel import CancelToken

__all__ = [
    "AssetMark",
    "Checker",
    "EditTrial",
    "FinishRequest",
    "FinishResult",
    "Jail",
    "SceneCopy",
    "Shot",
    "TrialResult",
]


class Checker(Protocol):
    """The static check."""

    def check(self, source: str, blender_version: tuple[int, int, int]) -> CheckReport:
        """Migrate and check ``source``. Never raises for anything in the source."""
        ...


@dataclass(frozen=True, slots=True)
class AssetMark:
    """How a version shows in Blender's Asset Browser; written to ``asset.blend``."""

    name: str
    catalog_id: str
    author: str = ""
    license: str = ""
    copyright: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    preview: Path | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a finished version: ``what`` is "view", "sheet" or "turntable".

    ``edge`` is in pixels; the ending of ``file`` decides how a turntable is written.
    """

    file: str
    what: str = "view"
    view: str = "three_quarter"
    edge: int = 512
    backdrop: str = "studio"
    renderer: str = "cycles"


@dataclass(frozen=True, slots=True)
class FinishRequest:
    """What to make of a trial's result in a second, clean jailed process.

    ``formats`` are endings of files to export; ``preview``, ``sheet`` and ``views`` are
    edges in pixels, 0 for none. Files get the names ``model.<format>``, ``preview.png``,
    ``sheet.png`` and ``view_<name>.png`` in ``folder``. ``only_views`` names the wanted ones
    of the views, none for all. ``fixes`` are repairs (``contract.remake.Fix``) to make first;
    without ``report`` the geometry is counted but not checked. ``backdrop`` and ``renderer`` are
    those of preview and sheet; ``shot`` is one more picture with its own.
    """

    blend: Path
    folder: Path
    formats: tuple[str, ...] = ("blend",)
    preview: int = 0
    sheet: int = 0
    collection: str = "model"
    views: int = 0
    only_views: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    asset: AssetMark | None = None
    report: bool = True
    backdrop: str = "studio"
    renderer: str = "cycles"
    shot: Shot | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class TrialResult:
    """A script ran and left something. ``blend`` is unfiltered: only ``finish`` may open it."""

    blend: Path
    seconds: float
    peak_memory: int
    output: str
    isolation: Isolation


@dataclass(frozen=True, slots=True)
class FinishResult:
    """The cleaned version: facts, report, what was stripped, files written.

    ``skipped`` says for each format that this Blender can't write why it is missing.
    """

    facts: Facts
    report: MeshReport
    stripped: tuple[str, ...]
    files: tuple[str, ...]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneCopy:
    """The open scene as a file for the jail and as text for a model.

    ``marks`` are the host's own hashes of all data-blocks, to see later what has changed.
    """

    blend: Path
    scene: str
    selected_only: bool
    selected: tuple[str, ...]
    summary: str
    marks: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditTrial(TrialResult):
    """A script ran on a copy of the scene; ``blend`` is that copy, which stays as it was."""

    difference: SceneDifference = field(default_factory=SceneDifference)


class Jail(Protocol):
    """Runs hostile scripts, and opens what they leave, in one-shot child processes."""

    def blender_version(self) -> tuple[int, int, int]:
        """Version of the Blender behind the jail; starts it if need be. Raises ``HostError``."""
        ...

    def isolation(self) -> Isolation:
        """The level that is really in force."""
        ...

    def trial(self, source: str, folder: Path, limits: Limits, cancel: CancelToken) -> TrialResult:
        """Run a checked script in an empty scene; leave its result in ``folder``.

        Raises:
            ScriptFailed: it raised (``data.traceback``, ``data.line``) or left nothing.
            LimitHit: ``data.limit`` names which.
            Cancelled, HostError, IsolationTooWeak.
        """
        ...

    def try_edit(
        self, source: str, copy: SceneCopy, folder: Path, limits: Limits, cancel: CancelToken
    ) -> EditTrial:
        """Run a checked script on a copy of the open scene and say what it changed.

        Raises:
            ScriptFailed: it raised, changed nothing, or touched what is not selected.
            LimitHit, Cancelled, HostError, IsolationTooWeak.
        """
        ...

    def finish(self, request: FinishRequest, cancel: CancelToken) -> FinishResult:
        """Clean, measure, preview and export a trial's result.

        Raises:
            LimitHit, ScriptFailed, Cancelled, HostError.
        """
        ...

    def picture(
        self, picture: Path, folder: Path, edge: int, turn: int, cancel: CancelToken
    ) -> Path:
        """Decode a picture and write it to ``folder`` anew, at most ``edge`` pixels long.

        ``turn`` is Exif's orientation. Raises ``InvalidRequest``, ``Cancelled``, ``HostError``.
        """
        ...

    def warm(self) -> None:
        """Start what makes the first trial slow, in the background."""
        ...

    def close(self) -> None:
        """End all child processes. Safe to call twice."""
        ...
