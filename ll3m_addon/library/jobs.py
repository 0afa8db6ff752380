# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs and their events, kept over restarts in a file of their own beside the index."""

from __future__ import annotations

import json
import secrets
import sqlite3
from pathlib import Path
from typing import Any

from ...bridge.contract.errors import Interrupted, NotFound
from ...bridge.contract.job import ErrorInfo, Event, Job, JobList, JobListRequest
from .cursor import decode_cursor, encode_cursor
from .ids import utc_now
from .kept_file import KeptFile
from .process import is_lost, own_mark

__all__ = ["SqliteJobs"]

_KEEP = 1000  # ended jobs
_PRUNE_EVERY = 50  # inserts
_ENDED = ("done", "failed", "cancelled", "interrupted")

_MIGRATIONS = (
    """\
CREATE TABLE jobs (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
    asset_id TEXT, owner TEXT NOT NULL, job TEXT NOT NULL, request TEXT NOT NULL);
CREATE INDEX jobs_by_state ON jobs (state);
CREATE INDEX jobs_by_asset ON jobs (asset_id);
CREATE TABLE events (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, seq INTEGER NOT NULL,
    time TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (job_id, seq)) WITHOUT ROWID
""",
)

#: Stores open in this process. A job of a store that was closed has nobody who works on it,
#: although its process still lives.
_open_stores: set[str] = set()


class SqliteJobs:
    """Jobs of one library. Thread-safe; several processes may share it.

    Nothing is read or written before the first call. Any call may raise ``LibraryError``.
    """

    def __init__(self, root: Path) -> None:
        self._key = secrets.token_hex(4)
        self._file = KeptFile(
            root.expanduser().absolute(), "jobs", _MIGRATIONS, "jobs",
            opened=lambda: _open_stores.add(self._key),
        )  # fmt: skip
        self._database, self._do = self._file.database, self._file.do
        self._inserts = 0
        _open_stores.add(self._key)

    def insert(self, job: Job, request: dict[str, Any]) -> None:
        """Keep a new job and the request that made it. This process owns it from now on."""
        values = (
            job.id, job.state, job.asset_id, f"{self._key}@{own_mark()}",
            job.model_dump_json(), json.dumps(request),
        )  # fmt: skip

        def write() -> None:
            with self._database.write() as db:
                db.execute("INSERT INTO jobs VALUES (NULL, ?, ?, ?, ?, ?, ?)", values)
                self._inserts += 1
                if self._inserts % _PRUNE_EVERY == 0:
                    _prune(db)

        self._do("keep a job", write)

    def update(self, job: Job) -> None:
        """Keep the job's present state; raises ``NotFound``.

        Waits for the disk only when the job has ended: a power cut may undo progress.
        """

        def write() -> None:
            with self._database.write(durable=job.state in _ENDED) as db:
                done = db.execute(
                    "UPDATE jobs SET state = ?, asset_id = ?, job = ? WHERE id = ?",
                    (job.state, job.asset_id, job.model_dump_json(), job.id),
                )
                if not done.rowcount:
                    raise _unknown(job.id)

        self._do("keep a job", write)

    def get(self, job_id: str) -> Job:
        """One job; raises ``NotFound``."""
        return Job.model_validate_json(self._one(job_id)["job"])

    def request(self, job_id: str) -> dict[str, Any]:
        """The request of a job; raises ``NotFound``."""
        return json.loads(self._one(job_id)["request"])

    def list(self, request: JobListRequest) -> JobList:
        """A page, newest first.

        Raises:
            InvalidRequest: the cursor is not of this list and its filters.
        """
        shape = request.model_dump_json(exclude={"limit", "cursor"})
        where: list[str] = ["TRUE"]
        values: list[Any] = []
        if request.state is not None:
            where.append(f"state IN ({', '.join('?' * len(request.state))})")
            values += request.state
        if request.asset_id is not None:
            where.append("asset_id = ?")
            values.append(request.asset_id)
        if request.cursor:
            where.append("n < ?")
            values.append(int(decode_cursor(shape, request.cursor)))
        sql = f"SELECT n, job FROM jobs WHERE {' AND '.join(where)} ORDER BY n DESC LIMIT ?"
        rows = self._all(sql, (*values, request.limit + 1))
        jobs = [Job.model_validate_json(row["job"]) for row in rows[: request.limit]]
        more = len(rows) > request.limit
        cursor = encode_cursor(shape, str(rows[request.limit - 1]["n"])) if more else None
        return JobList(jobs=jobs, next_cursor=cursor)

    def append_event(self, job_id: str, type: str, data: dict[str, Any]) -> Event:
        """Keep an event and give it its number; raises ``NotFound``."""
        time, text = utc_now(), json.dumps(data)

        def write() -> int:
            with self._database.write(durable=False) as db:
                if not db.execute("SELECT 1 FROM jobs WHERE id = ?", (job_id,)).fetchone():
                    raise _unknown(job_id)
                row = db.execute(
                    "INSERT INTO events SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?"
                    " FROM events WHERE job_id = ? RETURNING seq",
                    (job_id, time, type, text, job_id),
                ).fetchone()
                return row["seq"]

        seq = self._do("keep an event", write)
        return Event.model_validate(
            {"seq": seq, "job_id": job_id, "time": time, "type": type, "data": data}
        )

    def events(self, job_id: str, after: int, limit: int) -> list[Event]:
        """At most ``limit`` events behind number ``after``, in order; raises ``NotFound``."""
        rows = self._all(
            "SELECT * FROM events WHERE job_id = ? AND seq > ? ORDER BY seq LIMIT ?",
            (job_id, after, limit),
        )
        if not rows:
            self._one(job_id)
        return [Event.model_validate({**row, "data": json.loads(row["data"])}) for row in rows]

    def adopt_lost(self) -> list[Job]:
        """Mark running and queued jobs of dead processes ``interrupted``; return them.

        Jobs of other living processes and of other machines are left alone.
        """

        def write() -> list[Job]:
            with self._database.write() as db:
                rows = db.execute(
                    "SELECT owner, job FROM jobs WHERE state IN ('queued', 'running') ORDER BY n"
                ).fetchall()
                lost = [_interrupted(row["job"]) for row in rows if _has_no_owner(row["owner"])]
                db.executemany(
                    "UPDATE jobs SET state = ?, job = ? WHERE id = ?",
                    [(job.state, job.model_dump_json(), job.id) for job in lost],
                )
                _prune(db)
                return lost

        return self._do("look for lost jobs", write)

    def close(self) -> None:
        """Close the file. What this store still had running counts as lost from now on."""
        _open_stores.discard(self._key)
        self._file.close()

    # ---- inner life

    def _one(self, job_id: str) -> sqlite3.Row:
        rows = self._all("SELECT job, request FROM jobs WHERE id = ?", (job_id,))
        if not rows:
            raise _unknown(job_id)
        return rows[0]

    def _all(self, sql: str, values: tuple[Any, ...]) -> list[sqlite3.Row]:
        def read() -> list[sqlite3.Row]:
            with self._database.read() as db:
                return db.execute(sql, values).fetchall()

        return self._do("read jobs", read)


def _unknown(job_id: str) -> NotFound:
    return NotFound(f"There is no job {job_id}.", job_id=job_id)


def _has_no_owner(owner: str) -> bool:
    key, _, mark = owner.partition("@")
    if mark == own_mark():
        return key not in _open_stores
    return is_lost(mark)


def _interrupted(text: str) -> Job:
    error = Interrupted("The program that ran this job ended before the job did.")
    return Job.model_validate_json(text).model_copy(
        update={
            "state": "interrupted",
            "finished_at": utc_now(),
            "error": ErrorInfo(code=error.code, message=error.message, advice=error.advice),
        }
    )


def _prune(db: sqlite3.Connection) -> None:
    """Keep the newest ended jobs; events go with their jobs."""
    marks = ", ".join("?" * len(_ENDED))
    db.execute(
        f"DELETE FROM jobs WHERE n IN (SELECT n FROM jobs WHERE state IN ({marks})"
        f" ORDER BY n DESC LIMIT -1 OFFSET {_KEEP})",
        _ENDED,
    )
