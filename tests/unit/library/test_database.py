# SPDX-License-Identifier: GPL-3.0-or-later
"""Migrations keep a copy first; many threads and processes share one file."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from ll3m.bridge.contract.errors import LibraryError
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library import access, folders
from ll3m.ll3m_addon.library.database import Database, set_aside
from ll3m.ll3m_addon.library.folders import FolderLibrary
from ll3m.ll3m_addon.library.schema import MIGRATIONS
from ll3m.ll3m_addon.library.search import Search

ROOT = Path(__file__).resolve().parents[3]
FIRST = "CREATE TABLE things (name TEXT);\nINSERT INTO things VALUES ('one')"
SECOND = "ALTER TABLE things ADD COLUMN size INTEGER;\nUPDATE things SET size = 1"


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM things").fetchall()


def test_a_migration_keeps_a_copy_of_the_schema_before(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    first = Database(path, [FIRST])
    first.open()
    first.close()
    second = Database(path, [FIRST, SECOND])
    second.open()
    second.close()
    assert rows(path) == [("one", 1)]
    assert rows(tmp_path / "x.sqlite3.before-2") == [("one",)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    first = Database(path, [FIRST])
    first.open()
    first.close()
    broken = Database(path, [FIRST, SECOND + ";\nINSERT INTO absent VALUES (1)"])
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        broken.open()
    assert rows(path) == [("one",)]
    again = Database(path, [FIRST, SECOND])
    again.open()
    again.close()
    assert rows(path) == [("one", 1)]


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from ll3m.ll3m_addon.library.database import Database
path, kill_at = Path(sys.argv[1]), int(sys.argv[2])
calls = 0
def count(frame, event, arg):
    global calls
    if event == "c_call" and type(getattr(arg, "__self__", None)).__module__ == "sqlite3":
        calls += 1
        if calls == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(count)
Database(path, sys.argv[3:]).open()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize("kill_at", [3, 6, 8, 10, 11, 12])
def test_a_process_killed_while_migrating_leaves_the_old_or_the_new_schema(
    tmp_path: Path, kill_at: int
) -> None:
    path = tmp_path / "x.sqlite3"
    first = Database(path, [FIRST])
    first.open()
    first.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(kill_at), FIRST, SECOND], check=False
    )
    assert done.returncode == -9
    assert rows(path) in ([("one",)], [("one", 1)])
    second = Database(path, [FIRST, SECOND])
    second.open()
    second.close()
    assert rows(path) == [("one", 1)]


def test_an_index_of_the_first_schema_is_migrated_and_filled_from_the_folders(
    library: FolderLibrary, put: Callable[..., str]
) -> None:
    asset_id = put(library, tags=["x"])
    library.close()
    path = library.root / ".ll3m" / "index.sqlite3"
    for each in path.parent.glob("index.sqlite3*"):
        each.unlink()
    old = Database(path, MIGRATIONS[:1])
    old.open()
    old.close()
    assert library.asset(asset_id).tags == ["x"]
    assert library.check().problems == []
    assert (path.parent / f"{path.name}.before-{len(MIGRATIONS)}").exists()


def test_an_index_with_other_tables_than_its_number_says_is_made_anew(
    library: FolderLibrary, put: Callable[..., str]
) -> None:
    asset_id = put(library)
    library.close()
    with closing(sqlite3.connect(library.root / ".ll3m" / "index.sqlite3")) as db:
        db.execute("DROP TABLE sources")
        db.execute("ALTER TABLE versions DROP COLUMN files")
    assert library.asset(asset_id).id == asset_id
    assert len(library.search(Search(words="chair", in_source=True))[0]) == 1
    assert library.check().problems == []


def test_a_newer_schema_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    newer = Database(path, [FIRST, SECOND])
    newer.open()
    newer.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="newer LL3M"):
        Database(path, [FIRST]).open()
    assert path.read_bytes() == before


def test_a_transaction_that_fails_is_undone_whole(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite3", [FIRST])
    database.open()

    def fail() -> None:
        with database.write() as db:
            db.execute("INSERT INTO things VALUES ('two')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as db:
        assert db.execute("SELECT COUNT(*) FROM things").fetchone()[0] == 1
    database.close()


def test_threads_that_write_and_read_at_once_do_not_fail(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite3", [FIRST])
    database.open()

    def work(_: int) -> None:
        for _ in range(20):
            with database.write(durable=False) as db:
                db.execute("INSERT INTO things VALUES ('more')")
            with database.read() as db:
                db.execute("SELECT COUNT(*) FROM things").fetchone()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))
    database.close()
    assert len(rows(tmp_path / "x.sqlite3")) == 121


def test_a_damaged_file_set_aside_takes_its_log_with_it(tmp_path: Path) -> None:
    for name in ("x.sqlite3", "x.sqlite3-wal", "x.sqlite3-shm"):
        (tmp_path / name).write_bytes(b"old")
    aside = set_aside(tmp_path / "x.sqlite3")
    (tmp_path / "x.sqlite3").write_bytes(b"new")
    assert set_aside(tmp_path / "x.sqlite3") != aside
    assert aside.read_bytes() == b"old"
    assert (tmp_path / f"{aside.name}-wal").exists()
    assert not list(tmp_path.glob("x.sqlite3-*"))


def test_a_hanging_drive_is_named_by_health_within_its_patience(
    library: FolderLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()

    def hang(*_: object) -> None:
        answer.wait(30)
        raise LibraryError("The drive came back and says no.")

    monkeypatch.setattr(folders, "_PATIENCE", 0.05)
    monkeypatch.setattr(access.Access, "query", hang)
    try:
        assert "has not answered" in library.health()
    finally:
        answer.set()


def test_the_published_schema_is_the_contract_s() -> None:
    """``docs/version.schema.json`` is what ``version.json`` follows; write it anew if it changed."""
    published = json.loads((ROOT / "docs" / "version.schema.json").read_text(encoding="utf-8"))
    assert published == Version.model_json_schema()
