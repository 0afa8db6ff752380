# SPDX-License-Identifier: GPL-3.0-or-later
"""An index that is damaged, gone or of another program is made anew from the folders."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ll3m.bridge.contract.errors import LibraryError
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library.folders import FolderLibrary

sys.path.insert(0, str(Path(__file__).parent))

from whole import child, fill, ids, same

Put = Callable[..., str]
PutNext = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]


def spoil_delete(path: Path) -> None:
    path.unlink()


def spoil_empty(path: Path) -> None:
    path.write_bytes(b"")


def spoil_rubbish(path: Path) -> None:
    path.write_bytes(os.urandom(50_000))


def spoil_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil_schema(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4000] = bytes(3900)
    path.write_bytes(data)


def spoil_all(path: Path) -> None:
    for each in path.parent.glob("index.sqlite3*"):
        each.unlink()


SPOILS = [spoil_delete, spoil_empty, spoil_rubbish, spoil_half, spoil_schema, spoil_all]


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoiled_index_is_made_anew_from_the_folders(
    library: FolderLibrary, put: Put, put_next: PutNext, reopen: Reopen,
    spoil: Callable[[Path], None],
) -> None:  # fmt: skip
    made = fill(library, put, put_next)
    library.close()
    spoil(library.root / ".ll3m" / "index.sqlite3")
    same(reopen(), made)


@pytest.mark.parametrize("spoil", SPOILS)
def test_an_index_spoiled_while_open_is_made_anew_too(
    library: FolderLibrary, put: Put, put_next: PutNext, spoil: Callable[[Path], None]
) -> None:
    made = fill(library, put, put_next)
    index = library.root / ".ll3m" / "index.sqlite3"
    with sqlite3.connect(index) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    spoil(index)
    for path in index.parent.glob("index.sqlite3-*"):
        path.unlink()
    library.close()  # SQLite keeps pages in memory; a new connection reads the file
    put_next(library, made[1])
    same(library, made)
    assert library.asset(made[1]).versions == 2


def test_a_damaged_index_is_kept_aside_and_named_in_the_log(
    library: FolderLibrary, put: Put, caplog: pytest.LogCaptureFixture
) -> None:
    put(library)
    library.close()
    (library.root / ".ll3m" / "index.sqlite3").write_bytes(b"not a database" * 999)
    assert len(ids(library)) == 1
    aside = next((library.root / ".ll3m").glob("index.sqlite3.damaged-*"))
    assert aside.read_bytes().startswith(b"not a database")
    assert str(aside) in caplog.text


def test_several_processes_that_find_the_index_damaged_replace_it_once(
    library: FolderLibrary, put: Put, put_next: PutNext
) -> None:
    made = fill(library, put, put_next)
    library.close()
    (library.root / ".ll3m" / "index.sqlite3").write_bytes(b"not a database" * 999)
    body = """
    from ll3m.bridge.contract.asset import AssetListRequest
    sys.stdin.readline()
    print(len(open_library(Path(sys.argv[1])).assets(AssetListRequest()).assets))
    """
    readers = [child(body, str(library.root)) for _ in range(4)]
    for reader in readers:
        assert reader.stdin
        reader.stdin.write("go\n")
        reader.stdin.flush()
    assert [reader.communicate()[0] for reader in readers] == ["2\n"] * 4
    assert len(list((library.root / ".ll3m").glob("index.sqlite3.damaged-*"))) == 1
    same(library, made)


def test_an_index_of_a_newer_program_is_left_alone(library: FolderLibrary, put: Put) -> None:
    put(library)
    library.close()
    path = library.root / ".ll3m" / "index.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version=999")
    other.close()
    with pytest.raises(LibraryError, match="newer LL3M"):
        ids(library)
    assert path.exists()
