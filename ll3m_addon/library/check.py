# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds every disagreement between folders and index, and repairs what can be without guessing."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from ...bridge.contract.library import LibraryProblem, LibraryReport, LibraryRule
from .database import Database, check_words
from .ids import new_id, utc_now
from .index import Index, parsed, version_agrees
from .names import version_folder_name
from .records import (
    ASSET_FILE,
    VERSION_FILE,
    AssetRecord,
    read_record,
    read_version,
    version_numbers,
    write_record,
    write_version,
)
from .store import Store
from .upgrades import SCHEMA, is_newer

__all__ = ["check"]

#: Beside a version's files: its description, and the one of an older schema.
_IGNORED = frozenset({VERSION_FILE, f"{VERSION_FILE}.before-{SCHEMA}"})
_RESTORE = "Restore it from a backup, or export the version again."


def check(store: Store, database: Database, *, repair: bool, hashes: bool) -> LibraryReport:
    """Compare index and folders; with ``repair``, mend what can be mended without loss.

    Without ``hashes``, a file is taken for unchanged when its size is; with it every file
    is read. Nothing is ever removed but index rows and leavings of killed processes.

    Raises:
        OSError, sqlite3.Error: the library can't be read at all, or its index is damaged.
    """
    with database.read() as db:
        answers = [
            row[0] for row in db.execute(f"PRAGMA {'integrity' if hashes else 'quick'}_check(5)")
        ]
        if answers != ["ok"]:
            raise sqlite3.DatabaseError(f"malformed: {'; '.join(answers)}")
        check_words(db)
        before = Index(db).places()
    report, seen = LibraryReport(ok=True, assets=0, versions=0, files=0), {}
    for parent in (store.assets, store.trash):
        for folder in sorted(parent.iterdir()):
            if folder.is_dir() and not folder.name.startswith("."):
                look = _look(store, database, folder, seen, repair=repair, hashes=hashes)
                report.problems += look.problems
                report.versions += look.versions
                report.files += look.files
                if look.asset_id:
                    report.assets += 1
                    seen[look.asset_id] = store.place(folder)
    for asset_id in before.keys() - seen.keys():
        newer = is_newer(store.root / before[asset_id] / ASSET_FILE)  # there, but not for us
        if not newer and not store.find(asset_id):
            report.problems.append(_gone(database, asset_id, before[asset_id], repair=repair))
    report.problems += _counts(database, repair=repair)
    report.ok = all(problem.repaired for problem in report.problems)
    return report


def _look(
    store: Store, database: Database, folder: Path, seen: dict[str, str], *,
    repair: bool, hashes: bool,
) -> _Look:  # fmt: skip
    """Look at an asset, and once more if something is wrong: it may just have been changing."""
    look = _Look(store, database, folder, seen, repair=False, hashes=hashes)
    look.run()
    if look.problems:
        record = read_record(folder)
        again = _Look(store, database, folder, seen, repair=repair, hashes=hashes)
        with store.changing(record.id) if repair and record else nullcontext():
            again.run()
        return again
    return look


def _gone(database: Database, asset_id: str, place: str, *, repair: bool) -> LibraryProblem:
    if repair:
        with database.write() as db:
            Index(db).forget(asset_id)
    return LibraryProblem(
        rule="folder_missing", place=place, repaired=repair,
        what=f"The asset {asset_id} is in the index, but its folder is gone.",
        advice="Restore its folder from a backup; repair takes it out of the index.",
    )  # fmt: skip


def _counts(database: Database, *, repair: bool) -> list[LibraryProblem]:
    """The counts by kind, project and tag, which no folder holds."""
    with database.write() as db:  # nobody may change them while they are counted
        if Index(db).recount(repair=repair):
            return []
    return [
        LibraryProblem(
            rule="index_outdated", place=".ll3m/index.sqlite3", repaired=repair,
            what="The index counts its assets by kind, project or tag wrongly.",
            advice="Repair counts them anew.",
        )
    ]  # fmt: skip


class _Look:
    """One look at one asset's folder."""

    def __init__(
        self, store: Store, database: Database, folder: Path, seen: dict[str, str], *,
        repair: bool, hashes: bool,
    ) -> None:  # fmt: skip
        self._store = store
        self._database = database
        self._folder = folder
        self._text = str(folder)  # plain text, since a Path takes longer to build than to ask
        self._place = store.place(folder)
        self._seen = seen
        self._repair = repair
        self._hashes = hashes
        self.asset_id = ""
        self.versions = 0
        self.files = 0
        self.problems: list[LibraryProblem] = []
        self._differs = False  # a version's row says something else than its folder

    def run(self) -> None:
        record = read_record(self._folder)
        if record is None:
            record = self._rescue()
        elif record.id in self._seen:
            record = self._separate(record)
        if record is None:
            return
        self.asset_id = record.id
        with self._database.read() as db:
            row = Index(db).asset(record.id)
            known = {each["number"]: each for each in Index(db).versions(record.id)}
            says = row is not None and self._says(Index(db), row, list(known.values()), record)
        stamps: dict[int, int] = {}
        for number in version_numbers(self._folder):
            stamp = self._version(record, number, known.get(number))
            if stamp is not None:
                stamps[number] = stamp
        if not stamps:
            self._note(
                "no_versions", "The folder holds no version that can be read.",
                "Restore its versions from a backup, or remove the folder.",
            )  # fmt: skip
            return
        indexed = {number: each["stamp"] for number, each in known.items()}
        same = says and indexed == stamps and not self._differs
        self._compare(record, row, same=same)

    def _says(
        self, index: Index, row: sqlite3.Row, known: list[sqlite3.Row], record: AssetRecord
    ) -> bool:
        stamp = self._store.stamp(self._folder)
        return index.agrees(row, record, self._place, stamp) and index.sums_agree(row, known)

    def _note(
        self, rule: LibraryRule, what: str, advice: str, *, at: str = "", can_repair: bool = False
    ) -> None:
        place = f"{self._place}/{at}" if at else self._place
        self.problems.append(
            LibraryProblem(
                rule=rule,
                place=place,
                what=what,
                advice=advice,
                repaired=self._repair and can_repair,
            )
        )

    # ---- asset.json and index

    def _compare(self, record: AssetRecord, row: sqlite3.Row | None, *, same: bool) -> None:
        trashed = self._folder.parent == self._store.trash
        if bool(record.trashed_at) != trashed:
            record.trashed_at = utc_now() if trashed else None
            if self._repair:
                write_record(self._folder, record)
            self._note(
                "record_outdated", f"{ASSET_FILE} does not know whether it lies in the trash.",
                "Repair writes what the folder's place says.", can_repair=True,
            )  # fmt: skip
        if row is None:
            self._note(
                "not_indexed", "The asset is not in the index.", "Repair indexes it.",
                can_repair=True,
            )  # fmt: skip
        elif not same:
            self._note(
                "index_outdated", "The index says something else than the folder.",
                "Repair indexes it anew.", can_repair=True,
            )  # fmt: skip
        if self._repair and self.problems:
            self._index()

    def _index(self) -> None:
        found = self._store.read(self._folder)
        if found and found.record != read_record(self._folder):
            write_record(self._folder, found.record)  # its current version was gone
            found = self._store.read(self._folder)
        if found:
            with self._database.write() as db:
                Index(db).forget(found.record.id)  # what was damaged may look unchanged
                Index(db).put(found, all_versions=True)

    def _rescue(self) -> AssetRecord | None:
        """Write ``asset.json`` anew from what the versions and the index say."""
        folder = self._folder
        if is_newer(folder / ASSET_FILE):
            self._note(
                "newer_schema", f"A newer LL3M wrote {ASSET_FILE}.",
                "Update LL3M; everything is left as it is.",
            )  # fmt: skip
            return None
        found = (read_version(folder / version_folder_name(n)) for n in version_numbers(folder))
        versions = [version for version in found if version]
        if not versions or versions[0].asset_id in self._seen:
            self._note(
                "no_versions", "The folder is no asset.",
                "Move it out of the library if it is yours.",
            )  # fmt: skip
            return None
        first, last = versions[0], versions[-1]
        name = folder.name.rpartition("-")[0].replace("-", " ") or folder.name
        known = {"name": name, "created_at": first.created_at, **self._known(first.asset_id)}
        record = AssetRecord.model_validate(
            {
                "id": first.asset_id, "kind": first.kind, "prompt": first.prompt,
                "updated_at": utc_now(), "current": last.number, "last_number": last.number,
                **known,
            }
        )  # fmt: skip
        if self._repair:
            with suppress(FileNotFoundError):
                (folder / ASSET_FILE).rename(folder / f"{ASSET_FILE}.damaged-{new_id('x')}")
            write_record(folder, record)
        self._note(
            "record_missing", f"{ASSET_FILE} is missing or can't be read.",
            "Repair writes it anew from the versions and the index.", can_repair=True,
        )  # fmt: skip
        return record if self._repair else None

    def _known(self, asset_id: str) -> dict[str, Any]:
        """What the index knows of an asset beside what its versions say."""
        with self._database.read() as db:
            row = Index(db).asset(asset_id)
            notes = Index(db).notes(asset_id)
        if row is None:
            return {}
        plain = {key: row[key] for key in ("name", "project_id", "created_at", "favourite")}
        held = {key: parsed(row[key]) for key in ("tags", "metadata", "marks")}
        return {**plain, **held, "notes": notes}

    def _separate(self, record: AssetRecord) -> AssetRecord | None:
        """Make a copied folder an asset of its own."""
        self._note(
            "same_id_twice", f"It is a copy of {self._seen[record.id]} and has the same id.",
            "Repair gives the copy an id of its own.", can_repair=True,
        )  # fmt: skip
        if not self._repair:
            return None
        asset_id = new_id("a")
        for number in version_numbers(self._folder):
            target = self._folder / version_folder_name(number)
            version = read_version(target)
            if version:
                own = version.model_copy(update={"asset_id": asset_id})
                write_version(target, own, replace=True)
        own = record.model_copy(update={"id": asset_id, "updated_at": utc_now()})
        write_record(self._folder, own)
        return own

    # ---- one version

    def _version(self, record: AssetRecord, number: int, known: sqlite3.Row | None) -> int | None:
        """Check a version's files; return the stamp of its description, None if unreadable."""
        name = version_folder_name(number)
        described = self._described(record, number, known)
        if described is None and is_newer(self._folder / name / VERSION_FILE):
            self._note(
                "newer_schema", f"A newer LL3M wrote {VERSION_FILE}.",
                "Update LL3M; everything is left as it is.", at=name,
            )  # fmt: skip
            return None
        if described is None:
            self._note(
                "version_unreadable", f"{VERSION_FILE} is missing, unreadable or another's.",
                "Restore it from a backup; its files are left as they are.", at=name,
            )  # fmt: skip
            return None
        stamp, sizes, digests = described
        self.versions += 1
        there = dict(_walk(f"{self._text}/{name}"))
        self.files += len(there)
        for file, size in sizes.items():
            if file not in there:
                self._note("file_missing", "The file is gone.", _RESTORE, at=f"{name}/{file}")
            elif there[file] != size or (
                digests and _digest(self._folder / name / file) != digests[file]
            ):
                self._note(
                    "file_changed", "The file is not what was kept.", _RESTORE, at=f"{name}/{file}"
                )
        for file in sorted(there.keys() - sizes.keys()):
            self._unknown(f"{name}/{file}")
        return stamp

    def _described(
        self, record: AssetRecord, number: int, known: sqlite3.Row | None
    ) -> tuple[int, dict[str, int], dict[str, str]] | None:
        """Stamp, sizes and hashes; from the index if the description did not change since."""
        try:
            path = f"{self._text}/{version_folder_name(number)}/{VERSION_FILE}"
            stamp = os.stat(path).st_mtime_ns  # noqa: PTH116
        except OSError:
            return None
        if known and stamp == known["stamp"] and not self._hashes:
            return stamp, parsed(known["files"]), {}
        version = read_version(self._folder / version_folder_name(number))
        if version is None or (version.asset_id, version.number) != (record.id, number):
            return None
        if known and self._hashes and not version_agrees(known, version):
            self._differs = True
        sizes = {file.name: file.bytes for file in version.files}
        digests = {file.name: file.sha256 for file in version.files} if self._hashes else {}
        return stamp, sizes, digests

    def _unknown(self, place: str) -> None:
        name = place.rpartition("/")[2]
        if name.startswith(f"{VERSION_FILE}.") and name.endswith(".tmp"):
            if self._repair:
                (self._folder / place).unlink(missing_ok=True)
            self._note(
                "left_over", "A killed process left it.", "Repair removes it.", at=place,
                can_repair=True,
            )  # fmt: skip
        else:
            self._note(
                "file_unknown", "The file was put there by hand.",
                "Keep it elsewhere: copies of the version leave it out.", at=place,
            )  # fmt: skip


def _walk(folder: str, front: str = "") -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = front + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{name}/")
            elif name not in _IGNORED:
                yield name, entry.stat(follow_symlinks=False).st_size


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
