# SPDX-License-Identifier: GPL-3.0-or-later
"""The index: what lists and searches are answered from. Everything in it stands in the folders too."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from ...bridge.contract.asset import Asset, AssetListRequest
from ...bridge.contract.base import Format
from ...bridge.contract.version import Version, VersionRow
from .ids import order_key
from .names import version_folder_name
from .records import AssetRecord

__all__ = ["MIGRATIONS", "Found", "Index", "tag_key"]

_FORMATS = frozenset(get_args(Format))

MIGRATIONS = (
    """\
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE assets (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place TEXT NOT NULL, stamp INTEGER NOT NULL,
    name TEXT NOT NULL, kind TEXT NOT NULL, prompt TEXT NOT NULL, project_id TEXT NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, current INTEGER NOT NULL,
    versions INTEGER NOT NULL, trashed INTEGER NOT NULL, trashed_at TEXT, preview TEXT,
    tags TEXT NOT NULL, metadata TEXT NOT NULL);
CREATE INDEX assets_by_trash ON assets (trashed);
CREATE INDEX assets_by_kind ON assets (trashed, kind);
CREATE INDEX assets_by_project ON assets (trashed, project_id);
CREATE TABLE versions (
    n INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE, number INTEGER NOT NULL,
    created_at TEXT NOT NULL, feedback TEXT, parent INTEGER, score REAL, provider TEXT NOT NULL,
    model TEXT NOT NULL, faces INTEGER NOT NULL, formats TEXT NOT NULL, preview TEXT,
    PRIMARY KEY (n, number)) WITHOUT ROWID;
CREATE TABLE tags (
    tag TEXT NOT NULL, n INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    PRIMARY KEY (tag, n)) WITHOUT ROWID;
CREATE INDEX tags_by_asset ON tags (n);
CREATE VIRTUAL TABLE words USING fts5(
    name, prompt, tags, tokenize='unicode61 remove_diacritics 2', prefix='2 3')
""",
)


@dataclass(frozen=True, slots=True)
class Found:
    """An asset as it was read from its folder."""

    record: AssetRecord
    place: str  # folder relative to the library, with forward slashes
    stamp: int  # change time of asset.json, in nanoseconds
    versions: Sequence[Version]


def tag_key(tag: str) -> str:
    """What tags are compared by: case and outer spaces don't count."""
    return tag.strip().casefold()


class Index:
    """SQL on one connection. Knows nothing of transactions or files."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # ---- facts about the index itself

    def meta(self, key: str) -> str | None:
        """A kept fact, or None."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def places(self) -> dict[str, str]:
        """asset id -> place, of all assets."""
        return {row["id"]: row["place"] for row in self._db.execute("SELECT id, place FROM assets")}

    # ---- writing

    def put(self, found: Found, *, all_versions: bool) -> None:
        """Keep an asset; ``all_versions`` also forgets versions that ``found`` does not hold."""
        record = found.record
        n = self._number(record.id)
        new = n is None
        if n is None:
            n = self._free_number(record.id)
            self._db.execute(
                "INSERT INTO assets VALUES (?, ?, '', 0, '', '', '', '', '', '', 0, 0, 0, NULL,"
                " NULL, '[]', '{}')",
                (n, record.id),
            )
        elif all_versions:
            self._db.execute("DELETE FROM versions WHERE n = ?", (n,))
        self._db.executemany(
            "INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_version_values(n, version) for version in found.versions],
        )
        self._put_words(n, record, new)
        self._put_asset(n, found)

    def _put_asset(self, n: int, found: Found) -> None:
        record = found.record
        self._db.execute(
            "UPDATE assets SET place = ?, stamp = ?, name = ?, kind = ?, prompt = ?,"
            " project_id = ?, created_at = ?, updated_at = ?, current = ?, trashed = ?,"
            " trashed_at = ?, tags = ?, metadata = ?,"
            " versions = (SELECT COUNT(*) FROM versions v WHERE v.n = assets.n),"
            " preview = (SELECT preview FROM versions v WHERE v.n = assets.n AND number = ?)"
            " WHERE n = ?",
            (
                found.place, found.stamp, record.name, record.kind, record.prompt,
                record.project_id, record.created_at, record.updated_at, record.current,
                found.place.startswith("trash/"), record.trashed_at, json.dumps(record.tags),
                json.dumps(record.metadata), record.current, n,
            ),
        )  # fmt: skip

    def _put_words(self, n: int, record: AssetRecord, new: bool) -> None:
        tags = " ".join(record.tags)
        if not new:
            old = self._db.execute("SELECT name, prompt, tags FROM assets WHERE n = ?", (n,))
            before = old.fetchone()
            if (before["name"], before["prompt"]) == (record.name, record.prompt) and json.loads(
                before["tags"]
            ) == record.tags:
                return
            self._db.execute("DELETE FROM words WHERE rowid = ?", (n,))
            self._db.execute("DELETE FROM tags WHERE n = ?", (n,))
        self._db.execute(
            "INSERT INTO words (rowid, name, prompt, tags) VALUES (?, ?, ?, ?)",
            (n, record.name, record.prompt, tags),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO tags VALUES (?, ?)",
            [(tag_key(tag), n) for tag in record.tags],
        )

    def forget(self, asset_id: str) -> None:
        """Take an asset out of the index."""
        n = self._number(asset_id)
        if n is not None:
            self._db.execute("DELETE FROM words WHERE rowid = ?", (n,))
            self._db.execute("DELETE FROM assets WHERE n = ?", (n,))

    def _number(self, asset_id: str) -> int | None:
        row = self._db.execute("SELECT n FROM assets WHERE id = ?", (asset_id,)).fetchone()
        return row["n"] if row else None

    def _free_number(self, asset_id: str) -> int:
        n = order_key(asset_id)
        while self._db.execute("SELECT 1 FROM assets WHERE n = ?", (n,)).fetchone():
            n += 1
        return n

    # ---- reading

    def asset(self, asset_id: str) -> sqlite3.Row | None:
        """One asset's row."""
        return self._db.execute("SELECT * FROM assets WHERE id = ?", (asset_id,)).fetchone()

    def versions(self, asset_id: str) -> list[sqlite3.Row]:
        """Rows of an asset's versions, oldest first."""
        return self._db.execute(
            "SELECT v.* FROM assets a JOIN versions v ON v.n = a.n WHERE a.id = ? ORDER BY number",
            (asset_id,),
        ).fetchall()

    def page(self, request: AssetListRequest, before: int | None, limit: int) -> list[sqlite3.Row]:
        """At most ``limit`` rows with a key below ``before``, newest first."""
        source, where, values = _sources(request)
        key = {"assets a": "a.n"}.get(source, source.partition(" ")[0] + ".n")
        if source.startswith("words"):
            key = "words.rowid"
        where.append("a.trashed = ?")
        values.append(int(request.trashed))
        for column, value in (("kind", request.kind), ("project_id", request.project_id)):
            if value is not None:
                where.append(f"a.{column} = ?")
                values.append(value)
        if before is not None:
            where.append(f"{key} < ?")
            values.append(before)
        sql = f"SELECT a.* FROM {source} WHERE {' AND '.join(where)} ORDER BY {key} DESC LIMIT ?"
        return self._db.execute(sql, [*values, limit]).fetchall()


_WORD = re.compile(r"\w+")
#: Scripts written without spaces between words, which the index can't cut into words.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


def _sources(request: AssetListRequest) -> tuple[str, list[str], list[Any]]:
    """FROM clause, conditions and values for the request's words and tag.

    CROSS JOIN keeps SQLite from reordering: the first table gives the order of the rows,
    so that a page ends as soon as it is full.
    """
    words, pieces = _terms(request.query)
    where: list[str] = []
    values: list[Any] = []
    source = "assets a"
    if words:
        source = "words CROSS JOIN assets a ON a.n = words.rowid"
        where.append("words MATCH ?")
        values.append(" ".join(f'"{word}"*' for word in words))
    if request.tag is not None:
        if words:
            where.append("EXISTS (SELECT 1 FROM tags t WHERE t.tag = ? AND t.n = a.n)")
        else:
            source = "tags CROSS JOIN assets a ON a.n = tags.n"
            where.append("tags.tag = ?")
        values.append(tag_key(request.tag))
    for piece in pieces:
        where.append("(a.name LIKE ? ESCAPE '\\' OR a.prompt LIKE ? ESCAPE '\\')")
        like = "%" + re.sub(r"([\\%_])", r"\\\1", piece) + "%"
        values += [like, like]
    return source, where, values


def _terms(query: str | None) -> tuple[list[str], list[str]]:
    """What a user typed as (words to match by prefix, pieces to find anywhere in the text)."""
    text = (query or "").encode("utf-8", "ignore").decode().replace("\0", " ").strip()
    words = [word for word in _WORD.findall(text) if any(map(str.isalnum, word))]
    if not words:
        return [], [text] if text else []
    spaced = [word for word in words if not _UNSPACED.search(word)]
    return spaced, [word for word in words if _UNSPACED.search(word)]


def _version_values(n: int, version: Version) -> tuple[Any, ...]:
    preview = next((file.name for file in version.files if file.name == "preview.png"), None)
    formats = sorted({file.format for file in version.files if file.format in _FORMATS})
    return (
        n, version.number, version.created_at, version.feedback, version.parent, version.score,
        version.provider, version.model, version.facts.faces, json.dumps(formats),
        f"{version_folder_name(version.number)}/{preview}" if preview else None,
    )  # fmt: skip


def to_asset(row: sqlite3.Row, root: Path) -> Asset:
    """An index row as the contract's asset."""
    folder = root / row["place"]
    return Asset(
        id=row["id"], name=row["name"], kind=row["kind"], prompt=row["prompt"],
        project_id=row["project_id"], created_at=row["created_at"], updated_at=row["updated_at"],
        current=row["current"], versions=row["versions"], tags=json.loads(row["tags"]),
        trashed_at=row["trashed_at"], folder=str(folder), metadata=json.loads(row["metadata"]),
        preview=str(folder / row["preview"]) if row["preview"] else None,
    )  # fmt: skip


def to_rows(rows: Iterable[sqlite3.Row], asset: sqlite3.Row, root: Path) -> list[VersionRow]:
    """Index rows as the contract's version rows."""
    return [
        VersionRow(
            number=row["number"], created_at=row["created_at"], feedback=row["feedback"],
            parent=row["parent"], score=row["score"], provider=row["provider"],
            model=row["model"], faces=row["faces"], formats=json.loads(row["formats"]),
            current=row["number"] == asset["current"],
            folder=str(root / asset["place"] / version_folder_name(row["number"])),
        )
        for row in rows
    ]  # fmt: skip
