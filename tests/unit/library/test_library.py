# SPDX-License-Identifier: GPL-3.0-or-later
"""The library's promises to the core."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ll3m.bridge.contract.asset import AssetGenerateRequest, AssetListRequest
from ll3m.bridge.contract.errors import Conflict, InvalidRequest, NotFound
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.core.seams import JobStore, Library
from ll3m.ll3m_addon.library import new_id, open_jobs, open_library
from ll3m.ll3m_addon.library.folders import FolderLibrary

Put = Callable[..., str]
PutNext = Callable[..., Version]
Make = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]


def ids(library: FolderLibrary, **request: object) -> list[str]:
    page = library.assets(AssetListRequest.model_validate(request))
    return [asset.id for asset in page.assets]


def test_the_seams_are_implemented(tmp_path: Path) -> None:
    library: Library = open_library(tmp_path)
    jobs: JobStore = open_jobs(tmp_path)
    assert library.root == tmp_path
    assert not list(tmp_path.iterdir()), "opening alone touches nothing"
    assert jobs.adopt_lost() == []
    jobs.close()
    library.close()


def test_ids_fit_the_contract_and_sort_by_the_order_they_were_made_in() -> None:
    made = [new_id("a") for _ in range(2000)]
    assert made == sorted(set(made))
    assert all(len(each) == 18 for each in made)


def test_a_reserved_asset_is_not_listed_until_it_has_a_version(
    library: FolderLibrary, put_next: PutNext
) -> None:
    asset_id = library.create_asset(AssetGenerateRequest(prompt="a chair"), "Chair")
    assert ids(library) == []
    with pytest.raises(NotFound):
        library.asset(asset_id)
    put_next(library, asset_id)
    assert ids(library) == [asset_id]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_reservation_that_goes_while_it_is_looked_at_keeps_no_library_shut(
    library: FolderLibrary, reopen: Reopen
) -> None:
    assert library.health() == ""
    # To who looks, a link to nothing is a file that was there in the list and is gone now.
    (library.root / ".ll3m" / "reserved" / "a_0000000000000001").symlink_to("nowhere")
    assert reopen().health() == ""


def test_an_asset_reserved_by_one_process_can_be_filled_by_another(
    library: FolderLibrary, reopen: Callable[[], FolderLibrary], put_next: PutNext
) -> None:
    asset_id = library.create_asset(AssetGenerateRequest(prompt="a chair", tags=["x"]), "Chair")
    put_next(reopen(), asset_id)
    assert library.asset(asset_id).tags == ["x"]


def test_a_version_lies_in_a_readable_folder_with_exactly_its_json(
    library: FolderLibrary, put: Put
) -> None:
    asset_id = put(
        library, name="Red chair", files={"model.blend": b"BLENDER", "preview.png": b"P"}
    )
    version, folder = library.version(asset_id, None)
    assert folder.parent.parent == library.root / "assets"
    assert folder.parent.name.startswith("red-chair-")
    assert folder.name == "v001"
    assert sorted(path.name for path in folder.iterdir()) == [
        "model.blend", "preview.png", "script.py", "version.json",
    ]  # fmt: skip
    text = (folder / "version.json").read_text(encoding="utf-8")
    assert Version.model_validate_json(text) == version
    assert json.loads(text) == version.model_dump(mode="json")
    assert (folder / "script.py").read_text(encoding="utf-8") == version.source
    assert Path(library.asset(asset_id).preview or "") == folder / "preview.png"


def test_files_are_described_with_size_and_hash_but_not_the_description_itself(
    library: FolderLibrary, put: Put
) -> None:
    asset_id = put(library, files={"model.glb": b"glTF", "textures/wood grain.png": b"\x89PNG"})
    version, folder = library.version(asset_id, 1)
    assert [file.name for file in version.files] == [
        "model.glb", "script.py", "textures/wood grain.png",
    ]  # fmt: skip
    for file in version.files:
        data = (folder / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert library.versions(asset_id)[0].formats == ["glb"]


def test_versions_count_up_and_the_newest_is_current(
    library: FolderLibrary, put: Put, put_next: PutNext
) -> None:
    asset_id = put(library)
    made = put_next(library, asset_id, feedback="taller", parent=1, number=77)
    assert made.number == 2
    rows = library.versions(asset_id)
    assert [(row.number, row.current, row.feedback) for row in rows] == [
        (1, False, None), (2, True, "taller"),
    ]  # fmt: skip
    assert library.asset(asset_id).current == 2
    assert library.asset(asset_id).versions == 2
    assert library.version(asset_id, None)[0].number == 2


def test_a_number_is_never_given_twice_even_if_its_folder_was_removed_by_hand(
    library: FolderLibrary, put: Put, put_next: PutNext
) -> None:
    import shutil

    asset_id = put(library)
    put_next(library, asset_id)
    shutil.rmtree(library.version(asset_id, 2)[1])
    assert put_next(library, asset_id).number == 3


def test_another_version_can_be_made_current(
    library: FolderLibrary, put: Put, put_next: PutNext, reopen: Callable[[], FolderLibrary]
) -> None:
    asset_id = put(library)
    put_next(library, asset_id)
    assert library.set_current(asset_id, 1).current == 1
    assert reopen().asset(asset_id).current == 1
    with pytest.raises(NotFound, match="no version 9"):
        library.set_current(asset_id, 9)


def test_exports_are_added_later_and_described(library: FolderLibrary, put: Put) -> None:
    asset_id = put(library)
    staged = library.staging()
    (staged / "model.glb").write_bytes(b"glTF")
    version = library.add_files(asset_id, 1, staged)
    assert not staged.exists()
    assert [file.name for file in version.files] == ["model.blend", "model.glb", "script.py"]
    assert library.version(asset_id, 1)[0] == version
    assert library.versions(asset_id)[0].formats == ["blend", "glb"]


def test_the_trash_hides_and_restore_brings_back(
    library: FolderLibrary, put: Put, put_next: PutNext
) -> None:
    asset_id = put(library)
    trashed = library.trash(asset_id)
    assert trashed.trashed_at
    assert Path(trashed.folder).parent == library.root / "trash"
    assert ids(library) == []
    assert ids(library, trashed=True) == [asset_id]
    with pytest.raises(Conflict):
        library.trash(asset_id)
    assert put_next(library, asset_id).number == 2, "a job that ends late loses nothing"
    restored = library.restore(asset_id)
    assert restored.trashed_at is None
    assert restored.versions == 2
    assert ids(library) == [asset_id]
    with pytest.raises(Conflict):
        library.restore(asset_id)


@pytest.mark.parametrize("asset_id", ["a_0000000000000000", "a_zzzzzzzzzzzzzzzz"])
def test_unknown_assets_are_not_found(
    library: FolderLibrary, asset_id: str, put_next: PutNext
) -> None:
    for call in (
        library.asset,
        library.versions,
        library.trash,
        library.restore,
        lambda each: library.version(each, None),
        lambda each: library.set_current(each, 1),
        lambda each: put_next(library, each),
    ):
        with pytest.raises(NotFound):
            call(asset_id)


def test_pages_are_stable_while_assets_are_added_and_trashed(
    library: FolderLibrary, put: Put
) -> None:
    made = [put(library) for _ in range(7)]
    first = library.assets(AssetListRequest(limit=3))
    assert [asset.id for asset in first.assets] == made[:-4:-1]
    put(library)
    library.trash(made[6])
    second = library.assets(AssetListRequest(limit=3, cursor=first.next_cursor))
    assert [asset.id for asset in second.assets] == [made[3], made[2], made[1]]
    last = library.assets(AssetListRequest(limit=3, cursor=second.next_cursor))
    assert [asset.id for asset in last.assets] == [made[0]]
    assert last.next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "", "AAAA", "é", "' OR 1=1 --", "MDAwMDAwMDAx", "=" * 200])
def test_a_cursor_that_is_none_of_ours_is_an_invalid_request(
    library: FolderLibrary, cursor: str
) -> None:
    if cursor:
        with pytest.raises(InvalidRequest):
            library.assets(AssetListRequest(cursor=cursor))


def test_a_cursor_belongs_to_its_filters(library: FolderLibrary, put: Put) -> None:
    for _ in range(2):
        put(library, tags=["old"])
    cursor = library.assets(AssetListRequest(limit=1, tag="old")).next_cursor
    assert library.assets(AssetListRequest(limit=9, tag="old", cursor=cursor)).assets
    with pytest.raises(InvalidRequest):
        library.assets(AssetListRequest(limit=1, tag="new", cursor=cursor))


def test_filters_narrow_and_combine(library: FolderLibrary, put: Put) -> None:
    chair = put(library, "a red chair", tags=["Furniture", "red"])
    lamp = put(library, "a red lamp", name="Lamp", tags=["red"], project_id="film")
    spec = put(library, "a red spec", kind="design_spec", project_id="film")
    assert ids(library, kind="design_spec") == [spec]
    assert ids(library, tag="FURNITURE ") == [chair]
    assert ids(library, tag="red") == [lamp, chair]
    assert ids(library, project_id="film") == [spec, lamp]
    assert ids(library, project_id="film", tag="red", query="lamp") == [lamp]
    assert ids(library, project_id="film", tag="red", query="chair") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("chair", True),
        ("CHA", True),
        ("chair red", True),
        ("chair blue", False),
        ("cafe", True),
        ("Café", True),
        ("seating", True),
        ("", True),
        ("   ", True),
        ('"', False),
        ("100%", True),
        ("\U0001fa91", True),
        ("椅子", True),
        ("赤い", True),
        ("كرسي", True),
    ],
)
def test_words_are_found_in_name_prompt_and_tags(
    library: FolderLibrary, put: Put, query: str, found: bool
) -> None:
    put(
        library, "a red chair \U0001fa91 for a café, 100% oak, 赤い椅子 كرسي",
        name="Thing", tags=["seating"],
    )  # fmt: skip
    put(library, "something else", name="Other") if not query.strip() else None
    assert bool(ids(library, query=query)) is found


@pytest.mark.parametrize(
    "query",
    [
        "NEAR(a b)", "a AND", "OR", "NOT x", "name:red", "{name} : x", "(", ")", "^a", "a*b", '"a',
        "''", "a\x00b", "-", "_", "%", "\\", "a\\", "*", "+ +", "\ufffd", "\u202e", "x" * 200,
    ],
)  # fmt: skip
def test_no_text_a_user_types_is_an_error(library: FolderLibrary, put: Put, query: str) -> None:
    put(library, "a near and or not thing")
    assert len(ids(library, query=query)) <= 1


def test_an_asset_renamed_in_the_file_manager_is_found_again(
    library: FolderLibrary, put: Put, reopen: Callable[[], FolderLibrary]
) -> None:
    asset_id = put(library)
    folder = Path(library.asset(asset_id).folder)
    renamed = folder.rename(folder.with_name(f"my own name-{asset_id[-8:]}"))
    assert library.version(asset_id, None)[1] == renamed / "v001"
    assert Path(reopen().asset(asset_id).folder) == renamed


def test_a_staged_folder_elsewhere_is_taken_over(
    library: FolderLibrary, tmp_path: Path, make: Make
) -> None:
    staged = tmp_path / "elsewhere"
    staged.mkdir()
    (staged / "model.blend").write_bytes(b"B")
    asset_id = library.create_asset(AssetGenerateRequest(prompt="x"), "x")
    library.add_version(asset_id, make(), staged)
    assert not staged.exists()
    assert library.version(asset_id, 1)[0].asset_id == asset_id


def test_links_are_refused_and_nothing_is_kept(
    library: FolderLibrary, tmp_path: Path, make: Make
) -> None:
    staged = library.staging()
    (staged / "model.blend").symlink_to(tmp_path)
    asset_id = library.create_asset(AssetGenerateRequest(prompt="x"), "x")
    with pytest.raises(InvalidRequest, match="plain files only"):
        library.add_version(asset_id, make(), staged)
    assert ids(library) == []


def test_a_healthy_library_says_nothing(library: FolderLibrary) -> None:
    assert library.health() == ""
