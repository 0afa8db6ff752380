# SPDX-License-Identifier: GPL-3.0-or-later
"""The folders: where assets lie, and how a version gets into place whole or not at all.

::

    <root>/assets/<name>-<short id>/asset.json, v001/version.json, v001/script.py …
    <root>/trash/…                      the same, thrown away
    <root>/.ll3m/index.sqlite3          the index, can be removed
    <root>/.ll3m/jobs.sqlite3           jobs and their events
    <root>/.ll3m/runs/<job id>          what jobs asked of providers, and what came back
    <root>/.ll3m/staging/<id>~<owner>   versions in the making
    <root>/.ll3m/reserved/<asset id>    assets without a version yet
    <root>/.ll3m/pending/<asset id>~<owner>   being changed now; left by a killed process
    <root>/.ll3m/locks/                 held by the system while someone writes
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...bridge.contract.errors import Conflict, InvalidRequest, NotFound
from ...bridge.contract.version import Version
from .files import list_files, move_folder, remove_tree, sync_folder, sync_tree
from .ids import short_id, utc_now
from .index import Found, Whole
from .locks import file_lock, stripe
from .names import asset_folder_name, version_folder_name
from .process import is_lost, own_mark
from .records import (
    ASSET_FILE,
    VERSION_FILE,
    AssetRecord,
    read_record,
    read_version,
    source_name,
    version_numbers,
    write_record,
    write_version,
)
from .upgrades import SCHEMA

__all__ = ["Store"]

_log = logging.getLogger(__name__)
_RESERVED_DAYS = 30
_ASSET_ID = re.compile(r"a_[0-9a-z]{16}")
_NOT_A_FILE_OF_IT = frozenset({VERSION_FILE, f"{VERSION_FILE}.before-{SCHEMA}"})


def _must_be_id(asset_id: str) -> None:
    """Ids become names of files: nothing else may."""
    if not _ASSET_ID.fullmatch(asset_id):
        raise NotFound(f"There is no asset {asset_id!r}.", asset_id=asset_id)


class Store:
    """The library's folders. Knows nothing of the index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.assets = root / "assets"
        self.trash = root / "trash"
        self.hidden = root / ".ll3m"
        self._staging = self.hidden / "staging"
        self._reserved = self.hidden / "reserved"
        self._pending = self.hidden / "pending"
        self._locks = self.hidden / "locks"

    def make_folders(self) -> None:
        """Make what is missing."""
        for folder in (
            self.assets, self.trash, self._staging, self._reserved, self._pending, self._locks,
        ):  # fmt: skip
            folder.mkdir(parents=True, exist_ok=True)

    # ---- staging and reserving

    def new_staging(self) -> Path:
        """An empty folder that is cleaned away once its process is gone."""
        folder = self._staging / f"{secrets.token_hex(6)}~{own_mark()}"
        folder.mkdir(parents=True)
        return folder

    def reserve(self, record: AssetRecord) -> None:
        """Keep an asset that has no version yet, for this process or another."""
        path = self._reserved / record.id
        path.write_bytes(record.model_dump_json().encode("utf-8"))

    def reserved(self, asset_id: str) -> AssetRecord:
        """Read what ``reserve`` kept; raises ``NotFound``."""
        _must_be_id(asset_id)
        try:
            return AssetRecord.model_validate_json((self._reserved / asset_id).read_bytes())
        except (FileNotFoundError, ValueError) as error:
            raise NotFound(f"There is no asset {asset_id}.", asset_id=asset_id) from error

    def sweep(self) -> None:
        """Clean up what processes that are gone left in the making."""
        for path in self._staging.iterdir():
            if is_lost(path.name.partition("~")[2]):
                _log.info("Removing the unfinished %s", path)
                remove_tree(path)
        limit = time.time() - _RESERVED_DAYS * 86_400
        for path in self._reserved.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another process just filled or swept it
                if path.stat().st_mtime < limit:
                    path.unlink()

    def left_changing(self) -> list[str]:
        """Assets that processes now gone were changing."""
        marks = [path.name.partition("~") for path in self._pending.iterdir()]
        return [asset_id for asset_id, _, owner in marks if is_lost(owner)]

    def recover(self, asset_id: str) -> None:
        """Finish in the folder what a killed process or a failure left; the caller holds the asset.

        Files are whole each, but ``version.json`` may not describe them yet.
        """
        folder = self.find(asset_id)
        if folder is None:
            return
        for left in (*folder.glob(f"{ASSET_FILE}.*.tmp"), *folder.glob(f"v*/{VERSION_FILE}.*.tmp")):
            left.unlink(missing_ok=True)
        record, trashed = read_record(folder), folder.parent == self.trash
        if record and bool(record.trashed_at) != trashed:
            write_record(folder, self.updated(record, trashed_at=utc_now() if trashed else None))
        for mark in self._lost_marks(asset_id):
            text = mark.read_text(encoding="ascii", errors="replace")
            target = folder / version_folder_name(int(text)) if text.isdecimal() else None
            version = read_version(target) if target else None
            if target and version:
                files = list_files(target, _NOT_A_FILE_OF_IT)
                sync_tree(target)
                if files != version.files:
                    write_version(target, version.model_copy(update={"files": files}), replace=True)

    def settle(self, asset_id: str) -> None:
        """Forget that processes now gone were changing the asset."""
        for mark in self._lost_marks(asset_id):
            mark.unlink(missing_ok=True)

    def _lost_marks(self, asset_id: str) -> list[Path]:
        own = f"{asset_id}~{own_mark()}"
        found = list(self._pending.glob(f"{asset_id}~*"))
        return [path for path in found if path.name == own or is_lost(path.name.partition("~")[2])]

    # ---- locks and marks

    def lock_file(self, name: str) -> Path:
        """A lock file for something other than an asset."""
        return self._locks / f"{name}.lock"

    @contextmanager
    def changing(
        self, asset_id: str, *, number: int | None = None, wait: float | None = None
    ) -> Iterator[None]:
        """Hold the asset against all others, and leave a mark if this process is killed.

        ``number`` is the version whose files change.

        The mark stays too if the body fails, until this process ends: whoever opens the
        library next looks at the folder again.
        """
        _must_be_id(asset_id)
        with file_lock(stripe(self._locks, asset_id), wait=wait):
            mark = self._pending / f"{asset_id}~{own_mark()}"
            if number is None:
                mark.touch()  # without losing the number of a failure before
            else:
                mark.write_text(str(number), encoding="ascii")
            try:
                yield
            except (NotFound, Conflict, InvalidRequest):
                mark.unlink(missing_ok=True)  # nothing was changed
                raise
            mark.unlink(missing_ok=True)

    # ---- finding

    def find(self, asset_id: str, *, renamed: bool = True) -> Path | None:
        """The asset's folder by its name's end, wherever it lies and whatever its front is.

        Reads the names of all assets, unless it is reserved and so can't be ``renamed`` yet.
        """
        patterns = [f"*-{short_id(asset_id)}", f"*-{asset_id}", f"*{short_id(asset_id)}*"]
        with contextlib.suppress(NotFound):
            if not renamed:
                patterns = [asset_folder_name(self.reserved(asset_id).name, asset_id)]
        for pattern in patterns:
            for parent in (self.assets, self.trash):
                for folder in parent.glob(pattern):
                    record = read_record(folder)
                    if record and record.id == asset_id:
                        return folder
        return None

    def place(self, folder: Path) -> str:
        """``folder`` relative to the root, with forward slashes."""
        return folder.relative_to(self.root).as_posix()

    def stamp(self, folder: Path) -> int:
        """When ``asset.json`` last changed, in nanoseconds."""
        return (folder / ASSET_FILE).stat().st_mtime_ns

    # ---- changing; the caller holds ``changing``

    def finish_version(self, staged: Path, version: Version, number: int) -> Version:
        """Complete a staged folder: source, hashes, ``version.json``. Placing it makes it durable."""
        source = staged / source_name(version.kind)
        if not source.exists():
            source.write_bytes(version.source.encode("utf-8"))
        files = list_files(staged, _NOT_A_FILE_OF_IT)
        finished = version.model_copy(update={"number": number, "files": files})
        write_version(staged, finished, replace=False)
        return finished

    def bring_home(self, staged: Path) -> Path:
        """``staged``, or a copy of it in the library if it lies on another disk."""
        if staged.stat().st_dev == self._staging.stat().st_dev:
            return staged
        copy = self.new_staging()
        shutil.copytree(staged, copy, dirs_exist_ok=True, symlinks=True)
        return copy

    def place_first(self, staged: Path, record: AssetRecord, version: Version) -> Path:
        """Put a new asset with its first version into place, by one rename."""
        whole = self.new_staging()
        try:
            data = record.model_dump_json(indent=2) + "\n"
            (whole / ASSET_FILE).write_bytes(data.encode("utf-8"))
            move_folder(staged, whole / version_folder_name(version.number))
            sync_tree(whole)
            folder = self.assets / asset_folder_name(record.name, record.id)
            if folder.exists():
                folder = folder.with_name(f"{folder.name}-{record.id}")
            move_folder(whole, folder)
        except BaseException:
            remove_tree(whole)
            raise
        sync_folder(self.assets)
        (self._reserved / record.id).unlink(missing_ok=True)
        return folder

    def place_next(self, staged: Path, folder: Path, record: AssetRecord, version: Version) -> None:
        """Put a further version into place, then make it the current one."""
        sync_tree(staged)
        move_folder(staged, folder / version_folder_name(version.number))
        write_record(folder, record)  # and syncs the folder, for both

    def move(self, folder: Path, parent: Path) -> Path:
        """Move an asset's folder to ``assets`` or ``trash``; return where it lies now."""
        target = parent / folder.name
        move_folder(folder, target)
        sync_folder(parent)
        sync_folder(folder.parent)
        return target

    # ---- reading a folder whole

    def whole(self, folder: Path, version: Version) -> Whole:
        """``version`` with its stamp; ``folder`` is the asset's."""
        path = folder / version_folder_name(version.number) / VERSION_FILE
        return Whole(version, path.stat().st_mtime_ns)

    def read(self, folder: Path) -> Found | None:
        """The asset's record and its whole versions; None if it is no asset.

        A record that misses a version it should know (its process was killed in between)
        is mended in memory, and so is one whose current version is gone.
        """
        record = read_record(folder)
        if record is None:
            return None
        stamp = self.stamp(folder)
        versions = []
        for number in version_numbers(folder):
            version = read_version(folder / version_folder_name(number))
            if version and (version.asset_id, version.number) == (record.id, number):
                versions.append(self.whole(folder, version))
            else:
                _log.warning("%s is no version of %s", folder / f"v{number:03d}", record.id)
        if not versions:
            return None
        numbers = [whole.version.number for whole in versions]
        if numbers[-1] > record.last_number:
            record.last_number = record.current = numbers[-1]
        if record.current not in numbers:
            record.current = numbers[-1]
        return Found(record, self.place(folder), stamp, versions)

    def next_number(self, folder: Path, record: AssetRecord) -> int:
        """One above every number ever given, even to versions that were removed by hand."""
        return max([record.last_number, *version_numbers(folder)]) + 1

    def updated(self, record: AssetRecord, **changes: object) -> AssetRecord:
        """A copy of ``record`` with changes and a new ``updated_at``."""
        return record.model_copy(update={**changes, "updated_at": utc_now()})

    def writable(self) -> None:
        """Raise ``OSError`` if nothing can be written."""
        probe = self._staging / f"probe-{secrets.token_hex(4)}~{own_mark()}"
        handle = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        os.close(handle)
        probe.unlink()
