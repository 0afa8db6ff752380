# SPDX-License-Identifier: GPL-3.0-or-later
"""The seams: what the core asks of providers, check, jail, library and Blender.

Each protocol is implemented by one sibling layer and handed in by
``pipeline.assembly.build_app``; tests hand in their own. No layer sees another's
insides. The seam to providers stands in ``chat`` and is named here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ...bridge.contract.asset import (
    Asset,
    AssetEstimate,
    AssetEstimateRequest,
    AssetGenerateRequest,
    AssetList,
    AssetListRequest,
    AssetRefineRequest,
)
from ...bridge.contract.code import (
    CheckReport,
    CodeRunRequest,
    CodeRunResult,
    Facts,
    Isolation,
    Limits,
    MeshReport,
)
from ...bridge.contract.draft import DraftMakeRequest, DraftReviseRequest
from ...bridge.contract.job import Event, Job, JobList, JobListRequest
from ...bridge.contract.library import LibraryReport
from ...bridge.contract.scene import (
    SceneDifference,
    SceneEditRequest,
    SceneInfo,
    SceneInfoRequest,
)
from ...bridge.contract.spec import SpecUpdateRequest
from ...bridge.contract.version import (
    Version,
    VersionExportRequest,
    VersionExportResult,
    VersionPicture,
    VersionRenderRequest,
    VersionRow,
)
from .cancel import CancelToken
from .chat import ChatDelta, ChatDone, ChatRequest, Message, Provider, Providers, Task
from .library_seam import Desk
from .reference_seam import References
from .remake_seam import SceneVersions

if TYPE_CHECKING:
    from .jobs import JobContext

__all__ = [
    "AppliedEdit",
    "AssetMark",
    "ChatDelta",
    "ChatDone",
    "ChatRequest",
    "Checker",
    "Desk",
    "FinishRequest",
    "FinishResult",
    "Host",
    "Jail",
    "JobStore",
    "Library",
    "Maker",
    "Message",
    "Placement",
    "Provider",
    "Providers",
    "SceneCopy",
    "ScenePatch",
    "Shot",
    "Task",
    "TrialResult",
]

# ---------------------------------------------------------------- check and jail


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


# ---------------------------------------------------------------- library


class Library(Protocol):
    """Assets and versions in folders, with an index beside them. Thread-safe."""

    @property
    def root(self) -> Path:
        """The library's folder."""
        ...

    @property
    def desk(self) -> Desk:
        """What users ask of assets, projects, instructions and drafts."""
        ...

    @property
    def references(self) -> References:
        """The pictures that prompts are given with."""
        ...

    def create_asset(self, request: AssetGenerateRequest, name: str) -> str:
        """Reserve a new asset id. Nothing is listed until its first version is added."""
        ...

    def staging(self) -> Path:
        """Make an empty folder on the library's disk for a version in the making."""
        ...

    def add_version(self, asset_id: str, version: Version, staged: Path) -> Version:
        """Move ``staged`` into place as the asset's next version, atomically, and index it.

        The number is given here; the returned version carries it, and the files' sizes
        and hashes. The new version becomes the current one.
        """
        ...

    def assets(self, request: AssetListRequest) -> AssetList:
        """A page of assets, newest first."""
        ...

    def asset(self, asset_id: str) -> Asset:
        """One asset; raises ``NotFound``."""
        ...

    def versions(self, asset_id: str) -> Sequence[VersionRow]:
        """All versions, oldest first."""
        ...

    def version(self, asset_id: str, number: int | None) -> tuple[Version, Path]:
        """A version and its folder; raises ``NotFound``."""
        ...

    def add_files(self, asset_id: str, number: int, staged: Path) -> Version:
        """Add exported files to a version (its only change after it was made)."""
        ...

    def set_current(self, asset_id: str, number: int) -> Asset:
        """Make a version the current one."""
        ...

    def trash(self, asset_id: str) -> Asset:
        """Move to the trash; ``Conflict`` if it lies there."""
        ...

    def restore(self, asset_id: str) -> Asset:
        """Take out of the trash; ``Conflict`` if it doesn't lie there."""
        ...

    def check(self, *, repair: bool = False, hashes: bool = False) -> LibraryReport:
        """Find where index and folders disagree; with ``repair``, mend what loses nothing."""
        ...

    def rebuild(self) -> int:
        """Make the index anew from the folders; return the number of assets."""
        ...

    def health(self) -> str:
        """Empty if usable, else what is wrong."""
        ...

    def close(self) -> None:
        """Close the index."""
        ...


class JobStore(Protocol):
    """Jobs and their events, kept over restarts. Thread-safe."""

    def insert(self, job: Job, request: dict[str, Any]) -> None:
        """Keep a new job and the request that made it."""
        ...

    def update(self, job: Job) -> None:
        """Keep the job's present state."""
        ...

    def get(self, job_id: str) -> Job:
        """One job; raises ``NotFound``."""
        ...

    def request(self, job_id: str) -> dict[str, Any]:
        """The request of a job; raises ``NotFound``."""
        ...

    def list(self, request: JobListRequest) -> JobList:
        """A page, newest first."""
        ...

    def append_event(self, job_id: str, type: str, data: dict[str, Any]) -> Event:
        """Keep an event and give it its number."""
        ...

    def events(self, job_id: str, after: int, limit: int) -> list[Event]:
        """Events behind ``after``, in order."""
        ...

    def adopt_lost(self) -> list[Job]:
        """Mark running and queued jobs of dead processes ``interrupted``; return them."""
        ...

    def close(self) -> None:
        """Close the file. What still runs counts as lost from now on."""
        ...


# ---------------------------------------------------------------- pipeline


class Maker(Protocol):
    """The pipeline: makes versions. Each call is the whole work of one job."""

    def asking(self, providers: Providers) -> Maker:
        """The same pipeline with other providers: those that record, or those that replay."""
        ...

    def generate(self, request: AssetGenerateRequest, job: JobContext) -> None:
        """Make a new asset with its first version."""
        ...

    def refine(self, request: AssetRefineRequest, job: JobContext) -> None:
        """Make the next version of an asset."""
        ...

    def estimate(self, request: AssetEstimateRequest) -> AssetEstimate:
        """What the first request would hold, and what it costs at most; nothing is sent."""
        ...

    def make(self, request: DraftMakeRequest, job: JobContext) -> None:
        """Make several drafts of a new asset."""
        ...

    def revise(self, request: DraftReviseRequest, job: JobContext) -> None:
        """Make new drafts from a draft and feedback."""
        ...

    def edit(self, request: SceneEditRequest, job: JobContext) -> None:
        """Make a change of the open scene: dry run, difference, and the change if approved."""
        ...

    def update(self, request: SpecUpdateRequest, job: JobContext) -> None:
        """Make the next version of a design from an edited spec."""
        ...

    def run_code(self, request: CodeRunRequest, cancel: CancelToken) -> CodeRunResult:
        """Check and try a script; the road that generated code takes."""
        ...

    def export(self, request: VersionExportRequest, cancel: CancelToken) -> VersionExportResult:
        """Write a version in further formats."""
        ...

    def render(self, request: VersionRenderRequest, cancel: CancelToken) -> VersionPicture:
        """Draw a picture of a version."""
        ...


# ---------------------------------------------------------------- host


@dataclass(frozen=True, slots=True)
class Placement:
    """A version to put into the open scene."""

    version: Version
    folder: Path
    asset_name: str
    way: str = "append"  # "append" | "run"


@dataclass(frozen=True, slots=True)
class ScenePatch:
    """A checked script that is to change the open scene as its dry run did.

    ``seconds`` is what the dry run took, ``memory`` how many bytes Blender may grow.
    """

    title: str
    source: str
    copy: SceneCopy
    difference: SceneDifference
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class AppliedEdit:
    """What an edit really changed, and where that is not what its dry run showed."""

    difference: SceneDifference
    deviations: tuple[str, ...] = ()


class Host(Protocol):
    """The open Blender. Every method may be called from any thread and blocks until done."""

    @property
    def has_scene(self) -> bool:
        """False for instances without an open scene."""
        ...

    def blender_version(self) -> tuple[int, int, int]:
        """The open Blender's version."""
        ...

    def run_soon(self, work: Callable[[], Any]) -> Future[Any]:
        """Queue work for the main thread and return at once; somebody waits for it elsewhere."""
        ...

    def busy(self) -> str | None:
        """Why Blender can't take scene calls now, or None."""
        ...

    def scene_info(self, request: SceneInfoRequest) -> SceneInfo:
        """Describe the open scene. Raises ``NoScene``, ``Busy``, ``DeadlineExceeded``."""
        ...

    @property
    def versions(self) -> SceneVersions:
        """The versions in the open scene: compare, preview, pull, push, detach."""
        ...

    def place(self, placement: Placement, cancel: CancelToken) -> None:
        """Put a version into the scene: its own collection, one undo step, all or nothing.

        Waits while Blender is busy. Raises ``NoScene``, ``HostError``, ``ScriptFailed``,
        ``Cancelled``.
        """
        ...

    def activate(self, asset_id: str, number: int) -> bool:
        """Show this version's collection and hide its siblings. False if it isn't in the scene."""
        ...

    def copy_scene(self, path: Path, selected_only: bool, cancel: CancelToken) -> SceneCopy:
        """Write a copy of the open scene to ``path``. Waits while Blender is busy.

        Raises ``NoScene``, ``Conflict`` (nothing is selected), ``HostError``, ``Cancelled``.
        """
        ...

    def apply_edit(self, patch: ScenePatch, cancel: CancelToken | None = None) -> AppliedEdit:
        """Change the open scene: one undo step, all or nothing.

        Waits while Blender is busy where there is a ``cancel``; else raises ``Busy``. Raises
        ``Conflict`` (the scene has changed since), ``ScriptFailed``, ``HostError``, ``NoScene``.
        """
        ...
