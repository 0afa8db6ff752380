# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding assets: words, filters, orders, and pages that stay put while the library changes."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...bridge.contract.errors import InvalidRequest
from .cursor import decode_cursor, encode_cursor
from .index import Index, tag_key

__all__ = ["Search", "facets", "find"]

Sort = Literal["newest", "updated", "name", "score", "relevance"]

#: sort -> column (None for the asset's own order, which is by time) and whether it descends
_ORDERS: dict[str, tuple[str | None, bool]] = {
    "newest": (None, True),
    "updated": ("a.updated_at", True),
    "name": ("a.name_key", False),
    "score": ("a.score", True),
    "relevance": ("rank", False),
}
#: How much a hit counts by its column: name, prompt, tags, notes.
_WEIGHTS = "8.0, 4.0, 4.0, 2.0"
#: Hits in names, prompts, tags and notes, and behind all of them those in scripts alone:
#: ranks of two indexes can't be compared.
_BOTH = (
    "(SELECT rowid AS n, MIN(rank) AS rank FROM ("
    f"SELECT rowid, bm25(words, {_WEIGHTS}) - 1e6 AS rank FROM words WHERE words MATCH ? UNION ALL "
    "SELECT rowid, bm25(sources) AS rank FROM sources WHERE sources MATCH ?) GROUP BY 1)"
)
_WORD = re.compile(r"\w+")
#: Scripts written without spaces between words (Thai, Lao, Myanmar, Khmer, kana, Han),
#: which the index can't cut into words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


class Search(BaseModel):
    """What to find. Everything given must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str = Field(default="", description="All of these words, or their beginnings")
    in_source: bool = Field(default=False, description="Look for the whole words in scripts too")
    kind: str | None = None
    tags: tuple[str, ...] = Field(default=(), description="All of these")
    project_id: str | None = None
    favourite: bool | None = None
    drafts: bool | None = Field(default=None, description="With drafts not yet decided on")
    min_score: float | None = Field(default=None, ge=0, le=10)
    created_after: str | None = Field(default=None, description="ISO 8601, UTC")
    created_before: str | None = Field(default=None, description="ISO 8601, UTC")
    trashed: bool = False
    sort: Sort = "newest"
    limit: int = Field(default=50, ge=1, le=1000)
    cursor: str | None = None


def find(index: Index, search: Search) -> tuple[list[sqlite3.Row], str | None]:
    """A page of asset rows and the cursor of the next page.

    Raises:
        InvalidRequest: the cursor is not of this search.
    """
    shape = search.model_dump_json(exclude={"limit", "cursor"})
    words, pieces = _terms(search.words)
    order, descending = _ORDERS[search.sort]
    search = search.model_copy(update={"tags": _rarest_first(index, search)})
    if order == "rank" and not words:
        order, descending = None, True  # nothing to rank by
    last = _unpack(shape, search.cursor, order) if search.cursor else None
    if words and search.in_source and order is None:
        rows = _newest_of_both(index, search, words, pieces, last)
        return _page(rows, search.limit, shape)
    source, key, where, values = _source(search, words, order)
    _filter(search, pieces, where, values)
    if last:
        _behind(last, order, key, descending, where, values)
    way = "DESC" if descending else ""
    ordering = f"{key} {way}" if order is None else f"{order} {way}, {key} {way}"
    if order == "rank":  # whole rows of the page only: all hits are sorted
        sql = (
            f"SELECT a.*, w.value AS sort_value FROM (SELECT {key} AS n, rank AS value"
            f" FROM {source} WHERE {' AND '.join(where)} ORDER BY {ordering} LIMIT ?) w"
            " CROSS JOIN assets a ON a.n = w.n ORDER BY w.value, w.n"
        )
    else:
        shown = f"{order} AS sort_value" if order else "NULL AS sort_value"
        sql = (
            f"SELECT a.*, {shown} FROM {source} WHERE {' AND '.join(where)}"
            f" ORDER BY {ordering} LIMIT ?"
        )
    rows = index.db.execute(sql, [*values, search.limit + 1]).fetchall()
    return _page(rows, search.limit, shape)


def _page(rows: list[sqlite3.Row], limit: int, shape: str) -> tuple[list[sqlite3.Row], str | None]:
    """At most ``limit`` of the rows, and the cursor if there are more."""
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], encode_cursor(shape, json.dumps([last["n"], last["sort_value"]]))


def _newest_of_both(
    index: Index, search: Search, words: list[str], pieces: list[str],
    last: tuple[int, Any] | None,
) -> list[sqlite3.Row]:  # fmt: skip
    """The newest hits of words and scripts: of each table as many as the page holds, then of both.

    So neither has to be read to its end, however many hits there are.
    """
    parts, values = [], []
    for table, match in (("words", _beginnings(words)), ("sources", _whole(words))):
        where: list[str] = [f"{table} MATCH ?"]
        held: list[Any] = [match]
        _filter(search, pieces, where, held)
        if last:
            _behind(last, None, f"{table}.rowid", True, where, held)
        parts.append(
            f"SELECT n FROM (SELECT {table}.rowid AS n FROM {table} CROSS JOIN assets a"
            f" ON a.n = {table}.rowid WHERE {' AND '.join(where)}"
            f" ORDER BY {table}.rowid DESC LIMIT ?)"
        )
        values += [*held, search.limit + 1]
    return index.db.execute(
        f"SELECT a.*, NULL AS sort_value FROM assets a WHERE a.n IN ({' UNION '.join(parts)})"
        " ORDER BY a.n DESC LIMIT ?",
        [*values, search.limit + 1],
    ).fetchall()


def _beginnings(words: list[str]) -> str:
    return " AND ".join(f'"{word}"*' for word in words)


def _whole(words: list[str]) -> str:
    """Whole words, since a script holds so many that beginnings take too long."""
    return " AND ".join(f'"{word}"' for word in words)


def _rarest_first(index: Index, search: Search) -> tuple[str, ...]:
    """The tags' keys, the one that leaves the fewest rows first."""
    keys = tuple(dict.fromkeys(map(tag_key, search.tags)))
    if len(keys) < 2:
        return keys
    rows = index.db.execute(
        "SELECT value, count FROM facets WHERE facet = 'tag' AND trashed = ?"
        f" AND value IN ({', '.join('?' * len(keys))})",
        (int(search.trashed), *keys),
    )
    counts = {row["value"]: row["count"] for row in rows}
    return tuple(sorted(keys, key=lambda key: counts.get(key, 0)))


def _source(
    search: Search, words: list[str], order: str | None
) -> tuple[str, str, list[str], list[Any]]:
    """FROM clause, the column that breaks ties, conditions and values.

    CROSS JOIN keeps SQLite from reordering: where the first table gives the order of
    the rows, a page ends as soon as it is full.
    """
    if words:
        match = _beginnings(words)
        if search.in_source:
            both = [match, _whole(words)]
            if order == "rank":
                return f"{_BOTH} w CROSS JOIN assets a ON a.n = w.n", "w.n", [], both
            found = (
                "a.n IN (SELECT rowid FROM words WHERE words MATCH ?"
                " UNION SELECT rowid FROM sources WHERE sources MATCH ?)"
            )
            return "assets a", "a.n", [found], both
        source = "words CROSS JOIN assets a ON a.n = words.rowid"
        where = ["words MATCH ?"]
        if order == "rank":
            where.append(f"rank MATCH 'bm25({_WEIGHTS})'")
        return source, "words.rowid", where, [match]
    if search.tags and order is None:
        source = "tags CROSS JOIN assets a ON a.n = tags.n"
        return source, "tags.n", ["tags.tag = ?"], [search.tags[0]]
    return "assets a", "a.n", [], []


def _filter(search: Search, pieces: list[str], where: list[str], values: list[Any]) -> None:
    where.append("a.trashed = ?")
    values.append(int(search.trashed))
    for condition, value in (
        ("a.kind = ?", search.kind),
        ("a.project_id = ?", search.project_id),
        ("a.score >= ?", search.min_score),
        ("a.created_at >= ?", search.created_after),
        ("a.created_at < ?", search.created_before),
    ):
        if value is not None:
            where.append(condition)
            values.append(value)
    # Without a parameter, so that the partial indexes apply.
    if search.favourite is not None:
        where.append("a.favourite" if search.favourite else "NOT a.favourite")
    if search.drafts is not None:
        where.append("a.drafts" if search.drafts else "NOT a.drafts")
    for tag in search.tags:
        where.append("EXISTS (SELECT 1 FROM tags t WHERE t.tag = ? AND t.n = a.n)")
        values.append(tag)
    for piece in pieces:
        like = "%" + re.sub(r"([\\%_])", r"\\\1", piece) + "%"
        where.append("(a.name LIKE ? ESCAPE '\\' OR a.prompt LIKE ? ESCAPE '\\')")
        values += [like, like]


def _behind(
    last: tuple[int, Any], order: str | None, key: str, descending: bool,
    where: list[str], values: list[Any],
) -> None:  # fmt: skip
    """Only rows behind the last one of the page before."""
    n, value = last
    than = "<" if descending else ">"
    if order is None:
        where.append(f"{key} {than} ?")
        values.append(n)
    else:
        where.append(f"({order}, {key}) {than} (?, ?)")
        values += [value, n]


def _unpack(shape: str, cursor: str, order: str | None) -> tuple[int, Any]:
    n, value = json.loads(decode_cursor(shape, cursor))
    if (value is None) != (order is None):
        raise InvalidRequest("The cursor does not belong to this search.", field="cursor")
    return n, value


def _terms(text: str) -> tuple[list[str], list[str]]:
    """What a user typed as (words to match by prefix, pieces to find anywhere in the text)."""
    text = text.encode("utf-8", "ignore").decode().replace("\0", " ").strip()
    words = [word for word in _WORD.findall(text) if any(map(str.isalnum, word))]
    if not words:
        return [], [text] if text else []
    spaced = [word for word in words if not _UNSPACED.search(word)]
    return spaced, [word for word in words if _UNSPACED.search(word)]


def facets(index: Index, *, trashed: bool = False, limit: int = 50) -> dict[str, dict[str, int]]:
    """How many assets each ``kind``, ``project`` and ``tag`` has, the most frequent first."""
    found: dict[str, dict[str, int]] = {}
    for facet in ("kind", "project", "tag"):
        rows = index.db.execute(
            "SELECT value, count FROM facets WHERE facet = ? AND trashed = ? AND count > 0"
            " ORDER BY count DESC, value LIMIT ?",
            (facet, int(trashed), limit),
        )
        found[facet] = {row["value"]: row["count"] for row in rows}
    return found
