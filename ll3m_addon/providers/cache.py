# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers to requests that were asked before, word for word.

Only whole answers are kept, under a hash of everything that could change them; the
requests themselves are not. A broken or read-only cache costs speed, never an answer.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.seams import ChatRequest, Provider

__all__ = ["CachedReply", "ReplyCache", "cache_key", "forget"]

log = logging.getLogger(__name__)

_FORM = 1  # raised when the meaning of a key or a row changes
_MAX_ROWS = 1000
_MAX_AGE = 30 * 86400.0  # seconds; models change behind their names
_MAX_TEXT = 2 * 2**20  # characters


@dataclass(frozen=True, slots=True)
class CachedReply:
    """An answer from before; ``at`` is Unix time."""

    text: str
    model: str
    stop: str
    at: float


def cache_key(request: ChatRequest, *place: str) -> str:
    """A hash of everything that shapes the answer; ``place`` names provider, address and model."""
    told: dict[str, Any] = {
        "form": _FORM,
        "place": place,
        "messages": [
            [m.role, m.text, [hashlib.sha256(image).hexdigest() for image in m.images]]
            for m in request.messages
        ],
        "schema": request.schema,
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
    }
    canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", errors="surrogatepass")).hexdigest()


def forget(provider: Provider, request: ChatRequest) -> None:
    """Drop the kept answer to ``request``, because it turned out to be of no use.

    Without this, asking again would bring the same useless answer. Providers that keep
    no answers are left as they are.
    """
    drop = getattr(provider, "forget", None)
    if callable(drop):
        drop(request)


class ReplyCache:
    """Answers in one SQLite file. Thread-safe, and safe to share between processes."""

    def __init__(self, path: Path, max_rows: int = _MAX_ROWS, max_age: float = _MAX_AGE) -> None:
        self._path = path
        self._max_rows = max_rows
        self._max_age = max_age
        self._lock = threading.Lock()
        self._broken = False

    def get(self, key: str) -> CachedReply | None:
        """The answer kept under ``key``, unless it is too old."""
        rows = self._run(
            "SELECT text, model, stop, at FROM replies WHERE key = ? AND at > ?",
            (key, time.time() - self._max_age),
        )
        return CachedReply(*rows[0]) if rows else None

    def put(self, key: str, text: str, model: str, stop: str) -> None:
        """Keep an answer; the oldest ones make room."""
        if len(text) > _MAX_TEXT:
            return
        row = (key, text, model, stop, time.time())
        self._run("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?)", row)
        self._run(
            "DELETE FROM replies WHERE key NOT IN (SELECT key FROM replies ORDER BY at DESC LIMIT ?)",
            (self._max_rows,),
        )

    def drop(self, key: str) -> None:
        """Forget one answer."""
        self._run("DELETE FROM replies WHERE key = ?", (key,))

    def clear(self) -> None:
        """Forget everything."""
        self._run("DELETE FROM replies", ())

    def _run(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        if self._broken:
            return []
        try:
            with self._lock:
                return self._execute(statement, values)
        except (OSError, sqlite3.Error) as error:
            # Said once; a cache that can't be used must not stand in the way of an answer.
            self._broken = True
            log.warning("The cache of answers %s can't be used: %s", self._path, error)
            return []

    def _execute(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Answers may hold what a user would not show to others.
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        connection = sqlite3.connect(self._path, timeout=5.0)
        try:
            # A cache lost in a power cut is no loss; waiting for the disk would be one each time.
            connection.execute("PRAGMA synchronous = OFF")
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, text TEXT NOT NULL,"
                    " model TEXT NOT NULL, stop TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID"
                )
                return connection.execute(statement, values).fetchall()
        finally:
            connection.close()
