# SPDX-License-Identifier: GPL-3.0-or-later
"""Search: filters, orders, pages, counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ll3m.bridge.contract.errors import InvalidRequest
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library.edits import AssetChanges
from ll3m.ll3m_addon.library.folders import FolderLibrary
from ll3m.ll3m_addon.library.search import Search

Put = Callable[..., str]
PutNext = Callable[..., Version]


def names(library: FolderLibrary, **fields: object) -> list[str]:
    """Names of all that is found, through pages of two."""
    search, found = Search.model_validate({"limit": 2, **fields}), []
    while True:
        assets, cursor = library.search(search)
        assert len(assets) <= 2
        found += [asset.name for asset in assets]
        if cursor is None:
            return found
        search = search.model_copy(update={"cursor": cursor})


@pytest.fixture
def filled(library: FolderLibrary, put: Put, put_next: PutNext) -> FolderLibrary:
    scores = {"delta": 9.0, "Alpha": 7.5, "charlie": None, "Bravo": 7.5, "echo": 2.0}
    for name, score in scores.items():
        asset_id = put(library, f"a {name} chair", name=name, tags=["all", name])
        put_next(library, asset_id, score=score, source=f"SEAT_{name.upper()} = 1\n")
    return library


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["echo", "Bravo", "charlie", "Alpha", "delta"]),
        ("name", ["Alpha", "Bravo", "charlie", "delta", "echo"]),
        ("score", ["delta", "Bravo", "Alpha", "echo", "charlie"]),
        ("updated", ["echo", "Bravo", "charlie", "Alpha", "delta"]),
        ("relevance", ["echo", "Bravo", "charlie", "Alpha", "delta"]),
    ],
)
@pytest.mark.parametrize(
    "more", [{}, {"words": "chair"}, {"tags": ["all"]}, {"words": "ch", "in_source": True}]
)
def test_every_order_pages_through_all_once(
    filled: FolderLibrary, sort: str, expected: list[str], more: dict[str, object]
) -> None:
    found = names(filled, sort=sort, **more)
    if sort == "relevance" and "words" in more:
        assert sorted(found) == sorted(expected)
    else:
        assert found == expected


def test_a_hit_in_the_name_is_more_relevant_than_one_in_the_prompt_and_that_than_the_script(
    library: FolderLibrary, put: Put, put_next: PutNext
) -> None:
    put_next(library, put(library, name="Script", prompt="x"), source="lantern = 1\n")
    put(library, name="Lantern", prompt="x")
    put(library, name="Other", prompt="a lantern")
    found = names(library, words="lantern", in_source=True, sort="relevance")
    assert found == ["Lantern", "Other", "Script"]
    assert names(library, words="lantern", sort="relevance") == ["Lantern", "Other"]


def test_the_script_of_the_current_version_is_searched_on_demand(
    filled: FolderLibrary, put_next: PutNext
) -> None:
    assert names(filled, words="SEAT_DELTA") == []
    assert names(filled, words="seat_delta", in_source=True) == ["delta"]
    asset_id = filled.search(Search(words="delta"))[0][0].id
    filled.set_current(asset_id, 1)
    assert names(filled, words="seat_delta", in_source=True) == []


def test_filters_by_score_date_favourite_and_several_tags(filled: FolderLibrary) -> None:
    assert names(filled, min_score=7.5, sort="name") == ["Alpha", "Bravo", "delta"]
    assert names(filled, tags=["all", "ECHO"]) == ["echo"]
    assert names(filled, tags=["all", "all"]) == names(filled)
    assert names(filled, tags=["echo", "delta"]) == []
    asset = filled.search(Search(words="charlie"))[0][0]
    filled.edits.change(asset.id, AssetChanges(favourite=True, notes="for the café scene"))
    assert names(filled, favourite=True) == ["charlie"]
    assert len(names(filled, favourite=False)) == 4
    assert names(filled, words="cafe") == ["charlie"]
    assert names(filled, created_after="2999-01-01") == []
    assert len(names(filled, created_before="2999-01-01")) == 5


def test_a_cursor_serves_only_the_search_that_gave_it(filled: FolderLibrary) -> None:
    _, cursor = filled.search(Search(limit=2, sort="name"))
    assert cursor
    for other in (Search(cursor=cursor), Search(sort="score", cursor=cursor)):
        with pytest.raises(InvalidRequest):
            filled.search(other)


def test_counts_follow_every_change(library: FolderLibrary, put: Put) -> None:
    first = put(library, tags=["Red", "oak"])
    put(library, tags=["red"], kind="design_spec", project_id="film")
    assert library.facets() == {
        "kind": {"design_spec": 1, "python_model": 1},
        "project": {"default": 1, "film": 1},
        "tag": {"red": 2, "oak": 1},
    }
    library.edits.change(first, AssetChanges(tags=["steel"], project_id="film"))
    library.trash(first)
    assert library.facets()["tag"] == {"red": 1}
    assert library.facets(trashed=True)["tag"] == {"steel": 1}
    assert library.facets(trashed=True)["project"] == {"film": 1}
    library.restore(first)
    before = library.facets()
    library.rebuild()
    assert library.facets() == before
    assert library.check().ok
