# SPDX-License-Identifier: GPL-3.0-or-later
"""A database whose rows stand nowhere else: opened when first asked, started anew when damaged."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from .database import Database, set_aside
from .errors import is_damage, library_errors
from .locks import file_lock

__all__ = ["KeptFile"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class KeptFile:
    """One SQLite file below a library's ``.ll3m``. Thread-safe; several processes may share it.

    ``what`` names its rows in the log, as in "The file of jobs was damaged".
    """

    def __init__(
        self, root: Path, name: str, migrations: Sequence[str], what: str,
        opened: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self.database = Database(root / ".ll3m" / f"{name}.sqlite3", migrations)
        self._root, self._what, self._opened = root, what, opened
        self._opening = threading.Lock()
        self._open = False

    def do(self, doing: str, action: Callable[[], _T]) -> _T:
        """Do ``action`` on the open database; once more where it turned out to be damaged.

        Raises:
            LibraryError: it can't be read or written; ``doing`` says what was tried.
        """
        with library_errors(doing, self._root):
            try:
                self._ensure_open()
                return action()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._start_anew(error)
            self._ensure_open()
            return action()

    def close(self) -> None:
        """Close the file; a later ``do`` opens it again."""
        with self._opening:
            self._open = False
            self.database.close()

    def _ensure_open(self) -> None:
        if self._open and self.database.path.exists():
            return
        with self._opening:
            if not (self._open and self.database.path.exists()):
                self.database.path.parent.mkdir(parents=True, exist_ok=True)
                self.database.open()
                self._open = True
                self._opened()

    def _start_anew(self, error: sqlite3.Error) -> None:
        """The rows stand nowhere else: keep the damaged file for a repair and go on without it."""
        path = self.database.path
        with self._opening, file_lock(path.with_suffix(".lock")):
            if self.database.is_sound():
                return  # another process was faster
            self._open = False
            self.database.close()
            if path.exists():
                _log.warning(
                    "The file of %s was damaged (%s) and starts anew; the damaged one is kept as "
                    "%s. Assets and versions are not touched.",
                    self._what, error, set_aside(path),
                )  # fmt: skip
