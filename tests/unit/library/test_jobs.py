# SPDX-License-Identifier: GPL-3.0-or-later
"""The job store's promises to the core."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import InvalidRequest, NotFound
from ll3m.bridge.contract.job import Job, JobListRequest
from ll3m.ll3m_addon.library import jobs as jobs_module
from ll3m.ll3m_addon.library import new_id, open_jobs
from ll3m.ll3m_addon.library.jobs import SqliteJobs
from ll3m.ll3m_addon.library.process import is_lost, own_mark

NOW = "2026-01-31T12:00:00.000Z"


def a_job(**changes: Any) -> Job:
    fields = {
        "id": new_id("j"),
        "operation": "asset.generate",
        "state": "queued",
        "created_at": NOW,
    }
    return Job.model_validate(fields | changes)


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Callable[[], SqliteJobs]]:
    opened: list[SqliteJobs] = []

    def open_one() -> SqliteJobs:
        opened.append(open_jobs(tmp_path / "library"))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def store(open_store: Callable[[], SqliteJobs]) -> SqliteJobs:
    return open_store()


def test_a_job_and_its_request_come_back_as_they_were(
    store: SqliteJobs, open_store: Callable[[], SqliteJobs]
) -> None:
    job = a_job(title="a chair \U0001fa91", usage={"calls": 2, "cost": 0.25})
    request = {"prompt": "a \ud800 chair", "metadata": {"deep": [1, None, "ß"]}}
    store.insert(job, request)
    again = open_store()
    assert again.get(job.id) == job
    assert again.request(job.id) == request


def test_an_update_replaces_the_state(store: SqliteJobs) -> None:
    job = a_job()
    store.insert(job, {})
    done = job.model_copy(update={"state": "done", "progress": 1.0, "asset_id": "a_x"})
    store.update(done)
    assert store.get(job.id) == done
    assert store.list(JobListRequest(asset_id="a_x")).jobs == [done]


def test_unknown_jobs_are_not_found(store: SqliteJobs) -> None:
    unknown = new_id("j")
    for call in (
        store.get,
        store.request,
        lambda each: store.events(each, 0, 10),
        lambda each: store.append_event(each, "note", {}),
        lambda each: store.update(a_job(id=each)),
    ):
        with pytest.raises(NotFound):
            call(unknown)


def test_lists_are_newest_first_filtered_and_paged(store: SqliteJobs) -> None:
    made = [a_job(state=state) for state in ("done", "queued", "running", "failed", "done")]
    for job in made:
        store.insert(job, {})
    assert store.list(JobListRequest()).jobs == made[::-1]
    ended = JobListRequest(state=["done", "failed"], limit=2)
    first = store.list(ended)
    assert first.jobs == [made[4], made[3]]
    rest = store.list(ended.model_copy(update={"cursor": first.next_cursor}))
    assert rest.jobs == [made[0]]
    assert rest.next_cursor is None
    assert store.list(JobListRequest(state=[])).jobs == []
    with pytest.raises(InvalidRequest):
        store.list(JobListRequest(cursor=first.next_cursor))


def test_events_are_numbered_per_job_from_one(store: SqliteJobs) -> None:
    first, second = a_job(), a_job()
    for job in (first, second):
        store.insert(job, {})
    made = [store.append_event(first.id, "stage", {"stage": str(n)}) for n in range(3)]
    assert [event.seq for event in made] == [1, 2, 3]
    assert store.append_event(second.id, "note", {"text": "\ud83e"}).seq == 1
    assert store.events(first.id, 0, 10) == made
    assert store.events(first.id, 1, 1) == [made[1]]
    assert store.events(first.id, 3, 10) == []


def test_events_from_many_threads_have_no_gap_and_no_double(store: SqliteJobs) -> None:
    job = a_job()
    store.insert(job, {})

    def work() -> None:
        for _ in range(25):
            store.append_event(job.id, "progress", {})

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [event.seq for event in store.events(job.id, 0, 1000)] == list(range(1, 101))


CHILD = """
import sys
from pathlib import Path
from ll3m.bridge.contract.job import Job
from ll3m.ll3m_addon.library import open_jobs
store = open_jobs(Path(sys.argv[1]))
store.insert(Job.model_validate_json(sys.argv[2]), {"prompt": "x"})
print("kept", flush=True)
sys.stdin.read()
"""


def test_jobs_of_a_killed_process_become_interrupted_and_others_are_left_alone(
    store: SqliteJobs, tmp_path: Path
) -> None:
    theirs, mine, done = a_job(state="running"), a_job(state="running"), a_job(state="done")
    store.insert(mine, {})
    store.insert(done, {})
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path / "library"), theirs.model_dump_json()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdout
        assert child.stdout.readline() == b"kept\n"
        assert store.adopt_lost() == [], "its process lives"
        child.kill()
    lost = store.adopt_lost()
    assert [job.id for job in lost] == [theirs.id]
    assert lost[0].state == "interrupted"
    assert lost[0].error
    assert lost[0].error.code == "interrupted"
    assert store.get(theirs.id) == lost[0]
    assert store.request(theirs.id) == {"prompt": "x"}
    assert store.get(mine.id) == mine
    assert store.get(done.id) == done
    assert store.adopt_lost() == []


def test_jobs_of_a_closed_store_are_lost_although_the_process_lives(
    store: SqliteJobs, open_store: Callable[[], SqliteJobs]
) -> None:
    job = a_job(state="running")
    store.insert(job, {})
    again = open_store()
    assert again.adopt_lost() == []
    store.close()
    assert [each.id for each in again.adopt_lost()] == [job.id]


def test_a_process_id_given_to_another_process_is_not_taken_for_the_owner() -> None:
    machine, pid, start = own_mark().split(".")
    assert not is_lost(own_mark())
    assert is_lost(f"{machine}.{pid}.{int(start) + 1}")
    assert is_lost("rubbish")
    assert not is_lost(f"another-host.{pid}.1"), "what can't be seen is left alone"


def test_only_the_newest_ended_jobs_are_kept_and_their_events_go_with_them(
    store: SqliteJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "_KEEP", 3)
    running = a_job(state="running")
    store.insert(running, {})
    ended = [a_job(state="done") for _ in range(5)]
    for job in ended:
        store.insert(job, {})
        store.append_event(job.id, "note", {})
    store.adopt_lost()
    assert store.list(JobListRequest()).jobs == [*ended[:1:-1], running]
    with pytest.raises(NotFound):
        store.events(ended[0].id, 0, 10)


def test_a_damaged_file_is_kept_aside_and_work_goes_on(
    store: SqliteJobs, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.insert(a_job(), {})
    store.close()
    path = tmp_path / "library" / ".ll3m" / "jobs.sqlite3"
    path.write_bytes(b"no database" * 1000)
    job = a_job()
    store.insert(job, {})
    assert store.list(JobListRequest()).jobs == [job]
    aside = next(path.parent.glob("jobs.sqlite3.damaged-*"))
    assert aside.read_bytes().startswith(b"no database")
    assert str(aside) in caplog.text
