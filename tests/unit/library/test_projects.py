# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects, their copies and files, and instructions."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from ll3m.bridge.contract.asset import AssetListRequest
from ll3m.bridge.contract.errors import Conflict, InvalidRequest, LibraryError, NotFound
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library import open_library, transfer
from ll3m.ll3m_addon.library.edits import AssetChanges
from ll3m.ll3m_addon.library.folders import FolderLibrary
from ll3m.ll3m_addon.library.instructions import Scope

Put = Callable[..., str]
PutNext = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]


def test_there_is_always_a_default_project(library: FolderLibrary) -> None:
    assert [project.id for project in library.projects.list()] == ["default"]
    assert library.projects.get("default").name == "Default"
    with pytest.raises(Conflict, match="default"):
        library.projects.delete("default")
    library.projects.update("default", style_guide={"palette": ["#ff0000"]})
    assert library.projects.get("default").style_guide == {"palette": ["#ff0000"]}
    assert len(library.projects.list()) == 1


def test_projects_get_readable_ids_that_do_not_collide(
    library: FolderLibrary, reopen: Reopen
) -> None:
    made = [
        library.projects.create(name) for name in ("Film Noir!", "film noir", "映画", "default")
    ]
    assert [project.id for project in made] == ["film-noir", "film-noir-2", "project", "default-2"]
    assert [project.name for project in reopen().projects.list()] == [
        "Default", "default", "film noir", "Film Noir!", "映画",
    ]  # fmt: skip


@pytest.mark.parametrize("project_id", ["nothing", "../assets", "", "a/b", "x" * 99])
def test_unknown_projects_are_not_found(library: FolderLibrary, project_id: str) -> None:
    for call in (
        library.projects.get,
        library.projects.stats,
        library.projects.delete,
        lambda each: library.projects.update(each, name="x"),
        lambda each: library.transfer.duplicate(each, "x"),
    ):
        with pytest.raises(NotFound):
            call(project_id)


def test_fields_that_do_not_fit_are_invalid_and_change_nothing(library: FolderLibrary) -> None:
    project = library.projects.create("Film")
    with pytest.raises(InvalidRequest, match="name"):
        library.projects.update(project.id, name="")
    with pytest.raises(InvalidRequest):
        library.projects.create("")
    assert library.projects.get(project.id) == project


@pytest.fixture
def film(library: FolderLibrary, put: Put, put_next: PutNext) -> str:
    """A project with two assets and one in the trash; its id."""
    project = library.projects.create("Film", description="noir", style_guide={"light": "low"})
    first = put(library, name="Lamp", project_id=project.id, tags=["x"])
    put_next(library, first)
    library.edits.change(first, AssetChanges(notes="flickers", favourite=True))
    library.edits.make_drafts(first, [2], "g")
    put(library, name="Chair", project_id=project.id, kind="design_spec")
    library.trash(put(library, name="Gone", project_id=project.id))
    put(library, name="Elsewhere")
    library.instructions.add("project", "No plastic.", project.id)
    return project.id


def test_stats_count_what_a_project_holds(library: FolderLibrary, film: str) -> None:
    stats = library.projects.stats(film)
    assert (stats.assets, stats.versions, stats.trashed) == (2, 3, 1)
    assert (stats.drafts, stats.favourites) == (1, 1)
    assert stats.kinds == {"design_spec": 1, "python_model": 1}
    files = [
        path for path in (library.root / "assets").rglob("v*/*") if path.name != "version.json"
    ]
    elsewhere = library.projects.stats("default").bytes
    assert stats.bytes == sum(path.stat().st_size for path in files) - elsewhere


def test_a_project_that_holds_assets_is_not_removed(library: FolderLibrary, film: str) -> None:
    with pytest.raises(Conflict, match="still holds assets"):
        library.projects.delete(film)
    empty = library.projects.create("Empty")
    library.projects.delete(empty.id)
    with pytest.raises(NotFound):
        library.projects.get(empty.id)


def same_assets(
    library: FolderLibrary, project_id: str, source: FolderLibrary, source_id: str
) -> None:
    """Both projects hold the same assets under different ids, all files whole."""

    def of(one: FolderLibrary, of_id: str) -> list[str]:
        return [asset.id for asset in one.assets(AssetListRequest(project_id=of_id)).assets]

    copies, originals = of(library, project_id), of(source, source_id)
    assert not set(copies) & set(originals)
    assert len(copies) == len(originals) == 2
    for copy, original in zip(copies, originals, strict=True):
        new, old = library.edits.record(copy), source.edits.record(original)
        differ = {"id": old.id, "project_id": source_id, "updated_at": old.updated_at}
        assert new.model_copy(update=differ) == old
        for row in source.versions(original):
            version = library.version(copy, row.number)[0]
            assert (
                version.model_copy(update={"asset_id": original})
                == (source.version(original, row.number)[0])
            )
    assert library.check(hashes=True).problems == []


def test_a_duplicate_holds_the_same_assets_under_new_ids(library: FolderLibrary, film: str) -> None:
    copy = library.transfer.duplicate(film, "Film two")
    assert (copy.id, copy.description, copy.style_guide) == ("film-two", "noir", {"light": "low"})
    assert [each.text for each in copy.instructions] == ["No plastic."]
    same_assets(library, copy.id, library, film)
    assert library.projects.stats(copy.id).trashed == 0


@pytest.fixture
def other(tmp_path: Path) -> Iterator[FolderLibrary]:
    opened = open_library(tmp_path / "other")
    yield opened
    opened.close()


def test_a_project_travels_between_libraries_as_one_file(
    library: FolderLibrary, film: str, other: FolderLibrary, tmp_path: Path
) -> None:
    file = tmp_path / "film.zip"
    library.transfer.export(film, file)
    assert [path.name for path in tmp_path.glob("film.zip*")] == ["film.zip"]
    first = other.transfer.import_file(file)
    assert first.model_copy(update={"created_at": "", "updated_at": ""}) == (
        library.projects.get(film).model_copy(update={"created_at": "", "updated_at": ""})
    )
    same_assets(other, first.id, library, film)
    assert other.transfer.import_file(file).id == "film-2"
    assert other.projects.stats("film-2").assets == 2


def test_files_without_a_time_of_their_own_travel_too(
    library: FolderLibrary, film: str, other: FolderLibrary, tmp_path: Path
) -> None:
    for path in (library.root / "assets").rglob("*"):
        if path.name != "asset.json":  # the index looks at that one's time
            os.utime(path, (0, 0))
    library.transfer.export(film, tmp_path / "film.zip")
    made = other.transfer.import_file(tmp_path / "film.zip")
    same_assets(other, made.id, library, film)


@pytest.mark.parametrize("door", ["import", "duplicate"])
def test_a_disk_that_fills_between_two_assets_leaves_nothing_of_the_new_project(
    door: str, library: FolderLibrary, film: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.transfer.export(film, tmp_path / "film.zip")
    before = sorted((library.root / "assets").iterdir())
    real, calls = transfer.sync_tree, []

    def fills(folder: Path) -> None:
        calls.append(folder)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(folder)

    monkeypatch.setattr(transfer, "sync_tree", fills)
    doors: dict[str, Callable[[], object]] = {
        "import": lambda: library.transfer.import_file(tmp_path / "film.zip"),
        "duplicate": lambda: library.transfer.duplicate(film, "Film two"),
    }
    with pytest.raises(LibraryError, match="the disk is full"):
        doors[door]()
    assert len(calls) == 2
    assert sorted((library.root / "assets").iterdir()) == before
    assert sorted(each.id for each in library.projects.list()) == sorted(["default", film])
    assert library.check(repair=False).problems == []
    assert not list((library.root / ".ll3m" / "staging").iterdir())


def evil(path: Path, name: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.json", "{}")
        archive.writestr(name, "evil")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/evil",
        "assets/../../evil",
        "assets/x/..\\..\\evil",
        "c:/evil",
        "assets/./../../evil",
    ],
)
def test_a_file_that_leads_out_of_its_folder_is_refused(
    library: FolderLibrary, tmp_path: Path, name: str
) -> None:
    evil(tmp_path / "evil.zip", name)
    with pytest.raises(InvalidRequest, match="no exported project"):
        library.transfer.import_file(tmp_path / "evil.zip")
    assert not list(tmp_path.rglob("evil"))
    assert [project.id for project in library.projects.list()] == ["default"]


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive" * 99])
def test_a_file_that_is_no_project_is_refused(
    library: FolderLibrary, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(InvalidRequest, match="no exported project"):
        library.transfer.import_file(tmp_path / "file")
    assert not list((library.root / ".ll3m" / "staging").iterdir())


def test_a_link_in_a_file_is_refused(library: FolderLibrary, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("assets/x/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr("project.json", library.projects.get("default").model_dump_json())
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(InvalidRequest, match="no exported project"):
        library.transfer.import_file(tmp_path / "link.zip")


def bomb(path: Path, name: str, files: int, size: int) -> None:
    """A file that unpacks to a thousand times itself."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", name)
        for number in range(files):
            archive.writestr(f"assets/x/v001/{number}", bytes(size))


def test_a_file_that_unpacks_to_far_more_than_itself_is_refused_before_it_fills_the_disk(
    library: FolderLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = library.projects.get("default").model_dump_json()
    bomb(tmp_path / "bomb.zip", project, 9, 1 << 20)
    monkeypatch.setattr(transfer, "_HARMLESS", 1 << 20)
    with pytest.raises(InvalidRequest, match="unpacks to too much"):
        library.transfer.import_file(tmp_path / "bomb.zip")
    monkeypatch.setattr(transfer, "_MOST_RATIO", 1e9)
    monkeypatch.setattr(transfer.shutil, "disk_usage", lambda _: SimpleNamespace(free=5 << 20))
    with pytest.raises(LibraryError, match="the disk is full") as caught:
        library.transfer.import_file(tmp_path / "bomb.zip")
    assert "Free space" in caught.value.advice
    monkeypatch.setattr(transfer, "_MOST_FILES", 5)
    with pytest.raises(InvalidRequest, match="unpacks to too much"):
        library.transfer.import_file(tmp_path / "bomb.zip")
    assert not list((library.root / ".ll3m" / "staging").iterdir())
    assert [each.id for each in library.projects.list()] == ["default"]


def test_an_entry_that_is_larger_than_it_says_is_refused(
    library: FolderLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", library.projects.get("default").model_dump_json())
        archive.writestr("assets/x/v001/model.blend", bytes(500_000))
    told, true = (size.to_bytes(4, "little") for size in (1000, 500_000))
    path.write_bytes(path.read_bytes().replace(true, told))
    with pytest.raises(InvalidRequest, match="no exported project"):
        library.transfer.import_file(path)
    assert not list((library.root / ".ll3m" / "staging").iterdir())


@pytest.mark.parametrize("packed", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_damaged_at_any_place_is_imported_whole_or_refused_and_leaves_nothing(
    library: FolderLibrary, tmp_path: Path, packed: int
) -> None:
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", packed) as archive:
        archive.writestr("project.json", library.projects.get("default").model_dump_json())
    whole = path.read_bytes()
    refused = 0
    for place in range(0, len(whole), 3):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x5A
        path.write_bytes(spoilt)
        before = len(library.projects.list())
        try:
            library.transfer.import_file(path)
        except (InvalidRequest, LibraryError):
            refused += 1
            assert len(library.projects.list()) == before
        assert not list((library.root / ".ll3m" / "staging").iterdir())
    assert refused > len(whole) / 10


@pytest.mark.parametrize("name", ["../../../secret", "/etc/passwd", "..\\secret", "c:secret"])
def test_a_version_that_calls_another_file_its_own_is_refused(
    library: FolderLibrary, film: str, other: FolderLibrary, tmp_path: Path, name: str
) -> None:
    library.transfer.export(film, tmp_path / "film.zip")
    with (
        zipfile.ZipFile(tmp_path / "film.zip") as source,
        zipfile.ZipFile(tmp_path / "evil.zip", "w") as sink,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.endswith("v001/version.json"):
                version = Version.model_validate_json(data)
                file = version.files[0].model_copy(update={"name": name})
                data = version.model_copy(update={"files": [file]}).model_dump_json().encode()
            sink.writestr(entry, data)
    with pytest.raises(InvalidRequest, match="names"):
        other.transfer.import_file(tmp_path / "evil.zip")
    assert other.assets(AssetListRequest()).assets == []


def test_instructions_apply_by_scope_priority_and_kind(
    library: FolderLibrary, put: Put, film: str, reopen: Reopen
) -> None:
    asset_id = put(library, project_id=film)
    add = library.instructions.add
    add("global", "later", priority=-5)
    add("global", "first", priority=5)
    add("asset", "this one only", asset_id)
    add("global", "documents", kinds=["design_spec"])
    off = add("project", "off", film)
    library.instructions.change("project", off.id, film, enabled=False)

    def texts(project_id: str = "default", *of: str | None) -> list[str]:
        return [each.text for each in reopen().instructions.applicable(project_id, *of)]

    assert texts() == ["first", "documents", "later"]
    assert texts(film, asset_id, "python_model") == [
        "first", "later", "No plastic.", "this one only",
    ]  # fmt: skip
    assert texts(film, None, "design_spec") == ["first", "documents", "later", "No plastic."]


def test_instructions_are_changed_and_removed(library: FolderLibrary, put: Put) -> None:
    asset_id = put(library)
    owners: dict[Scope, str] = {"global": "", "project": "default", "asset": asset_id}
    for scope, owner in owners.items():
        made = library.instructions.add(scope, "metal", owner)
        changed = library.instructions.change(scope, made.id, owner, text="wood", id="i_other")
        assert changed == made.model_copy(update={"text": "wood"})
        assert library.instructions.list(scope, owner) == [changed]
        with pytest.raises(InvalidRequest):
            library.instructions.change(scope, made.id, owner, priority=9999)
        with pytest.raises(InvalidRequest):
            library.instructions.add(scope, "", owner)
        library.instructions.remove(scope, made.id, owner)
        assert library.instructions.list(scope, owner) == []
        with pytest.raises(NotFound):
            library.instructions.remove(scope, made.id, owner)
        with pytest.raises(NotFound):
            library.instructions.change(scope, made.id, owner, text="x")
