# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference pictures with a real jail: decoded in a child, sent to models that see, kept with versions."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.cli.main import main
from ll3m.bridge.client import Client
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import Forbidden, InvalidRequest
from ll3m.bridge.server.service import Service
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.picture_head import read_head
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app
from ll3m.ll3m_addon.sandbox.blender_command import command_for_program, command_for_python
from ll3m.ll3m_addon.sandbox.jail import BlenderJail
from sample_pictures import jpeg_head, png

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
ME = Caller("test")
RED, BLUE, CLEAR = (255, 0, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)
SCRIPT = "```python\nimport bpy\n\nbpy.ops.mesh.primitive_cube_add(size=1)\n```"
PLAN = {
    "summary": "A box.", "size": [1, 1, 1], "parts": [{"name": "Box", "size": [1, 1, 1]}],
    "techniques": [], "views": ["back"],
}  # fmt: skip
REPLIES = [
    {"purpose": "plan", "reply": PLAN},
    {"purpose": "code", "reply": SCRIPT},
    {"purpose": "critique", "reply": {"faults": []}},
    {"purpose": "verify", "reply": {"checks": [], "broken": [], "kept": [], "better": "after"}},
]
REFUSAL = {"purpose": "code", "error": "provider_failed"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The product with models that see, do not, and turn out not to; one jail for all tests."""
    home = tmp_path_factory.mktemp("references")
    models = {}
    for name, replies in {
        "seeing": REPLIES, "blind": REPLIES, "pretender": [REFUSAL, *REPLIES],
    }.items():  # fmt: skip
        script = home / f"{name}.json"
        script.write_text(json.dumps(replies))
        models[name] = ProviderSettings(type="scripted", script=str(script), vision=name != "blind")
    settings = Settings(library=home / "library", providers=models, cache=False)
    made = build_app(settings, program=bpy.app.binary_path)
    yield made
    made.close()


def as_data(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def add(app: Any, data: bytes) -> Any:
    return app.call("reference.add", {"source": as_data(data)}, ME)


def pixels(path: str) -> Any:
    """Rows from the top, RGB, 0 to 1."""
    import numpy as np

    image = bpy.data.images.load(path, check_existing=False)
    width, height = image.size
    found = np.array(image.pixels[:]).reshape(height, width, image.channels)[::-1, :, :3]
    bpy.data.images.remove(image)
    return found


def run(app: Any, operation: str, **params: Any) -> Any:
    job = app.call(operation, {"preview": 0, "quality": "draft", **params}, ME)
    ended = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
    assert ended.state == "done", ended.error
    return ended


def version(app: Any, job: Any) -> Any:
    return app.call("version.get", {"asset_id": job.asset_id, "number": job.version}, ME)


def sent(app: Any, job: Any) -> list[tuple[str, int]]:
    """What each call was for, and how many pictures went along."""
    calls = app.call("job.record", {"job_id": job.id}, ME).calls
    return [(each.purpose, sum(len(m.images) for m in each.messages)) for each in calls]


# ---------------------------------------------------------------- one picture


def test_a_picture_comes_out_small_and_as_it_looked(app: Any) -> None:
    found = add(app, png(1500, 750, RED, BLUE))
    assert (found.width, found.height) == (1024, 512)
    assert found.tokens == 1024 * 512 // 750 + 1
    shown = pixels(found.path)
    assert shown[100, 500] == pytest.approx([1, 0, 0], abs=0.03)
    assert shown[400, 500] == pytest.approx([0, 0, 1], abs=0.03)
    assert Path(found.path).read_bytes()[:3] == b"\xff\xd8\xff"


def test_a_small_picture_keeps_its_size_and_stands_on_white(app: Any) -> None:
    found = add(app, png(64, 32, CLEAR, BLUE))
    assert (found.width, found.height) == (64, 32)
    shown = pixels(found.path)
    assert shown[5, 30] == pytest.approx([1, 1, 1], abs=0.03)
    assert shown[25, 30] == pytest.approx([0, 0, 1], abs=0.03)


@pytest.mark.parametrize(
    ("turn", "red_is"),
    [(1, "top"), (3, "bottom"), (6, "right"), (8, "left"), (4, "bottom"), (5, "left")],
)
def test_a_photograph_is_turned_upright(app: Any, tmp_path: Path, turn: int, red_is: str) -> None:
    """Stored with red on top; the orientation says where that edge belongs."""
    plain = add(app, png(64, 32, RED, BLUE))
    data = Path(plain.path).read_bytes()
    told = jpeg_head(64, 32, turn)
    exif = told[2 : told.index(b"\xff\xc0")]
    path = tmp_path / "photo.jpg"
    path.write_bytes(data[:2] + exif + data[2:])
    found = app.call("reference.add", {"source": str(path)}, ME)
    shown = pixels(found.path)
    height, width = shown.shape[:2]
    assert (width, height) == ((64, 32) if turn < 5 else (32, 64))
    places = {
        "top": (3, width // 2), "bottom": (height - 4, width // 2),
        "left": (height // 2, 3), "right": (height // 2, width - 4),
    }  # fmt: skip
    reds = [name for name, (row, column) in places.items() if shown[row, column][0] > 0.9
            and name in (("top", "bottom") if turn < 5 else ("left", "right"))]  # fmt: skip
    assert reds == [red_is]
    assert b"Exif" not in Path(found.path).read_bytes()


def test_the_same_file_is_kept_once(app: Any) -> None:
    first, second = (add(app, png(48, 48, BLUE, RED)) for _ in range(2))
    assert first == second


def test_a_damaged_picture_is_refused_in_words_and_leaves_nothing(app: Any) -> None:
    whole = png(64, 64, RED, BLUE)
    with pytest.raises(InvalidRequest, match="damaged"):
        add(app, whole[:40])
    assert not list((app.library.root / ".ll3m" / "staging").iterdir())


# ---------------------------------------------------------------- the road


def test_a_seeing_model_gets_the_pictures_and_the_version_keeps_them(app: Any) -> None:
    kept = [add(app, png(64, 32, RED, BLUE)).id, add(app, png(32, 32, BLUE, RED)).id]
    job = run(
        app, "asset.generate", prompt="a box", quality="standard", provider="seeing",
        references=kept,
    )  # fmt: skip
    calls = dict(sent(app, job))
    assert (calls["plan"], calls["code"]) == (2, 2)
    assert calls["critique"] > 2, "the critic compares the views with what was given"
    made = version(app, job)
    files = {each.name for each in made.version.files}
    assert {"reference_1.jpg", "reference_2.jpg"} <= files
    assert [each["id"] for each in made.version.metadata["references"]] == kept


def test_the_next_version_is_made_from_the_same_pictures_unless_told_otherwise(
    app: Any,
) -> None:
    one = as_data(png(64, 32, RED, BLUE))
    first = run(app, "asset.generate", prompt="a box", provider="seeing", references=[one])
    asked = {"asset_id": first.asset_id, "feedback": "larger", "provider": "seeing"}
    second = run(app, "asset.refine", **asked)
    assert sent(app, second) == [("code", 1)]
    assert "reference_1.jpg" in {each.name for each in version(app, second).version.files}
    third = run(app, "asset.refine", references=[], **asked)
    assert sent(app, third) == [("code", 0)]
    assert sent(app, run(app, "asset.refine", **asked)) == [("code", 0)]


@pytest.mark.parametrize(
    ("provider", "said"), [("blind", "reads no pictures"), ("offline", "rules")]
)
def test_it_is_said_when_nobody_looks_at_the_pictures(app: Any, provider: str, said: str) -> None:
    kept = add(app, png(64, 32, RED, BLUE)).id
    job = run(app, "asset.generate", prompt="a red chair", provider=provider, references=[kept])
    made = version(app, job).version
    assert [note for note in made.notes if said in note]
    assert "reference_1.jpg" in {each.name for each in made.files}
    told = app.call(
        "asset.estimate", {"prompt": "a red chair", "provider": provider, "references": [kept]}, ME
    )
    assert said in told.notes[0]
    assert told.pictures == 0


def test_a_server_that_turns_out_blind_is_asked_again_without_them(app: Any) -> None:
    kept = add(app, png(64, 32, RED, BLUE)).id
    job = run(app, "asset.generate", prompt="a box", provider="pretender", references=[kept])
    assert sent(app, job) == [("code", 1), ("code", 0)]
    assert any("left out" in note for note in version(app, job).version.notes)


def test_the_estimate_counts_what_goes_along(app: Any) -> None:
    kept = add(app, png(64, 32, RED, BLUE)).id
    asked = {"prompt": "a box", "provider": "seeing"}
    without = app.call("asset.estimate", asked, ME)
    told = app.call("asset.estimate", {**asked, "references": [kept]}, ME)
    assert (without.pictures, told.pictures, told.notes) == (0, 1, [])
    assert told.input_tokens > without.input_tokens + 500


def test_a_job_is_replayed_and_tried_again_with_its_pictures(app: Any) -> None:
    one = as_data(png(40, 40, RED, BLUE))
    job = run(app, "asset.generate", prompt="a box", provider="seeing", references=[one])
    again = app.call("job.replay", {"job_id": job.id}, ME)
    ended = app.call("job.get", {"job_id": again.id, "wait": 60}, ME)
    assert ended.state == "done", ended.error
    assert version(app, ended).version.metadata["references"]
    stored = app.job_store.request(job.id)
    assert stored["references"] == [version(app, job).version.metadata["references"][0]["id"]]


def test_a_design_is_made_from_pictures_too(app: Any) -> None:
    kept = add(app, png(64, 32, RED, BLUE)).id
    answer = app.call(
        "spec.generate",
        {"prompt": "a small cottage", "provider": "offline", "references": [kept], "preview": 0},
        ME,
    )
    made = app.call("version.get", {"asset_id": answer.asset_id}, ME).version
    assert any("rules" in note for note in made.notes)
    assert made.metadata["references"][0]["id"] == kept


# ---------------------------------------------------------------- doors


@pytest.fixture
def service(app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("RUNTIME_DIR", "TOKENS", "AUDIT_LOG"):
        monkeypatch.setenv(f"LL3M_{name}", str(tmp_path / name.lower()))
    made = Service(app)
    made.start()
    yield made
    made.stop()


def test_a_program_sends_the_picture_itself_and_may_name_no_file(
    app: Any, service: Any, tmp_path: Path
) -> None:
    path = tmp_path / "mug.png"
    path.write_bytes(png(70, 35, RED, BLUE))
    token = app.call("token.issue", {"client": "farm", "scopes": ["generate"]}, ME).secret
    with Client(service.url, token) as client:
        kept = client.call("reference.add", {"source": as_data(path.read_bytes())})
        assert (kept.width, kept.height) == (70, 35)
        with pytest.raises(Forbidden, match="admin"):
            client.call("reference.add", {"source": str(path)})


def test_the_command_takes_files_as_they_are_named_where_it_runs(
    app: Any, service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rich", reason="the command is not part of the extension")
    monkeypatch.chdir(tmp_path)
    names = ["one.png", "two.png"]
    for place, name in enumerate(names):
        Path(name).write_bytes(png(50 + place, 50, BLUE, RED))
    token = app.call("token.issue", {"client": "me", "scopes": ["read", "generate"]}, ME).secret
    monkeypatch.setenv("LL3M_URL", service.url)
    monkeypatch.setenv("LL3M_TOKEN", token)
    with pytest.raises(SystemExit) as ended:
        main(arguments=["asset", "generate", "a red chair", "--references", ",".join(names),
                        "--provider", "offline", "-q", "draft", "--preview", "0"])  # fmt: skip
    assert ended.value.code == 0
    newest = app.call("asset.list", {"limit": 1}, ME).assets[0]
    made = app.call("version.get", {"asset_id": newest.id}, ME).version
    assert len(made.metadata["references"]) == 2


@pytest.mark.skipif(os.name != "posix", reason="the walls are tried where they were built")
def test_a_process_of_its_own_decodes_a_picture_where_none_can_be_forked(tmp_path: Path) -> None:
    program = os.environ.get("LL3M_TEST_BLENDER", "") or bpy.app.binary_path
    jail = BlenderJail(
        command_for_program(program) if program else command_for_python(), spares=True
    )
    raw = tmp_path / "raw"
    raw.write_bytes(png(90, 60, RED, BLUE))
    try:
        made = jail.picture(raw, tmp_path, 30, 6, CancelToken())
    finally:
        jail.close()
    head = read_head(made.read_bytes())
    assert head is not None
    assert (head.width, head.height) == (20, 30)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["picture.jpg", "raw"]
