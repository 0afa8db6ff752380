# SPDX-License-Identifier: GPL-3.0-or-later
"""What a library holds, looked at from outside; other processes that work on it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from ll3m.bridge.contract.asset import AssetListRequest
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library.folders import FolderLibrary

Put = Callable[..., str]
PutNext = Callable[..., Version]

HERE = Path(__file__).parent
CHILD_START = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from pathlib import Path
from conftest import add, add_next
from ll3m.ll3m_addon.library import open_library
"""


def ids(library: FolderLibrary, **request: object) -> list[str]:
    page = library.assets(AssetListRequest.model_validate({"limit": 200, **request}))
    return [asset.id for asset in page.assets]


def child(body: str, *args: str, unshared: bool = False) -> subprocess.Popen[str]:
    """A Python process that runs ``body``; with a mount namespace of its own if ``unshared``."""
    front = ["unshare", "-rm"] if unshared else []
    return subprocess.Popen(
        [*front, sys.executable, "-c", CHILD_START + textwrap.dedent(body), *args],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def every_listed_version_is_whole(library: FolderLibrary) -> dict[str, int]:
    """Check all files against their hashes; return asset id -> number of versions."""
    import hashlib

    found = {}
    for asset_id in ids(library):
        rows = library.versions(asset_id)
        asset = library.asset(asset_id)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert asset.versions == len(rows)
        assert [row.number for row in rows if row.current] == [asset.current]
        for row in rows:
            version, folder = library.version(asset_id, row.number)
            assert version.files
            for file in version.files:
                data = (folder / file.name).read_bytes()
                assert hashlib.sha256(data).hexdigest() == file.sha256
        found[asset_id] = len(rows)
    return found


def fill(library: FolderLibrary, put: Put, put_next: PutNext) -> list[str]:
    made = [put(library, f"a chair number {n}", tags=["x"]) for n in range(3)]
    put_next(library, made[0])
    library.set_current(made[0], 1)
    library.trash(made[2])
    return made


def same(library: FolderLibrary, made: list[str]) -> None:
    """What ``fill`` made is all there."""
    assert ids(library) == [made[1], made[0]]
    assert ids(library, trashed=True) == [made[2]]
    assert ids(library, tag="x", query="number 0") == [made[0]]
    assert library.asset(made[0]).versions == 2
    assert library.asset(made[0]).current == 1
