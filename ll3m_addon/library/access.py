# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a library, keeps folders and index in step, mends the index, explains what fails."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from ...bridge.contract.asset import Asset
from ...bridge.contract.errors import Conflict, InvalidRequest, LibraryError, LL3MError, NotFound
from ...bridge.contract.library import LibraryProblem, LibraryReport
from ...bridge.contract.version import Version
from .check import check
from .database import Database, set_aside
from .errors import is_damage, is_read_only, library_errors
from .index import Found, Index, to_asset
from .locks import file_lock
from .names import version_folder_name
from .records import VERSION_FILE, AssetRecord, read_version
from .schema import MIGRATIONS
from .store import Store
from .sync import adopt_new_folders, rebuild

__all__ = ["Access"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_LOOK_EVERY = 2.0  # seconds between looks for what killed processes left; 20 µs each
_LONG = 3600.0  # seconds; how long another process may take to build the index of a big library


class Access:
    """One library's folders and index. Thread-safe; several processes may share the folders."""

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().absolute()
        self.store = Store(self.root)
        self._database = Database(self.store.hidden / "index.sqlite3", MIGRATIONS)
        self._opening = threading.Lock()
        self._open = False
        self._seen = False  # it was there before: if it is gone, its drive is
        self._unsettled: set[str] = set()  # assets to be read again after a failure
        self._look_at = 0.0
        self._copy: tempfile.TemporaryDirectory[str] | None = None  # index of a read-only library

    @property
    def read_only(self) -> bool:
        """True if the folder could be read but not written when it was opened."""
        return self._copy is not None

    def run(self, doing: str, action: Callable[[], _T]) -> _T:
        """Run ``action`` on the open library; mend a damaged index once and try again.

        ``action`` must be repeatable until it calls ``keep``. ``doing`` goes into the
        message behind "Could not".

        Raises:
            LibraryError: the folder or its index can't be used, and why.
        """
        with library_errors(doing, self.root):
            self._ensure_open()
            try:
                return action()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._mend(error)
            return action()

    def query(self, doing: str, ask: Callable[[Index], _T]) -> _T:
        """Ask the index."""

        def action() -> _T:
            with self._database.read() as connection:
                return ask(Index(connection))

        return self.run(doing, action)

    def row(self, asset_id: str) -> sqlite3.Row:
        """An asset's row of the index; raises ``NotFound``."""
        row = self.query("read an asset", lambda index: index.asset(asset_id))
        if row is None:
            raise NotFound(f"There is no asset {asset_id}.", asset_id=asset_id)
        return row

    def asset(self, asset_id: str) -> Asset:
        """One asset; raises ``NotFound``."""
        return self.run("read an asset", lambda: to_asset(self.row(asset_id), self.root))

    def close(self) -> None:
        """Close the index. A later call opens it again."""
        with self._opening:
            self._open = False
            self._database.close()
            if self._copy:
                self._database = Database(self.store.hidden / "index.sqlite3", MIGRATIONS)
                self._copy.cleanup()
                self._copy = None

    def check(self, *, repair: bool, hashes: bool) -> LibraryReport:
        """Compare index and folders; a damaged index is made anew and reported as repaired."""

        def look() -> LibraryReport:
            return check(self.store, self._database, repair=repair, hashes=hashes)

        with library_errors("check", self.root):
            self._ensure_open()
            try:
                return look()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._mend(error)
                problem = LibraryProblem(
                    rule="index_damaged", place=".ll3m/index.sqlite3", repaired=True,
                    what=f"The index was damaged: {error}.",
                    advice="It was made anew from the folders.",
                )  # fmt: skip
            report = look()
            report.problems.insert(0, problem)
            return report

    def rebuild(self) -> int:
        """Read all folders into the index anew; return the number of assets."""
        return self.run("rebuild the index", lambda: rebuild(self.store, self._database))

    # ---- for actions inside ``run``

    @contextmanager
    def changing(
        self, asset_id: str, *, number: int | None = None, wait: float | None = None
    ) -> Iterator[None]:
        """Hold an asset against all others. After a failure its folder is read again later.

        ``number`` is the version whose files change.
        """
        try:
            with self.store.changing(asset_id, number=number, wait=wait):
                yield
        except (NotFound, Conflict, InvalidRequest):
            raise  # nothing was changed
        except BaseException:
            self._unsettled.add(asset_id)
            raise

    def locate(self, asset_id: str) -> Path | None:
        """The asset's folder; None if there is none."""
        with self._database.read() as connection:
            row = Index(connection).asset(asset_id)
        if row and (self.root / row["place"]).is_dir():
            return self.root / row["place"]
        return self.store.find(asset_id, renamed=row is not None)

    def find(self, asset_id: str) -> tuple[Path, AssetRecord]:
        """The asset's folder and record; raises ``NotFound``, ``LibraryError``."""
        folder = self.locate(asset_id)
        if folder is None:
            self.reindex(asset_id)
            raise NotFound(f"There is no asset {asset_id}.", asset_id=asset_id)
        return folder, self.record(folder, asset_id)

    def record(self, folder: Path, asset_id: str) -> AssetRecord:
        """What ``folder`` says of itself; raises ``LibraryError`` if that can't be read."""
        found = self.store.read(folder)
        if found is None or found.record.id != asset_id:
            raise LibraryError(
                f"The folder {folder} can't be read as an asset. Its versions are left as they are.",
                advice="Restore its asset.json, or run `ll3m library check`.",
            )
        return found.record

    def version_folder(self, folder: Path, asset_id: str, number: int) -> Path:
        """The folder of a version that is there; raises ``NotFound``."""
        target = folder / version_folder_name(number)
        if not (target / VERSION_FILE).is_file():
            raise NotFound(
                f"The asset {asset_id} has no version {number}.", asset_id=asset_id, number=number
            )
        return target

    def keep(self, folder: Path, record: AssetRecord, versions: Sequence[Version]) -> None:
        """Index what was just done in ``folder``; ``versions`` are new or changed ones.

        The caller holds the asset.
        """
        if record.current not in [version.number for version in versions]:
            current = read_version(folder / version_folder_name(record.current))
            versions = [*versions, current] if current else versions
        wholes = [self.store.whole(folder, version) for version in versions]
        found = Found(record, self.store.place(folder), self.store.stamp(folder), wholes)

        def put() -> None:
            with self._database.write() as connection:
                Index(connection).put(found, all_versions=False)

        try:
            put()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._mend(error)  # here, since what was done in the folder can't be done twice
            put()

    def reindex(self, asset_id: str) -> None:
        """Make the index say what the folder says. The caller holds the asset."""
        folder = self.store.find(asset_id)
        found = self.store.read(folder) if folder else None
        with self._database.write() as connection:
            index = Index(connection)
            if found is None:
                index.forget(asset_id)
            else:
                index.put(found, all_versions=True)

    # ---- opening

    def _ensure_open(self) -> None:
        due = time.monotonic() >= self._look_at
        if self._open and not due and not self._unsettled and self._database.path.exists():
            return
        with self._opening:
            if not (self._open and self._database.path.exists()):
                self._open_folder()
            if not self.read_only:
                self._look_at = time.monotonic() + _LOOK_EVERY
                self._unsettled.update(self.store.left_changing())
            unsettled, self._unsettled = self._unsettled, set()
        self._settle(unsettled)

    def _settle(self, unsettled: set[str]) -> None:
        """Bring in line what a killed process or a failure of our own left behind."""
        for asset_id in unsettled:
            try:
                with self.changing(asset_id, wait=0.0):
                    self.store.recover(asset_id)
                    self.reindex(asset_id)
                    self.store.settle(asset_id)
            except (LL3MError, OSError, sqlite3.Error) as error:
                self._unsettled.add(asset_id)
                _log.warning("The folder of %s is looked at again later: %s", asset_id, error)

    def _open_folder(self) -> None:
        if self.root.exists() and not self.root.is_dir():
            raise LibraryError(
                f"The library {self.root} is a file, not a folder. Nothing was changed.",
                advice="Move that file away, or choose another library folder.",
            )
        if self._seen and not self.root.exists():
            # Making it anew would hide an unplugged drive behind an empty library.
            raise LibraryError(
                f"The library {self.root} is no longer there. Nothing was changed.",
                advice="Connect its drive or move it back, or set the library folder anew.",
            )
        try:
            self.store.make_folders()
            self.store.writable()
        except OSError as error:
            if not is_read_only(error) or not self.store.assets.is_dir():
                raise
            self._use_copy(error)
        try:
            self._open_index()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._replace_index(error)
        if not self.read_only:
            self.store.sweep()
        self._open = self._seen = True

    def _use_copy(self, error: OSError) -> None:
        """Read a library that can't be written through a copy of its index."""
        _log.warning("The library %s can be read only: %s", self.root, error)
        self._copy = tempfile.TemporaryDirectory(prefix="ll3m-index-")
        copy = Path(self._copy.name)
        for path in self.store.hidden.glob("index.sqlite3*"):
            if path.name in ("index.sqlite3", "index.sqlite3-wal"):
                shutil.copyfile(path, copy / path.name)
        self._database = Database(copy / "index.sqlite3", MIGRATIONS)

    def _lock_file(self, name: str) -> Path:
        if self._copy:
            return Path(self._copy.name) / f"{name}.lock"
        return self.store.lock_file(name)

    def _open_index(self) -> None:
        self._database.open()
        with file_lock(self._lock_file("index"), wait=_LONG):
            with self._database.read() as connection:
                built = Index(connection).meta("built")
            (adopt_new_folders if built else rebuild)(self.store, self._database)

    def _mend(self, error: sqlite3.Error) -> None:
        """Make the index sound again."""
        with self._opening:
            self._replace_index(error)

    def _replace_index(self, error: sqlite3.Error) -> None:
        """Put a new index in the damaged one's place, unless another process just did."""
        with file_lock(self._lock_file("replace"), wait=_LONG):
            if not self._database.is_sound():
                self._database.close()
                if self._database.path.exists():
                    aside = set_aside(self._database.path)
                    _log.warning(
                        "The library's index was damaged (%s). It is made anew from the "
                        "folders; the damaged file is kept as %s", error, aside,
                    )  # fmt: skip
            self._open_index()
