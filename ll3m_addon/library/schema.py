# SPDX-License-Identifier: GPL-3.0-or-later
"""The index's tables. Everything in them stands in the folders too."""

from __future__ import annotations

__all__ = ["MIGRATIONS"]

_FIRST = """\
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE assets (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place TEXT NOT NULL, stamp INTEGER NOT NULL,
    name TEXT NOT NULL, kind TEXT NOT NULL, prompt TEXT NOT NULL, project_id TEXT NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, current INTEGER NOT NULL,
    versions INTEGER NOT NULL, trashed INTEGER NOT NULL, trashed_at TEXT, preview TEXT,
    tags TEXT NOT NULL, metadata TEXT NOT NULL);
CREATE TABLE versions (
    n INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE, number INTEGER NOT NULL,
    created_at TEXT NOT NULL, feedback TEXT, parent INTEGER, score REAL, provider TEXT NOT NULL,
    model TEXT NOT NULL, faces INTEGER NOT NULL, formats TEXT NOT NULL, preview TEXT,
    PRIMARY KEY (n, number)) WITHOUT ROWID;
CREATE TABLE tags (
    tag TEXT NOT NULL, n INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    PRIMARY KEY (tag, n)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    name, prompt, tags, tokenize='unicode61 remove_diacritics 2', prefix='2 3')
"""

#: What is new has to be read from the folders, so the tables are made anew and, with
#: ``built`` gone from ``meta``, filled when the library is opened.
_SECOND = """\
DROP TABLE words;
DROP TABLE tags;
DROP TABLE versions;
DROP TABLE assets;
DELETE FROM meta;
CREATE TABLE assets (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place TEXT NOT NULL, stamp INTEGER NOT NULL,
    name TEXT NOT NULL, name_key TEXT NOT NULL, kind TEXT NOT NULL, prompt TEXT NOT NULL,
    project_id TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    current INTEGER NOT NULL, versions INTEGER NOT NULL, bytes INTEGER NOT NULL,
    drafts INTEGER NOT NULL, score REAL NOT NULL, favourite INTEGER NOT NULL,
    trashed INTEGER NOT NULL, trashed_at TEXT, preview TEXT, tags TEXT NOT NULL,
    metadata TEXT NOT NULL, marks TEXT NOT NULL,
    words_hash TEXT NOT NULL, source_hash TEXT NOT NULL);
CREATE INDEX assets_by_trash ON assets (trashed);
CREATE INDEX assets_by_kind ON assets (trashed, kind);
CREATE INDEX assets_by_project ON assets (trashed, project_id);
CREATE INDEX assets_by_update ON assets (trashed, updated_at);
CREATE INDEX assets_by_name ON assets (trashed, name_key);
CREATE INDEX assets_by_score ON assets (trashed, score);
CREATE INDEX assets_by_favourite ON assets (trashed) WHERE favourite;
CREATE INDEX assets_by_drafts ON assets (trashed) WHERE drafts;
CREATE TABLE versions (
    n INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE, number INTEGER NOT NULL,
    stamp INTEGER NOT NULL, created_at TEXT NOT NULL, feedback TEXT, parent INTEGER, score REAL,
    provider TEXT NOT NULL, model TEXT NOT NULL, faces INTEGER NOT NULL, formats TEXT NOT NULL,
    preview TEXT, bytes INTEGER NOT NULL, files TEXT NOT NULL,
    PRIMARY KEY (n, number)) WITHOUT ROWID;
CREATE TABLE tags (
    tag TEXT NOT NULL, n INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    PRIMARY KEY (tag, n)) WITHOUT ROWID;
CREATE INDEX tags_by_asset ON tags (n);
CREATE TABLE facets (
    facet TEXT NOT NULL, trashed INTEGER NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (facet, trashed, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    name, prompt, tags, notes, tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE sources USING fts5(source, tokenize='unicode61 remove_diacritics 2')
"""

#: Favourites in the order of their scores, without sorting them all.
_THIRD = """\
CREATE INDEX assets_by_liking ON assets (trashed, score) WHERE favourite
"""

MIGRATIONS = (_FIRST, _SECOND, _THIRD)
