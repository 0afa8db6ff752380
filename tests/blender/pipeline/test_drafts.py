# SPDX-License-Identifier: GPL-3.0-or-later
"""Several drafts of one wish through the real jail: made, looked at, revised, chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.library.png import read_png
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
GOOD = "import bpy\n\nSIZE = 1.0  # m, 0.5..2\nbpy.ops.mesh.primitive_cube_add(size=SIZE)\n"


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Any]:
    app = build_app(
        Settings(library=tmp_path / "library", provider="offline"), program=bpy.app.binary_path
    )
    yield lambda name, /, **fields: app.call(name, fields, Caller("test"))
    app.close()


def ended(ask: Any, name: str, **fields: Any) -> Any:
    job = ask(name, **fields)
    return ask("job.get", job_id=job.id, wait=60)


def test_drafts_are_different_versions_of_one_asset_to_choose_from(ask: Any) -> None:
    job = ended(ask, "draft.make", prompt="a red armchair", count=3, preview=64, quality="draft")
    assert job.error is None
    assert (job.state, job.version, job.progress) == ("done", 1, 1.0)
    asset = ask("asset.get", asset_id=job.asset_id)
    assert (asset.versions, asset.current, asset.drafts) == (3, 1, 3)
    details = [ask("version.get", asset_id=asset.id, number=n).version for n in (1, 2, 3)]
    assert len({each.source for each in details}) == 3
    assert len({tuple(each.facts.bounding_box.max) for each in details}) == 3
    assert {each.report.score for each in details} <= {each.score for each in details}

    sheet = ask("draft.sheet", asset_id=asset.id, edge=64)
    assert sheet.numbers == [1, 2, 3]
    assert read_png(Path(sheet.path).read_bytes()).width == sheet.width

    again = ended(
        ask, "draft.revise", asset_id=asset.id, number=2, feedback="make it blue", count=1,
        preview=0, quality="draft",
    )  # fmt: skip
    assert (again.error, again.version) == (None, 4)
    revised = ask("version.get", asset_id=asset.id, number=4).version
    assert (revised.parent, revised.feedback) == (2, "make it blue")
    listed = {each.number: each for each in ask("draft.list", asset_id=asset.id).drafts}
    assert len({each.group for each in listed.values()}) == 1
    assert listed[2].feedback == ["make it blue"]

    ask("draft.select", asset_id=asset.id, number=4)
    assert ask("asset.get", asset_id=asset.id).current == 4


def test_a_draft_that_fails_is_told_and_the_others_stay(tmp_path: Path) -> None:
    script = tmp_path / "replies.json"
    bad = "```python\nimport os\n```"
    replies = [
        {"reply": text}
        for text in (f"```python\n{GOOD}```", bad, bad, bad, f"```python\n{GOOD}```")
    ]
    script.write_text(json.dumps(replies))
    settings = Settings(
        library=tmp_path / "library", provider="model", cache=False,
        providers={"model": ProviderSettings(type="scripted", script=str(script))},
    )  # fmt: skip
    app = build_app(settings, program=bpy.app.binary_path)
    try:

        def ask(name: str, /, **fields: Any) -> Any:
            return app.call(name, fields, Caller("test"))

        job = ended(ask, "draft.make", prompt="a cube", count=3, preview=0, quality="draft")
        assert (job.error, job.state) == (None, "done")
        assert ask("asset.get", asset_id=job.asset_id).versions == 2
        notes = [
            each.data["text"] for each in ask("job.events", job_id=job.id).events
            if each.type == "note"
        ]  # fmt: skip
        assert any(text.startswith("Draft 2 of 3 failed") for text in notes)
        versions = [ask("version.get", asset_id=job.asset_id, number=n).version for n in (1, 2)]
        assert [each.usage.calls for each in versions] == [1, 1]
    finally:
        app.close()


def test_a_version_is_exported_with_script_record_print_file_and_turntable(
    ask: Any, tmp_path: Path
) -> None:
    job = ended(ask, "asset.generate", prompt="a blue mug", preview=0, quality="draft")
    made = ask(
        "version.export", asset_id=job.asset_id, formats=["script", "json", "3mf", "webp"],
        folder=str(tmp_path / "out"),
    )  # fmt: skip
    names = {kind: Path(path).name.rpartition(" ")[2] for kind, path in made.paths.items()}
    assert names == {
        "script": "v001.py", "json": "v001.json", "3mf": "v001.3mf", "webp": "v001.webp",
    }  # fmt: skip
    version = ask("version.get", asset_id=job.asset_id).version
    assert Path(made.paths["script"]).read_text(encoding="utf-8") == version.source
    assert json.loads(Path(made.paths["json"]).read_text())["files"] == [
        each.model_dump() for each in version.files
    ]
    assert Path(made.paths["webp"]).read_bytes()[8:16] == b"WEBPVP8X"
    formats = ask("version.list", asset_id=job.asset_id).versions[0].formats
    assert formats == ["3mf", "blend", "webp"]
