# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of older schemas are read and kept; those of newer ones are left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import LibraryError
from ll3m.ll3m_addon.library import upgrades
from ll3m.ll3m_addon.library.folders import FolderLibrary

Put = Callable[..., str]


def rewrite(path: Path, **changes: Any) -> bytes:
    """Change fields of a JSON file; None takes one out."""
    fields = json.loads(path.read_text(encoding="utf-8")) | changes
    fields = {name: value for name, value in fields.items() if value is not None}
    path.write_text(json.dumps(fields), encoding="utf-8")
    return path.read_bytes()


@pytest.fixture
def asset(library: FolderLibrary, put: Put) -> tuple[str, Path]:
    asset_id = put(library, name="Old chair")
    return asset_id, Path(library.asset(asset_id).folder)


def test_older_files_are_read_through_their_steps_and_kept_before_they_change(
    library: FolderLibrary, asset: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asset_id, folder = asset
    old_version = rewrite(
        folder / "v001" / "version.json", schema_version=0, source=None, code="X = 1\n"
    )
    old_record = rewrite(folder / "asset.json", schema_version=0, name=None, title="Old chair")
    steps: dict[str, Any] = {
        "asset.json": {0: lambda old: {"name": old.pop("title"), **old}},
        "version.json": {0: lambda old: {"source": old.pop("code"), **old}},
    }
    monkeypatch.setattr(upgrades, "STEPS", steps)
    library.rebuild()
    assert library.asset(asset_id).name == "Old chair"
    assert library.version(asset_id, 1)[0].source == "X = 1\n"
    assert (folder / "asset.json").read_bytes() == old_record  # reading changes nothing

    staged = library.staging()
    (staged / "model.glb").write_bytes(b"glTF")
    library.add_files(asset_id, 1, staged)
    library.set_current(asset_id, 1)
    assert (folder / "v001" / "version.json.before-1").read_bytes() == old_version
    assert (folder / "asset.json.before-1").read_bytes() == old_record
    monkeypatch.setattr(upgrades, "STEPS", {})  # written anew, they need no steps
    assert library.version(asset_id, 1)[0].source == "X = 1\n"
    assert library.check(hashes=True).problems == []


@pytest.mark.parametrize("name", ["asset.json", "v001/version.json"])
def test_files_of_a_newer_program_are_told_and_never_touched(
    library: FolderLibrary, asset: tuple[str, Path], name: str
) -> None:
    asset_id, folder = asset
    newer = rewrite(folder / name, schema_version=2, name=None, source=None)
    before = sorted(folder.rglob("*"))
    report = library.check(repair=True)
    assert "newer_schema" in [problem.rule for problem in report.problems]
    assert not report.ok
    assert (folder / name).read_bytes() == newer
    assert sorted(folder.rglob("*")) == before
    with pytest.raises(LibraryError):
        library.set_current(asset_id, 1) if name == "asset.json" else library.version(asset_id, 1)
    assert (folder / name).read_bytes() == newer


def test_an_older_file_without_a_step_is_left_alone(
    library: FolderLibrary, asset: tuple[str, Path]
) -> None:
    asset_id, folder = asset
    old = rewrite(folder / "v001" / "version.json", schema_version=0, source=None)
    with pytest.raises(LibraryError):
        library.version(asset_id, 1)
    assert (folder / "v001" / "version.json").read_bytes() == old
