# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns what the disk and SQLite say into ``LibraryError``: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...bridge.contract.errors import LibraryError

__all__ = ["as_library_error", "is_damage", "is_read_only", "library_errors"]

_SQLITE_PATH = 470  # bytes; SQLite's limit for a path is 512, and the index adds its names
_SAFE = "Finished versions are safe."
_BY_ERRNO: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "Free space on that disk and try again."),
    errno.EDQUOT: ("your disk quota is used up", "Free space or raise the quota and try again."),
    errno.EFBIG: ("the file is larger than the system allows", "Raise the limit on file sizes."),
    errno.EROFS: ("the disk is read-only", "Make it writable, or choose another library folder."),
    errno.EACCES: (
        "access was denied",
        "Close programs that have its files open, check the folder's permissions, "
        "or choose another library folder.",
    ),
    errno.EPERM: (
        "access was denied",
        "Check the folder's permissions, or choose another library folder.",
    ),
    errno.ENOENT: (
        "a folder or file is missing",
        "If it was moved or its drive is not connected, put it back or set the library folder anew.",
    ),
    errno.ENOTDIR: (
        "a file stands where a folder should be",
        "Move that file away, or choose another library folder.",
    ),
    errno.EEXIST: (
        "a file stands where a folder should be",
        "Move that file away, or choose another library folder.",
    ),
    errno.ENAMETOOLONG: ("a path is too long", "Choose a library folder with a shorter path."),
    errno.EMFILE: ("too many files are open", "Close other programs and try again."),
    errno.EIO: ("the disk reported an error", "Check the disk or its connection and try again."),
}


def is_damage(error: sqlite3.Error) -> bool:
    """True if the file itself is broken, rather than busy, full or out of reach."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ")):
        return True
    if str(error).startswith("malformed: "):
        return True  # what an integrity check said
    text = str(error)
    return any(each in text for each in ("no such table", "no such column", "Could not decode"))


def is_read_only(error: OSError) -> bool:
    """True if the disk or the permissions forbid writing, whatever is written."""
    return error.errno in (errno.EROFS, errno.EACCES, errno.EPERM)


def _from_sqlite(doing: str, root: Path, error: sqlite3.Error) -> LibraryError:
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        what, advice = "another program kept its index locked", "Try again in a moment."
    elif name.startswith("SQLITE_FULL"):
        what, advice = _BY_ERRNO[errno.ENOSPC]
    elif name.startswith("SQLITE_READONLY"):
        what, advice = _BY_ERRNO[errno.EROFS]
    elif name.startswith("SQLITE_CANTOPEN") and len(str(root).encode()) > _SQLITE_PATH:
        what, advice = _BY_ERRNO[errno.ENAMETOOLONG]
    elif name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        what = f"its index can't be read or written ({error})"
        advice = "Check that the library folder is writable and has space."
    else:
        what = f"its index failed ({error})"
        advice = "Run `ll3m library check`; it mends the index from the folders."
    return LibraryError(
        f"Could not {doing} in the library {root}: {what}. {_SAFE}", advice=advice, reason=name
    )


def as_library_error(doing: str, root: Path, error: OSError | sqlite3.Error) -> LibraryError:
    """Describe ``error``. ``doing`` goes behind "Could not"; ``root`` is the library's folder."""
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(doing, root, error)
    what, advice = _BY_ERRNO.get(error.errno or 0, (error.strerror or str(error), ""))
    where = f" ({error.filename})" if error.filename else ""
    return LibraryError(
        f"Could not {doing} in the library {root}: {what}{where}. {_SAFE}",
        advice=advice,
        reason=errno.errorcode.get(error.errno or 0, ""),
    )


@contextmanager
def library_errors(doing: str, root: Path) -> Iterator[None]:
    """Let ``OSError`` and ``sqlite3.Error`` out as ``LibraryError``."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise as_library_error(doing, root, error) from error
