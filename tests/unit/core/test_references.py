# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference pictures come in: what is one, who may read which file, what is kept under which name."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import Forbidden, InvalidRequest, LL3MError, NotFound, TooLarge
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.handlers import reference
from ll3m.ll3m_addon.core.picture_head import Head, read_head
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.library.references import FolderReferences
from ll3m.ll3m_addon.pipeline.assembly import build_app
from sample_pictures import jpeg_head, png, png_head, webp_head

ME = Caller("test")
CLIENT = Caller("rpc", scopes=frozenset(("read", "generate", "edit", "code")))
RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = build_app(Settings(library=tmp_path / "library"))
    yield made
    made.close()


def as_data(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


# ---------------------------------------------------------------- heads


@pytest.mark.parametrize("kind", ["VP8 ", "VP8L", "VP8X"])
def test_each_sort_of_webp_says_its_size(kind: str) -> None:
    assert read_head(webp_head(kind, 640, 480)) == Head("webp", 640, 480)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_says_which_way_up_it_is(turn: int, order: str) -> None:
    assert read_head(jpeg_head(640, 480, turn, order)) == Head("jpeg", 640, 480, turn)


def test_a_picture_without_such_words_is_upright() -> None:
    assert read_head(jpeg_head(640, 480)) == Head("jpeg", 640, 480, 1)
    assert read_head(jpeg_head(640, 480, 99)) == Head("jpeg", 640, 480, 1)
    assert read_head(png_head(3, 4)) == Head("png", 3, 4)


@pytest.mark.parametrize("whole", [png_head(3, 4), jpeg_head(640, 480, 6), webp_head("VP8X", 9, 9)])
def test_a_head_that_is_cut_off_anywhere_is_none_and_breaks_nothing(whole: bytes) -> None:
    needed = 24 if whole[:1] == b"\x89" else len(whole) - 4
    for end in range(needed):
        assert read_head(whole[:end]) is None


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + bytes(40), b"%PDF-1.7", b"<svg/>", b"#!/bin/sh\n", b"root:x:0:0:"]
)
def test_anything_else_is_no_picture(data: bytes) -> None:
    assert read_head(data) is None


# ---------------------------------------------------------------- coming in


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("data:image/png;base64,@@@", InvalidRequest),
        ("data:text/html;base64,PGI+", InvalidRequest),
        ("data:image/png,raw", InvalidRequest),
        (as_data(b"GIF89a" + bytes(40), "gif"), InvalidRequest),
        (as_data(png_head(8, 8)), InvalidRequest),
        (as_data(png_head(100_000, 100_000)), TooLarge),
        ("r_0123456789abcdef", NotFound),
        ("picture.png", InvalidRequest),
        ("/nowhere/picture.png", NotFound),
        ("/dev/zero", InvalidRequest),
        ("/", InvalidRequest),
        ("/tmp/a\0b.png", InvalidRequest),
    ],
)
def test_what_is_no_usable_picture_is_refused_before_anything_is_decoded(
    app: App, source: str, error: type[LL3MError]
) -> None:
    if os.name != "posix" and source.startswith("/"):
        pytest.skip("such a path is another thing there")
    with pytest.raises(error) as caught:
        app.call("reference.add", {"source": source}, ME)
    assert caught.type is error
    assert caught.value.message


def test_a_file_that_is_too_large_is_not_read(app: App, tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.write(png_head(64, 64))
        file.truncate(reference.MOST_BYTES + 1)
    with pytest.raises(TooLarge, match="MiB"):
        app.call("reference.add", {"source": str(path)}, ME)


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("reference.add", {"source": "PATH"}),
        ("asset.generate", {"prompt": "a mug", "references": ["PATH"]}),
        ("draft.make", {"prompt": "a mug", "references": ["PATH"]}),
        ("spec.generate", {"prompt": "a mug", "references": ["PATH"]}),
    ],
)
def test_a_client_without_the_scope_admin_reads_no_file(
    app: App, tmp_path: Path, name: str, params: dict[str, object]
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(32, 32, RED, BLUE))
    told = {
        key: str(path) if value == "PATH" else [str(path)] if value == ["PATH"] else value
        for key, value in params.items()
    }
    with pytest.raises(Forbidden, match="admin"):
        app.call(name, told, CLIENT)
    assert not app.call("job.list", {}, ME).jobs  # type: ignore[attr-defined]


def test_no_more_pictures_go_with_a_prompt_than_the_contract_says(app: App) -> None:
    with pytest.raises(InvalidRequest, match="references"):
        app.call(
            "asset.generate", {"prompt": "a mug", "references": ["r_0123456789abcdef"] * 5}, ME
        )


# ---------------------------------------------------------------- kept


def test_a_damaged_kept_picture_counts_as_gone_so_that_it_can_be_added_again(
    tmp_path: Path,
) -> None:
    store, made = FolderReferences(tmp_path), tmp_path / "made.jpg"
    reference_id = f"r_{1:016x}"
    for _ in range(2):
        made.write_bytes(jpeg_head(640, 480))
        kept = store.keep(reference_id, made)
        assert (kept.width, kept.height) == (640, 480)
        kept.path.write_bytes(b"half a pict")
        assert store.find(reference_id) is None


def test_a_kept_picture_is_found_and_one_that_nobody_used_for_long_goes(tmp_path: Path) -> None:
    store = FolderReferences(tmp_path)
    names = ("r_" + "0" * 16, "r_" + "1" * 16)
    for name in names:
        made = tmp_path / "made.jpg"
        made.write_bytes(jpeg_head(640, 480))
        kept = store.keep(name, made)
        assert (kept.width, kept.height, kept.bytes) == (640, 480, len(jpeg_head(640, 480)))
    long_ago = 31 * 86400
    old = store.find(names[0])
    assert old is not None
    os.utime(old.path, (old.path.stat().st_atime - long_ago, old.path.stat().st_mtime - long_ago))
    made = tmp_path / "made.jpg"
    made.write_bytes(jpeg_head(64, 48))
    store.keep("r_" + "2" * 16, made)
    assert store.find(names[0]) is None
    assert store.find(names[1]) is not None


@pytest.mark.parametrize("name", ["../../x", "r_0123", "r_" + "g" * 16, ""])
def test_a_name_that_is_no_id_reaches_no_file(tmp_path: Path, name: str) -> None:
    assert FolderReferences(tmp_path).find(name) is None
