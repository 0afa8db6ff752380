# SPDX-License-Identifier: GPL-3.0-or-later
"""A job to report to, and models whose replies are written down."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.base import BoundingBox
from ll3m.bridge.contract.code import Facts, MeshReport, Part, ReportItem
from ll3m.bridge.contract.job import Job
from ll3m.bridge.contract.provider import ProviderInfo
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.clock import utc_now
from ll3m.ll3m_addon.core.ids import new_id
from ll3m.ll3m_addon.core.jobs import JobContext, JobRunner
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatDone, ChatRequest, Provider
from ll3m.ll3m_addon.core.settings import ProviderSettings
from ll3m.ll3m_addon.library import open_jobs
from ll3m.ll3m_addon.providers.scripted import Scripted


class Heard:
    """A provider that keeps what it was asked, before the inner one answers."""

    def __init__(self, inner: Provider) -> None:
        self._inner = inner
        self.requests: list[ChatRequest] = []
        self.forgotten: list[ChatRequest] = []

    @property
    def name(self) -> str:
        return self._inner.name

    def info(self) -> ProviderInfo:
        return self._inner.info()

    def forget(self, request: ChatRequest) -> None:
        self.forgotten.append(request)

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        self.requests.append(request)
        return self._inner.chat(request, cancel)

    @property
    def asked(self) -> str:
        """All texts of the last request."""
        return "\n".join(message.text for message in self.requests[-1].messages)


Model = Callable[..., Heard]


@pytest.fixture
def model(tmp_path: Path) -> Model:
    """Makes a model that gives the replies in turn; further words are settings of its provider."""

    def make(*replies: Any, **settings: Any) -> Heard:
        script = tmp_path / "replies.json"
        entries = [
            each if isinstance(each, dict) and ("reply" in each or "error" in each)
            else {"reply": each}
            for each in replies
        ]  # fmt: skip
        script.write_text(json.dumps(entries))
        return Heard(
            Scripted("m", ProviderSettings(type="scripted", script=str(script), **settings))
        )

    return make


@pytest.fixture
def job(tmp_path: Path) -> Iterator[JobContext]:
    """A job under way, whose events are kept as a real one's."""
    store = open_jobs(tmp_path / "jobs")
    made = Job(id=new_id("j"), operation="asset.generate", state="running", created_at=utc_now())
    store.insert(made, {})
    runner = JobRunner(store, 1)
    yield JobContext(runner, made, CancelToken())
    runner.close()


@pytest.fixture
def notes(job: JobContext) -> Callable[[], str]:
    """All notes of the job so far, one a line."""

    def read() -> str:
        events, _ = job._runner.events(job.job.id, 0, 1000, 0)
        return "\n".join(event.data["text"] for event in events if event.type == "note")

    return read


@pytest.fixture
def facts() -> Facts:
    """A chair's seat and leg as a finish measures them."""
    seat = Part(
        name="Seat", type="MESH", location=[0, 0, 0.45], dimensions=[0.5, 0.5, 0.05], faces=6,
        materials=["Oak"],
    )  # fmt: skip
    leg = seat.model_copy(
        update={"name": "Leg 1", "location": [0.2, 0.2, 0.2], "dimensions": [0.04, 0.04, 0.42]}
    )
    return Facts(
        objects=2, vertices=16, faces=12, triangles=24, materials=["Oak"],
        bounding_box=BoundingBox(min=[-0.25, -0.25, 0], max=[0.25, 0.25, 0.475]),
        parts=[seat, leg],
    )  # fmt: skip


@pytest.fixture
def report() -> MeshReport:
    """One failed check and one that passed."""
    return MeshReport(
        items=[
            ReportItem(
                check="floating_parts", ok=False, severity="warning", what="1 part floats.",
                objects=["Leg 1"],
            ),
            ReportItem(check="scale", ok=True, what="0.50 m"),
        ],
        score=8.0,
    )  # fmt: skip
