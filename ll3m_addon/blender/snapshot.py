# SPDX-License-Identifier: GPL-3.0-or-later
"""The thread that keeps the panel's view up to date.

``Feed`` listens to the product's events and, at most ``RATE`` times a second, asks it for
what has changed, and hands a ``Snapshot`` on. Drawing reads nothing else.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import logbook, looking
from .views import (
    ApprovalView,
    AssetView,
    ChangeView,
    CheckView,
    ClientView,
    DetailView,
    DraftView,
    EditView,
    JobView,
    PartView,
    ProjectView,
    ProviderView,
    Search,
    Snapshot,
    SpecObjectView,
    SpecView,
    VersionView,
)

if TYPE_CHECKING:
    from ...bridge.contract.dispatch import Caller, Dispatcher
    from ...bridge.contract.job import Event

__all__ = [
    "ALL",
    "ApprovalView",
    "AssetView",
    "ChangeView",
    "CheckView",
    "ClientView",
    "DetailView",
    "DraftView",
    "EditView",
    "Feed",
    "JobView",
    "PartView",
    "ProjectView",
    "ProviderView",
    "Search",
    "Snapshot",
    "SpecObjectView",
    "SpecView",
    "VersionView",
]

log = logging.getLogger(__name__)

#: Snapshots a second at most.
RATE = 10.0
JOBS, ASSETS = 20, 100  # rows asked for
RESTING = 5.0  # seconds between looks at a provider that is not ready
NOTES = 4  # of a job, the last ones
TEXT = 4000  # characters of a streamed answer that are kept, the last ones
#: Everything that can be asked anew.
ALL = ("jobs", "assets", "versions", "providers", "health", "projects", "service")


class Feed:
    """A thread that keeps a snapshot up to date and hands each new one to ``deliver``."""

    def __init__(
        self,
        app: Dispatcher,
        caller: Caller,
        deliver: Callable[[Snapshot], None],
        clients: Callable[[], list[dict[str, Any]]] = list,
    ) -> None:
        self._app = app
        self._caller = caller
        self._deliver = deliver
        self._clients = clients
        self._changed = threading.Condition()
        self._dirty: set[str] = set(ALL)
        self._asset_id = ""
        self._number = 0  # of the version that is looked at; 0 for the current one
        self._search = Search()
        self._following = ""
        self._serving = False
        self._closing = False
        self._notes: dict[str, list[str]] = {}
        self._texts: dict[str, str] = {}
        self._snapshot = Snapshot()
        self._unsubscribe = [
            app.subscribe(self._on_event),
            app.subscribe_notices(lambda _: self.refresh("service")),
        ]
        self._thread = threading.Thread(target=self._work, name="ll3m-panel", daemon=True)
        self._thread.start()

    # ------------------------------------------------------------ what to look at

    def refresh(self, *parts: str) -> None:
        """Ask anew for some of ``ALL``, or for ``detail``."""
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

    def look_for(self, search: Search) -> None:
        """Show these assets from now on."""
        with self._changed:
            if search != self._search:
                self._search = search
                self._dirty.add("assets")
                self._changed.notify()

    def follow(self, job_id: str) -> None:
        """Show this job's answer as it streams; nobody's for an empty id."""
        with self._changed:
            self._following = job_id
            self._dirty.add("text")
            self._changed.notify()

    def serve(self, on: bool) -> None:
        """Whether there may be programs to look at, once a second."""
        with self._changed:
            self._serving = on
            self._dirty.add("service")
            self._changed.notify()

    def close(self) -> None:
        """Stop listening and end the thread."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        with self._changed:
            self._closing = True
            self._changed.notify()
        if threading.current_thread() is not self._thread:
            self._thread.join(5.0)

    def _on_event(self, event: Event) -> None:
        if event.type == "text":
            with self._changed:
                kept = self._texts.get(event.job_id, "") + str(event.data.get("text", ""))
                self._texts[event.job_id] = kept[-TEXT:]
                if event.job_id != self._following:
                    return
            self.refresh("text")
            return
        if event.type == "note":
            with self._changed:
                notes = self._notes.setdefault(event.job_id, [])
                notes.append(str(event.data.get("text", "")))
        ended = event.type == "state" and event.data.get("state") == "done"
        self.refresh("jobs", *(("assets", "versions") if ended else ()))

    # ------------------------------------------------------------ the thread

    def _work(self) -> None:
        while True:
            with self._changed:
                # Once a second while a job is active, so that its elapsed time goes on.
                pulse = 1.0 if self._snapshot.active or self._serving else None
                resting = not all(each.ready for each in self._snapshot.providers)
                if pulse is None and resting:  # it may be ready again by itself
                    pulse = RESTING
                woken = self._changed.wait_for(lambda: self._dirty or self._closing, timeout=pulse)
                if self._closing:
                    return
                dirty, self._dirty = self._dirty, set()
                if resting and not woken:
                    dirty.add("providers")
                if self._serving:
                    dirty.add("service")
                wanted = self._asset_id, self._number, self._search
            started = time.monotonic()
            beat = not dirty - {"service"} and bool(self._snapshot.active)
            self._bring(dirty, beat, *wanted)
            if not self._closing:
                logbook.refresh()
            self._rest(1 / RATE - (time.monotonic() - started))

    def _bring(
        self, dirty: set[str], beat: bool, asset_id: str, number: int, search: Search
    ) -> None:
        """Look, and hand on what is new; with ``beat`` what is old too, for the clock's sake."""
        try:
            fresh = self._look(self._snapshot, dirty, asset_id, number, search)
        except Exception as error:
            if hasattr(error, "to_wire"):  # of the tree, e.g. while the extension goes
                log.info("the panel's view was not brought up to date: %s", error)
            else:
                log.exception("the panel's view could not be brought up to date")
            return
        if fresh != self._snapshot or beat:
            self._snapshot = fresh
            self._deliver(fresh)

    def _rest(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closing, timeout=max(seconds, 0))

    # ------------------------------------------------------------ asking

    def _ask(self, name: str, **params: Any) -> Any:
        return self._app.call(name, params, self._caller)

    def _look(
        self, old: Snapshot, dirty: set[str], asset_id: str, number: int, search: Search
    ) -> Snapshot:
        new = old
        if "jobs" in dirty:
            new = replace(new, jobs=self._jobs())
            new = replace(new, edit=self._edit(new))
        if "assets" in dirty:
            found = self._ask("asset.search", limit=ASSETS, **_told(search))
            new = replace(
                new,
                assets=tuple(looking.asset_view(each) for each in found.assets),
                more=found.next_cursor is not None,
                search=search,
                tags=tuple(self._ask("asset.facets", limit=30).tags),
            )
        if dirty & {"assets", "versions", "detail"}:
            new = self._chosen(new, dirty, asset_id, number)
        if "providers" in dirty:
            found = self._ask("provider.list").providers
            new = replace(new, providers=tuple(looking.provider_view(each) for each in found))
        if "projects" in dirty:
            found = self._ask("project.list").projects
            new = replace(new, projects=tuple(looking.project_view(each) for each in found))
        if "health" in dirty:
            health = self._ask("system.health")
            blender = self._ask("system.version").blender or ""
            new = replace(new, isolation=health.isolation, library=health.library, blender=blender)
        if "service" in dirty:
            new = self._service(new)
        if dirty & {"text", "jobs"}:
            with self._changed:
                following = self._following
                new = replace(new, following=following, text=self._texts.get(following, ""))
        return new

    def _jobs(self) -> tuple[JobView, ...]:
        jobs = self._ask("job.list", limit=JOBS).jobs
        with self._changed:
            notes = {job.id: tuple(self._notes.get(job.id, ())[-NOTES:]) for job in jobs}
            self._notes = {id: rows for id, rows in self._notes.items() if id in notes}
            self._texts = {id: text for id, text in self._texts.items() if id in notes}
        return tuple(looking.job_view(job, notes[job.id]) for job in jobs)

    def _edit(self, snapshot: Snapshot) -> EditView | None:
        """The newest scene edit, if its dry run is over and this process knows it."""
        job = next((each for each in snapshot.jobs if each.operation == "scene.edit"), None)
        if job is None or job.state != "done":
            return None
        from ...bridge.contract.errors import NotFound

        try:
            return looking.edit_view(self._ask("scene.preview", job_id=job.id))
        except NotFound:  # of an earlier run of Blender
            return None

    def _chosen(self, new: Snapshot, dirty: set[str], asset_id: str, number: int) -> Snapshot:
        """What hangs on the asset and the version that are looked at."""
        asset = next((each for each in new.assets if each.id == asset_id), None)
        if asset is None:
            return replace(new, asset_id=asset_id, versions=(), detail=None, drafts=(), spec=None)
        if "versions" in dirty:
            rows = reversed(self._ask("version.list", asset_id=asset_id).versions)
            new = replace(
                new,
                asset_id=asset_id,
                versions=tuple(looking.version_view(row) for row in rows),
                drafts=self._drafts(asset),
            )
        if dirty & {"versions", "detail"}:
            detail = looking.detail_view(self._ask, asset_id, number)
            spec = None
            if asset.kind == "design_spec":
                answer = self._ask("spec.get", asset_id=asset_id, number=detail.number)
                spec = looking.spec_view(answer)
            new = replace(new, detail=detail, spec=spec)
        return new

    def _drafts(self, asset: AssetView) -> tuple[DraftView, ...]:
        if not asset.drafts:
            return ()
        found = self._ask("draft.list", asset_id=asset.id, state="open").drafts
        return tuple(looking.draft_view(each) for each in found)

    def _service(self, new: Snapshot) -> Snapshot:
        found = self._ask("approval.list")
        clients = tuple(looking.client_view(each) for each in self._clients())
        return replace(
            new,
            clients=clients,
            ask_first=found.on,
            approvals=looking.approval_views(found),
        )


def _told(search: Search) -> dict[str, Any]:
    """A search as the parameters of ``asset.search``."""
    told: dict[str, Any] = {"words": search.words, "sort": search.sort, "trashed": search.trashed}
    if search.sort == "relevance" and not search.words:
        told["sort"] = "newest"
    if search.favourite:
        told["favourite"] = True
    if search.kind:
        told["kind"] = search.kind
    if search.tag:
        told["tags"] = [search.tag]
    return told
