# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of whole projects: within a library, and as one file between libraries."""

from __future__ import annotations

import errno
import logging
import lzma
import os
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ...bridge.contract.errors import InvalidRequest
from .access import Access
from .files import move_folder, remove_tree, sync_folder, sync_tree
from .ids import new_id
from .index import Index
from .names import asset_folder_name, version_folder_name
from .projects import PROJECT_FILE, Project, Projects, read_project
from .records import AssetRecord, read_record, read_version, write_record, write_version
from .search import Search, find

__all__ = ["Transfer"]

_log = logging.getLogger(__name__)
#: What an imported file may unpack to: together, and in number.
_MOST_BYTES = 64 * 2**30
_MOST_FILES = 2_000_000
#: Models, pictures and JSON never shrink to less than this share; what claims to is a bomb.
_MOST_RATIO = 200
#: Bytes up to which nobody minds, and that stay free on the disk.
_HARMLESS = 256 * 2**20
#: What a copy draws anew.
_OWN = {"id", "name", "created_at", "updated_at"}
#: What ``zipfile`` raises for a file that is none, or is spoilt: damaged, cut off, encrypted, or
#: packed in a way that Python does not know.
_SPOILED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError,
)  # fmt: skip


class Transfer:
    """Copies projects with their assets. Thread-safe; any call may raise ``LibraryError``."""

    def __init__(self, access: Access, projects: Projects) -> None:
        self._access = access
        self._projects = projects

    def duplicate(self, project_id: str, name: str) -> Project:
        """Copy a project with all its assets and versions; trashed ones stay behind."""
        old = self._projects.get(project_id)
        folders = self._asset_folders(project_id)
        return self._made(name, old.model_dump(exclude=_OWN), folders)

    def export(self, project_id: str, path: Path) -> None:
        """Write a project with all its assets and versions into one file, a ZIP archive.

        The file is whole or not there. Raises ``NotFound``.
        """
        project = self._projects.get(project_id)
        folders = self._asset_folders(project_id)

        def write() -> None:
            beside = path.with_name(f"{path.name}.{new_id('x')}.tmp")
            try:
                # Not strict: a ZIP has no year before 1980, and some backups bring files back
                # without their time.
                with zipfile.ZipFile(
                    beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1, strict_timestamps=False
                ) as archive:
                    archive.writestr(PROJECT_FILE, project.model_dump_json(indent=2))
                    for folder in folders:
                        for file in sorted(folder.rglob("*")):
                            if file.is_file() and not file.is_symlink():
                                archive.write(file, f"assets/{folder.name}/{_below(file, folder)}")
                with beside.open("rb+") as file:
                    os.fsync(file.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise

        self._access.run(f"write {path} from", write)

    def import_file(self, path: Path) -> Project:
        """Read what ``export`` wrote as a new project; its assets get new ids.

        Raises:
            InvalidRequest: the file is no exported project, or tries to leave its folder.
        """
        staging, old, folders = self._access.run(f"read {path} into", lambda: self._unpacked(path))
        try:
            return self._made(old.name, old.model_dump(exclude=_OWN), folders)
        finally:
            remove_tree(staging)

    def _unpacked(self, path: Path) -> tuple[Path, Project, list[Path]]:
        """The staging folder with what the file holds; its project and its assets' folders."""
        staging = self._access.store.new_staging()
        try:
            try:
                with zipfile.ZipFile(path) as archive:
                    _must_fit(archive, path.stat().st_size, shutil.disk_usage(staging).free)
                    _unpack(archive, staging)
            except _SPOILED as error:
                raise _no_project(path, str(error)) from error
            project = read_project(staging / PROJECT_FILE)
            if project is None:
                raise _no_project(path, f"it holds no usable {PROJECT_FILE}")
            assets = staging / "assets"
            _must_name_own_files(assets, path)
            inside = assets.iterdir() if assets.is_dir() else ()
            found = [(record.id, each) for each in inside if (record := read_record(each))]
        except BaseException:
            remove_tree(staging)
            raise
        # Oldest first, so that the new ids keep the order.
        return staging, project, [each for _, each in sorted(found)]

    def _made(self, name: str, fields: dict[str, object], folders: list[Path]) -> Project:
        """A new project with copies of these assets; where one fails, nothing stays of it."""
        new = self._projects.create(name, **fields)
        adopted: list[str] = []
        try:
            for folder in folders:
                self._access.run(
                    "copy an asset",
                    lambda folder=folder: adopted.extend(self._adopt(folder, new.id)),
                )
        except BaseException:
            self._access.run("take back", lambda: self._take_back(adopted, new.id))
            raise
        return new

    def _take_back(self, adopted: list[str], project_id: str) -> None:
        for asset_id in adopted:
            with self._access.changing(asset_id):
                folder = self._access.locate(asset_id)
                if folder is not None:
                    # Out of sight in one step, so that a kill leaves no half asset in the list.
                    gone = self._access.store.new_staging() / folder.name
                    move_folder(folder, gone)
                    remove_tree(gone.parent)
                self._access.reindex(asset_id)
        self._projects.delete(project_id)

    def _asset_folders(self, project_id: str) -> list[Path]:
        def ask(index: Index) -> list[Path]:
            search, folders = Search(project_id=project_id, limit=1000), []
            while True:
                rows, cursor = find(index, search)
                folders += [self._access.root / row["place"] for row in rows]
                if cursor is None:
                    return folders[::-1]  # oldest first, so that new ids keep the order
                search = search.model_copy(update={"cursor": cursor})

        return self._access.query("list assets", ask)

    def duplicate_asset(
        self, asset_id: str, *, name: str | None = None, project_id: str | None = None,
        number: int | None = None,
    ) -> str:  # fmt: skip
        """Copy an asset, or one of its versions, as an asset of its own; return its new id.

        Raises:
            NotFound: no asset or version is that.
        """

        def copy() -> str:
            with self._access.changing(asset_id):  # so that nothing is half in the copy
                folder, record = self._access.find(asset_id)
                if number is not None:
                    self._access.version_folder(folder, asset_id, number)
                staged = self._copied(folder, keep=number)
            new_name = name or f"{record.name[:195]} copy"
            return self._place(staged, record, project_id or record.project_id, new_name, number)

        return self._access.run("copy an asset", copy)

    def _adopt(self, source: Path, project_id: str) -> list[str]:
        """Copy an asset's folder into the library, as an asset of ``project_id``; its new id."""
        record = read_record(source)
        if record is None:
            _log.warning("%s is no asset and is left out", source)
            return []
        return [self._place(self._copied(source), record, project_id, record.name)]

    def _copied(self, source: Path, *, keep: int | None = None) -> Path:
        """A copy of an asset's folder in staging, with one version or all."""
        copy = self._access.store.new_staging()
        try:
            if keep is None:
                shutil.copytree(source, copy, dirs_exist_ok=True, symlinks=True)
            else:
                version = version_folder_name(keep)
                shutil.copytree(source / version, copy / version, symlinks=True)
        except BaseException:
            remove_tree(copy)
            raise
        return copy

    def _place(
        self, copy: Path, record: AssetRecord, project_id: str, name: str, only: int | None = None
    ) -> str:
        """Make a staged copy an asset of its own; return its id. The copy is gone afterwards."""
        asset_id = new_id("a")
        changes = {"id": asset_id, "name": name, "project_id": project_id, "trashed_at": None}
        record = record.model_copy(update=changes)
        if only is not None:
            marks = {n: mark for n, mark in record.marks.items() if n == only}
            record = record.model_copy(update={"current": only, "marks": marks})
        store = self._access.store
        try:
            for path in copy.glob("v*"):
                version = read_version(path)
                if version:
                    own = version.model_copy(update={"asset_id": asset_id})
                    write_version(path, own, replace=True)
            write_record(copy, record)
            sync_tree(copy)
            with self._access.changing(asset_id):
                target = store.assets / asset_folder_name(record.name, asset_id)
                move_folder(copy, target)
                sync_folder(store.assets)
                self._access.reindex(asset_id)
        finally:
            remove_tree(copy)
        return asset_id


def _below(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _no_project(path: Path, why: str) -> InvalidRequest:
    return InvalidRequest(
        f"{path} is no exported project: {why}.",
        advice="Choose a file that was written by exporting a project.",
    )


def _must_fit(archive: zipfile.ZipFile, size: int, free: int) -> None:
    """Refuse bombs: too much for any project, for this disk, or for what it was packed into."""
    entries = archive.infolist()
    whole = sum(entry.file_size for entry in entries)
    bomb = whole > _HARMLESS and whole > _MOST_RATIO * size
    if bomb or len(entries) > _MOST_FILES or whole > _MOST_BYTES:
        raise _no_project(Path(archive.filename or ""), "it unpacks to too much")
    if whole > free - _HARMLESS:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), archive.filename)


def _is_plain(name: str) -> bool:
    """Names something below a folder, in any system."""
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] != "/" and all(
        part not in ("..", ".") and not set(part) & set("\\:\0") for part in parts
    )  # fmt: skip


def _must_name_own_files(assets: Path, path: Path) -> None:
    """Refuse versions that call a file outside of their folder theirs."""
    for folder in assets.glob("*/v*"):
        version = read_version(folder)
        for file in version.files if version else ():
            if not _is_plain(file.name):
                raise _no_project(path, f"a version of it names {file.name!r}")


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Unpack plain files below ``folder``; refuse names that lead elsewhere."""
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        parts = PurePosixPath(entry.filename).parts
        is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
        if not _is_plain(entry.filename) or is_link:
            raise _no_project(Path(archive.filename or ""), f"it holds {entry.filename!r}")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
