# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed processes, two writers, full and read-only disks, damaged indexes, odd names."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from ll3m.bridge.contract.asset import AssetGenerateRequest, AssetListRequest
from ll3m.bridge.contract.errors import LibraryError
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library import access, files, open_library
from ll3m.ll3m_addon.library.folders import FolderLibrary
from ll3m.ll3m_addon.library.names import slug

Put = Callable[..., str]
PutNext = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]

HERE = Path(__file__).parent
CHILD_START = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from pathlib import Path
from conftest import add, add_next
from ll3m.ll3m_addon.library import open_library
"""


def ids(library: FolderLibrary, **request: object) -> list[str]:
    page = library.assets(AssetListRequest.model_validate({"limit": 200, **request}))
    return [asset.id for asset in page.assets]


def child(body: str, *args: str, unshared: bool = False) -> subprocess.Popen[str]:
    """A Python process that runs ``body``; with a mount namespace of its own if ``unshared``."""
    front = ["unshare", "-rm"] if unshared else []
    return subprocess.Popen(
        [*front, sys.executable, "-c", CHILD_START + textwrap.dedent(body), *args],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def every_listed_version_is_whole(library: FolderLibrary) -> dict[str, int]:
    """Check all files against their hashes; return asset id -> number of versions."""
    import hashlib

    found = {}
    for asset_id in ids(library):
        rows = library.versions(asset_id)
        asset = library.asset(asset_id)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert asset.versions == len(rows)
        assert [row.number for row in rows if row.current] == [asset.current]
        for row in rows:
            version, folder = library.version(asset_id, row.number)
            assert version.files
            for file in version.files:
                data = (folder / file.name).read_bytes()
                assert hashlib.sha256(data).hexdigest() == file.sha256
        found[asset_id] = len(rows)
    return found


needs_sigkill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")

WRITER = """
import random
library = open_library(Path(sys.argv[1]))
while True:
    asset_id = add(library)
    print(asset_id, 1, flush=True)
    for _ in range(5):
        made = add_next(library, asset_id, files={"model.blend": b"B" * 50_000})
        print(asset_id, made.number, flush=True)
"""


@needs_sigkill
def test_a_writer_killed_from_outside_loses_no_version_that_it_told_of(
    tmp_path: Path, reopen: Reopen
) -> None:
    chance = random.Random(20260131)
    root = tmp_path / "library"
    promised: dict[str, int] = {}
    for _ in range(6):
        with child(WRITER, str(root)) as writer:
            assert writer.stdout
            for _ in range(chance.randrange(1, 12)):
                asset_id, number = writer.stdout.readline().split()
                promised[asset_id] = int(number)
            writer.send_signal(signal.SIGKILL)
            for line in writer.stdout:  # what it had finished and told before it died
                asset_id, number = line.split()
                promised[asset_id] = int(number)
        library = reopen()
        found = every_listed_version_is_whole(library)
        assert all(found.get(asset_id, 0) >= number for asset_id, number in promised.items())
        assert all(library.asset(asset_id).current == found[asset_id] for asset_id in found)
        library.close()


MOMENTS = 200
#: Forks a process per moment, which kills itself with SIGKILL before its n-th call of
#: the system or SQLite (write, sync, rename, SQL …) within the operation; looks at the library each time.
KILLER = """
import json, os, random, signal
from ll3m.bridge.contract.asset import AssetListRequest
from test_never_lost import every_listed_version_is_whole
root, moments = Path(sys.argv[1]), int(sys.argv[2])
library = open_library(root)
asset_id = add(library)
other = add(library)
library.close()

def add_files(library):
    staged = library.staging()
    (staged / "model.blend").write_bytes(os.urandom(9))
    (staged / "model.glb").write_bytes(os.urandom(9))
    library.add_files(other, 1, staged)

def move(library):
    try:
        library.trash(other)
    finally:
        library.restore(other)

OPERATIONS = {
    "files": add_files,
    "current": lambda library: library.set_current(asset_id, 1),
    "trash": move,
    "next": lambda library: add_next(library, asset_id),
    "first": lambda library: add(library),
}

def touches_disk(function):
    owner = getattr(function, "__self__", None)
    return getattr(owner, "__name__", "") == "posix" or type(owner).__module__ in ("_io", "sqlite3")

def run(operation, kill_at):
    # In a forked process: its end tells how many calls there were, or that it was killed.
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        library = open_library(root)
        library.health()
        calls = 0
        def count(frame, event, arg):
            nonlocal calls
            if event == "c_call" and touches_disk(arg):
                calls += 1
                if calls == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.setprofile(count)
        OPERATIONS[operation](library)
        sys.setprofile(None)
        os.write(write, str(calls).encode())
        os._exit(0)
    os.close(write)
    told = os.read(read, 20).decode()
    os.close(read)
    status = os.waitpid(pid, 0)[1]
    assert os.WIFSIGNALED(status) or told, status
    return int(told or 0)

def look():
    library = open_library(root)
    if library.assets(AssetListRequest(trashed=True)).assets:
        library.restore(other)
    found = every_listed_version_is_whole(library)
    current = library.asset(asset_id).current
    folders = [len(list(root.glob(pattern))) for pattern in ("assets/*", "assets/*/v*")]
    library.close()
    left = [str(path) for name in ("staging", "pending") for path in (root / ".ll3m" / name).iterdir()]
    left += map(str, root.glob("**/*.tmp"))
    return {"found": found, "current": current, "folders": folders, "left": left}

chance = random.Random(7)
for operation in OPERATIONS:
    calls = run(operation, 0)
    before = look()
    for moment in sorted(chance.choices(range(1, calls + 1), k=moments // len(OPERATIONS))):
        finished = run(operation, moment)
        after = look()
        print(json.dumps([operation, moment, finished, before, after]), flush=True)
        before = after
print(json.dumps([asset_id, other]))
"""


@needs_sigkill
def test_a_process_killed_at_any_moment_loses_no_version_and_leaves_no_half_one(
    tmp_path: Path,
) -> None:
    with child(KILLER, str(tmp_path / "library"), str(MOMENTS)) as killer:
        *moments, (asset_id, _) = map(json.loads, killer.communicate()[0].splitlines())
    assert killer.returncode == 0
    assert len(moments) == MOMENTS
    killed = 0
    for operation, moment, finished, before, after in moments:
        where = f"{operation}, killed before call {moment}"
        killed += not finished
        old, new = before["found"], after["found"]
        assert not [each for each in old if new.get(each, 0) < old[each]], where
        more = sum(new.values()) - sum(old.values())
        assert more in ((0, 1) if operation in ("first", "next") else (0,)), where
        assert after["folders"] == [len(new), sum(new.values())], where
        assert not after["left"], where
        if operation == "next" and more:
            assert after["current"] == new[asset_id], where
    assert killed > MOMENTS * 0.9


@needs_sigkill
def test_what_a_killed_process_finished_is_listed_by_those_who_had_the_library_open(
    library: FolderLibrary, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_LOOK_EVERY", 0.0)
    asset_id = put(library)
    body = """
    import os, signal
    from ll3m.ll3m_addon.library.access import Access
    Access.keep = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    add_next(open_library(Path(sys.argv[1])), sys.argv[2])
    """
    with child(body, str(library.root), asset_id) as killed:
        killed.communicate()
    assert library.asset(asset_id).current == 2


def test_two_processes_can_add_to_one_asset(library: FolderLibrary, put: Put) -> None:
    asset_id = put(library)
    body = """
    library = open_library(Path(sys.argv[1]))
    print(library.health(), flush=True)
    sys.stdin.readline()
    for _ in range(10):
        print(add_next(library, sys.argv[2]).number, flush=True)
    """
    writers = [child(body, str(library.root), asset_id) for _ in range(2)]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    numbers = [int(line) for writer in writers for line in writer.communicate()[0].split()]
    assert sorted(numbers) == list(range(2, 22))
    assert every_listed_version_is_whole(library) == {asset_id: 21}


def test_two_processes_can_put_the_first_version_into_one_reserved_asset(
    library: FolderLibrary,
) -> None:
    asset_id = library.create_asset(AssetGenerateRequest(prompt="x"), "x")
    body = """
    print(add_next(open_library(Path(sys.argv[1])), sys.argv[2]).number, flush=True)
    """
    writers = [child(body, str(library.root), asset_id) for _ in range(3)]
    numbers = sorted(int(writer.communicate()[0]) for writer in writers)
    assert numbers == [1, 2, 3]
    assert every_listed_version_is_whole(library) == {asset_id: 3}


def fill(library: FolderLibrary, put: Put, put_next: PutNext) -> list[str]:
    made = [put(library, f"a chair number {n}", tags=["x"]) for n in range(3)]
    put_next(library, made[0])
    library.set_current(made[0], 1)
    library.trash(made[2])
    return made


def same(library: FolderLibrary, made: list[str]) -> None:
    """What ``fill`` made is all there."""
    assert ids(library) == [made[1], made[0]]
    assert ids(library, trashed=True) == [made[2]]
    assert ids(library, tag="x", query="number 0") == [made[0]]
    assert library.asset(made[0]).versions == 2
    assert library.asset(made[0]).current == 1


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


def test_a_folder_copied_in_or_removed_by_hand_is_noticed_when_opened(
    library: FolderLibrary, put: Put, tmp_path: Path, reopen: Reopen
) -> None:
    first, second = put(library, name="one"), put(library, name="two")
    other = open_library(tmp_path / "other")
    third = put(other, name="three")
    shutil.copytree(other.asset(third).folder, library.root / "assets" / "copied by hand")
    shutil.rmtree(library.asset(first).folder)
    other.close()
    again = reopen()
    assert sorted(ids(again)) == sorted([second, third])
    assert again.version(third, None)[1].parent.name == "copied by hand"


def test_a_library_moved_elsewhere_works_there(
    library: FolderLibrary, put: Put, put_next: PutNext, tmp_path: Path
) -> None:
    made = fill(library, put, put_next)
    library.close()
    moved = open_library(Path(shutil.move(library.root, tmp_path / "moved ß \U0001fa91")))
    same(moved, made)
    assert moved.version(made[0], 2)[1].is_relative_to(tmp_path / "moved ß \U0001fa91")
    moved.close()


def test_a_library_that_vanishes_while_open_is_not_made_anew_as_an_empty_one(
    library: FolderLibrary, put: Put, put_next: PutNext, tmp_path: Path
) -> None:
    made = fill(library, put, put_next)
    library.root.rename(tmp_path / "unplugged")
    with pytest.raises(LibraryError, match="no longer there") as caught:
        ids(library)
    assert "Connect its drive" in caught.value.advice
    assert not library.root.exists()
    assert "no longer there" in library.health()
    (tmp_path / "unplugged").rename(library.root)
    same(library, made)
    assert library.health() == ""


def test_a_file_in_the_library_s_place_is_said_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("mine")
    library = open_library(tmp_path / "library")
    with pytest.raises(LibraryError, match="is a file, not a folder"):
        library.staging()
    assert "is a file" in library.health()
    assert (tmp_path / "library").read_text() == "mine"


def test_a_file_above_the_library_s_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LibraryError, match="a file stands where a folder should be"):
        ids(open_library(tmp_path / "file" / "library"))


def can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(
        ["unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


needs_mount = pytest.mark.skipif(not can_mount(), reason="no right to mount a small disk here")


@needs_mount
def test_a_full_disk_is_said_loses_nothing_and_is_no_trouble_once_there_is_space(
    tmp_path: Path,
) -> None:
    body = """
    import contextlib, json, os, subprocess
    from conftest import a_version
    from ll3m.bridge.contract.errors import LibraryError
    from ll3m.bridge.contract.asset import AssetListRequest
    root = Path(sys.argv[1])
    root.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(root)], check=True)
    ballast = root / "ballast"
    ballast.write_bytes(b"x" * 500_000)
    library = open_library(root)
    asset_id = add(library)
    made, errors = 1, []
    while not errors:
        try:
            staged = library.staging()
            with contextlib.suppress(OSError):  # the writer's own trouble, told by the system
                (staged / "model.blend").write_bytes(os.urandom(60_000))
            made = library.add_version(asset_id, a_version(source="x" * 5000), staged).number
        except LibraryError as error:
            errors.append(error.to_wire())
    listed = [row.number for row in library.versions(asset_id)]
    health = library.health()
    library.close()
    library = open_library(root)
    again = [row.number for row in library.versions(asset_id)]
    ballast.unlink()
    after = add_next(library, asset_id).number
    final = [row.number for row in library.versions(asset_id)]
    print(json.dumps([made, errors, listed, health, again, after, final]))
    """
    with child(body, str(tmp_path / "disk"), unshared=True) as full:
        made, errors, listed, health, again, after, final = json.loads(full.communicate()[0])
    assert errors[0]["code"] == "library_failed"
    assert "the disk is full" in errors[0]["message"]
    assert "Finished versions are safe" in errors[0]["message"]
    assert "Free space" in errors[0]["advice"]
    assert listed[:made] == list(range(1, made + 1))
    assert again[:made] == listed[:made]
    assert health
    assert final[:made] == listed[:made]
    assert final[-1] == after


@needs_mount
def test_a_read_only_folder_can_be_read_and_says_that_it_can_t_be_written(tmp_path: Path) -> None:
    body = """
    import json, subprocess
    from ll3m.bridge.contract.errors import LibraryError
    from ll3m.bridge.contract.asset import AssetListRequest
    root = Path(sys.argv[1])
    root.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(root)], check=True)
    library = open_library(root)
    asset_id = add(library)
    add_next(library, asset_id)
    library.close()
    subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)
    library = open_library(root)
    found = [asset.versions for asset in library.assets(AssetListRequest(query="chair")).assets]
    number = library.version(asset_id, None)[0].number
    errors = []
    for call in (library.staging, lambda: library.trash(asset_id),
                 lambda: library.set_current(asset_id, 1)):
        try:
            call()
        except LibraryError as error:
            errors.append(error.to_wire())
    health = library.health()
    subprocess.run(["mount", "-o", "remount,rw", str(root)], check=True)
    library.close()
    add_next(library, asset_id)
    print(json.dumps([found, number, errors, health, library.asset(asset_id).versions]))
    library.close()
    """
    with child(body, str(tmp_path / "disk"), unshared=True) as reader:
        found, number, errors, health, later = json.loads(reader.communicate()[0])
    assert (found, number, later) == ([2], 2, 3)
    assert len(errors) == 3
    for error in errors:
        assert "the disk is read-only" in error["message"]
        assert "another library folder" in error["advice"]
    assert "read-only" in health


#: Lays a drive over a folder that takes every question and answers none, as a network drive does
#: whose server is gone; ``back`` takes it away again.
SILENT_DRIVE = """
import ctypes, os, struct
libc = ctypes.CDLL(None, use_errno=True)
def silent(folder):
    drive = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={drive},rootmode=40000,user_id=0,group_id=0".encode()
    if libc.mount(b"silent", str(folder).encode(), b"fuse", 0, options):
        raise OSError(ctypes.get_errno(), "mount")
    hello = os.read(drive, 65536)  # the one thing that is answered, as else nothing is mounted
    answer = struct.pack("<IIIIHHII", 7, 31, 0, 0, 12, 9, 65536, 1).ljust(64, bytes(1))
    os.write(drive, struct.pack("<IiQ", 16 + len(answer), 0, struct.unpack_from("<Q", hello, 8)[0]) + answer)
    return drive
def back(folder, drive):
    os.close(drive)
    libc.umount2(str(folder).encode(), 2)
"""


def can_be_silent() -> bool:
    if not can_mount() or not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return False
    body = "silent(sys.argv[1])"
    code = f"import sys{SILENT_DRIVE}{body}"
    tried = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", code, "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


@pytest.mark.skipif(not can_be_silent(), reason="no right to lay a silent drive over a folder here")
def test_a_drive_that_hangs_is_named_nothing_waits_for_it_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    body = f"""
    import json, threading, time
    exec({SILENT_DRIVE!r})
    from ll3m.bridge.contract.errors import LibraryError
    from ll3m.ll3m_addon.library import folders
    folders._PATIENCE = 0.3
    root = Path(sys.argv[1])
    library = open_library(root)
    asset_id = add(library)
    library.close()
    drive = silent(root)
    began = time.monotonic()
    health = library.health()
    waited = time.monotonic() - began
    said = []
    def write():
        try:
            add_next(library, asset_id)
        except (LibraryError, OSError) as error:
            said.append(error.to_wire() if hasattr(error, "to_wire") else str(error))
    writer = threading.Thread(target=write)
    writer.start()
    writer.join(0.2)
    hangs = writer.is_alive()
    back(root, drive)
    writer.join(20)
    numbers = [row.number for row in library.versions(asset_id)]
    later = add_next(library, asset_id).number
    ok = library.check(hashes=True).problems == [] and library.health() == ""
    print(json.dumps([health, waited, hangs, said, numbers, later, ok]), flush=True)
    os._exit(0)
    """
    with child(body, str(tmp_path / "drive"), unshared=True) as process:
        health, waited, hangs, said, numbers, later, ok = json.loads(process.communicate()[0])
    assert "has not answered" in health
    assert "Check its connection" in health
    assert waited < 10
    assert hangs
    # Once the drive gives up, the writer is told; or it comes back and the version is there.
    assert numbers in ([1], [1, 2])
    assert bool(said) == (numbers == [1])
    assert all("Finished versions are safe" in each["message"] for each in said)
    assert (later, ok) == (numbers[-1] + 1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are POSIX")
def test_a_write_that_fails_half_way_leaves_the_version_before_it_current(
    library: FolderLibrary, put: Put, put_next: PutNext
) -> None:
    asset_id = put(library)
    staged = library.staging()
    (staged / "model.blend").write_bytes(b"B")
    version = library.version(asset_id, 1)[0].model_copy(update={"source": "x" * 200_000})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(LibraryError, match="Finished versions are safe"):
            library.add_version(asset_id, version, staged)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert library.asset(asset_id).current == 1
    assert library.add_version(asset_id, version, staged).number == 2
    assert put_next(library, asset_id).number == 3


ODD_NAMES = [
    "Red chair", "CON", "nul.txt", "a/b\\c:d*e?f\"g<h>i|j", "..", "...", "  ", "-", "_",
    "trailing. . .", "\U0001fa91\U0001fa91", "كرسي أحمر", "\u202egnp.exe", "椅子", "ｆｕｌｌ",
    "x" * 200, "é" * 200, "\U0001f469\u200d\U0001f680", "a\nb\tc\0d", "कुर्सी", "~tilde $HOME `x`",
    "Ümläut", "U\u0308mla\u0308ut", "İstanbul", "v001", ".ll3m", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_becomes_a_short_safe_folder_and_stays_whole_in_the_asset(
    library: FolderLibrary, put: Put, name: str
) -> None:
    asset_id = put(library, name=name)
    asset = library.asset(asset_id)
    assert asset.name == name
    folder = Path(asset.folder)
    assert folder.parent == library.root / "assets"
    assert folder.is_dir()
    assert len(folder.name.encode()) <= 50
    assert not set(folder.name) & set('/\\:*?"<>| \t\n\0.~$`\u202e\u200d')
    assert folder.name == folder.name.lower()
    assert library.version(asset_id, None)[1].is_dir()


def test_two_assets_of_one_name_do_not_meet(library: FolderLibrary, put: Put) -> None:
    made = [put(library, name="Chair") for _ in range(3)]
    assert len({library.asset(each).folder for each in made}) == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Red chair, with wooden legs!", "red-chair-with-wooden-legs"),
        ("Ｃａｆé №5", "café-no5"),
        ("\U0001fa91", "asset"),
        ("a" * 100, "a" * 40),
        ("one two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
    ],
)
def test_folder_names_are_readable(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_hundred_processes_worth_of_short_locks_leave_few_files(
    library: FolderLibrary, put: Put
) -> None:
    for _ in range(100):
        put(library)
    assert len(list((library.root / ".ll3m" / "locks").iterdir())) <= 66
    assert not list((library.root / ".ll3m" / "pending").iterdir())
    assert not list((library.root / ".ll3m" / "reserved").iterdir())
    assert not list((library.root / ".ll3m" / "staging").iterdir())


def test_all_paths_stay_below_windows_limit_in_a_deep_folder(
    tmp_path: Path, make: Callable[..., Version]
) -> None:
    base = str(tmp_path)
    deep = Path(base, *["d" * 40] * 4)
    root = Path(str(deep)[:160].rstrip(os.sep)) / "LL3M"
    assert 160 <= len(str(root)) <= 165
    library = open_library(root)
    asset_id = library.create_asset(AssetGenerateRequest(prompt="x"), "A long name " * 16)
    staged = library.staging()
    (staged / "model.blend").write_bytes(b"B")
    inside = max(len(str(path)) for path in (staged, staged / "model.blend"))
    library.add_version(asset_id, make(), staged)
    library.close()
    longest = max(len(str(path)) for path in root.rglob("*"))
    assert max(longest, inside) < 260


@pytest.mark.parametrize("parts", [["x" * 300], ["x" * 100] * 5])
def test_a_path_beyond_the_system_s_or_sqlite_s_limit_is_said(
    tmp_path: Path, parts: list[str]
) -> None:
    library = open_library(tmp_path.joinpath(*parts))
    with pytest.raises(LibraryError, match="a path is too long") as caught:
        ids(library)
    assert "shorter path" in caught.value.advice


def test_paths_of_more_than_260_characters_work_where_the_system_allows_them(
    tmp_path: Path, put: Put
) -> None:
    library = open_library(tmp_path.joinpath(*["d" * 100] * 3))
    asset_id = put(library)
    assert library.version(asset_id, None)[1].is_dir()
    library.close()


def test_a_clock_set_back_loses_no_version_and_breaks_no_order(
    library: FolderLibrary, put: Put, put_next: PutNext, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put(library)
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() - 10**15)
    second = put(library)
    put_next(library, first)
    assert ids(library) == [second, first]
    assert library.asset(first).current == 2
    assert library.check(hashes=True).problems == []


def test_files_in_use_are_said_with_what_to_do(
    library: FolderLibrary, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to rename a folder while a program has a file of it open."""
    asset_id = put(library)

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied", str(source))

    with monkeypatch.context() as windows:
        windows.setattr(files.os, "rename", refuse)
        with pytest.raises(LibraryError, match="access was denied") as caught:
            library.trash(asset_id)
    assert "Close programs that have its files open" in caught.value.advice
    assert ids(library) == [asset_id]
    assert library.trash(asset_id).trashed_at
