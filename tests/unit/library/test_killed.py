# SPDX-License-Identifier: GPL-3.0-or-later
"""Removing, copying, deciding and migrating, killed at any moment; bytes flipped in the index."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ll3m.bridge.contract.asset import AssetSearchRequest
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library.folders import FolderLibrary

Put = Callable[..., str]
PutNext = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]
MOMENTS = 200

#: Like the killer of ``test_never_lost``: one forked process a moment, which ends itself before
#: its n-th call of the system or of SQLite; then the library is opened and looked at.
KILLER = (
    f"""
import json, os, random, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from conftest import add, add_next
"""
    + """
from ll3m.bridge.contract.asset import AssetDuplicateRequest, AssetSearchRequest
from ll3m.bridge.contract.draft import DraftDecideRequest, DraftListRequest
from ll3m.bridge.contract.errors import LL3MError, NotFound
from ll3m.ll3m_addon.core.ids import new_id
from ll3m.ll3m_addon.library.database import Database
from ll3m.ll3m_addon.library import open_library
from ll3m.ll3m_addon.library.schema import MIGRATIONS
from whole import every_listed_version_is_whole
root, moments = Path(sys.argv[1]), int(sys.argv[2])
library = open_library(root)
kept = add(library)
add_next(library, kept)
library.desk.drafts.open(kept, [1, 2], new_id("d"))
library.close()

def thrown_away():
    library = open_library(root)
    doomed = add(library, name="Doomed")
    add_next(library, doomed)
    library.trash(doomed)
    library.close()
    return doomed

def old_schema():
    path = root / ".ll3m" / "index.sqlite3"
    for each in path.parent.glob("index.sqlite3*"):
        each.unlink()
    old = Database(path, MIGRATIONS[:1])
    old.open()
    old.close()

def purge(library, doomed):
    library.desk.assets.purge(doomed)

def copy(library, _):
    library.desk.assets.duplicate(AssetDuplicateRequest(asset_id=kept))

def decide(library, _):
    number = 1 + (library.asset(kept).current == 1)
    action = {"asset_id": kept, "number": number, "action": "select"}
    library.desk.drafts.decide(DraftDecideRequest.model_validate({"decisions": [action]}))

def migrate(library, _):
    library.desk.assets.search(AssetSearchRequest())

OPERATIONS = {"purge": (purge, thrown_away), "copy": (copy, lambda: ""),
              "decide": (decide, lambda: ""), "migrate": (migrate, old_schema)}

def touches_disk(function):
    owner = getattr(function, "__self__", None)
    return getattr(owner, "__name__", "") == "posix" or type(owner).__module__ in ("_io", "sqlite3")

def run(operation, kill_at):
    act, prepare = OPERATIONS[operation]
    subject = prepare()
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        library = open_library(root)
        if operation != "migrate":
            library.health()
        calls = 0
        def count(frame, event, arg):
            nonlocal calls
            if event == "c_call" and touches_disk(arg):
                calls += 1
                if calls == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.setprofile(count)
        act(library, subject)
        sys.setprofile(None)
        os.write(write, str(calls).encode())
        os._exit(0)
    os.close(write)
    told = os.read(read, 20).decode()
    os.close(read)
    status = os.waitpid(pid, 0)[1]
    assert os.WIFSIGNALED(status) or told, status
    return int(told or 0), subject

def look(subject):
    library = open_library(root)
    gone = True
    if subject:
        try:
            library.restore(subject)
            gone = False
        except NotFound:
            pass
    found = every_listed_version_is_whole(library)
    chosen = [each.number for each in library.desk.drafts.list(
        DraftListRequest(asset_id=kept, state="selected")).drafts]
    current = library.asset(kept).current
    for asset_id in found:
        if asset_id != kept:
            library.trash(asset_id)
            library.desk.assets.purge(asset_id)
    problems = [each.rule for each in library.check(hashes=True).problems]
    library.close()
    left = [str(path) for name in ("staging", "pending") for path in (root / ".ll3m" / name).iterdir()]
    folders = len(list(root.glob("assets/*"))) + len(list(root.glob("trash/*")))
    return {"found": found, "gone": gone, "chosen": chosen, "current": current,
            "problems": problems, "left": left, "folders": folders}

chance = random.Random(11)
for operation in OPERATIONS:
    calls, subject = run(operation, 0)
    look(subject)
    for moment in sorted(chance.choices(range(1, calls + 1), k=moments // len(OPERATIONS))):
        finished, subject = run(operation, moment)
        print(json.dumps([operation, moment, finished, subject, look(subject)]), flush=True)
print(json.dumps(kept))
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")
def test_removing_copying_deciding_and_migrating_are_whole_or_undone_when_killed(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", KILLER, str(tmp_path / "library"), str(MOMENTS)]
    killer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    *moments, kept = map(json.loads, killer.stdout.splitlines())
    assert len(moments) == MOMENTS
    assert sum(not finished for _, _, finished, _, _ in moments) > MOMENTS * 0.9
    for operation, moment, _, subject, after in moments:
        where = f"{operation}, killed before call {moment}"
        found = after["found"]
        assert found[kept] == 2, where
        assert not after["left"], where
        assert not after["problems"], where
        assert after["folders"] == 1, where
        others = {asset_id: count for asset_id, count in found.items() if asset_id != kept}
        if operation == "purge":
            assert others == ({} if after["gone"] else {subject: 2}), where
        elif operation == "copy":
            assert list(others.values()) in ([], [2]), where
        else:
            assert not others, where
        assert after["chosen"] in ([], [after["current"]]), where


@pytest.mark.parametrize("seed", range(24))
def test_a_flipped_byte_in_the_index_is_found_and_mended_from_the_folders(
    library: FolderLibrary, put: Put, put_next: PutNext, reopen: Reopen, seed: int
) -> None:
    ids = [put(library, f"a red chair {n}", name=f"Chair {n}", tags=[f"t{n}"]) for n in range(6)]
    for asset_id in ids:
        put_next(library, asset_id, score=7.5)
    before = library.desk.assets.search(AssetSearchRequest(sort="name"))
    library.close()
    path = library.root / ".ll3m" / "index.sqlite3"
    data = bytearray(path.read_bytes())
    chance = random.Random(seed)
    for _ in range(8):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    again = reopen()
    again.check(repair=True, hashes=True)
    assert again.desk.assets.search(AssetSearchRequest(sort="name")) == before
    assert [
        each.name for each in again.desk.assets.search(AssetSearchRequest(tags=["t3"])).assets
    ] == ["Chair 3"]
    assert [row.number for row in again.versions(ids[0])] == [1, 2]
    assert again.check(hashes=True).problems == []
