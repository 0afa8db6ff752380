# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a finished version as they are asked for, through the real jail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import InvalidRequest
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.library.png import read_png
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """Asks an app that has one asset; its id."""
    app = build_app(
        Settings(library=tmp_path_factory.mktemp("library"), provider="offline"),
        program=bpy.app.binary_path,
    )

    def ask(name: str, /, **fields: Any) -> Any:
        return app.call(name, fields, Caller("test"))

    job = ask(
        "asset.generate", prompt="a stool", quality="draft", preview=64,
        backdrop="transparent", renderer="workbench",
    )  # fmt: skip
    job = ask("job.get", job_id=job.id, wait=60)
    assert (job.error, job.state) == (None, "done")
    yield ask, job.asset_id
    app.close()


def pixels(path: str | Path) -> Any:
    from ll3m.ll3m_addon.blender.pictures import load

    return load(Path(path), alpha=True)


def test_a_preview_has_the_backdrop_and_the_renderer_that_were_asked_for(
    made: tuple[Any, str],
) -> None:
    ask, asset_id = made
    found = ask("version.get", asset_id=asset_id)
    home = Path(found.folder)
    assert read_png((home / "preview.png").read_bytes()).width == 64
    alpha = pixels(home / "preview.png")[..., 3]
    assert alpha[:6, :6].max() == 0
    assert alpha.max() == 1
    assert (alpha > 0.02).sum() > (alpha > 0.98).sum() > 200  # the stool, and its shadow around it
    assert not [note for note in found.version.notes if "workbench" in note.lower()]


@pytest.mark.parametrize(
    ("backdrop", "renderer"),
    [("studio", "cycles"), ("sky", "cycles"), ("transparent", "cycles"), ("sky", "workbench")],
)
def test_what_stands_behind_the_asset_is_what_was_asked_for(
    made: tuple[Any, str], backdrop: str, renderer: str
) -> None:
    ask, asset_id = made
    drawn = ask(
        "version.render", asset_id=asset_id, edge=64, backdrop=backdrop, renderer=renderer,
        view="front",
    )  # fmt: skip
    assert drawn.seconds > 0
    seen = pixels(drawn.path)
    assert seen.shape[:2] == (64, 64)
    corner = seen[:4, :4].mean(axis=(0, 1))
    assert corner[3] == pytest.approx(0 if backdrop == "transparent" else 1, abs=0.02)
    if backdrop == "studio":
        assert corner[:3].min() > 0.75
        assert corner[:3].max() - corner[:3].min() < 0.03
    elif backdrop == "sky":
        assert corner[2] > corner[0] + 0.02
    middle = seen[20:44, 28:36]
    assert (middle[..., 3] > 0.9).any()
    again = ask(
        "version.render", asset_id=asset_id, edge=64, backdrop=backdrop, renderer=renderer,
        view="front",
    )  # fmt: skip
    assert (again.path, again.seconds) == (drawn.path, 0)


def test_a_turntable_is_a_webp_or_a_film_and_lies_where_it_was_wanted(
    made: tuple[Any, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, asset_id = made
    wanted = {"asset_id": asset_id, "what": "turntable", "edge": 64}
    webp = ask("version.render", **wanted, backdrop="transparent")
    head = Path(webp.path).read_bytes()[:24]
    assert head[8:16] == b"WEBPVP8X"
    assert head[20] & 0x12 == 0x12  # moving, and lets through
    if not bpy.app.build_options.codec_ffmpeg:
        with pytest.raises(InvalidRequest, match="FFmpeg"):
            ask("version.render", **wanted, film="mp4")
        return
    film = ask("version.render", **wanted, film="mp4", folder=str(tmp_path / "out"))
    assert Path(film.path).parent == tmp_path / "out"
    assert Path(film.path).read_bytes()[4:8] == b"ftyp"
    listed = {each.name for each in ask("version.get", asset_id=asset_id).version.files}
    assert {Path(webp.path).name, film.file} <= listed


def test_a_film_without_backdrop_is_refused_in_words(made: tuple[Any, str]) -> None:
    ask, asset_id = made
    with pytest.raises(InvalidRequest, match="no transparency"):
        ask(
            "version.render", asset_id=asset_id, what="turntable", film="mp4",
            backdrop="transparent", edge=64,
        )  # fmt: skip


def test_a_sheet_is_drawn_afterwards_too(made: tuple[Any, str]) -> None:
    ask, asset_id = made
    drawn = ask("version.render", asset_id=asset_id, what="sheet", edge=96)
    assert read_png(Path(drawn.path).read_bytes()).width == 96
