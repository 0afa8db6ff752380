# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed processes, two writers, writes that fail half-way, a clock set back."""

from __future__ import annotations

import json
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from ll3m.bridge.contract.asset import AssetGenerateRequest
from ll3m.bridge.contract.errors import LibraryError
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library import access, files
from ll3m.ll3m_addon.library.folders import FolderLibrary

sys.path.insert(0, str(Path(__file__).parent))

from whole import child, every_listed_version_is_whole, ids

Put = Callable[..., str]
PutNext = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]


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
from whole import every_listed_version_is_whole
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
