# SPDX-License-Identifier: GPL-3.0-or-later
"""A SQLite file used by many threads and processes at once: WAL, short transactions, migrations."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ...bridge.contract.errors import LibraryError

__all__ = ["Database", "check_words", "set_aside"]

_log = logging.getLogger(__name__)
_BUSY = 5.0  # seconds to wait for another process's write


class Database:
    """Connections to one SQLite file.

    ``migrations[i]`` is SQL that leads from schema ``i`` to ``i + 1``; before any but
    the first, the file is copied beside itself. Connections are opened when needed and
    kept for the next caller, whatever its thread.
    """

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self._path = path
        self._migrations = migrations
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._file: tuple[int, int] | None = None
        self._closed = False

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def open(self) -> None:
        """Make or migrate the file.

        Raises:
            LibraryError: a newer LL3M made it.
            OSError, sqlite3.Error: it can't be opened.
        """
        self._closed = False
        with _readable():
            connection = self._connect()
            try:
                self._migrate(connection)
            finally:
                connection.close()

    def close(self) -> None:
        """Close all idle connections; those in use are closed by their users."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def is_sound(self) -> bool:
        """True if the file is whole and holds the tables that the migrations make."""
        try:
            with self.read() as connection:
                answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
                tables = _tables(connection)
                check_words(connection)
        except (sqlite3.Error, FileNotFoundError) as error:
            _log.debug("%s is damaged: %s", self._path, error)
            return False
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            for migration in self._migrations:
                fresh.executescript(migration)
            return answer == "ok" and tables == _tables(fresh)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for reading."""
        with _readable():
            connection = self._take()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
        self._give_back(connection)

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside a write transaction: committed at the end, or undone whole.

        ``durable`` waits for the disk, so that a power cut can't undo it; without, a
        power cut may undo the last moments but never leaves a half.
        """
        with self._writing, _readable():
            connection = self._take()
            try:
                connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    connection.rollback()
                connection.close()
                raise
            self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        """An idle connection, unless the file was replaced or removed since it was opened."""
        stat = self._path.stat()
        file = (stat.st_dev, stat.st_ino)
        stale: list[sqlite3.Connection] = []
        with self._lock:
            if file != self._file:
                stale, self._idle, self._file = self._idle, [], file
            connection = self._idle.pop() if self._idle else None
        for each in stale:
            each.close()
        return connection or self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < 8:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_BUSY, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA foreign_keys=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        wanted = len(self._migrations)
        version = _schema(connection)
        if version == wanted:
            return
        if version > wanted:
            raise LibraryError(
                f"{self._path} was written by a newer LL3M (schema {version}, here {wanted}). "
                "Nothing was changed.",
                advice="Update LL3M, or choose another library folder.",
            )
        if version:
            copy = self._path.with_name(f"{self._path.name}.before-{wanted}")
            with contextlib.closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
            _log.info("Kept the index of schema %d as %s", version, copy)
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it meanwhile.
            for number in range(_schema(connection), wanted):
                for statement in self._migrations[number].split(";\n"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version={wanted}")
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.rollback()
            raise


@contextmanager
def _readable() -> Iterator[None]:
    """Damage can show as text that is none, in a value or in SQLite's own message."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise sqlite3.DatabaseError(f"malformed: {error}") from error


def check_words(connection: sqlite3.Connection) -> None:
    """Compare every full-text table with its own text; raises ``sqlite3.DatabaseError``."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%'"
    )
    for (name,) in rows.fetchall():
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")


def _schema(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _tables(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(row[0], row[1]) for row in rows}


def set_aside(path: Path) -> Path:
    """Rename a damaged database file, so that a new one can take its place; return the new name."""
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    number = 1
    while aside.exists():
        number += 1
        aside = aside.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}-{number}")
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        # A log that belongs to the damaged file must not be replayed into the new one.
        beside = path.with_name(path.name + suffix)
        with contextlib.suppress(FileNotFoundError):
            beside.rename(aside.with_name(aside.name + suffix))
    return aside
