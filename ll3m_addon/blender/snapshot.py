# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel shows, as plain data made on a thread; it knows neither bpy nor a widget.

``Feed`` listens to the product's events and, at most ``RATE`` times a second, asks it for
jobs, assets, versions and providers, and hands a ``Snapshot`` on. Drawing reads nothing else.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...bridge.contract.dispatch import Caller, Dispatcher
    from ...bridge.contract.job import Event, Job

__all__ = [
    "AssetView",
    "CheckView",
    "DetailView",
    "Feed",
    "JobView",
    "PartView",
    "ProviderView",
    "Snapshot",
    "VersionView",
]

log = logging.getLogger(__name__)

#: Snapshots a second at most.
RATE = 10.0
JOBS, ASSETS = 12, 100  # rows asked for
NOTES = 4  # of a job, the last ones


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
class ProviderView:
    """A provider the user may choose."""

    name: str
    label: str
    local: bool
    is_model: bool
    ready: bool
    reason: str
    default: bool


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

    @property
    def active(self) -> tuple[JobView, ...]:
        """Jobs that wait or run."""
        return tuple(job for job in self.jobs if job.active)

    def expected(self, job: JobView) -> float:
        """Seconds that ``job`` may take, by the median of the last of its kind; 0 if unknown."""
        took = sorted(
            each.finished - each.started
            for each in self.jobs
            if each.state == "done" and each.operation == job.operation and each.started
        )
        return took[len(took) // 2] if took else 0.0


def _seconds(text: str | None) -> float:
    return datetime.fromisoformat(text).timestamp() if text else 0.0


def job_view(job: Job, notes: tuple[str, ...] = ()) -> JobView:
    """A ``Job`` of the contract as the panel shows it, with what was noted while it ran."""
    error = job.error
    return JobView(
        id=job.id,
        title=job.title or job.operation,
        state=job.state,
        stage=job.stage,
        progress=job.progress,
        started=_seconds(job.started_at),
        finished=_seconds(job.finished_at),
        asset_id=job.asset_id or "",
        version=job.version or 0,
        error=error.message if error else "",
        advice=error.advice if error else "",
        error_code=error.code if error else "",
        tokens=job.usage.input_tokens + job.usage.output_tokens,
        cost=job.usage.cost,
        operation=job.operation,
        notes=notes,
    )


class Feed:
    """A thread that keeps a snapshot up to date and hands each new one to ``deliver``."""

    def __init__(
        self, app: Dispatcher, caller: Caller, deliver: Callable[[Snapshot], None]
    ) -> None:
        self._app = app
        self._caller = caller
        self._deliver = deliver
        self._changed = threading.Condition()
        self._dirty: set[str] = {"jobs", "assets", "versions", "providers", "health"}
        self._asset_id = ""
        self._number = 0  # of the version that is looked at; 0 for the current one
        self._closing = False
        self._notes: dict[str, list[str]] = {}
        self._snapshot = Snapshot()
        self._unsubscribe = app.subscribe(self._on_event)
        self._thread = threading.Thread(target=self._work, name="ll3m-panel", daemon=True)
        self._thread.start()

    def refresh(self, *parts: str) -> None:
        """Ask anew for ``jobs``, ``assets``, ``versions``, ``providers`` or ``health``."""
        with self._changed:
            self._dirty.update(parts)
            self._changed.notify()

    def look_at(self, asset_id: str) -> None:
        """Show this asset's versions from now on."""
        with self._changed:
            if asset_id == self._asset_id:
                return
            self._asset_id, self._number = asset_id, 0
            self._dirty.add("versions")
            self._changed.notify()

    def look_at_version(self, number: int) -> None:
        """Show this version's details from now on."""
        with self._changed:
            if number != self._number:
                self._number = number
                self._dirty.add("detail")
                self._changed.notify()

    def close(self) -> None:
        """Stop listening and end the thread."""
        self._unsubscribe()
        with self._changed:
            self._closing = True
            self._changed.notify()
        if threading.current_thread() is not self._thread:
            self._thread.join(2.0)

    def _on_event(self, event: Event) -> None:
        if event.type == "text":
            return
        if event.type == "note":
            with self._changed:
                kept = self._notes.setdefault(event.job_id, [])
                kept.append(str(event.data.get("text", "")))
        ended = event.type == "state" and event.data.get("state") == "done"
        self.refresh("jobs", *(("assets", "versions") if ended else ()))

    def _work(self) -> None:
        while True:
            with self._changed:
                # Once a second while a job is active, so that its elapsed time goes on.
                pulse = 1.0 if self._snapshot.active else None
                self._changed.wait_for(lambda: self._dirty or self._closing, timeout=pulse)
                if self._closing:
                    return
                dirty, self._dirty = self._dirty, set()
                wanted = self._asset_id, self._number
            if not dirty:
                self._deliver(self._snapshot)
                continue
            started = time.monotonic()
            try:
                fresh = self._look(self._snapshot, dirty, *wanted)
            except Exception as error:
                if hasattr(error, "to_wire"):  # of the tree, e.g. while the extension goes
                    log.info("the panel's view was not brought up to date: %s", error)
                else:
                    log.exception("the panel's view could not be brought up to date")
            else:
                if fresh != self._snapshot:
                    self._snapshot = fresh
                    self._deliver(fresh)
            self._rest(1 / RATE - (time.monotonic() - started))

    def _rest(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closing, timeout=max(seconds, 0))

    def _ask(self, name: str, **params: Any) -> Any:
        return self._app.call(name, params, self._caller)

    def _look(self, old: Snapshot, dirty: set[str], asset_id: str, number: int) -> Snapshot:
        new = old
        if "jobs" in dirty:
            jobs = self._ask("job.list", limit=JOBS).jobs
            with self._changed:
                notes = {job.id: tuple(self._notes.get(job.id, ())[-NOTES:]) for job in jobs}
                self._notes = {id: rows for id, rows in self._notes.items() if id in notes}
            new = replace(new, jobs=tuple(job_view(job, notes[job.id]) for job in jobs))
        if "assets" in dirty:
            new = replace(new, assets=self._assets())
        known = any(asset.id == asset_id for asset in new.assets)
        if "versions" in dirty:
            versions = self._versions(asset_id) if known else ()
            new = replace(new, asset_id=asset_id, versions=versions)
        if dirty & {"versions", "detail"}:
            new = replace(new, detail=self._detail(asset_id, number) if known else None)
        if "providers" in dirty:
            new = replace(new, providers=self._providers())
        if "health" in dirty:
            health = self._ask("system.health")
            blender = self._ask("system.version").blender or ""
            new = replace(new, isolation=health.isolation, library=health.library, blender=blender)
        return new

    def _assets(self) -> tuple[AssetView, ...]:
        return tuple(
            AssetView(
                id=asset.id,
                name=asset.name,
                kind=asset.kind,
                prompt=asset.prompt,
                current=asset.current,
                versions=asset.versions,
                preview=asset.preview or "",
                folder=asset.folder,
            )
            for asset in self._ask("asset.list", limit=ASSETS).assets
        )

    def _versions(self, asset_id: str) -> tuple[VersionView, ...]:
        return tuple(
            VersionView(
                number=row.number,
                feedback=row.feedback or "",
                parent=row.parent or 0,
                score=-1.0 if row.score is None else row.score,
                provider=row.provider,
                model=row.model,
                faces=row.faces,
                current=row.current,
                folder=row.folder,
                preview=_preview(row.folder),
            )
            for row in reversed(self._ask("version.list", asset_id=asset_id).versions)
        )

    def _detail(self, asset_id: str, number: int) -> DetailView:
        chosen = {"number": number} if number else {}
        version = self._ask("version.get", asset_id=asset_id, **chosen).version
        which = {"asset_id": asset_id, "number": version.number}
        box = version.facts.bounding_box
        return DetailView(
            asset_id=asset_id,
            number=version.number,
            size=tuple(box.size) if box else (),
            objects=version.facts.objects,
            materials=tuple(version.facts.materials),
            notes=tuple(version.notes),
            checks=tuple(
                CheckView(item.ok, item.severity, item.what, item.fix or "")
                for item in version.report.items
            ),
            parameters=tuple(self._ask("version.parameters", **which).parameters),
            presets=tuple(
                each.name for each in self._ask("preset.list", asset_id=asset_id).presets
            ),
            parts=tuple(_part_view(each) for each in self._ask("version.parts", **which).parts),
            by_hand=bool(version.metadata.get("source_outdated")),
        )

    def _providers(self) -> tuple[ProviderView, ...]:
        return tuple(
            ProviderView(
                name=each.name,
                label=each.label or each.name,
                local=each.local,
                is_model=each.is_model,
                ready=each.ready,
                reason=each.reason,
                default=each.default,
            )
            for each in self._ask("provider.list").providers
        )


def _part_view(part: Any) -> PartView:
    return PartView(
        name=part.name,
        part_name=part.part_name,
        component_of=part.component_of or "",
        materials=tuple(part.materials),
        used_for=tuple(part.used_for),
        faces=part.faces,
    )


def _preview(folder: str) -> str:
    path = Path(folder, "preview.png")
    return str(path) if path.is_file() else ""
