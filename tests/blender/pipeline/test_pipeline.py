# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompt in, version out: the whole road with a real jail, and models played from a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import InvalidRequest, LimitHit, Refused, ScriptFailed
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
ME = Caller("test")
GOOD = "import bpy\n\nSIZE = 1.0  # m, 0.5..2\nbpy.ops.mesh.primitive_cube_add(size=SIZE, location=(0, 0, SIZE / 2))\n"
Build = Callable[..., Any]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Builds the product, with a scripted model called ``model`` that gives ``replies``."""
    made: list[Any] = []

    def make(replies: list[dict[str, Any]] | None = None, **settings: Any) -> Any:
        script = tmp_path / "replies.json"
        script.write_text(json.dumps(replies or []))
        providers = {"model": ProviderSettings(type="scripted", script=str(script))}
        chosen = Settings(
            library=tmp_path / "library", providers=providers,
            provider="model" if replies else "offline", cache=False, **settings,
        )  # fmt: skip
        made.append(build_app(chosen, program=bpy.app.binary_path))
        return made[-1]

    yield make
    for each in made:
        each.close()


def run(app: Any, operation: str, **params: Any) -> Any:
    """Start a job and return it when it has ended."""
    job = app.call(operation, {"preview": 0, "quality": "draft", **params}, ME)
    ended = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
    assert ended.state in ("done", "failed", "cancelled")
    return ended


def version(app: Any, job: Any) -> Any:
    """The version that a job made."""
    assert job.error is None, job.error
    return app.call("version.get", {"asset_id": job.asset_id, "number": job.version}, ME)


def block(source: str) -> str:
    return f"Here it is.\n```python\n{source}\n```\n"


def test_a_prompt_becomes_a_version_with_files_facts_and_a_report(build: Build) -> None:
    app = build()
    job = run(app, "asset.generate", prompt="a red armchair with wooden legs", formats=["glb"])
    detail = version(app, job)
    made, folder = detail.version, Path(detail.folder)
    assert (made.number, made.provider, made.score) == (1, "offline", 10.0)
    assert {"model.blend", "model.glb", "script.py"} <= {file.name for file in made.files}
    assert (folder / "script.py").read_text() == made.source
    width, depth, height = made.facts.bounding_box.size
    assert 0.6 < width < 1.2
    assert 0.6 < depth < 1.2
    assert 0.6 < height < 1.2
    assert abs(made.facts.bounding_box.min[2]) < 0.002
    assert not list(folder.glob(".*"))


def test_a_draft_gets_a_small_preview_unless_a_size_is_asked_for(build: Build) -> None:
    app = build()
    edges = []
    for more in ({}, {"preview": 32}):
        job = app.call("asset.generate", {"prompt": "a blue mug", "quality": "draft", **more}, ME)
        ended = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
        folder = Path(version(app, ended).folder)
        edges.append(int.from_bytes((folder / "preview.png").read_bytes()[16:20]))
    assert edges == [256, 32]


def test_the_same_prompt_gives_the_same_script_and_geometry(build: Build) -> None:
    app = build()
    one, two = (version(app, run(app, "asset.generate", prompt="a blue mug")) for _ in range(2))
    assert one.version.source == two.version.source
    assert one.version.facts.model_copy(update={"seconds": 0, "peak_memory": 0}) == (
        two.version.facts.model_copy(update={"seconds": 0, "peak_memory": 0})
    )
    assert one.version.asset_id != two.version.asset_id


def test_refining_makes_the_next_version_and_remembers_all_feedback(build: Build) -> None:
    app = build()
    first = run(app, "asset.generate", prompt="a red armchair")
    second = run(app, "asset.refine", asset_id=first.asset_id, feedback="make it blue")
    third = run(app, "asset.refine", asset_id=first.asset_id, feedback="with metal legs")
    made = version(app, third).version
    assert (second.version, third.version, made.parent) == (2, 3, 2)
    assert made.feedback == "with metal legs"
    assert version(app, first).version.source != version(app, second).version.source
    assert app.call("asset.get", {"asset_id": first.asset_id}, ME).current == 3
    materials = " ".join(made.facts.materials).lower()
    assert "blue" in materials or "blue" in made.source.lower()


def test_a_thing_the_composer_does_not_know_fails_with_what_it_knows(build: Build) -> None:
    job = run(build(), "asset.generate", prompt="a dragon")
    assert (job.state, job.error.code) == ("failed", "not_understood")
    assert "armchair" in job.error.message + job.error.advice


def test_a_traceback_goes_back_to_the_model_and_its_repair_is_kept(build: Build) -> None:
    broken = "import bpy\n\n\ndef main():\n    undefined_name()\n\n\nmain()\n"
    app = build(
        [
            {"purpose": "code", "reply": block(broken)},
            {"purpose": "repair", "match": "line 5.*NameError|NameError", "reply": block(GOOD)},
        ]
    )
    job = run(app, "asset.generate", prompt="a cube")
    assert version(app, job).version.source == GOOD
    stages = [e.data["stage"] for e in events(app, job) if e.type == "stage"]
    assert stages[:6] == ["code", "check", "trial", "repair", "check", "trial"]
    assert job.usage.calls == 2


def test_a_refused_script_never_runs_and_is_repaired_from_its_findings(
    build: Build, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    evil = f"import bpy\neval(\"__import__('pathlib').Path({str(mark)!r}).touch()\")\n"
    app = build(
        [
            {"purpose": "code", "reply": block(evil)},
            {"purpose": "repair", "match": "line 2.*builtin", "reply": block(GOOD)},
        ]
    )
    assert version(app, run(app, "asset.generate", prompt="a cube")).version.number == 1
    assert not mark.exists()


def test_after_two_repairs_the_job_fails_and_nothing_is_listed(build: Build) -> None:
    app = build([{"reply": block("raise ValueError('again')")}])
    job = run(app, "asset.generate", prompt="a cube")
    assert (job.state, job.error.code, job.usage.calls) == ("failed", "script_failed", 3)
    assert app.call("asset.list", {}, ME).assets == []
    told = [each.data["text"] for each in events(app, job) if each.type == "note"]
    assert sum("same script again" in each for each in told) == 1
    assert [e.data["stage"] for e in events(app, job) if e.type == "stage"].count("trial") == 1


def test_an_answer_without_a_script_fails_by_name(build: Build) -> None:
    job = run(build([{"reply": "I would rather not."}]), "asset.generate", prompt="a cube")
    assert job.error.code == "provider_failed"


def test_a_job_in_its_trial_is_cancelled_in_under_a_second(build: Build) -> None:
    import time

    app = build([{"reply": block("import bpy\nwhile True:\n    pass\n")}])
    app.jail.blender_version()
    job = app.call("asset.generate", {"prompt": "a cube", "preview": 0}, ME)
    stage, after = "", 0
    while stage != "trial":
        for event in events(app, job, after, 5):
            stage, after = event.data.get("stage", stage), event.seq
    began = time.monotonic()
    assert app.call("job.cancel", {"job_id": job.id}, ME).state == "cancelled"
    assert time.monotonic() - began < 1


def test_running_code_gives_facts_or_the_typed_reason(build: Build) -> None:
    app = build()
    result = app.call("code.run", {"source": GOOD, "keep": True}, ME)
    assert result.facts.objects == 1
    assert (Path(result.folder) / "model.blend").is_file()
    with pytest.raises(Refused):
        app.call("code.run", {"source": "import bpy\neval('1')"}, ME)
    with pytest.raises(ScriptFailed) as caught:
        app.call("code.run", {"source": "import bpy\n\n1 / 0\n"}, ME)
    assert caught.value.data["line"] == 3
    with pytest.raises(LimitHit) as hit:
        app.call("code.run", {"source": "while True:\n    pass\n", "limits": {"seconds": 0.5}}, ME)
    assert hit.value.data["limit"] == "seconds"


def test_exports_are_added_to_a_version_and_copied_where_wanted(
    build: Build, tmp_path: Path
) -> None:
    app = build()
    job = run(app, "asset.generate", prompt="a mug")
    target = tmp_path / "out"
    wanted = {"asset_id": job.asset_id, "formats": ["stl", "obj"], "folder": str(target)}
    paths = app.call("version.export", wanted, ME).paths
    assert {Path(path).parent for path in paths.values()} == {target}
    assert all(Path(path).stat().st_size > 100 for path in paths.values())
    rows = app.call("version.list", {"asset_id": job.asset_id}, ME).versions
    assert {"stl", "obj"} <= set(rows[0].formats)
    with pytest.raises(InvalidRequest):
        app.call("version.export", {**wanted, "folder": "relative"}, ME)


def test_a_deleted_asset_is_restored_whole(build: Build) -> None:
    app = build()
    asset_id = run(app, "asset.generate", prompt="a mug").asset_id
    app.call("asset.delete", {"asset_id": asset_id}, ME)
    assert app.call("asset.list", {}, ME).assets == []
    assert app.call("asset.restore", {"asset_id": asset_id}, ME).versions == 1
    folder = Path(app.call("version.get", {"asset_id": asset_id}, ME).folder)
    assert (folder / "model.blend").is_file()


def events(app: Any, job: Any, after: int = 0, wait: float = 0) -> Any:
    asked = {"job_id": job.id, "after": after, "wait": wait}
    return app.call("job.events", asked, ME).events


def test_what_the_rules_say_of_the_api_is_true_in_this_blender() -> None:
    rules = (resources.files("ll3m.ll3m_addon.pipeline") / "prompts" / "code.md").read_text("utf-8")
    told = re.search(r"Principled BSDF has ([^;]+);", rules)
    assert told is not None
    tree = bpy.data.node_groups.new("Rules", "ShaderNodeTree")
    node = tree.nodes.new("ShaderNodeBsdfPrincipled")
    try:
        named = re.findall(r'"([^"]+)"', told[1])
        assert len(named) > 8
        assert [name for name in named if name not in node.inputs] == []
        assert node.type == "BSDF_PRINCIPLED"
    finally:
        bpy.data.node_groups.remove(tree)
    assert not hasattr(bpy.types.Mesh, "use_auto_smooth")
