# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are whole or not there: write, sync, hash, rename."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ...bridge.contract.errors import InvalidRequest
from ...bridge.contract.version import File

__all__ = [
    "list_files",
    "move_folder",
    "remove_tree",
    "sync_folder",
    "sync_tree",
    "write_atomic",
    "write_synced",
]

_CHUNK = 1 << 20
_SYNCS = 8  # at once
#: Seconds between tries while a virus scanner or indexer holds a file (Windows).
_PATIENCE = (0.01, 0.03, 0.1, 0.3, 1.0) if sys.platform == "win32" else ()


def sync_folder(folder: Path) -> None:
    """Make a folder's list of names durable. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives
            raise
    finally:
        os.close(handle)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and make its content durable. Not atomic."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_atomic(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``: readers and a crash see the old or the new, never a half."""
    beside = path.with_name(f"{path.name}.{os.getpid()}-{time.monotonic_ns():x}.tmp")
    try:
        write_synced(beside, data)
        _patiently(os.replace, beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _patiently(rename, source: Path, target: Path) -> None:  # type: ignore[no-untyped-def]
    for pause in _PATIENCE:
        try:
            return rename(source, target)
        except PermissionError:
            time.sleep(pause)
    return rename(source, target)


def _size_and_hash(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _sync_file(path: Path) -> None:
    # Windows syncs only handles that may write.
    with path.open("r+b" if sys.platform == "win32" else "rb") as file:
        os.fsync(file.fileno())


def sync_tree(folder: Path) -> None:
    """Make all files below ``folder``, and the folders' lists of names, durable.

    At once: a disk that is asked to sync many files together waits hardly longer than for one.
    """
    with ThreadPoolExecutor(_SYNCS, "ll3m-sync") as pool:
        waiting = []
        for parent, _, files in os.walk(folder):
            paths = (Path(parent, name) for name in files)
            waiting += [pool.submit(_sync_file, path) for path in paths if not path.is_symlink()]
            waiting.append(pool.submit(sync_folder, Path(parent)))
        for each in waiting:
            each.result()


def list_files(folder: Path, skip: frozenset[str] = frozenset()) -> list[File]:
    """Describe every file below ``folder``, sorted by name. Nothing is synced.

    Raises:
        InvalidRequest: a link or a special file lies there, or a name that no JSON can hold.
    """
    found: list[File] = []
    folders = [folder]
    for parent in folders:
        for entry in sorted(os.scandir(parent), key=lambda each: each.name):
            path = Path(entry.path)
            name = path.relative_to(folder).as_posix()
            if name in skip:
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                folders.append(path)
            elif stat.S_ISREG(mode) and name.isprintable():
                size, digest = _size_and_hash(path)
                suffix = path.suffix[1:].lower()
                found.append(File(name=name, format=suffix, bytes=size, sha256=digest))
            else:
                raise InvalidRequest(
                    f"A version can hold plain files only, and {name!a} is none.",
                    advice="Take it out of the folder and add the version again.",
                )
    return sorted(found, key=lambda file: file.name)


def move_folder(source: Path, target: Path) -> None:
    """Rename a folder, or copy it if ``target`` is on another disk.

    Raises:
        FileExistsError: ``target`` exists.
        OSError: the disk's other complaints.
    """
    if target.exists():
        raise FileExistsError(errno.EEXIST, "exists already", str(target))
    try:
        _patiently(os.rename, source, target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise FileExistsError(errno.EEXIST, "exists already", str(target)) from error
        raise


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours that is no longer wanted; what can't go now goes another time."""
    shutil.rmtree(folder, ignore_errors=True)
