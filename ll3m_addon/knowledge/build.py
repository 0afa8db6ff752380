# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the index: a Blender writes its API down, SQLite keeps it under the version's name."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ...bridge.contract.errors import HostError
from .cookbook import FOLDER, Recipe, all_recipes
from .words import label, split_name, stem

__all__ = ["INTROSPECT", "build", "stamp"]

log = logging.getLogger(__name__)

#: The program that writes the API down; run by Blender, never imported here.
INTROSPECT = Path(__file__).resolve().parents[1] / "blender" / "introspection" / "main.py"
#: Seconds until a Blender that says nothing is given up; it takes 3 to 4 on two cores.
_PATIENCE = 120.0
#: Seconds between two looks at whether the index is still wanted.
_SLICE = 0.1
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, signature TEXT NOT NULL,
    text TEXT NOT NULL, last TEXT NOT NULL, example TEXT
);
CREATE TABLE tails (tail TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (tail, id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(last, path, text, content='', tokenize='unicode61');
"""


def stamp() -> str:
    """Changes when an index has to be made anew though Blender is the same: with our own files."""
    digest = hashlib.sha256()
    folders = (INTROSPECT.parent, FOLDER)
    for path in (Path(__file__), *(each for one in folders for each in sorted(one.glob("*.py")))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build(
    target: Path,
    version: str,
    command: Callable[[Path], list[str]],
    environment: Mapping[str, str],
    check: Callable[[], None] = lambda: None,
) -> None:
    """Make the index at ``target``, whole or not at all.

    ``command`` gives the command that runs a script in the Blender to be read. ``check`` is
    called several times a second and raises when the index is no longer wanted; the Blender is
    ended then.

    Raises:
        HostError: Blender could not be read, or the folder can't be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".knowledge-", dir=target.parent))
    except OSError as error:
        raise HostError(f"The folder {target.parent} can't be written: {error}.") from error
    try:
        _introspect(scratch, command, environment, check)
        check()
        _write(scratch / "index.sqlite3", scratch / "api.jsonl", version)
        _move(scratch / "index.sqlite3", target)
    except (OSError, sqlite3.Error, ValueError, KeyError) as error:
        raise HostError(f"Blender's API could not be indexed: {error}.") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _introspect(
    scratch: Path,
    command: Callable[[Path], list[str]],
    environment: Mapping[str, str],
    check: Callable[[], None],
) -> None:
    """Run ``INTROSPECT`` in Blender; it leaves ``api.jsonl``."""
    given = [*command(INTROSPECT), str(scratch / "api.jsonl")]
    # Blender warns of its own enums by the hundred; what it says matters only when it fails.
    with (scratch / "said.txt").open("wb") as said:
        try:
            running = subprocess.Popen(
                given, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=scratch,
                env=dict(environment),
                creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
            )  # fmt: skip
        except OSError as error:
            raise HostError(f"Blender could not write its API down: {error}.") from error
        code = _end_of(running, check)
    if code or not (scratch / "api.jsonl").is_file():
        end = (scratch / "said.txt").read_bytes()[-2000:].decode(errors="replace")
        raise HostError(f"Blender ended with code {code} while it wrote its API down.", output=end)


def _end_of(running: subprocess.Popen[bytes], check: Callable[[], None]) -> int:
    """The exit code; the process is ended where it takes too long or ``check`` raises."""
    limit = time.monotonic() + _PATIENCE
    try:
        while time.monotonic() < limit:
            check()
            with contextlib.suppress(subprocess.TimeoutExpired):
                return running.wait(_SLICE)
        raise HostError(f"Blender did not write its API down within {_PATIENCE:.0f} s.")
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()


def _write(path: Path, lines: Path, version: str) -> None:
    """Fill a new index from the lines and the recipes."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute(
            "PRAGMA synchronous=OFF"
        )  # of a file that is renamed into place when it is whole
        db.executescript(_SCHEMA)
        with lines.open(encoding="utf-8") as file:
            found = json.loads(next(file))["version"]
            if found != version:
                raise HostError(f"Blender {found} answered where {version} was expected.")
            _add(db, (json.loads(line) for line in file))
        _add(db, (_entry(each) for each in all_recipes()))
        db.execute("INSERT INTO words(words) VALUES('optimize')")
        db.executemany("INSERT INTO meta VALUES (?, ?)", [("version", version), ("stamp", stamp())])
        db.commit()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _entry(recipe: Recipe) -> dict[str, str]:
    """A recipe as an entry; its tags are other words for it."""
    return {
        "name": f"recipe/{recipe.name}", "kind": "recipe", "signature": recipe.title, "alias": "",
        "text": ", ".join(recipe.tags), "example": recipe.source,
    }  # fmt: skip


def _add(db: sqlite3.Connection, rows: Iterator[dict[str, str]]) -> None:
    for row in rows:
        name, alias = row["name"], row["alias"]
        last = name.rpartition(".")[2].rpartition("/")[2]
        entry = db.execute(
            "INSERT INTO entries (name, kind, signature, text, last, example) VALUES (?, ?, ?, ?, ?, ?)",
            (name, row["kind"], row["signature"], row["text"], last, row.get("example")),
        ).lastrowid
        db.executemany(
            "INSERT OR IGNORE INTO tails VALUES (?, ?)",
            [(tail, entry) for each in (name, alias) if each for tail in _tails(each)],
        )
        text = row["text"]
        title = row["signature"] if row["kind"] == "recipe" else label(row["kind"], text)
        db.execute(
            "INSERT INTO words (rowid, last, path, text) VALUES (?, ?, ?, ?)",
            (entry, _stems(f"{last} {title}"), _stems(f"{name} {alias}"), _stems(text)),
        )


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in split_name(text))


def _tails(name: str) -> list[str]:
    """``bpy.data.meshes.new`` -> new, meshes.new, data.meshes.new, the whole; in lower case."""
    parts = name.lower().split(".")
    return [".".join(parts[at:]) for at in range(len(parts))]


def _move(made: Path, target: Path) -> None:
    try:
        made.replace(target)
    except PermissionError:
        if not target.is_file():  # on Windows an index in use stays; another process made it
            raise
        log.info("the index %s is in use and stays", target)
