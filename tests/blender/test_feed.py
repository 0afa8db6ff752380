# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel's view follows the product, on a thread, and knows when to stop."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.dispatch import Caller  # noqa: E402
from ll3m.ll3m_addon.blender.snapshot import Feed, JobView, Snapshot  # noqa: E402
from ll3m.ll3m_addon.core.app import App  # noqa: E402
from ll3m.ll3m_addon.pipeline.assembly import open_local  # noqa: E402

CALLER = Caller(face="panel")


@pytest.fixture
def app(empty_file: None) -> Iterator[App]:
    """The product, without a scene."""
    made = open_local(program=bpy.app.binary_path)
    yield made
    made.close()


@pytest.fixture
def views(app: App) -> Iterator[tuple[Feed, Callable[[Callable[[Snapshot], object]], Snapshot]]]:
    """A feed, and a function that waits for a snapshot of which something is true."""
    arrived: queue.SimpleQueue[Snapshot] = queue.SimpleQueue()
    feed = Feed(app, CALLER, arrived.put)

    def until(wanted: Callable[[Snapshot], object]) -> Snapshot:
        while True:
            snapshot = arrived.get(timeout=60)
            if wanted(snapshot):
                return snapshot

    yield feed, until
    feed.close()


def test_a_job_appears_runs_and_leaves_an_asset_with_details(app: App, views: tuple) -> None:
    feed, until = views
    assert until(lambda s: s.providers).isolation in ("full", "limited", "none")
    request = {"prompt": "a red armchair", "quality": "draft", "preview": 0}
    app.call("asset.generate", request, CALLER)
    assert until(lambda s: s.active).jobs[0].title == "a red armchair"
    done = until(lambda s: s.jobs and s.jobs[0].state == "done" and s.assets)
    asset = done.assets[0]
    assert (asset.prompt, asset.versions, asset.current) == ("a red armchair", 1, 1)
    feed.look_at(asset.id)
    seen = until(lambda s: s.detail)
    assert [version.number for version in seen.versions] == [1]
    assert seen.detail.asset_id == asset.id
    assert len(seen.detail.size) == 3
    assert seen.detail.checks


def test_a_failed_job_says_what_to_do(app: App, views: tuple) -> None:
    _, until = views
    app.call("asset.generate", {"prompt": "a flux capacitor", "quality": "draft"}, CALLER)
    failed = until(lambda s: s.jobs and s.jobs[0].state == "failed").jobs[0]
    assert failed.error_code == "not_understood", failed.error
    assert failed.error
    assert failed.advice
    assert not failed.active


def test_closing_ends_the_thread_and_the_listening(app: App) -> None:
    before = list(app.jobs._listeners)
    feed = Feed(app, CALLER, lambda _: None)
    assert app.jobs._listeners != before
    assert "ll3m-panel" in {thread.name for thread in threading.enumerate()}
    feed.close()
    feed.close()
    assert "ll3m-panel" not in {thread.name for thread in threading.enumerate()}
    assert app.jobs._listeners == before


def test_the_expected_time_is_the_median_of_the_like() -> None:
    def job(seconds: float, operation: str = "asset.generate", state: str = "done") -> JobView:
        return JobView("j", "", state, "done", 1, 100, 100 + seconds, operation=operation)

    running = job(0, state="running")
    assert Snapshot(jobs=(running,)).expected(running) == 0
    ended = (job(4), job(90), job(6), job(500, operation="asset.refine"), job(1, state="failed"))
    assert Snapshot(jobs=(running, *ended)).expected(running) == 6
