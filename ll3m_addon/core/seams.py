# SPDX-License-Identifier: GPL-3.0-or-later
"""The seams: what the core asks of providers, check, jail, library and Blender.

Each protocol is implemented by one sibling layer and handed in by
``pipeline.assembly.build_app``; tests hand in their own. No layer sees another's
insides. Those to providers (``chat``), check and jail (``jail_seam``) and the open Blender
(``host_seam``) stand beside this and are named here too.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    CodeRunRequest,
    CodeRunResult,
)
from ...bridge.contract.draft import DraftMakeRequest, DraftReviseRequest
from ...bridge.contract.job import Event, Job, JobList, JobListRequest
from ...bridge.contract.library import LibraryReport
from ...bridge.contract.scene import (
    SceneEditRequest,
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
from .host_seam import AppliedEdit, Host, Placement, ScenePatch
from .jail_seam import (
    AssetMark,
    Checker,
    EditTrial,
    FinishRequest,
    FinishResult,
    Jail,
    SceneCopy,
    Shot,
    TrialResult,
)
from .library_seam import Desk
from .reference_seam import References

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
    "EditTrial",
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
