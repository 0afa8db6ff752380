# SPDX-License-Identifier: GPL-3.0-or-later
"""The index: what lists are answered from, one connection at a time."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from ...bridge.contract.asset import Asset
from ...bridge.contract.base import Format
from ...bridge.contract.version import Version, VersionRow
from .ids import order_key
from .names import version_folder_name
from .records import AssetRecord

__all__ = [
    "Found", "Index", "Whole", "name_key", "parsed", "tag_key", "to_asset", "to_rows",
    "version_agrees",
]  # fmt: skip

#: Every version has its source and its record: they are no news in a list.
_FORMATS = frozenset(get_args(Format)) - {"script", "json"}
#: Tables that hold a part of an asset, and by which column.
_PARTS = (("words", "rowid"), ("sources", "rowid"), ("tags", "n"), ("versions", "n"))
_ASSET_COLUMNS = (
    "place", "stamp", "name", "name_key", "kind", "prompt", "project_id", "created_at",
    "updated_at", "current", "favourite", "drafts", "trashed", "trashed_at", "tags", "metadata", "marks",
)  # fmt: skip
_SET_ASSET = (
    f"UPDATE assets SET {', '.join(f'{column} = ?' for column in _ASSET_COLUMNS)},"
    " (versions, bytes) = (SELECT COUNT(*), COALESCE(SUM(v.bytes), 0) FROM versions v"
    "  WHERE v.n = assets.n),"
    " (preview, score) = (SELECT v.preview, COALESCE(v.score, -1) FROM versions v"
    "  WHERE v.n = assets.n AND v.number = ?)"
    " WHERE n = ?"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A version as it was read from its folder."""

    version: Version
    stamp: int  # change time of version.json, in nanoseconds


@dataclass(frozen=True, slots=True)
class Found:
    """An asset as it was read from its folder; ``versions`` hold at least the current one."""

    record: AssetRecord
    place: str  # folder relative to the library, with forward slashes
    stamp: int  # change time of asset.json, in nanoseconds
    versions: Sequence[Whole]


def tag_key(tag: str) -> str:
    """What tags are compared by: case, accents' spelling and outer spaces don't count."""
    return unicodedata.normalize("NFC", tag.strip().casefold())


def name_key(name: str) -> str:
    """What names are sorted by."""
    return unicodedata.normalize("NFKD", name.strip()).casefold()


class Index:
    """SQL on one connection. Knows nothing of transactions or files."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection

    # ---- facts about the index itself

    def meta(self, key: str) -> str | None:
        """A kept fact, or None."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def places(self) -> dict[str, str]:
        """asset id -> place, of all assets."""
        return {row["id"]: row["place"] for row in self.db.execute("SELECT id, place FROM assets")}

    # ---- writing

    def put(self, found: Found, *, all_versions: bool) -> None:
        """Keep an asset; ``all_versions`` also forgets versions that ``found`` does not hold."""
        record = found.record
        row = self.asset(record.id)
        n = row["n"] if row else self._insert(record.id)
        if row and all_versions:
            self.db.execute("DELETE FROM versions WHERE n = ?", (n,))
        self.db.executemany(
            "INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_version_values(n, whole) for whole in found.versions],
        )
        if row:
            self._count(self._facets_of(row), -1)
        trashed = found.place.startswith("trash/")
        self._count(_facets(record.kind, record.project_id, record.tags, trashed), 1)
        self.db.execute(
            _SET_ASSET, (*_asset_values(record, found.place, found.stamp), record.current, n)
        )
        self._put_words(n, found, row)

    def _count(self, facets: list[tuple[str, int, str]], change: int) -> None:
        self.db.executemany(
            "INSERT INTO facets VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(*facet, change) for facet in facets],
        )

    def _facets_of(self, row: sqlite3.Row) -> list[tuple[str, int, str]]:
        tags = self.db.execute("SELECT tag FROM tags WHERE n = ?", (row["n"],))
        return _facets(
            row["kind"], row["project_id"], [each["tag"] for each in tags], row["trashed"]
        )

    def _insert(self, asset_id: str) -> int:
        n = order_key(asset_id)
        while self.db.execute("SELECT 1 FROM assets WHERE n = ?", (n,)).fetchone():
            n += 1
        # An index that was damaged may hold what belonged to an asset that it lost.
        for table, column in _PARTS:
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (n,))
        self.db.execute(
            "INSERT INTO assets VALUES (?, ?, '', 0, '', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0,"
            " 0, NULL, NULL, '[]', '{}', '{}', '', '')",
            (n, asset_id),
        )
        return n

    def _put_words(self, n: int, found: Found, before: sqlite3.Row | None) -> None:
        record = found.record
        words = (record.name, record.prompt, " ".join(record.tags), record.notes)
        digest = _hash(*words)
        if before is None or digest != before["words_hash"]:
            if before:
                self.db.execute("DELETE FROM words WHERE rowid = ?", (n,))
                self.db.execute("DELETE FROM tags WHERE n = ?", (n,))
            self.db.execute(
                "INSERT INTO words (rowid, name, prompt, tags, notes) VALUES (?, ?, ?, ?, ?)",
                (n, *words),
            )
            tags = sorted({tag_key(tag) for tag in record.tags})
            self.db.executemany("INSERT INTO tags VALUES (?, ?)", [(tag, n) for tag in tags])
            self.db.execute("UPDATE assets SET words_hash = ? WHERE n = ?", (digest, n))
        current = (each.version for each in found.versions)
        source = next((each.source for each in current if each.number == record.current), "")
        digest = _hash(source)
        if before is None or digest != before["source_hash"]:
            if before:
                self.db.execute("DELETE FROM sources WHERE rowid = ?", (n,))
            self.db.execute("INSERT INTO sources (rowid, source) VALUES (?, ?)", (n, source))
            self.db.execute("UPDATE assets SET source_hash = ? WHERE n = ?", (digest, n))

    def forget(self, asset_id: str) -> None:
        """Take an asset out of the index."""
        row = self.asset(asset_id)
        if row:
            self._count(self._facets_of(row), -1)
            for table, column in _PARTS:
                self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (row["n"],))
            self.db.execute("DELETE FROM assets WHERE n = ?", (row["n"],))

    # ---- reading

    def asset(self, asset_id: str) -> sqlite3.Row | None:
        """One asset's row."""
        return self.db.execute("SELECT * FROM assets WHERE id = ?", (asset_id,)).fetchone()

    def notes(self, asset_id: str) -> str:
        """An asset's notes."""
        row = self.db.execute(
            "SELECT w.notes FROM assets a JOIN words w ON w.rowid = a.n WHERE a.id = ?", (asset_id,)
        ).fetchone()
        return row["notes"] if row else ""

    def versions(self, asset_id: str) -> list[sqlite3.Row]:
        """Rows of an asset's versions, oldest first."""
        return self.db.execute(
            "SELECT v.* FROM assets a JOIN versions v ON v.n = a.n WHERE a.id = ? ORDER BY number",
            (asset_id,),
        ).fetchall()

    # ---- comparing

    def agrees(self, row: sqlite3.Row, record: AssetRecord, place: str, stamp: int) -> bool:
        """True if ``row`` and what hangs on it say of the asset what its folder says."""
        values = _asset_values(record, place, stamp)
        words = _hash(record.name, record.prompt, " ".join(record.tags), record.notes)
        tags = self.db.execute("SELECT tag FROM tags WHERE n = ? ORDER BY tag", (row["n"],))
        text = self.db.execute(
            "SELECT name, prompt, tags, notes FROM words WHERE rowid = ?", (row["n"],)
        ).fetchone()
        return (
            tuple(row[column] for column in _ASSET_COLUMNS) == values
            and row["words_hash"] == words
            and text is not None
            and _hash(*text) == words
            and [each["tag"] for each in tags] == sorted({tag_key(tag) for tag in record.tags})
        )

    def sums_agree(self, row: sqlite3.Row, versions: Sequence[sqlite3.Row]) -> bool:
        """True if ``row`` says of its versions what their rows say."""
        current = next((each for each in versions if each["number"] == row["current"]), None)
        if current is None:
            return False
        score = -1 if current["score"] is None else current["score"]
        said = (row["versions"], row["bytes"], row["preview"], row["score"])
        size = sum(each["bytes"] for each in versions)
        return said == (len(versions), size, current["preview"], score)

    def recount(self, *, repair: bool) -> bool:
        """True if the facets count what there is; with ``repair``, count anew what does not."""
        real = {
            tuple(each)
            for each in self.db.execute(
                "SELECT 'kind', trashed, kind, COUNT(*) FROM assets GROUP BY 2, 3 UNION ALL"
                " SELECT 'project', trashed, project_id, COUNT(*) FROM assets GROUP BY 2, 3"
                " UNION ALL SELECT 'tag', a.trashed, t.tag, COUNT(*) FROM tags t"
                " JOIN assets a ON a.n = t.n GROUP BY 2, 3"
            )
        }
        kept = {tuple(each) for each in self.db.execute("SELECT * FROM facets WHERE count <> 0")}
        if real != kept and repair:
            self.db.execute("DELETE FROM facets")
            self.db.executemany("INSERT INTO facets VALUES (?, ?, ?, ?)", sorted(real))
        return real == kept


def _asset_values(record: AssetRecord, place: str, stamp: int) -> tuple[Any, ...]:
    """The values of ``_ASSET_COLUMNS``."""
    return (
        place, stamp, record.name, name_key(record.name), record.kind, record.prompt,
        record.project_id, record.created_at, record.updated_at, record.current,
        record.favourite, sum(mark.draft == "open" for mark in record.marks.values()),
        place.startswith("trash/"), record.trashed_at, json.dumps(record.tags),
        json.dumps(record.metadata),
        json.dumps({n: mark.model_dump() for n, mark in record.marks.items()}),
    )  # fmt: skip


def version_agrees(row: sqlite3.Row, version: Version) -> bool:
    """True if a version's row says what its folder says."""
    return tuple(row) == _version_values(row["n"], Whole(version, row["stamp"]))


def parsed(text: str) -> Any:
    """JSON of the index; raises ``sqlite3.DatabaseError`` where its bytes were changed."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise sqlite3.DatabaseError(f"malformed: {error}") from error


def _hash(*fields: str) -> str:
    text = json.dumps(fields).encode()
    return hashlib.blake2b(text, digest_size=12).hexdigest()


def _facets(
    kind: str, project_id: str, tags: Iterable[str], trashed: bool
) -> list[tuple[str, int, str]]:
    return [
        ("kind", int(trashed), kind),
        ("project", int(trashed), project_id),
        *(("tag", int(trashed), tag) for tag in sorted({tag_key(tag) for tag in tags})),
    ]


def _version_values(n: int, whole: Whole) -> tuple[Any, ...]:
    version = whole.version
    files = {file.name: file.bytes for file in version.files}
    preview = "preview.png" if "preview.png" in files else None
    formats = sorted({file.format for file in version.files if file.format in _FORMATS})
    return (
        n, version.number, whole.stamp, version.created_at, version.feedback, version.parent,
        version.score, version.provider, version.model, version.facts.faces, json.dumps(formats),
        f"{version_folder_name(version.number)}/{preview}" if preview else None,
        sum(files.values()), json.dumps(files),
    )  # fmt: skip


def to_asset(row: sqlite3.Row, root: Path) -> Asset:
    """An index row as the contract's asset."""
    # Plain text, since building a Path takes longer than all the rest.
    folder = os.path.join(root, row["place"].replace("/", os.sep))  # noqa: PTH118
    preview = row["preview"]
    return Asset(
        id=row["id"], name=row["name"], kind=row["kind"], prompt=row["prompt"],
        project_id=row["project_id"], created_at=row["created_at"], updated_at=row["updated_at"],
        current=row["current"], versions=row["versions"], tags=parsed(row["tags"]),
        favourite=bool(row["favourite"]), score=row["score"] if row["score"] >= 0 else None,
        drafts=row["drafts"], trashed_at=row["trashed_at"], metadata=parsed(row["metadata"]),
        folder=folder,
        preview=f"{folder}{os.sep}{preview.replace('/', os.sep)}" if preview else None,
    )  # fmt: skip


def to_rows(rows: Iterable[sqlite3.Row], asset: sqlite3.Row, root: Path) -> list[VersionRow]:
    """Index rows as the contract's version rows."""
    marks = parsed(asset["marks"])
    said = {n: mark for n, mark in marks.items() if isinstance(mark, dict)}
    return [
        VersionRow(
            number=row["number"], created_at=row["created_at"], feedback=row["feedback"],
            parent=row["parent"], score=row["score"], provider=row["provider"],
            model=row["model"], faces=row["faces"], formats=parsed(row["formats"]),
            current=row["number"] == asset["current"],
            folder=str(root / asset["place"] / version_folder_name(row["number"])),
            name=said.get(str(row["number"]), {}).get("name", ""),
            notes=said.get(str(row["number"]), {}).get("notes", ""),
        )
        for row in rows
    ]  # fmt: skip
