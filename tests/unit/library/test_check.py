# SPDX-License-Identifier: GPL-3.0-or-later
"""Every disagreement between index and folders is found, and repaired where nothing is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from ll3m.bridge.contract import operation
from ll3m.bridge.contract.asset import AssetListRequest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.library import LibraryCheckRequest, LibraryRebuilt, LibraryReport
from ll3m.bridge.contract.system import Empty
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.core.handlers import HANDLERS
from ll3m.ll3m_addon.library.folders import FolderLibrary

Put = Callable[..., str]
PutNext = Callable[..., Version]


@pytest.fixture
def filled(library: FolderLibrary, put: Put, put_next: PutNext) -> tuple[FolderLibrary, str, Path]:
    """A library with two assets, the first with two versions; its id and folder."""
    asset_id = put(library, name="First", tags=["x"], metadata={"deep": [1]})
    put_next(library, asset_id)
    put(library, name="Second")
    return library, asset_id, Path(library.asset(asset_id).folder)


def rules(library: FolderLibrary, **options: bool) -> list[tuple[str, bool]]:
    report = library.check(**options)
    for problem in report.problems:
        assert problem.place
        assert problem.what.endswith(".")
        assert problem.advice.endswith(".")
    return [(problem.rule, problem.repaired) for problem in report.problems]


def index_sql(library: FolderLibrary, sql: str) -> None:
    db = sqlite3.connect(library.root / ".ll3m" / "index.sqlite3")
    with db:
        db.execute(sql)
    db.close()


def edit(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes))


def test_a_library_in_order_has_no_problems(filled: tuple[FolderLibrary, str, Path]) -> None:
    library, _, _ = filled
    report = library.check(hashes=True)
    assert (report.ok, report.problems) == (True, [])
    assert (report.assets, report.versions, report.files) == (2, 3, 6)


Spoil = Callable[[FolderLibrary, str, Path], object]
REPAIRABLE: list[tuple[str, Spoil]] = [
    ("not_indexed", lambda library, id_, _: index_sql(library, f"DELETE FROM assets WHERE id='{id_}'")),
    ("index_outdated", lambda library, *_: index_sql(library, "DELETE FROM versions WHERE number=2")),
    ("index_outdated", lambda library, *_: index_sql(library, "UPDATE assets SET place='assets/x'")),
    ("index_outdated", lambda _, __, folder: edit(folder / "asset.json", name="By hand")),
    ("index_outdated", lambda _, __, folder: shutil.rmtree(folder / "v002")),
    ("index_outdated", lambda _, __, folder: edit(folder / "v001" / "version.json", score=3.5)),
    ("record_missing", lambda _, __, folder: (folder / "asset.json").unlink()),
    ("record_missing", lambda _, __, folder: (folder / "asset.json").write_text("{")),
    ("folder_missing", lambda _, __, folder: shutil.rmtree(folder)),
    ("record_outdated", lambda _, __, folder: edit(folder / "asset.json", trashed_at="2026")),
    ("left_over", lambda _, __, folder: (folder / "v001" / "version.json.1-a.tmp").touch()),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "spoil"), REPAIRABLE)
def test_what_can_be_repaired_is_found_first_and_repaired_on_demand(
    filled: tuple[FolderLibrary, str, Path], rule: str, spoil: Spoil
) -> None:
    library, asset_id, folder = filled
    spoil(library, asset_id, folder)
    found = rules(library)
    assert (rule, False) in found
    assert rules(library) == found, "looking alone changes nothing"
    repaired = rules(library, repair=True)
    assert (rule, True) in repaired
    assert all(mended for _, mended in repaired)
    assert rules(library, hashes=True) == []
    assert library.check().ok


def test_a_lost_record_is_written_anew_with_what_the_index_knew(
    filled: tuple[FolderLibrary, str, Path],
) -> None:
    library, asset_id, folder = filled
    before = library.asset(asset_id)
    (folder / "asset.json").write_bytes(b"\x00\xff")
    library.check(repair=True)
    assert library.asset(asset_id).model_copy(update={"updated_at": before.updated_at}) == before
    assert next(folder.glob("asset.json.damaged-*")).read_bytes() == b"\x00\xff"


def test_a_version_removed_by_hand_leaves_a_true_current_one(
    filled: tuple[FolderLibrary, str, Path],
) -> None:
    library, asset_id, folder = filled
    shutil.rmtree(folder / "v002")
    library.check(repair=True)
    assert library.asset(asset_id).current == 1
    assert library.asset(asset_id).versions == 1
    assert json.loads((folder / "asset.json").read_text(encoding="utf-8"))["current"] == 1


def test_a_copied_folder_becomes_an_asset_of_its_own(
    filled: tuple[FolderLibrary, str, Path],
) -> None:
    library, asset_id, folder = filled
    shutil.copytree(folder, folder.with_name(f"{folder.name} (copy)"))
    assert rules(library) == [("same_id_twice", False)]
    assert ("same_id_twice", True) in rules(library, repair=True)
    assert rules(library, hashes=True) == []
    listed = library.assets(AssetListRequest()).assets
    assert len({asset.id for asset in listed}) == 3
    assert [asset.versions for asset in listed if asset.name == "First"] == [2, 2]
    assert Path(library.asset(asset_id).folder) == folder


LASTING: list[tuple[str, Spoil]] = [
    ("file_missing", lambda _, __, folder: (folder / "v001" / "model.blend").unlink()),
    ("file_changed", lambda _, __, folder: (folder / "v001" / "model.blend").write_bytes(b"longer")),
    ("file_unknown", lambda _, __, folder: (folder / "v001" / "notes.txt").write_text("mine")),
    ("version_unreadable", lambda _, __, folder: (folder / "v001" / "version.json").write_text("")),
    ("no_versions", lambda library, *_: (library.root / "assets" / "my holiday").mkdir()),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "spoil"), LASTING)
def test_what_only_the_user_can_mend_is_said_and_left_as_it_is(
    filled: tuple[FolderLibrary, str, Path], rule: str, spoil: Spoil
) -> None:
    library, asset_id, folder = filled
    spoil(library, asset_id, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert (rule, False) in rules(library)
    assert (rule, False) in rules(library, repair=True)
    assert not library.check().ok
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if path.name != "asset.json"} == {
        path: data for path, data in before.items() if path.name != "asset.json"
    }
    assert library.version(asset_id, 2)[0].number == 2


def test_a_flipped_bit_is_found_when_files_are_read(
    filled: tuple[FolderLibrary, str, Path],
) -> None:
    library, _, folder = filled
    (folder / "v001" / "model.blend").write_bytes(b"BLENDEQ")
    assert rules(library) == []
    assert rules(library, hashes=True) == [("file_changed", False)]


def test_a_damaged_index_is_reported_as_made_anew(
    filled: tuple[FolderLibrary, str, Path],
) -> None:
    library, asset_id, _ = filled
    library.close()
    path = library.root / ".ll3m" / "index.sqlite3"
    data = bytearray(path.read_bytes())
    size = 4096
    for page in range(4, len(data) // size):
        data[page * size : page * size + 200] = bytes(200)
    path.write_bytes(data)
    report = library.check()
    assert [problem.rule for problem in report.problems] in (["index_damaged"], [])
    assert report.ok
    assert library.asset(asset_id).versions == 2
    assert len(list(path.parent.glob("index.sqlite3.damaged-*"))) == 1


def test_rebuild_makes_the_index_anew(filled: tuple[FolderLibrary, str, Path]) -> None:
    library, asset_id, _ = filled
    before = library.asset(asset_id)
    index_sql(library, "UPDATE assets SET name = 'wrong', kind = 'wrong', current = 7")
    index_sql(library, "DELETE FROM versions")
    assert library.rebuild() == 2
    assert library.asset(asset_id) == before
    assert rules(library, hashes=True) == []


def test_every_door_can_ask_for_check_and_rebuild(
    filled: tuple[FolderLibrary, str, Path],
) -> None:
    library, _, folder = filled
    (folder / "asset.json").unlink()
    app, caller = SimpleNamespace(library=library), Caller("cli")
    found = HANDLERS["library.check"](app, LibraryCheckRequest(repair=True), caller)
    assert isinstance(found, LibraryReport)
    assert operation("library.check").result is LibraryReport
    assert (found.ok, found.problems[0].rule) == (True, "record_missing")
    rebuilt = HANDLERS["library.rebuild"](app, Empty(), caller)
    assert isinstance(rebuilt, LibraryRebuilt)
    assert operation("library.rebuild").result is LibraryRebuilt
    assert rebuilt.assets == 2


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE assets SET name = 'wrong'",
        "UPDATE assets SET metadata = '{\"a\": 1}'",
        "UPDATE assets SET score = 9.5",
        "UPDATE tags SET tag = tag || 'x'",
        "UPDATE facets SET count = count + 1",
        "UPDATE words SET notes = 'not mine'",
        "UPDATE versions SET feedback = 'not mine'",
    ],
)
def test_what_the_index_says_wrongly_is_found_and_mended(
    filled: tuple[FolderLibrary, str, Path], spoil: str
) -> None:
    library, asset_id, _ = filled
    before = library.desk.assets.get(asset_id), library.facets(), library.versions(asset_id)
    index_sql(library, spoil)
    assert set(rules(library, hashes=True)) == {("index_outdated", False)}
    assert library.check(repair=True, hashes=True).ok
    assert rules(library, hashes=True) == []
    after = library.desk.assets.get(asset_id), library.facets(), library.versions(asset_id)
    assert after == before


@pytest.mark.parametrize("column", ["tags", "metadata", "marks"])
def test_a_damaged_value_in_the_index_is_no_fault_of_ours_but_mended_by_asking(
    filled: tuple[FolderLibrary, str, Path], column: str
) -> None:
    library, asset_id, _ = filled
    before = library.desk.assets.get(asset_id)
    index_sql(library, f"UPDATE assets SET {column} = '[{{'")
    assert library.check(repair=True).ok
    assert library.desk.assets.get(asset_id) == before
