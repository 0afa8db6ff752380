# SPDX-License-Identifier: GPL-3.0-or-later
"""The library: assets and versions as folders, with SQLite indexes beside them.

Folders are the truth; the index can be made anew from them at any time. Jobs have a
file of their own. May import ``bridge.contract`` and ``core``; knows no bpy.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .folders import FolderLibrary
    from .jobs import SqliteJobs
    from .rooms import SqliteRooms
    from .runs import FolderRuns

__all__ = ["new_id", "open_jobs", "open_library", "open_rooms", "open_runs"]


def open_library(root: Path) -> FolderLibrary:
    """Return the library in ``root``. The disk is first touched by the first call on it.

    Every call raises ``LibraryError`` while the folder can't be used, and works again
    as soon as it can; ``health`` says what is wrong.
    """
    from .folders import FolderLibrary

    return FolderLibrary(root)


def open_jobs(root: Path) -> SqliteJobs:
    """Return the job store of the library in ``root``, opened by its first call."""
    from .jobs import SqliteJobs

    return SqliteJobs(root)


def open_rooms(root: Path) -> SqliteRooms:
    """Return what is said in the rooms of the library in ``root``, opened by the first call."""
    from .rooms import SqliteRooms

    return SqliteRooms(root)


def open_runs(root: Path, keep: int, days: float) -> FolderRuns:
    """Return the records of the jobs of the library in ``root``: the newest ``keep`` of ``days``."""
    from .runs import FolderRuns

    return FolderRuns(root, keep, days)


def new_id(prefix: str) -> str:
    """Return a new id such as ``a_0mf3…`` that sorts by time; ``prefix`` is ``a`` or ``j``."""
    from .ids import new_id as make

    return make(prefix)
