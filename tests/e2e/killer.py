# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the product, with its Blender at work, at random moments; says what was left each time.

    python killer.py LIBRARY MOMENTS SEED

One forked process a moment builds the whole product, and generates and refines, exports, deletes
or migrates over and over, and says what is finished; at a moment that chance chooses it gets
SIGKILL. Then the library is opened by another and looked at. Prints a line of JSON a moment.
"""

from __future__ import annotations

import ctypes
import hashlib
import itertools
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ll3m.bridge.contract.asset import AssetSearchRequest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.job import JobListRequest
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.library import open_jobs, open_library
from ll3m.ll3m_addon.library.database import Database
from ll3m.ll3m_addon.library.schema import MIGRATIONS
from ll3m.ll3m_addon.pipeline.assembly import build_app

ME = Caller("test")
#: ``prctl``: orphans of the killed come to us, so that we can wait for their end.
SUBREAPER = 36
#: What is done when the kill comes, and the seconds within which it falls.
WITHIN = {"generate": 0.6, "export": 0.4, "delete": 0.1, "migrate": 0.05}
#: Seconds after which the killed has no business left.
PATIENCE = 60
Say = Callable[..., object]


class Work:
    """The product at work in the process that will be killed."""

    def __init__(self, root: Path, base: str, say: Say) -> None:
        self.app = build_app(Settings(library=root, cache=False, provider="offline"))
        self.base, self.say = base, say

    def ask(self, name: str, **params: Any) -> Any:
        return self.app.call(name, params, ME)

    def job(self, name: str, **params: Any) -> Any:
        asked = self.ask(name, **params)
        done = self.ask("job.get", job_id=asked.id, wait=60)
        if done.error is not None:
            raise RuntimeError(str(done.error))
        return done

    def generate(self) -> None:
        """A new asset, and its second version."""
        made = self.job("asset.generate", prompt="a blue mug", preview=0)
        self.say("made", made.asset_id, 1)
        self.job("asset.refine", asset_id=made.asset_id, feedback="make it green", preview=0)
        self.say("made", made.asset_id, 2)

    def export(self) -> None:
        """Two formats of a copy."""
        made = self.ask("asset.duplicate", asset_id=self.base)
        self.say("made", made.id, made.current)
        self.ask("version.export", asset_id=made.id, formats=["stl", "ply"])
        self.say("exported", made.id, made.current)

    def delete(self) -> None:
        """A copy into the trash, back, in again, and away for good."""
        made = self.ask("asset.duplicate", asset_id=self.base)
        self.say("made", made.id, 1)
        for name in ("asset.delete", "asset.restore", "asset.delete"):
            self.ask(name, asset_id=made.id)
        self.say("purging", made.id, 1)
        self.ask("asset.purge", asset_id=made.id)

    def migrate(self) -> None:
        """Whatever asks the index first migrates it."""
        self.ask("asset.search")
        self.say("migrated", self.base, 1)


def work(root: Path, base: str, what: str, say: Say) -> None:
    """Do ``what`` for ever; "migrate" once."""
    at_work = Work(root, base, say)
    if what in ("generate", "export"):
        at_work.app.jail.isolation()  # Blender has started
    say("ready")
    getattr(at_work, what)()
    while what != "migrate":
        getattr(at_work, what)()
    select.select([], [], [])  # until the end


def start(root: Path, base: str, what: str) -> tuple[int, int]:
    """Fork a process that works; its id, and where it says what it has done."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    os.close(read)
    os.setsid()

    def say(*said: Any) -> None:
        os.write(write, json.dumps(said).encode() + b"\n")

    try:
        work(root, base, what, say)
    except Exception as error:  # noqa: BLE001 - told to the one who kills
        say("failed", repr(error))
    finally:
        os._exit(1)


def said_until(read: int, end: float | None, before: bytes = b"") -> bytes:
    """What was said until ``end`` (or the first line without one)."""
    heard = before
    while end is not None or b"\n" not in heard:
        left = PATIENCE if end is None else end - time.monotonic()
        if left <= 0 or not select.select([read], [], [], left)[0]:
            break
        more = os.read(read, 65536)
        if not more:
            break
        heard += more
    return heard


def kill_one(root: Path, base: str, what: str, after: float) -> list[list[Any]]:
    """Let one work for ``after`` seconds, kill it, and wait for its Blender to end."""
    pid, read = start(root, base, what)
    heard = said_until(read, None)
    heard = said_until(read, time.monotonic() + after, heard)
    os.kill(pid, signal.SIGKILL)
    while more := os.read(read, 65536):
        heard += more
    os.close(read)
    signal.alarm(PATIENCE)  # a jail that outlives the product would have us wait here
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    signal.alarm(0)
    return [json.loads(line) for line in heard.splitlines()]


def make_old(root: Path) -> None:
    """Put an index of the first schema in the present one's place."""
    path = root / ".ll3m" / "index.sqlite3"
    for each in path.parent.glob("index.sqlite3*"):
        each.unlink()
    old = Database(path, MIGRATIONS[:1])
    old.open()
    old.close()


def look(root: Path) -> dict[str, Any]:
    """What another process finds: versions with their formats, problems, leavings, jobs."""
    library, jobs = open_library(root), open_jobs(root)
    jobs.adopt_lost()
    states = sorted({each.state for each in jobs.list(JobListRequest(limit=200)).jobs})
    found: dict[str, Any] = {}
    for trashed in (False, True):
        request = AssetSearchRequest(trashed=trashed, limit=200)
        for asset in library.desk.assets.search(request).assets:
            for row in library.versions(asset.id):
                version, folder = library.version(asset.id, row.number)
                whole = bool(version.files) and all(
                    hashlib.sha256((folder / each.name).read_bytes()).hexdigest() == each.sha256
                    for each in version.files
                )
                formats = sorted(each.format for each in version.files)
                found[f"{asset.id}/{row.number}"] = [whole, formats]
    problems = [each.rule for each in library.check().problems]
    library.close()
    jobs.close()
    left = [p.name for n in ("staging", "pending") for p in (root / ".ll3m" / n).iterdir()]
    left += [path.name for path in root.rglob("*.tmp")]
    folders = sum(path.is_dir() for path in root.glob("assets/*/v*"))
    folders += sum(path.is_dir() for path in root.glob("trash/*/v*"))
    return {
        "found": found,
        "problems": problems,
        "left": left,
        "states": states,
        "folders": folders,
    }


def clear(root: Path, base: str) -> None:
    """Remove all but one asset, so that the next look is at little."""
    library = open_library(root)
    for asset in library.desk.assets.search(AssetSearchRequest(limit=200)).assets:
        if asset.id != base:
            library.trash(asset.id)
    for asset in library.desk.assets.search(AssetSearchRequest(trashed=True, limit=200)).assets:
        library.desk.assets.purge(asset.id)
    library.close()


def first_asset(root: Path) -> str:
    """An asset that outlives all of it; made by a process of its own, which forking needs."""
    pid, read = start(root, "", "generate")
    heard = b""
    while b"made" not in heard:
        heard = said_until(read, time.monotonic() + 1, heard)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(read)
    return next(json.loads(line)[1] for line in heard.splitlines() if b"made" in line)


def main() -> None:
    """Kill, look and say, so many times."""
    root, moments, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    base, chance = first_asset(root), random.Random(seed)
    for what in itertools.islice(itertools.cycle(WITHIN), moments):
        if what == "migrate":
            make_old(root)
        after = chance.random() * WITHIN[what]
        said = kill_one(root, base, what, after)
        line = [what, round(after, 3), said, look(root)]
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        clear(root, base)


if __name__ == "__main__":
    main()
