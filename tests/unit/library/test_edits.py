# SPDX-License-Identifier: GPL-3.0-or-later
"""What users say of assets and drafts is kept in the folder and seen everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ll3m.bridge.contract.asset import AssetListRequest
from ll3m.bridge.contract.errors import Conflict, NotFound
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library.edits import AssetChanges
from ll3m.ll3m_addon.library.folders import FolderLibrary
from ll3m.ll3m_addon.library.search import Search
from pydantic import ValidationError

Put = Callable[..., str]
PutNext = Callable[..., Version]
Reopen = Callable[[], FolderLibrary]


def test_an_asset_is_renamed_tagged_noted_and_described(
    library: FolderLibrary, put: Put, reopen: Reopen
) -> None:
    asset_id = put(library, tags=["a", "b"], metadata={"keep": 1, "drop": 2})
    folder = library.asset(asset_id).folder
    library.edits.change(
        asset_id,
        AssetChanges(
            name="Throne", add_tags=["C ", "A"], remove_tags=["B"], notes="ours",
            favourite=True, metadata={"drop": None, "new": [1]},
        ),
    )  # fmt: skip
    for each in (library, reopen()):
        asset = each.asset(asset_id)
        assert (asset.name, asset.tags, asset.folder) == ("Throne", ["a", "C"], folder)
        assert asset.metadata == {"keep": 1, "new": [1]}
        record = each.edits.record(asset_id)
        assert (record.notes, record.favourite) == ("ours", True)
        found = each.assets(AssetListRequest(query="throne ours", tag="c")).assets
        assert [one.id for one in found] == [asset_id]
        assert not each.assets(AssetListRequest(tag="b")).assets


def test_an_empty_change_changes_nothing_but_the_time(library: FolderLibrary, put: Put) -> None:
    asset_id = put(library, tags=["x"], metadata={"a": 1})
    before = library.edits.record(asset_id)
    after = library.edits.change(asset_id, AssetChanges())
    assert after.model_copy(update={"updated_at": before.updated_at}) == before


def test_a_name_that_does_not_fit_is_no_change(library: FolderLibrary) -> None:
    with pytest.raises(ValidationError):
        AssetChanges(name="  ")


def test_unknown_assets_and_versions_are_not_found(library: FolderLibrary, put: Put) -> None:
    asset_id = put(library)
    with pytest.raises(NotFound):
        library.edits.change("a_0000000000000000", AssetChanges(notes="x"))
    with pytest.raises(NotFound):
        library.edits.change("../../../etc", AssetChanges(notes="x"))
    with pytest.raises(NotFound):
        library.edits.comment(asset_id, 2, "x")
    with pytest.raises(NotFound):
        library.edits.make_drafts(asset_id, [1, 2], "g")


def test_fields_of_a_later_program_survive_a_change(library: FolderLibrary, put: Put) -> None:
    import json
    from pathlib import Path

    asset_id = put(library)
    path = Path(library.asset(asset_id).folder) / "asset.json"
    data = json.loads(path.read_text(encoding="utf-8")) | {"from_the_future": {"x": [1]}}
    path.write_text(json.dumps(data), encoding="utf-8")
    library.edits.change(asset_id, AssetChanges(favourite=True))
    assert json.loads(path.read_text(encoding="utf-8"))["from_the_future"] == {"x": [1]}


@pytest.fixture
def drafts(library: FolderLibrary, put: Put, put_next: PutNext) -> str:
    """An asset with four versions, 2 to 4 of them drafts of one group."""
    asset_id = put(library)
    for _ in range(3):
        put_next(library, asset_id)
    library.set_current(asset_id, 1)
    library.edits.make_drafts(asset_id, [2, 3, 4], "first try")
    return asset_id


def test_drafts_are_open_until_decided_on(library: FolderLibrary, drafts: str) -> None:
    assert list(library.edits.drafts(drafts)) == [2, 3, 4]
    assert [asset.id for asset in library.search(Search(drafts=True))[0]] == [drafts]
    record = library.edits.decide(drafts, {2: "rejected", 3: "selected", 4: "rejected"})
    assert record.current == 3
    assert library.asset(drafts).current == 3
    assert list(library.edits.drafts(drafts, state="rejected")) == [2, 4]
    assert library.search(Search(drafts=True))[0] == []
    assert list(library.edits.drafts(drafts, group="another")) == []


def test_one_draft_of_a_group_is_selected_at_a_time(library: FolderLibrary, drafts: str) -> None:
    library.edits.decide(drafts, {3: "selected"})
    library.edits.decide(drafts, {4: "selected"})
    states = {number: mark.draft for number, mark in library.edits.drafts(drafts).items()}
    assert states == {2: "open", 3: "open", 4: "selected"}
    with pytest.raises(Conflict, match="of one group"):
        library.edits.decide(drafts, {2: "selected", 3: "selected"})
    with pytest.raises(Conflict, match="no draft"):
        library.edits.decide(drafts, {1: "rejected", 4: "rejected"})
    assert library.edits.drafts(drafts)[4].draft == "selected", "all or nothing"


def test_feedback_names_and_notes_gather_on_a_version(library: FolderLibrary, drafts: str) -> None:
    library.edits.comment(drafts, 2, "taller")
    library.edits.comment(drafts, 2, "and red")
    mark = library.edits.describe_version(drafts, 2, name="the tall one")
    assert mark.feedback == ["taller", "and red"]
    assert (mark.name, mark.notes, mark.draft) == ("the tall one", "", "open")


def test_many_assets_are_changed_at_once(library: FolderLibrary, put: Put) -> None:
    made = [put(library) for _ in range(3)]
    library.edits.change_all(made, AssetChanges(add_tags=["kept"], project_id="film"))
    found = library.assets(AssetListRequest(tag="kept", project_id="film")).assets
    assert [asset.id for asset in found] == made[::-1]
