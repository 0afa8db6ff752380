# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and paths that some system can not take."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ll3m.bridge.contract.asset import AssetGenerateRequest
from ll3m.bridge.contract.errors import LibraryError
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.library import open_library
from ll3m.ll3m_addon.library.folders import FolderLibrary
from ll3m.ll3m_addon.library.names import slug

sys.path.insert(0, str(Path(__file__).parent))

from whole import ids

Put = Callable[..., str]


ODD_NAMES = [
    "Red chair", "CON", "nul.txt", "a/b\\c:d*e?f\"g<h>i|j", "..", "...", "  ", "-", "_",
    "trailing. . .", "\U0001fa91\U0001fa91", "كرسي أحمر", "\u202egnp.exe", "椅子", "ｆｕｌｌ",
    "x" * 200, "é" * 200, "\U0001f469\u200d\U0001f680", "a\nb\tc\0d", "कुर्सी", "~tilde $HOME `x`",
    "Ümläut", "U\u0308mla\u0308ut", "İstanbul", "v001", ".ll3m", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_becomes_a_short_safe_folder_and_stays_whole_in_the_asset(
    library: FolderLibrary, put: Put, name: str
) -> None:
    asset_id = put(library, name=name)
    asset = library.asset(asset_id)
    assert asset.name == name
    folder = Path(asset.folder)
    assert folder.parent == library.root / "assets"
    assert folder.is_dir()
    assert len(folder.name.encode()) <= 50
    assert not set(folder.name) & set('/\\:*?"<>| \t\n\0.~$`\u202e\u200d')
    assert folder.name == folder.name.lower()
    assert library.version(asset_id, None)[1].is_dir()


def test_two_assets_of_one_name_do_not_meet(library: FolderLibrary, put: Put) -> None:
    made = [put(library, name="Chair") for _ in range(3)]
    assert len({library.asset(each).folder for each in made}) == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Red chair, with wooden legs!", "red-chair-with-wooden-legs"),
        ("Ｃａｆé №5", "café-no5"),
        ("\U0001fa91", "asset"),
        ("a" * 100, "a" * 40),
        ("one two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
    ],
)
def test_folder_names_are_readable(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_hundred_processes_worth_of_short_locks_leave_few_files(
    library: FolderLibrary, put: Put
) -> None:
    for _ in range(100):
        put(library)
    assert len(list((library.root / ".ll3m" / "locks").iterdir())) <= 66
    assert not list((library.root / ".ll3m" / "pending").iterdir())
    assert not list((library.root / ".ll3m" / "reserved").iterdir())
    assert not list((library.root / ".ll3m" / "staging").iterdir())


def test_all_paths_stay_below_windows_limit_in_a_deep_folder(
    tmp_path: Path, make: Callable[..., Version]
) -> None:
    base = str(tmp_path)
    deep = Path(base, *["d" * 40] * 4)
    root = Path(str(deep)[:160].rstrip(os.sep)) / "LL3M"
    assert 160 <= len(str(root)) <= 165
    library = open_library(root)
    asset_id = library.create_asset(AssetGenerateRequest(prompt="x"), "A long name " * 16)
    staged = library.staging()
    (staged / "model.blend").write_bytes(b"B")
    inside = max(len(str(path)) for path in (staged, staged / "model.blend"))
    library.add_version(asset_id, make(), staged)
    library.close()
    longest = max(len(str(path)) for path in root.rglob("*"))
    assert max(longest, inside) < 260


@pytest.mark.parametrize("parts", [["x" * 300], ["x" * 100] * 5])
def test_a_path_beyond_the_system_s_or_sqlite_s_limit_is_said(
    tmp_path: Path, parts: list[str]
) -> None:
    library = open_library(tmp_path.joinpath(*parts))
    with pytest.raises(LibraryError, match="a path is too long") as caught:
        ids(library)
    assert "shorter path" in caught.value.advice


def test_paths_of_more_than_260_characters_work_where_the_system_allows_them(
    tmp_path: Path, put: Put
) -> None:
    library = open_library(tmp_path.joinpath(*["d" * 100] * 3))
    asset_id = put(library)
    assert library.version(asset_id, None)[1].is_dir()
    library.close()
