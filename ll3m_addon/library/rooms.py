# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of rooms, kept over restarts in a file of their own beside the index."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from ...bridge.contract.room import Message
from .ids import utc_now
from .kept_file import KeptFile

__all__ = ["SqliteRooms"]

_KEEP = 2000  # messages of one room
_MIGRATIONS = (
    """\
CREATE TABLE messages (
    project_id TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, client TEXT NOT NULL,
    time TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (project_id, number)) WITHOUT ROWID;
CREATE TABLE marks (
    project_id TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (project_id, name)) WITHOUT ROWID
""",
)


class SqliteRooms:
    """Messages of one library's rooms. Thread-safe; several processes may share it.

    Nothing is read or written before the first call. Any call may raise ``LibraryError``.
    """

    def __init__(self, root: Path) -> None:
        self._file = KeptFile(root.expanduser().absolute(), "rooms", _MIGRATIONS, "messages")
        self._database, self._do = self._file.database, self._file.do

    def add(
        self, project_id: str, name: str, client: str, text: str, data: dict[str, Any]
    ) -> Message:
        """Keep a message and give it its number; the oldest of too many goes."""
        time = utc_now()

        def write() -> int:
            with self._database.write(durable=False) as db:
                number = _last(db, project_id) + 1
                values = (project_id, number, name, client, time, text, json.dumps(data))
                db.execute("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)", values)
                db.execute(
                    "DELETE FROM messages WHERE project_id = ? AND number <= ?",
                    (project_id, number - _KEEP),
                )
                return number

        number = self._do("keep a message", write)
        return Message(
            number=number, project_id=project_id, name=name, client=client, time=time, text=text,
            data=data,
        )  # fmt: skip

    def messages(self, project_id: str, after: int, limit: int) -> list[Message]:
        """Messages behind ``after``, in order."""

        def read() -> list[sqlite3.Row]:
            with self._database.read() as db:
                return db.execute(
                    "SELECT * FROM messages WHERE project_id = ? AND number > ?"
                    " ORDER BY number LIMIT ?",
                    (project_id, after, limit),
                ).fetchall()

        rows = self._do("read messages", read)
        return [Message(**{**dict(row), "data": json.loads(row["data"])}) for row in rows]

    def last(self, project_id: str) -> int:
        """The number of the newest message, 0 if there is none."""

        def read() -> int:
            with self._database.read() as db:
                return _last(db, project_id)

        return self._do("read messages", read)

    def read_up_to(self, project_id: str, name: str) -> int:
        """The last message that ``name`` was there for, 0 if it never was there."""

        def read() -> int:
            with self._database.read() as db:
                row = db.execute(
                    "SELECT number FROM marks WHERE project_id = ? AND name = ?", (project_id, name)
                ).fetchone()
                return row["number"] if row else 0

        return self._do("read messages", read)

    def mark_read(self, project_id: str, name: str, number: int) -> None:
        """Note that ``name`` was there up to this message."""

        def write() -> None:
            with self._database.write(durable=False) as db:
                db.execute(
                    "INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", (project_id, name, number)
                )

        self._do("keep what was read", write)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _last(db: sqlite3.Connection, project_id: str) -> int:
    row = db.execute(
        "SELECT max(number) AS last FROM messages WHERE project_id = ?", (project_id,)
    ).fetchone()
    return row["last"] or 0
