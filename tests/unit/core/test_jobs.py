"""Jobs run, report, are cancelled, and end when the process does."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import Conflict, NotFound, ScriptFailed
from ll3m.bridge.contract.job import Event, Job, Usage
from ll3m.ll3m_addon.core.clock import utc_now
from ll3m.ll3m_addon.core.ids import new_id
from ll3m.ll3m_addon.core.jobs import JobContext, JobRunner
from ll3m.ll3m_addon.library import open_jobs


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[JobRunner]:
    made = JobRunner(open_jobs(tmp_path), workers=2)
    yield made
    made.close()


def new_job() -> Job:
    return Job(id=new_id("j"), operation="asset.generate", state="queued", created_at=utc_now())


def test_a_job_passes_its_stages_and_its_events_are_numbered_in_order(runner: JobRunner) -> None:
    def work(job: JobContext) -> None:
        job.stage("code", 0.2)
        job.stage("trial", 0.5)
        job.used(Usage(calls=1, input_tokens=3))
        job.made("a_0000000000000001", 1)

    started = runner.submit(new_job(), {}, work)
    ended = runner.get(started.id, wait=5)
    assert (ended.state, ended.progress, ended.asset_id) == ("done", 1.0, "a_0000000000000001")
    assert ended.usage.input_tokens == 3
    events, over = runner.events(started.id, 0, 100, 0)
    assert over
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.data["stage"] for event in events if event.type == "stage"] == ["code", "trial"]
    assert events[-1].data["state"] == "done"


def test_a_failing_job_keeps_its_typed_error_and_its_stage(runner: JobRunner) -> None:
    def work(job: JobContext) -> None:
        job.stage("trial", 0.5)
        raise ScriptFailed("It raised.", line=7)

    ended = runner.get(runner.submit(new_job(), {}, work).id, wait=5)
    assert (ended.state, ended.stage) == ("failed", "trial")
    assert ended.error is not None
    assert (ended.error.code, ended.error.data["line"]) == ("script_failed", 7)


def test_a_fault_of_ours_reaches_the_user_without_its_text(
    runner: JobRunner, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: JobContext) -> None:
        raise RuntimeError("secret-key-123")

    ended = runner.get(runner.submit(new_job(), {}, work).id, wait=5)
    assert ended.error is not None
    assert ended.error.code == "internal"
    assert "secret-key-123" not in ended.error.message
    assert "secret-key-123" in caplog.text


def test_a_running_job_is_cancelled_in_under_a_second(runner: JobRunner) -> None:
    entered = threading.Event()

    def work(job: JobContext) -> None:
        entered.set()
        job.cancel.wait(30)
        job.cancel.check()

    job = runner.submit(new_job(), {}, work)
    assert entered.wait(5)
    began = time.monotonic()
    ended = runner.cancel(job.id)
    assert ended.state == "cancelled"
    assert time.monotonic() - began < 1
    with pytest.raises(Conflict):
        runner.cancel(job.id)


def test_a_queued_job_is_cancelled_without_ever_running(runner: JobRunner) -> None:
    release, ran = threading.Event(), []
    blockers = [runner.submit(new_job(), {}, lambda _: release.wait(10) and None) for _ in range(2)]
    waiting = runner.submit(new_job(), {}, lambda job: ran.append(job))
    assert runner.cancel(waiting.id).state == "cancelled"
    release.set()
    assert [runner.get(each.id, wait=5).state for each in blockers] == ["done", "done"]
    assert not ran


def test_closing_interrupts_what_runs_and_what_waits(tmp_path: Path) -> None:
    store = open_jobs(tmp_path)
    runner = JobRunner(store, workers=1)
    entered = threading.Event()

    def work(job: JobContext) -> None:
        entered.set()
        job.cancel.wait(30)
        job.cancel.check()

    jobs = [runner.submit(new_job(), {}, work) for _ in range(2)]
    assert entered.wait(5)
    runner.close()
    assert [store.get(job.id).state for job in jobs] == ["interrupted", "interrupted"]
    assert not [each for each in threading.enumerate() if each.name.startswith("ll3m-job")]


def test_a_listener_that_fails_does_not_end_the_job(
    runner: JobRunner, caplog: pytest.LogCaptureFixture
) -> None:
    def listener(event: object) -> None:
        raise ValueError("the listener's fault")

    runner.subscribe(listener)
    assert runner.get(runner.submit(new_job(), {}, lambda _: None).id, wait=5).state == "done"
    assert "a listener failed" in caplog.text


def test_waiting_for_events_ends_with_the_first_new_one(runner: JobRunner) -> None:
    go = threading.Event()
    job = runner.submit(new_job(), {}, lambda job: go.wait(10) and job.note("hello"))
    seen = 0
    while True:
        events, over = runner.events(job.id, seen, 10, 5)
        seen = events[-1].seq if events else seen
        go.set()
        if over:
            break
    assert runner.get(job.id).state == "done"


def test_a_worker_that_waits_holds_nothing_of_its_last_job(runner: JobRunner) -> None:
    class Work:
        def __call__(self, job: JobContext) -> None:
            job.stage("one", 0.5)

    work = Work()
    seen = weakref.ref(work)
    job = runner.submit(new_job(), {}, work)
    del work
    assert runner.get(job.id, wait=5).state == "done"
    deadline = time.monotonic() + 5
    while seen() is not None and time.monotonic() < deadline:
        time.sleep(0.001)
    assert seen() is None


def test_an_unknown_job_is_not_found(runner: JobRunner) -> None:
    with pytest.raises(NotFound):
        runner.get("j_0000000000000000")
    with pytest.raises(NotFound):
        runner.events("j_0000000000000000", 0, 10, 0)


def test_streamed_text_is_gathered_into_events_and_none_of_it_is_lost(runner: JobRunner) -> None:
    def work(job: JobContext) -> None:
        for n in range(100):
            job.text(f"{n} ")
        job.stage("check", 0.5)
        job.text("after")

    heard: list[str] = []
    runner.subscribe(
        lambda event: heard.append(event.data["text"]) if event.type == "text" else None
    )
    started = runner.submit(new_job(), {}, work)
    runner.get(started.id, wait=5)
    events, _ = runner.events(started.id, 0, 100, 0)
    texts = [event.data["text"] for event in events if event.type == "text"]
    assert texts == heard
    assert "".join(texts) == "".join(f"{n} " for n in range(100)) + "after"
    assert 2 <= len(texts) < 20, "a stream is told in pieces, and not letter by letter"
    assert [event.type for event in events][-4:] == ["text", "stage", "text", "state"]


def test_a_waiting_job_can_be_moved_and_runs_in_its_new_place(tmp_path: Path) -> None:
    runner = JobRunner(open_jobs(tmp_path), workers=1)
    go, ran = threading.Event(), []

    def work(job: JobContext) -> None:
        go.wait(5)
        ran.append(job.job.id)

    try:
        busy = runner.submit(new_job(), {}, work)
        while runner.get(busy.id).state != "running":
            time.sleep(0.001)
        first, second, third = (runner.submit(new_job(), {}, work).id for _ in range(3))
        assert runner.places() == {first: 1, second: 2, third: 3}
        assert runner.move(third, "first").place == 1
        assert runner.move(first, "later").place == 3
        runner.move(second, "earlier")
        runner.move(second, "last")
        assert runner.places() == {third: 1, first: 2, second: 3}
        with pytest.raises(Conflict, match="does not wait"):
            runner.move(busy.id, "first")
        go.set()
        runner.get(second, wait=5)
        assert ran == [busy.id, third, first, second]
    finally:
        go.set()
        runner.close()


def test_a_failing_job_loses_no_streamed_text(runner: JobRunner) -> None:
    def work(job: JobContext) -> None:
        job.text("half a sen")
        raise ScriptFailed("It raised.", line=7)

    started = runner.submit(new_job(), {}, work)
    assert runner.get(started.id, wait=5).state == "failed"
    events, _ = runner.events(started.id, 0, 100, 0)
    assert [each.data["text"] for each in events if each.type == "text"] == ["half a sen"]
    assert events[-1].data["state"] == "failed"


def test_a_page_of_events_is_not_the_last_where_the_job_ended_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_jobs(tmp_path)
    runner = JobRunner(store, workers=1)
    running, goes_on = threading.Event(), threading.Event()

    def work(job: JobContext) -> None:
        running.set()
        goes_on.wait(5)
        job.note("nearly there")

    started = runner.submit(new_job(), {}, work)
    assert running.wait(5)
    seen, _ = runner.events(started.id, 0, 100, 0)
    read = store.events

    def too_early(*asked: Any) -> list[Event]:
        monkeypatch.setattr(store, "events", read)
        found = read(*asked)
        goes_on.set()
        assert runner.get(started.id, wait=5).state == "done"
        return found

    monkeypatch.setattr(store, "events", too_early)
    first, over = runner.events(started.id, seen[-1].seq, 1, 0)
    assert ([each.type for each in first], over) == (["note"], False)
    runner.close()
