# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of jobs: a folder per job with one line of JSON per fact, and the pictures beside.

A line is handed to the system as a whole and never changed, so a killed process leaves a
record that is true as far as it goes; the end of a job makes it durable. The records are
private to the user and may be removed at any time.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import threading
import time
from pathlib import Path
from typing import Any

from ...bridge.contract.errors import InvalidRequest, NotFound
from .errors import library_errors
from .files import remove_tree

__all__ = ["FolderRuns", "RunFile"]

_log = logging.getLogger(__name__)

RECORD = "record.jsonl"
#: Bytes of one record at most, pictures included. A job at quality ``high`` with six views in
#: each of three rounds stays below 8 MiB.
MOST = 16 * 2**20
#: Bytes kept free for the short lines that end a record.
RESERVE = 64 * 2**10
#: A line up to this many bytes may use the reserve.
SHORT = 4096
_DAY = 86400.0
_APPEND = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0)


class FolderRuns:
    """Records below ``<library>/.ll3m/runs``. Nothing is touched before the first call.

    ``keep`` is how many of the newest stay (0: none are written), ``days`` for how long.
    """

    def __init__(self, root: Path, keep: int = 200, days: float = 30.0, most: int = MOST) -> None:
        self._home = root.expanduser().absolute() / ".ll3m" / "runs"
        self._keep = keep
        self._days = days
        self._most = most

    def open(self, job_id: str) -> RunFile | None:
        """Begin a job's record; None where none are kept.

        Raises:
            LibraryError: the folder can't be written.
        """
        if not self._keep:
            return None
        with library_errors("keep a record of a job", self._home):
            folder = self.folder(job_id)
            self._home.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
            self._prune()
            return RunFile(folder, self._most)

    def folder(self, job_id: str) -> Path:
        """Where a record lies; raises ``InvalidRequest`` for what is no job's id."""
        if not job_id.isascii() or not job_id.replace("_", "").isalnum():
            raise InvalidRequest(f"{job_id!r} is not a job's id.")
        return self._home / job_id

    def read(self, job_id: str) -> list[dict[str, Any]]:
        """The lines of a record, a torn last one left out.

        Raises:
            NotFound: no record of that job is kept.
            LibraryError: it can't be read.
        """
        path = self.folder(job_id) / RECORD
        with library_errors("read the record of a job", self._home):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                raise NotFound(
                    f"There is no record of the job {job_id}.",
                    advice="Records are kept of jobs that asked a provider; the setting `records` "
                    "says how many, `record_days` how long.",
                ) from None
        found: list[dict[str, Any]] = []
        for line in data.split(b"\n"):
            try:
                value = json.loads(line) if line else None
            except ValueError:
                continue  # torn: the process was killed while it wrote
            if isinstance(value, dict):
                found.append(value)
        return found

    def size(self, job_id: str) -> int:
        """Bytes of a record, pictures included; raises ``LibraryError``."""
        with library_errors("read the record of a job", self._home):
            return sum(each.stat().st_size for each in os.scandir(self.folder(job_id)))

    def _prune(self) -> None:
        """Remove what is too old or too many; ids sort by time, the new one among them."""
        with os.scandir(self._home) as entries:
            folders = sorted((each for each in entries if each.is_dir()), key=lambda e: e.name)
        oldest = time.time() - self._days * _DAY
        for place, each in enumerate(reversed(folders)):
            if place >= self._keep or each.stat().st_mtime < oldest:
                remove_tree(Path(each.path))


class RunFile:
    """One record being written; ``core.run_seam.RunWriter``. Thread-safe.

    A disk that is full or gone ends the record, never the job: it is said once in the log.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most
        self._lock = threading.Lock()
        # Appending: a job that is run by hand again adds to its record.
        self._handle: int | None = os.open(folder / RECORD, _APPEND, 0o600)
        self._size = os.fstat(self._handle).st_size
        self._pictures: set[str] = set()

    def add(self, line: dict[str, Any]) -> bool:
        """Keep one line; False if the record is full or broken and the line was left out."""
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=str)
        whole = data.encode("utf-8", errors="backslashreplace") + b"\n"
        with self._lock:
            spare = 0 if len(whole) <= SHORT else RESERVE
            if self._handle is None or self._size + len(whole) > self._most - spare:
                return False
            try:
                if os.write(self._handle, whole) < len(whole):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError as error:
                self._give_up(error)
                return False
            self._size += len(whole)
            return True

    def picture(self, data: bytes) -> str:
        """Keep a picture, once however often it is given; return its SHA-256.

        A picture for which there is no room is known by its hash alone.
        """
        name = hashlib.sha256(data).hexdigest()
        with self._lock:
            full = self._size + len(data) > self._most - RESERVE
            if name in self._pictures or self._handle is None or full:
                return name
            try:
                (self._folder / f"{name}{_ending(data)}").write_bytes(data)
            except OSError as error:
                self._give_up(error)
                return name
            self._pictures.add(name)
            self._size += len(data)
        return name

    def close(self) -> None:
        """Make the record durable and let go of it. Safe to call twice."""
        with self._lock:
            handle, self._handle = self._handle, None
            if handle is None:
                return
            try:
                os.fsync(handle)
            except OSError as error:
                _log.warning("The record %s may not survive a power cut: %s", self._folder, error)
            finally:
                os.close(handle)

    def _give_up(self, error: OSError) -> None:
        _log.warning("The record %s ends here: %s", self._folder, error)
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _ending(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return ".png"
    return ".jpg" if data.startswith(b"\xff\xd8") else ".webp"
