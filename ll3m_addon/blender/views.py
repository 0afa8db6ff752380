# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel shows, as plain data that knows neither bpy nor a widget.

``snapshot.Feed`` makes it on a thread, and drawing reads nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

__all__ = [
    "ApprovalView",
    "AssetView",
    "ChangeView",
    "CheckView",
    "ClientView",
    "DetailView",
    "DraftView",
    "EditView",
    "JobView",
    "Notice",
    "PartView",
    "ProjectView",
    "ProviderView",
    "Search",
    "Snapshot",
    "SpecObjectView",
    "SpecView",
    "VersionView",
    "depths",
]


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as the panel shows it; times are ``time.time()`` seconds, 0 for not yet."""

    id: str
    title: str
    state: str
    stage: str
    progress: float
    started: float
    finished: float
    asset_id: str = ""
    version: int = 0
    error: str = ""
    advice: str = ""
    error_code: str = ""
    tokens: int = 0
    cost: float = 0.0
    operation: str = ""
    notes: tuple[str, ...] = ()
    place: int = 0  # in the queue, 1 is next; 0: not in it

    @property
    def active(self) -> bool:
        """It waits or runs."""
        return self.state in ("queued", "running")


@dataclass(frozen=True, slots=True)
class AssetView:
    """An asset as the panel shows it."""

    id: str
    name: str
    kind: str
    prompt: str
    current: int
    versions: int
    preview: str
    folder: str
    favourite: bool = False
    tags: tuple[str, ...] = ()
    drafts: int = 0
    score: float = -1.0


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of the asset that is looked at."""

    number: int
    feedback: str
    parent: int
    score: float  # -1 where there is none
    provider: str
    model: str
    faces: int
    current: bool
    folder: str
    preview: str
    name: str = ""  # what the user calls it
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CheckView:
    """A line of the mesh report; ``fix`` is the safe repair, empty where there is none."""

    ok: bool
    severity: str
    what: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the version that is looked at."""

    name: str
    part_name: str
    component_of: str
    materials: tuple[str, ...]
    used_for: tuple[str, ...]
    faces: int


@dataclass(frozen=True, slots=True)
class DetailView:
    """What is only shown of the version that is looked at."""

    asset_id: str
    number: int
    size: tuple[float, ...]  # metres; empty where nothing has a size
    objects: int
    materials: tuple[str, ...]
    notes: tuple[str, ...]
    checks: tuple[CheckView, ...]
    parameters: tuple[Any, ...] = ()  # the contract's ``Parameter``
    presets: tuple[str, ...] = ()
    parts: tuple[PartView, ...] = ()
    by_hand: bool = False  # its script does not make it any more


@dataclass(frozen=True, slots=True)
class DraftView:
    """A candidate of the asset that is looked at."""

    asset_id: str
    number: int
    state: str
    name: str
    score: float
    preview: str
    current: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A line of a scene edit's difference."""

    change: str  # "added" | "removed" | "changed"
    type: str
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class EditView:
    """A scene edit after its dry run."""

    job_id: str
    state: str
    prompt: str
    summary: str
    changes: tuple[ChangeView, ...]
    unlisted: int
    takes_away: int
    source: str
    deviations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecObjectView:
    """An object of the design that is looked at."""

    id: str
    type: str
    material: str
    size: tuple[float, float, float]  # width, depth, height in metres
    editable: bool


@dataclass(frozen=True, slots=True)
class SpecView:
    """The design that is looked at."""

    asset_id: str
    number: int
    objects: tuple[SpecObjectView, ...]
    findings: tuple[str, ...]
    json: str


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project: where assets go, and whose style they follow."""

    id: str
    name: str
    style: str  # the style guide in one line, empty for none


@dataclass(frozen=True, slots=True)
class ClientView:
    """A program that uses the service."""

    name: str
    calls: int
    last: float  # time.time()
    connected: bool


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """A call of another program that waits for the artist's yes."""

    id: str
    summary: str
    who: str


@dataclass(frozen=True, slots=True)
class Search:
    """Which assets the list shows."""

    words: str = ""
    favourite: bool = False
    kind: str = ""
    tag: str = ""
    sort: str = "newest"
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the panel's banner; ``code`` is an error's, empty for good news."""

    text: str
    advice: str = ""
    code: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True)
class ProviderView:
    """A provider the user may choose."""

    name: str
    label: str
    local: bool
    is_model: bool
    ready: bool
    reason: str
    default: bool
    sees: bool = True  # the model reads pictures


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything the panel shows."""

    jobs: tuple[JobView, ...] = ()
    assets: tuple[AssetView, ...] = ()
    asset_id: str = ""  # whose versions these are
    versions: tuple[VersionView, ...] = ()
    detail: DetailView | None = None
    providers: tuple[ProviderView, ...] = ()
    isolation: str = ""
    library: str = ""
    blender: str = ""
    search: Search = Search()
    tags: tuple[str, ...] = ()
    more: bool = False  # there are more assets than are shown
    drafts: tuple[DraftView, ...] = ()
    edit: EditView | None = None
    spec: SpecView | None = None
    projects: tuple[ProjectView, ...] = ()
    clients: tuple[ClientView, ...] = ()
    ask_first: bool = False
    approvals: tuple[ApprovalView, ...] = ()
    following: str = ""  # the job whose answer is shown as it streams
    text: str = ""

    @property
    def active(self) -> tuple[JobView, ...]:
        """Jobs that wait or run."""
        return tuple(job for job in self.jobs if job.active)

    def job(self, job_id: str) -> JobView | None:
        """The job of that id, if it is among those shown."""
        return next((job for job in self.jobs if job.id == job_id), None)

    def expected(self, job: JobView) -> float:
        """Seconds that ``job`` may take, by the median of the last of its kind; 0 if unknown."""
        took = sorted(
            each.finished - each.started
            for each in self.jobs
            if each.state == "done" and each.operation == job.operation and each.started
        )
        return took[len(took) // 2] if took else 0.0


def depths(versions: Iterable[VersionView]) -> dict[int, int]:
    """Version number -> how far it is indented: only what branches off goes to the right."""
    last: dict[int, int] = {}
    found: dict[int, int] = {}
    for view in sorted(versions, key=lambda each: each.number):
        depth = found.get(view.parent, 0)
        if view.parent in last:  # the parent has gone on already: this is a branch
            depth += 1
        found[view.number] = min(depth, 4)
        last[view.parent] = view.number
    return found
