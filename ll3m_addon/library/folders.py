# SPDX-License-Identifier: GPL-3.0-or-later
"""The library as the core sees it: folders that are never half, and the index that finds them."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from ...bridge.contract.asset import Asset, AssetGenerateRequest, AssetList, AssetListRequest
from ...bridge.contract.errors import Conflict, InvalidRequest, LibraryError, LL3MError, NotFound
from ...bridge.contract.version import Version, VersionRow
from .cursor import decode_cursor, encode_cursor
from .database import Database, set_aside
from .errors import is_damage, library_errors
from .files import list_files, remove_tree, sync_folder
from .ids import new_id, utc_now
from .index import MIGRATIONS, Found, Index, to_asset, to_rows
from .locks import file_lock
from .names import version_folder_name
from .records import VERSION_FILE, AssetRecord, read_version, write_record, write_version
from .store import Store
from .sync import adopt_new_folders, rebuild

__all__ = ["FolderLibrary"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_LITTLE = 64 * 2**20  # bytes; less free space than one large version needs


class FolderLibrary:
    """Assets and versions under ``root``. Thread-safe; several processes may share a root.

    Nothing is read or written before the first call. Any call may raise ``LibraryError``.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.expanduser().absolute()
        self._store = Store(self._root)
        self._database = Database(self._store.hidden / "index.sqlite3", MIGRATIONS)
        self._opening = threading.Lock()
        self._open = False
        self._seen = False
        self._unsettled: set[str] = set()

    @property
    def root(self) -> Path:
        """The library's folder, absolute."""
        return self._root

    # ---- making

    def create_asset(self, request: AssetGenerateRequest, name: str) -> str:
        """Reserve a new asset id. Nothing is listed until its first version is added."""
        now = utc_now()
        record = AssetRecord(
            id=new_id("a"), name=name, kind=request.kind, prompt=request.prompt,
            project_id=request.project_id, created_at=now, updated_at=now,
            tags=list(dict.fromkeys(tag.strip() for tag in request.tags if tag.strip())),
            metadata=request.metadata,
        )  # fmt: skip
        self._do("reserve an asset", lambda: self._store.reserve(record))
        return record.id

    def staging(self) -> Path:
        """Make an empty folder on the library's disk for a version in the making."""
        return self._do("make a folder for a new version", self._store.new_staging)

    def add_version(self, asset_id: str, version: Version, staged: Path) -> Version:
        """Move ``staged`` into place as the asset's next version, atomically, and index it.

        The number is given here; the returned version carries it, and the files' sizes
        and hashes. The new version becomes the current one. If this fails, ``staged`` is
        still there unless the version is in place.

        Raises:
            NotFound: no asset has that id. InvalidRequest: ``staged`` holds links.
            LibraryError: disk full, read-only …
        """
        return self._do("keep a version", lambda: self._add_version(asset_id, version, staged))

    def _add_version(self, asset_id: str, version: Version, staged: Path) -> Version:
        store = self._store
        with self._changing(asset_id):
            folder = self._locate(asset_id)
            home = store.bring_home(staged)
            if folder is None:
                record = store.reserved(asset_id)
                finished = store.finish_version(home, _of(version, asset_id), 1)
                record = store.updated(record, current=1, last_number=1, kind=version.kind)
                folder = store.place_first(home, record, finished)
            else:
                record = self._record(folder, asset_id)
                number = store.next_number(folder, record)
                finished = store.finish_version(home, _of(version, asset_id), number)
                record = store.updated(record, current=number, last_number=number)
                store.place_next(home, folder, record, finished)
            self._index(folder, record, [finished])
        if home != staged:
            remove_tree(staged)
        return finished

    def add_files(self, asset_id: str, number: int, staged: Path) -> Version:
        """Add exported files to a version (its only change after it was made).

        Files of the same name are replaced. ``staged`` is gone afterwards.
        """
        return self._do("add files", lambda: self._add_files(asset_id, number, staged))

    def _add_files(self, asset_id: str, number: int, staged: Path) -> Version:
        with self._changing(asset_id):
            folder, record = self._find(asset_id)
            target = self._version_folder(folder, asset_id, number)
            version = self._read_version(target)
            home = self._store.bring_home(staged)
            files = {file.name: file for file in version.files}
            for file in list_files(home, frozenset({VERSION_FILE})):
                (target / file.name).parent.mkdir(parents=True, exist_ok=True)
                (home / file.name).replace(target / file.name)
                files[file.name] = file
            sync_folder(target)
            version = version.model_copy(
                update={"files": sorted(files.values(), key=lambda file: file.name)}
            )
            write_version(target, version, replace=True)
            self._index(folder, record, [version])
            remove_tree(home)
        remove_tree(staged)
        return version

    # ---- finding

    def assets(self, request: AssetListRequest) -> AssetList:
        """A page of assets, newest first.

        Raises:
            InvalidRequest: the cursor is not of this list and its filters.
        """
        shape = request.model_dump_json(exclude={"limit", "cursor"})
        before = int(decode_cursor(shape, request.cursor)) if request.cursor else None
        rows = self._read(
            "list assets", lambda index: index.page(request, before, request.limit + 1)
        )
        more = len(rows) > request.limit
        rows = rows[: request.limit]
        return AssetList(
            assets=[to_asset(row, self._root) for row in rows],
            next_cursor=encode_cursor(shape, str(rows[-1]["n"])) if more else None,
        )

    def asset(self, asset_id: str) -> Asset:
        """One asset; raises ``NotFound``."""
        return to_asset(self._row(asset_id), self._root)

    def versions(self, asset_id: str) -> Sequence[VersionRow]:
        """All versions, oldest first; raises ``NotFound``."""
        asset = self._row(asset_id)
        rows = self._read("list versions", lambda index: index.versions(asset_id))
        return to_rows(rows, asset, self._root)

    def version(self, asset_id: str, number: int | None) -> tuple[Version, Path]:
        """A version (the current one for None), read from its folder; raises ``NotFound``."""
        return self._do("read a version", lambda: self._version(asset_id, number))

    def _version(self, asset_id: str, number: int | None) -> tuple[Version, Path]:
        asset = self._row(asset_id)
        folder = self._root / asset["place"]
        if not folder.is_dir():
            folder, _ = self._find(asset_id)
            asset = self._row(asset_id)
        target = self._version_folder(folder, asset_id, number or asset["current"])
        return self._read_version(target), target

    # ---- changing

    def set_current(self, asset_id: str, number: int) -> Asset:
        """Make a version the current one; raises ``NotFound``."""

        def change() -> None:
            with self._changing(asset_id):
                folder, record = self._find(asset_id)
                self._version_folder(folder, asset_id, number)
                record = self._store.updated(record, current=number)
                write_record(folder, record)
                self._index(folder, record, [])

        self._do("make a version current", change)
        return self.asset(asset_id)

    def trash(self, asset_id: str) -> Asset:
        """Move to the trash; ``Conflict`` if it lies there."""
        self._do("move an asset to the trash", lambda: self._move(asset_id, to_trash=True))
        return self.asset(asset_id)

    def restore(self, asset_id: str) -> Asset:
        """Take out of the trash; ``Conflict`` if it doesn't lie there."""
        self._do("restore an asset", lambda: self._move(asset_id, to_trash=False))
        return self.asset(asset_id)

    def _move(self, asset_id: str, *, to_trash: bool) -> None:
        store = self._store
        with self._changing(asset_id):
            folder, record = self._find(asset_id)
            if (folder.parent == store.trash) == to_trash:
                where = "lies in the trash already" if to_trash else "does not lie in the trash"
                raise Conflict(f"The asset {record.name!r} {where}.", asset_id=asset_id)
            folder = store.move(folder, store.trash if to_trash else store.assets)
            now = utc_now()
            record = store.updated(record, trashed_at=now if to_trash else None)
            write_record(folder, record)
            self._index(folder, record, [])

    # ---- state

    def health(self) -> str:
        """Empty if usable, else what is wrong."""
        try:
            self._do("write", self._store.writable)
            self._read("read the index", lambda index: index.meta("built"))
            free = shutil.disk_usage(self._root).free
        except LL3MError as error:
            return f"{error.message} {error.advice}"
        except OSError as error:
            return f"The library {self._root} can't be used: {error.strerror}."
        if free < _LITTLE:
            return f"Only {free // 2**20} MiB are free on the disk of the library {self._root}."
        return ""

    def close(self) -> None:
        """Close the index. A later call opens it again."""
        with self._opening:
            self._open = False
            self._database.close()

    # ---- inner life

    def _do(self, doing: str, action: Callable[[], _T]) -> _T:
        """Run ``action`` on the open library; mend a damaged index once and try again."""
        with library_errors(doing, self._root):
            self._ensure_open()
            try:
                return action()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._mend(error)
            return action()

    def _read(self, doing: str, query: Callable[[Index], _T]) -> _T:
        def ask() -> _T:
            with self._database.read() as connection:
                return query(Index(connection))

        return self._do(doing, ask)

    def _row(self, asset_id: str) -> sqlite3.Row:
        row = self._read("read an asset", lambda index: index.asset(asset_id))
        if row is None:
            raise NotFound(f"There is no asset {asset_id}.", asset_id=asset_id)
        return row

    def _ensure_open(self) -> None:
        if self._open and not self._unsettled and self._database.path.exists():
            return
        with self._opening:
            if not (self._open and self._database.path.exists()):
                self._open_folder()
            unsettled, self._unsettled = self._unsettled, set()
        for asset_id in unsettled:
            with self._changing(asset_id):
                self._reindex(asset_id)
            self._store.settle(asset_id)

    def _open_folder(self) -> None:
        if self._root.exists() and not self._root.is_dir():
            raise LibraryError(
                f"The library {self._root} is a file, not a folder. Nothing was changed.",
                advice="Move that file away, or choose another library folder.",
            )
        if self._seen and not self._root.exists():
            # Making it anew would hide an unplugged drive behind an empty library.
            raise LibraryError(
                f"The library {self._root} is no longer there. Nothing was changed.",
                advice="Connect its drive or move it back, or set the library folder anew.",
            )
        self._store.make_folders()
        try:
            self._open_index()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._replace_index(error)
        self._unsettled.update(self._store.sweep())
        self._open = self._seen = True

    def _open_index(self) -> None:
        self._database.open()
        with file_lock(self._store.lock_file("index"), wait=3600.0):
            with self._database.read() as connection:
                built = Index(connection).meta("built")
            (adopt_new_folders if built else rebuild)(self._store, self._database)

    def _replace_index(self, error: sqlite3.Error) -> None:
        path = self._database.path
        self._database.close()
        if path.exists():
            aside = set_aside(path)
            _log.warning(
                "The library's index was damaged (%s). It is made anew from the folders; "
                "the damaged file is kept as %s", error, aside,
            )  # fmt: skip
        self._open_index()

    def _mend(self, error: sqlite3.Error) -> None:
        """Put a new index in the damaged one's place, unless someone else just did."""
        with self._opening, file_lock(self._store.lock_file("replace"), wait=3600.0):
            try:
                with self._database.read() as connection:
                    built = Index(connection).meta("built")
                    if built and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                        return
            except (sqlite3.Error, FileNotFoundError) as found:
                _log.debug("Still damaged: %s", found)
            self._replace_index(error)

    @contextmanager
    def _changing(self, asset_id: str) -> Iterator[None]:
        """Hold the asset. After a failure its folder is read again before the next call."""
        try:
            with self._store.changing(asset_id):
                yield
        except (NotFound, Conflict, InvalidRequest):
            raise  # nothing was changed
        except BaseException:
            self._unsettled.add(asset_id)
            raise

    def _locate(self, asset_id: str) -> Path | None:
        """The asset's folder; None if there is none."""
        with self._database.read() as connection:
            row = Index(connection).asset(asset_id)
        if row and (self._root / row["place"]).is_dir():
            return self._root / row["place"]
        return self._store.find(asset_id)

    def _find(self, asset_id: str) -> tuple[Path, AssetRecord]:
        folder = self._locate(asset_id)
        if folder is None:
            self._reindex(asset_id)
            raise NotFound(f"There is no asset {asset_id}.", asset_id=asset_id)
        return folder, self._record(folder, asset_id)

    def _record(self, folder: Path, asset_id: str) -> AssetRecord:
        read = self._store.read(folder)
        if read is None or read[0].id != asset_id:
            raise LibraryError(
                f"The folder {folder} can't be read as an asset. Its versions are left as they are.",
                advice="Restore its asset.json, or run `ll3m library check`.",
            )
        return read[0]

    def _version_folder(self, folder: Path, asset_id: str, number: int) -> Path:
        target = folder / version_folder_name(number)
        if not (target / VERSION_FILE).is_file():
            raise NotFound(
                f"The asset {asset_id} has no version {number}.", asset_id=asset_id, number=number
            )
        return target

    def _read_version(self, folder: Path) -> Version:
        version = read_version(folder)
        if version is None:
            raise LibraryError(
                f"{folder / VERSION_FILE} can't be read. The files beside it are left as they are.",
                advice="Restore version.json from a backup, or run `ll3m library check`.",
            )
        return version

    def _index(self, folder: Path, record: AssetRecord, versions: Sequence[Version]) -> None:
        """Keep in the index what was just done in the folder. The caller holds the asset."""
        found = Found(record, self._store.place(folder), self._store.stamp(folder), versions)

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

    def _reindex(self, asset_id: str) -> None:
        """Make the index say what the folder says. The caller holds the asset."""
        folder = self._store.find(asset_id)
        read = self._store.read(folder) if folder else None
        with self._database.write() as connection:
            index = Index(connection)
            if folder is None or read is None:
                index.forget(asset_id)
                return
            record, versions, stamp = read
            found = Found(record, self._store.place(folder), stamp, versions)
            index.put(found, all_versions=True)


def _of(version: Version, asset_id: str) -> Version:
    return version.model_copy(update={"asset_id": asset_id})
