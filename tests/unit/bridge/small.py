# SPDX-License-Identifier: GPL-3.0-or-later
"""A small dispatcher with real contract models: enough of a product to serve and to call."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ll3m.bridge.contract import Model, operation
from ll3m.bridge.contract.code import CheckReport, CodeRunResult, Facts, Finding
from ll3m.bridge.contract.dispatch import Caller, SceneRunner
from ll3m.bridge.contract.errors import InvalidRequest, NotFound, Refused
from ll3m.bridge.contract.job import Event, Job, JobEvents, JobList
from ll3m.bridge.contract.notice import Notice
from ll3m.bridge.contract.system import SystemHealth, SystemVersion
from ll3m.bridge.contract.token import TokenDesk
from ll3m.bridge.contract.version import File, Version, VersionDetail
from pydantic import ValidationError

NOW = "2026-01-01T00:00:00Z"


class SmallApp:
    """Answers a few operations for real. ``calls`` holds every call that reached a handler."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Caller]] = []
        self.jobs: dict[str, Job] = {}
        self.events: dict[str, list[Event]] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self.notice_listeners: list[Callable[[Notice], None]] = []
        self.runner: SceneRunner | None = None
        self.tokens: TokenDesk | None = None
        self.gate = threading.Event()  # holds a blocking code.run until set
        self.entered = threading.Semaphore(0)  # one release per blocking code.run begun
        self.versions: dict[tuple[str, int | None], VersionDetail] = {}
        self.closed = False
        self._lock = threading.Lock()

    def call(self, name: str, params: dict[str, Any], caller: Caller) -> Model:
        row = operation(name)
        try:
            request = row.request.model_validate(params, strict=True)
        except ValidationError as error:
            raise InvalidRequest(
                f"{name}: {error.errors()[0]['msg']}",
                fields=[".".join(map(str, each["loc"])) for each in error.errors()],
            ) from error
        self.calls.append((name, caller))
        handler = getattr(self, f"_{row.noun}_{row.verb}", None)
        if handler is None:
            raise ZeroDivisionError(f"/secret/path of {name}")
        return handler(request)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def serve_with(self, tokens: TokenDesk | None) -> None:
        self.tokens = tokens

    def scene_runner(self) -> SceneRunner | None:
        return self.runner

    def subscribe_notices(self, listener: Callable[[Notice], None]) -> Callable[[], None]:
        self.notice_listeners.append(listener)
        return lambda: self.notice_listeners.remove(listener)

    def close(self) -> None:
        self.closed = True

    # ------------------------------------------------------------ operations

    def _system_version(self, request: Any) -> SystemVersion:
        return SystemVersion(
            version="1.2.3", blender="5.0.1", python=platform.python_version(),
            platform=sys.platform, pid=os.getpid(),
        )  # fmt: skip

    def _system_health(self, request: Any) -> SystemHealth:
        return SystemHealth(
            ok=True, isolation="full", scene=False, jobs_running=0, jobs_queued=0, library="/lib"
        )

    def _code_check(self, request: Any) -> CheckReport:
        findings = []
        if "import os" in request.source:
            findings = [
                Finding(
                    severity="error", rule="import.module", line=1, column=1,
                    what="`os` is not allowed", advice="Leave it out.",
                )
            ]  # fmt: skip
        return CheckReport(
            accepted=not findings, findings=findings, source=request.source,
            lines=request.source.count("\n") + 1, seconds=0.001,
        )  # fmt: skip

    def _code_run(self, request: Any) -> CodeRunResult:
        report = self._code_check(request)
        if not report.accepted:
            raise Refused(
                "The check refused the script.",
                findings=[each.model_dump() for each in report.findings],
            )
        if request.source == "block":
            self.entered.release()
            self.gate.wait(30)
        return CodeRunResult(facts=Facts(objects=1, vertices=8, faces=6), isolation="full")

    def _version_get(self, request: Any) -> VersionDetail:
        found = self.versions.get((request.asset_id, request.number))
        if found is None:
            raise NotFound("There is no such version.")
        return found

    def keep(self, folder: Path, *names: str) -> str:
        """Make files of a folder version 1 of an asset; returns the asset's id."""
        files = [
            File(
                name=name, format=name.rpartition(".")[2], bytes=(folder / name).stat().st_size,
                sha256=hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            )
            for name in names
        ]  # fmt: skip
        asset_id = "a_" + "0" * 16
        version = Version(
            asset_id=asset_id, number=1, kind="python_model", prompt="a chair", created_at=NOW,
            quality="draft", provider="offline", model="", source="x", isolation="full",
            facts=Facts(objects=1, vertices=8, faces=6), blender_version="5.0.1", files=files,
        )  # fmt: skip
        detail = VersionDetail(version=version, folder=str(folder), current=True)
        self.versions[asset_id, 1] = self.versions[asset_id, None] = detail
        return asset_id

    def _asset_generate(self, request: Any) -> Job:
        with self._lock:
            job = Job(
                id=f"j_{len(self.jobs):016d}", operation="asset.generate", state="running",
                title=request.prompt, created_at=NOW,
            )  # fmt: skip
            self.jobs[job.id] = job
            self.events[job.id] = []
        return job

    def _job_get(self, request: Any) -> Job:
        job = self.jobs.get(request.job_id)
        if job is None:
            raise NotFound(f"There is no job {request.job_id}.")
        return job

    def _job_list(self, request: Any) -> JobList:
        return JobList(jobs=list(self.jobs.values()))

    def _job_cancel(self, request: Any) -> Job:
        self.finish(request.job_id, "cancelled")
        return self._job_get(request)

    def _job_events(self, request: Any) -> JobEvents:
        job = self._job_get(request)
        behind = [each for each in self.events[job.id] if each.seq > request.after]
        return JobEvents(events=behind[: request.limit], ended=job.state != "running")

    # ------------------------------------------------------------ what goes on behind

    def emit(self, job_id: str, type: str, **data: Any) -> None:
        """Make an event, as the work on a job does."""
        events = self.events[job_id]
        event = Event(seq=len(events) + 1, job_id=job_id, time=NOW, type=type, data=data)  # type: ignore[arg-type]
        events.append(event)
        for listener in list(self.listeners):
            listener(event)

    def finish(self, job_id: str, state: str) -> None:
        """End a job."""
        done = {"state": state, "finished_at": NOW, "progress": 1.0}
        self.jobs[job_id] = self.jobs[job_id].model_copy(update=done)
        self.emit(job_id, "state", state=state)


def until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait for something that another thread brings about."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        threading.Event().wait(0.005)
    return True
