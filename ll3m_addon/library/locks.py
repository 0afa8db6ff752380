# SPDX-License-Identifier: GPL-3.0-or-later
"""Locks between processes and threads, held by the operating system.

They end with the process that holds them, so a killed one leaves nothing behind to
be judged stale.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ...bridge.contract.errors import LibraryError

__all__ = ["file_lock", "stripe"]

_log = logging.getLogger(__name__)
_WAIT = 20.0  # seconds; the longest honest holder syncs one large version to a slow disk
_STRIPES = 64


def stripe(folder: Path, key: str) -> Path:
    """The lock file for ``key``: one of 64, so that 100,000 assets leave no 100,000 files."""
    return folder / f"{zlib.crc32(key.encode()) % _STRIPES:02d}.lock"


def _try_lock(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL):
            raise
        # Some network drives know no locks. Renames still keep versions apart.
        _log.warning("This drive has no file locks; use the library from one program at a time.")
    return True


def _unlock(handle: int) -> None:
    """Closing ends a lock too, but on Windows not at once."""
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):  # it was never got
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)


@contextmanager
def file_lock(path: Path, *, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of ``path`` against all other threads and processes.

    Raises:
        LibraryError: someone else held it for ``wait`` seconds; 20 by default.
    """
    wait = _WAIT if wait is None else wait
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        deadline = time.monotonic() + wait
        pause = 0.001
        while not _try_lock(handle):
            if time.monotonic() > deadline:
                raise LibraryError(
                    f"Another program has been writing this asset for {wait:.0f} s. "
                    "Finished versions are safe.",
                    advice="Wait until it is done and try again.",
                )
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
        yield
    finally:
        _unlock(handle)
        os.close(handle)
