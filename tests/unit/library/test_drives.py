# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders moved, copied and unplugged; full, read-only and silent drives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ll3m.bridge.contract.errors import LibraryError
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library import open_library
from ll3m.ll3m_addon.library.folders import FolderLibrary

sys.path.insert(0, str(Path(__file__).parent))

from whole import child, fill, ids, same

Put = Callable[..., str]
PutNext = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]


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
