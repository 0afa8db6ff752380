# SPDX-License-Identifier: GPL-3.0-or-later
"""A library in a temporary folder, and ways to fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.asset import AssetGenerateRequest
from ll3m.bridge.contract.code import Facts
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library import open_library
from ll3m.ll3m_addon.library.folders import FolderLibrary

SOURCE = "SEAT_HEIGHT = 0.45  # m, 0.3..0.6\n"


def a_version(asset_id: str = "a_0000000000000000", **changes: Any) -> Version:
    """A small whole version."""
    fields: dict[str, Any] = {
        "asset_id": asset_id,
        "number": 1,
        "kind": "python_model",
        "prompt": "a red chair",
        "created_at": "2026-01-31T12:00:00.000Z",
        "quality": "draft",
        "provider": "offline",
        "model": "composer",
        "source": SOURCE,
        "facts": Facts(objects=2, vertices=16, faces=12),
        "isolation": "limited",
        "blender_version": "5.0.1",
    }
    return Version(**(fields | changes))


def add(
    library: FolderLibrary,
    prompt: str = "a red chair",
    *,
    name: str = "Red chair",
    files: dict[str, bytes] | None = None,
    **request: Any,
) -> str:
    """Add an asset with one version; return its id."""
    asked = AssetGenerateRequest(prompt=prompt, **request)
    asset_id = library.create_asset(asked, name)
    add_next(library, asset_id, files=files, prompt=prompt, kind=asked.kind)
    return asset_id


def add_next(
    library: FolderLibrary, asset_id: str, *, files: dict[str, bytes] | None = None, **changes: Any
) -> Version:
    """Add the next version of an asset."""
    staged = library.staging()
    for name, data in (files if files is not None else {"model.blend": b"BLENDER"}).items():
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        (staged / name).write_bytes(data)
    return library.add_version(asset_id, a_version(asset_id, **changes), staged)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[FolderLibrary]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def reopen(tmp_path: Path) -> Iterator[Callable[[], FolderLibrary]]:
    """Open the same library again, as another process would."""
    opened: list[FolderLibrary] = []

    def open_again() -> FolderLibrary:
        opened.append(open_library(tmp_path / "library"))
        return opened[-1]

    yield open_again
    for each in opened:
        each.close()


@pytest.fixture
def make() -> Callable[..., Version]:
    return a_version


@pytest.fixture
def put() -> Callable[..., str]:
    return add


@pytest.fixture
def put_next() -> Callable[..., Version]:
    return add_next
