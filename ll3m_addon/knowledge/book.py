# SPDX-License-Identifier: GPL-3.0-or-later
"""The book of the Blender behind the jail: opened, built where it is missing, and searched."""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ...bridge.contract.errors import NotFound
from ...bridge.contract.knowledge import (
    KnowledgeEntry,
    KnowledgeSearchRequest,
    KnowledgeSearchResult,
)
from ..core.cancel import CancelToken
from .build import build, stamp
from .cookbook import all_recipes
from .index import Hit, Index
from .outdated import OUTDATED, for_sockets
from .words import query_words, stem

__all__ = ["BlenderKnowledge"]

log = logging.getLogger(__name__)

#: Lines of a traceback that name no API: frames, marks below a line, names the script forgot.
_FRAME = re.compile(r'^\s*File "|^Traceback|^[\s~^]+$|^\s*NameError')
#: What findings add to a name: where it stands and which rule it broke.
_PLACE = re.compile(r"^line \d+: |\[[\w.]+\]")
#: Entries shown for one line of a problem, and for a problem as a whole.
_PER_LINE, _PER_PROBLEM = 3, 10
_TEXT_SHOWN = 320
#: A hit below this shares a common word with the problem and no more (measured on the corpus).
_WORTH_TELLING = 70.0
#: Seconds between two looks at whether an answer is still wanted.
_SLICE = 0.1


class BlenderKnowledge:
    """Implements ``core.knowledge_seam.Knowledge``. Thread-safe.

    ``version`` names the Blender behind the jail, ``command`` how a script is run in it;
    both are asked only when the index is needed. ``sockets`` are old names of the Principled
    shader's sockets and their present ones.
    """

    def __init__(
        self,
        folder: Path,
        version: Callable[[], tuple[int, int, int]],
        command: Callable[[Path], list[str]],
        environment: Callable[[], Mapping[str, str]],
        sockets: Mapping[str, str],
    ) -> None:
        self._folder = folder
        self._version = version
        self._command = command
        self._environment = environment
        self._outdated = (*for_sockets(sockets), *OUTDATED)
        self._lock = threading.Lock()
        self._closing = CancelToken()
        self._open: dict[str, Index] = {}

    # ------------------------------------------------------------ the seam

    def search(
        self, request: KnowledgeSearchRequest, cancel: CancelToken | None = None
    ) -> KnowledgeSearchResult:
        """See ``Knowledge.search``."""
        with self._held(cancel):
            version, index = self._index(request.blender_version, cancel)
            began = time.perf_counter()
            hits = index.find(request.query, request.limit)
            seconds = time.perf_counter() - began
        return KnowledgeSearchResult(
            blender_version=version, entries=[_shown(hit) for hit in hits], seconds=seconds
        )

    def lookup(self, problem: str, budget_chars: int, cancel: CancelToken | None = None) -> str:
        """See ``Knowledge.lookup``."""
        asked = _asked(problem)
        # A traceback's last line says most, and findings are few: begin at the end.
        told: dict[int, Hit] = {}
        with self._held(cancel):
            index = self._index(None, cancel)[1]
            for line in reversed(asked[-12:]):
                found = index.find(line[:500], 3 * _PER_LINE)
                telling = [
                    hit for hit in found if hit.score >= _WORTH_TELLING and hit.kind != "recipe"
                ]
                for hit in telling[:_PER_LINE]:
                    told.setdefault(hit.id, hit)
        return _within(budget_chars, _lines(list(told.values())[:_PER_PROBLEM]))

    def examples(self, wish: str, budget_chars: int) -> str:
        """See ``Knowledge.examples``. Reads no index: recipes are the same for every Blender."""
        words = {stem(word) for word in query_words(wish)}
        scored = []
        for recipe in all_recipes():
            title = {stem(word) for word in query_words(recipe.title)}
            tags = {stem(word) for tag in recipe.tags for word in query_words(tag)}
            worth = 2 * len(words & title) + len(words & (tags - title))
            if worth:
                scored.append((-worth, recipe.name, recipe))
        texts = [
            f"{recipe.title}:\n```python\n{recipe.source}```" for _, _, recipe in sorted(scored)[:3]
        ]
        return _within(budget_chars, texts)

    def close(self) -> None:
        """See ``Knowledge.close``."""
        self._closing.cancel()
        with self._lock:
            self._closing = CancelToken()
            for index in self._open.values():
                index.close()
            self._open.clear()

    # ------------------------------------------------------------ the index

    @contextmanager
    def _held(self, cancel: CancelToken | None) -> Iterator[None]:
        """The lock, which another thread may hold for as long as it builds the index."""
        while not self._lock.acquire(timeout=_SLICE):
            if cancel is not None:
                cancel.check()
        try:
            yield
        finally:
            self._lock.release()

    def _index(self, wanted: str | None, cancel: CancelToken | None) -> tuple[str, Index]:
        """The open index of a Blender; built first if it is the jail's and there is none."""
        if wanted is not None:
            for version in self._at_hand():
                if version == wanted or version.startswith(f"{wanted}."):
                    return version, self._opened(version)
        own = ".".join(map(str, self._version()))
        if wanted is not None and own != wanted and not own.startswith(f"{wanted}."):
            raise NotFound(
                f"The API of Blender {wanted} was never indexed here.",
                advice=f"Leave the version out for {own}, or name one of: "
                f"{', '.join(self._at_hand()) or 'none yet'}.",
            )
        if own not in self._open and not self._fits(own):
            began = time.monotonic()
            closing = self._closing

            def check() -> None:
                closing.check()
                if cancel is not None:
                    cancel.check()

            build(self._path(own), own, self._command, self._environment(), check)
            log.info("Blender %s's API indexed in %.1f s", own, time.monotonic() - began)
        return own, self._opened(own)

    def _path(self, version: str) -> Path:
        return self._folder / f"knowledge-{version}.sqlite3"

    def _at_hand(self) -> list[str]:
        """Versions that were indexed, newest first."""
        found = [
            path.stem.removeprefix("knowledge-")
            for path in self._folder.glob("knowledge-*.sqlite3")
        ]
        numbered = [each for each in found if re.fullmatch(r"\d+\.\d+\.\d+", each)]
        return sorted(
            numbered, key=lambda each: [int(part) for part in each.split(".")], reverse=True
        )

    def _fits(self, version: str) -> bool:
        """Whether there is an index that these files of ours wrote, and it can be read."""
        path = self._path(version)
        if not path.is_file():
            return False
        try:
            index = Index(path, self._outdated)
            try:
                return index.meta("stamp") == stamp() and index.count() > 0
            finally:
                index.close()
        except sqlite3.Error as error:
            log.warning("the index %s is damaged and made anew: %s", path, error)
            return False

    def _opened(self, version: str) -> Index:
        if version not in self._open:
            self._open[version] = Index(self._path(version), self._outdated)
        return self._open[version]


def _asked(problem: str) -> list[str]:
    """The lines of a problem that may name API: errors, findings, source lines with a dot."""
    lines = [line for line in problem.splitlines() if line.strip() and not _FRAME.search(line)]
    told = [line for line in lines if not line.startswith("    ") or "." in line]
    return [_PLACE.sub("", line).strip() for line in told]


def _shown(hit: Hit) -> KnowledgeEntry:
    return KnowledgeEntry(
        name=hit.name, kind=hit.kind, signature=hit.signature, text=hit.text, note=hit.note,
        example=hit.example, score=round(hit.score, 2),
    )  # fmt: skip


def _lines(hits: list[Hit]) -> list[str]:
    """Entries as lines for a model: note (each once), signature, text."""
    lines: list[str] = []
    noted: set[str] = set()
    for hit in hits:
        text = hit.text if hit.kind in ("node", "modifier") else hit.text[:_TEXT_SHOWN]
        note = f"{hit.note} " if hit.note and hit.note not in noted else ""
        noted.add(hit.note)
        known = hit.signature.startswith(hit.name.removeprefix("bpy.types."))
        name = "" if known else f"{hit.name}: "
        lines.append(f"- {note}{name}{hit.signature}. {text}".rstrip())
    return lines


def _within(budget: int, texts: list[str]) -> str:
    """As many whole texts as fit."""
    kept: list[str] = []
    for text in texts:
        if sum(map(len, kept)) + len(kept) + len(text) <= budget:
            kept.append(text)
    return "\n".join(kept)
