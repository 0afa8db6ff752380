# SPDX-License-Identifier: GPL-3.0-or-later
"""The library as the core sees it: folders that are never half, and lists that find them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

from ...bridge.contract.asset import Asset, AssetGenerateRequest, AssetList, AssetListRequest
from ...bridge.contract.errors import LibraryError, LL3MError
from ...bridge.contract.library import LibraryReport
from ...bridge.contract.version import Version, VersionRow
from .access import Access
from .desk import Desk
from .edits import Edits, clean_tags
from .files import list_files, remove_tree, sync_folder, sync_tree
from .ids import new_id, utc_now
from .index import Index, to_asset, to_rows
from .moving import move
from .projects import Projects
from .records import VERSION_FILE, AssetRecord, read_version, write_record, write_version
from .references import FolderReferences
from .search import Search, facets, find
from .standing import Instructions
from .transfer import Transfer

__all__ = ["FolderLibrary"]

_LITTLE = 64 * 2**20  # bytes; less free space than one large version needs
_PATIENCE = 5.0  # seconds for a drive to answer ``health``


class FolderLibrary:
    """Assets and versions under ``root``. Thread-safe; several processes may share a root.

    ``edits`` changes what users say of assets; ``projects``, ``instructions`` and
    ``transfer`` hold what their names say. ``desk`` answers in the contract's own words.

    Nothing is read or written before the first call. Any call may raise ``LibraryError``.
    """

    def __init__(self, root: Path) -> None:
        self._access = Access(root)
        self._store = self._access.store
        self.edits = Edits(self._access)
        self.projects = Projects(self._access)
        self.instructions = Instructions(self._access, self.projects)
        self.transfer = Transfer(self._access, self.projects)
        self.desk = Desk(self._access, self.edits, self.projects, self.instructions, self.transfer)
        self.references = FolderReferences(root)

    @property
    def root(self) -> Path:
        """The library's folder, absolute."""
        return self._access.root

    # ---- making

    def create_asset(self, request: AssetGenerateRequest, name: str) -> str:
        """Reserve a new asset id. Nothing is listed until its first version is added."""
        now = utc_now()
        record = AssetRecord(
            id=new_id("a"), name=name, kind=request.kind, prompt=request.prompt,
            project_id=request.project_id, created_at=now, updated_at=now,
            tags=clean_tags(request.tags),
            metadata=request.metadata,
        )  # fmt: skip
        self._access.run("reserve an asset", lambda: self._store.reserve(record))
        return record.id

    def staging(self) -> Path:
        """Make an empty folder on the library's disk for a version in the making."""
        return self._access.run("make a folder for a new version", self._store.new_staging)

    def add_version(self, asset_id: str, version: Version, staged: Path) -> Version:
        """Move ``staged`` into place as the asset's next version, atomically, and index it.

        The number is given here; the returned version carries it, and the files' sizes
        and hashes. The new version becomes the current one. If this fails, ``staged`` is
        still there unless the version is in place.

        Raises:
            NotFound: no asset has that id.
            InvalidRequest: ``staged`` holds links.
            LibraryError: disk full, read-only …
        """
        return self._access.run(
            "keep a version", lambda: self._add_version(asset_id, version, staged)
        )

    def _add_version(self, asset_id: str, version: Version, staged: Path) -> Version:
        store = self._store
        version = version.model_copy(update={"asset_id": asset_id})
        with self._access.changing(asset_id):
            folder = self._access.locate(asset_id)
            if folder is None:
                record, number = store.reserved(asset_id), 1
            else:
                record = self._access.record(folder, asset_id)
                number = store.next_number(folder, record)
            home = store.bring_home(staged)
            finished = store.finish_version(home, version, number)
            record = store.updated(record, current=number, last_number=number)
            if folder is None:
                folder = store.place_first(home, record, finished)
            else:
                store.place_next(home, folder, record, finished)
            self._access.keep(folder, record, [finished])
        if home != staged:
            remove_tree(staged)
        return finished

    def add_files(self, asset_id: str, number: int, staged: Path) -> Version:
        """Add exported files to a version (its only change after it was made).

        Files of the same name are replaced. ``staged`` is gone afterwards.

        Raises:
            NotFound: no asset or version is that.
            InvalidRequest: ``staged`` holds links.
        """
        return self._access.run("add files", lambda: self._add_files(asset_id, number, staged))

    def _add_files(self, asset_id: str, number: int, staged: Path) -> Version:
        with self._access.changing(asset_id, number=number):
            folder, record = self._access.find(asset_id)
            target = self._access.version_folder(folder, asset_id, number)
            version = _read_whole(target)
            home = self._store.bring_home(staged)
            files = {file.name: file for file in version.files}
            added = list_files(home, frozenset({VERSION_FILE}))
            sync_tree(home)
            for file in added:
                (target / file.name).parent.mkdir(parents=True, exist_ok=True)
                (home / file.name).replace(target / file.name)
                files[file.name] = file
            sync_folder(target)
            listed = sorted(files.values(), key=lambda file: file.name)
            version = version.model_copy(update={"files": listed})
            write_version(target, version, replace=True)
            self._access.keep(folder, record, [version])
            remove_tree(home)
        remove_tree(staged)
        return version

    # ---- finding

    def assets(self, request: AssetListRequest) -> AssetList:
        """A page of assets, newest first.

        Raises:
            InvalidRequest: the cursor is not of this list and its filters.
        """
        search = Search(
            words=request.query or "", kind=request.kind, project_id=request.project_id,
            tags=(request.tag,) if request.tag is not None else (),
            trashed=request.trashed, limit=request.limit, cursor=request.cursor,
        )  # fmt: skip
        assets, cursor = self.search(search)
        return AssetList(assets=assets, next_cursor=cursor)

    def search(self, search: Search) -> tuple[list[Asset], str | None]:
        """A page of what ``search`` asks for, and the cursor of the next page.

        Raises:
            InvalidRequest: the cursor is not of this search.
        """

        def ask(index: Index) -> tuple[list[Asset], str | None]:
            rows, cursor = find(index, search)
            return [to_asset(row, self.root) for row in rows], cursor

        return self._access.query("search", ask)

    def facets(self, *, trashed: bool = False) -> dict[str, dict[str, int]]:
        """How many assets each ``kind``, ``project`` and ``tag`` has, most frequent first."""
        return self._access.query("count", lambda index: facets(index, trashed=trashed))

    def asset(self, asset_id: str) -> Asset:
        """One asset; raises ``NotFound``."""
        return self._access.asset(asset_id)

    def versions(self, asset_id: str) -> Sequence[VersionRow]:
        """All versions, oldest first; raises ``NotFound``."""
        asset = self._access.row(asset_id)
        rows = self._access.query("list versions", lambda index: index.versions(asset_id))
        return to_rows(rows, asset, self.root)

    def version(self, asset_id: str, number: int | None) -> tuple[Version, Path]:
        """A version (the current one for None), read from its folder; raises ``NotFound``."""
        return self._access.run("read a version", lambda: self._version(asset_id, number))

    def _version(self, asset_id: str, number: int | None) -> tuple[Version, Path]:
        asset = self._access.row(asset_id)
        current, folder = asset["current"], self.root / asset["place"]
        if not folder.is_dir():
            folder, record = self._access.find(asset_id)
            current = record.current
        target = self._access.version_folder(folder, asset_id, number or current)
        return _read_whole(target), target

    # ---- changing

    def set_current(self, asset_id: str, number: int) -> Asset:
        """Make a version the current one; raises ``NotFound``."""

        def change() -> None:
            with self._access.changing(asset_id):
                folder, record = self._access.find(asset_id)
                self._access.version_folder(folder, asset_id, number)
                record = self._store.updated(record, current=number)
                write_record(folder, record)
                self._access.keep(folder, record, [])

        self._access.run("make a version current", change)
        return self.asset(asset_id)

    def trash(self, asset_id: str) -> Asset:
        """Move to the trash; ``Conflict`` if it lies there."""
        move(self._access, asset_id, to_trash=True)
        return self.asset(asset_id)

    def restore(self, asset_id: str) -> Asset:
        """Take out of the trash; ``Conflict`` if it doesn't lie there."""
        move(self._access, asset_id, to_trash=False)
        return self.asset(asset_id)

    # ---- state

    def health(self) -> str:
        """Empty if usable, else what is wrong. Answers within seconds even if a drive hangs."""
        found: list[str] = []
        probe = threading.Thread(target=lambda: found.append(self._look()), daemon=True)
        probe.start()
        probe.join(_PATIENCE)
        if not found:
            return (
                f"The drive of the library {self.root} has not answered for {_PATIENCE:.0f} s. "
                "Check its connection, or choose another library folder."
            )
        return found[0]

    def _look(self) -> str:
        try:
            self._access.query("read the index", lambda index: index.meta("built"))
            self._access.run("write", self._store.writable)
            free = shutil.disk_usage(self.root).free
        except LL3MError as error:
            return f"{error.message} {error.advice}"
        except OSError as error:
            return f"The library {self.root} can't be used: {error.strerror}."
        if free < _LITTLE:
            return f"Only {free // 2**20} MiB are free on the disk of the library {self.root}."
        return ""

    def check(self, *, repair: bool = False, hashes: bool = False) -> LibraryReport:
        """Find where index and folders disagree; with ``repair``, mend what loses nothing.

        ``hashes`` reads every file, instead of comparing sizes only.
        """
        return self._access.check(repair=repair, hashes=hashes)

    def rebuild(self) -> int:
        """Make the index anew from the folders; return the number of assets."""
        return self._access.rebuild()

    def close(self) -> None:
        """Close the index. A later call opens it again."""
        self._access.close()


def _read_whole(folder: Path) -> Version:
    version = read_version(folder)
    if version is None:
        raise LibraryError(
            f"{folder / VERSION_FILE} can't be read. The files beside it are left as they are.",
            advice="Restore version.json from a backup, or run `ll3m library check`.",
        )
    return version
