# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of jobs: whole lines, bounded, private, and gone when they are old."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ll3m.bridge.contract.errors import InvalidRequest, LibraryError, NotFound
from ll3m.ll3m_addon.library.runs import RECORD, FolderRuns, RunFile

ONE, TWO, THREE = (f"j_000000000000000{n}" for n in (1, 2, 3))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(1000)


def begin(runs: FolderRuns, job_id: str) -> RunFile:
    opened = runs.open(job_id)
    assert opened is not None
    return opened


def test_lines_come_back_in_order_and_pictures_are_stored_once(tmp_path: Path) -> None:
    runs = FolderRuns(tmp_path)
    record = begin(runs, ONE)
    names = {record.picture(PNG) for _ in range(3)}
    assert record.add({"type": "call", "text": "ein Stuhl, 椅子\n"})
    assert record.add({"type": "end"})
    record.close()
    record.close()
    assert [line["type"] for line in runs.read(ONE)] == ["call", "end"]
    assert runs.read(ONE)[0]["text"] == "ein Stuhl, 椅子\n"
    (picture,) = runs.folder(ONE).glob("*.png")
    assert {picture.stem} == names
    assert runs.size(ONE) == picture.stat().st_size + (runs.folder(ONE) / RECORD).stat().st_size


def test_what_was_written_before_a_kill_can_be_read_and_a_torn_line_is_left_out(
    tmp_path: Path,
) -> None:
    runs = FolderRuns(tmp_path)
    record = begin(runs, ONE)
    record.add({"type": "call", "n": 1})
    with (runs.folder(ONE) / RECORD).open("ab") as file:
        file.write(b'{"type": "reply", "text": "import b')
    assert FolderRuns(tmp_path).read(ONE) == [{"type": "call", "n": 1}]
    record.close()


KILLED = """
import os, sys
from pathlib import Path
from ll3m.ll3m_addon.library.runs import FolderRuns
record = FolderRuns(Path(sys.argv[1])).open(sys.argv[2])
for n in range(1, 51):
    assert record.add({"type": "call", "n": n, "text": "x" * 1000})
os._exit(9)
"""


def test_a_process_that_is_killed_leaves_every_line_that_it_wrote(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), ONE], check=False)
    assert done.returncode == 9
    assert [line["n"] for line in FolderRuns(tmp_path).read(ONE)] == list(range(1, 51))


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_record_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    runs = FolderRuns(tmp_path)
    begin(runs, ONE).close()
    assert runs.folder(ONE).stat().st_mode & 0o077 == 0
    assert (runs.folder(ONE) / RECORD).stat().st_mode & 0o077 == 0


def test_a_full_record_leaves_long_lines_out_and_keeps_room_for_its_end(tmp_path: Path) -> None:
    runs = FolderRuns(tmp_path, most=200_000)
    record = begin(runs, ONE)
    kept = [record.add({"type": "call", "text": "x" * 30_000}) for _ in range(10)]
    assert kept == [True] * 4 + [False] * 6
    record.picture(PNG * 100)
    assert record.add({"type": "end"})
    record.close()
    assert runs.size(ONE) <= 200_000
    assert runs.read(ONE)[-1] == {"type": "end"}


def test_the_newest_records_stay(tmp_path: Path) -> None:
    runs = FolderRuns(tmp_path, keep=2)
    for job_id in (ONE, TWO, THREE):
        begin(runs, job_id).close()
    assert runs.read(THREE) == []
    assert runs.read(TWO) == []
    with pytest.raises(NotFound, match=ONE):
        runs.read(ONE)


def test_old_records_go(tmp_path: Path) -> None:
    runs = FolderRuns(tmp_path, days=30)
    begin(runs, ONE).close()
    past = time.time() - 31 * 86400
    os.utime(runs.folder(ONE), (past, past))
    begin(runs, TWO).close()
    assert not runs.folder(ONE).exists()


def test_nothing_is_written_where_records_are_switched_off(tmp_path: Path) -> None:
    assert FolderRuns(tmp_path, keep=0).open(ONE) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("job_id", ["../../etc", "j_1/..", "", "j_ä"])
def test_an_id_never_names_another_folder(tmp_path: Path, job_id: str) -> None:
    with pytest.raises(InvalidRequest):
        FolderRuns(tmp_path).read(job_id)


def test_a_library_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / ".ll3m").write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match="record"):
        FolderRuns(tmp_path).open(ONE)


def test_a_disk_that_fails_ends_the_record_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    record = begin(FolderRuns(tmp_path), ONE)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert [record.add({"n": n}) for n in range(3)] == [False, False, False]
    assert caplog.text.count("ends here") == 1
    record.close()
