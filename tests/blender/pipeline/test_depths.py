# SPDX-License-Identifier: GPL-3.0-or-later
"""The three depths with a real jail: who is asked, what is kept, and what a failure costs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline import candidates
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.once
ME = Caller("test")
Build = Callable[..., Any]
PLAN = {
    "summary": "A cube.", "size": [1, 1, 1], "parts": [{"name": "Box", "size": [1, 1, 1]}],
    "techniques": ["bevel modifier"], "views": ["back"],
}  # fmt: skip


def cube(*names: str, size: float = 1.0, lift: float = 0.0) -> str:
    """A script that makes a row of cubes, each with its material."""
    lines = ["import bpy", "", f"SIZE = {size}  # m, 0.5..2", "", "", "def part(name, x):"]
    lines += [
        f"    bpy.ops.mesh.primitive_cube_add(size=SIZE, location=(x * SIZE, 0, SIZE / 2 + {lift}))",
        "    made = bpy.context.object",
        "    made.name = name",
        '    made.data.materials.append(bpy.data.materials.new(f"{name} paint"))',
        "", "",
    ]  # fmt: skip
    lines += [f"part({name!r}, {place})" for place, name in enumerate(names or ("Box",))]
    return "\n".join(lines) + "\n"


def block(source: str) -> str:
    return f"Here it is.\n```python\n{source}\n```\n"


def fault(what: str, severity: str = "major", part: str = "Box") -> dict[str, str]:
    return {"part": part, "severity": severity, "what": what, "advice": "Mend it."}


def verdict(fixed: int, of: int, better: str = "after", **more: Any) -> dict[str, Any]:
    checks = [{"number": n + 1, "fixed": n < fixed} for n in range(of)]
    return {"checks": checks, "broken": [], "kept": [], "better": better, **more}


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Build]:
    """Builds the product with a model that gives ``replies``; it sees if ``vision``."""
    monkeypatch.setattr(candidates, "VIEW_PIXELS", 48)
    made: list[Any] = []

    def make(replies: list[dict[str, Any]], vision: bool = False, **settings: Any) -> Any:
        script = tmp_path / "replies.json"
        script.write_text(json.dumps(replies))
        model = ProviderSettings(type="scripted", script=str(script), vision=vision)
        chosen = Settings(
            library=tmp_path / "library", providers={"model": model},
            provider="model" if replies else "offline", cache=False, **settings,
        )  # fmt: skip
        made.append(build_app(chosen, program=bpy.app.binary_path))
        return made[-1]

    yield make
    for each in made:
        each.close()


def run(app: Any, operation: str = "asset.generate", **params: Any) -> Any:
    """Start a job and return it when it has ended."""
    asked = {"preview": 0, "quality": "standard", **params}
    if operation == "asset.generate":
        asked.setdefault("prompt", "a box")
    job = app.call(operation, asked, ME)
    ended = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
    assert ended.state in ("done", "failed", "cancelled")
    return ended


def version(app: Any, job: Any) -> Any:
    """The version that a job made; nothing but its own files lies beside it."""
    assert job.error is None, job.error
    detail = app.call("version.get", {"asset_id": job.asset_id, "number": job.version}, ME)
    names = {path.name for path in Path(detail.folder).rglob("*")}
    assert not [name for name in names if name.startswith((".", "view_", "candidate"))]
    assert {"model.blend", "script.py", "version.json"} <= names
    return detail.version


def stages(app: Any, job: Any) -> list[str]:
    return [e.data["stage"] for e in events(app, job) if e.type == "stage"]


def notes(app: Any, job: Any) -> str:
    return "\n".join(e.data["text"] for e in events(app, job) if e.type == "note")


def events(app: Any, job: Any, after: int = 0, wait: float = 0) -> Any:
    return app.call("job.events", {"job_id": job.id, "after": after, "wait": wait}, ME).events


# ------------------------------------------------------------ depths


def test_a_draft_asks_the_model_once_and_is_scored_by_rule(build: Build) -> None:
    app = build([{"purpose": "code", "reply": block(cube())}], vision=True)
    job = run(app, quality="draft")
    made = version(app, job)
    assert job.usage.calls == 1
    assert stages(app, job) == ["code", "check", "trial", "preview", "version"]
    assert made.score == made.report.score
    assert made.score_reasons[0].startswith("Mesh report")
    assert (made.faults, made.metadata) == ([], {})


def test_standard_plans_retrieves_codes_looks_once_and_mends_once(build: Build) -> None:
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {
                "purpose": "code", "match": "<plan>", "needs": ["Overall: 1 x 1 x 1 m"],
                "reply": block(cube(lift=1.0)),
            },
            {
                "purpose": "critique",
                "needs": ["Picture 1: three-quarter", "Picture 2: front", "Picture 4", "back"],
                "reply": {"faults": [fault("It hangs in the air.", "blocking"), fault("Dull.", "minor")]},
            },
            {
                "purpose": "code", "match": "<faults>", "needs": ["It hangs in the air", "\\+ 1.0"],
                "reply": block(cube()),
            },
        ],
        vision=True,
    )  # fmt: skip
    job = run(app, preview=64)
    made = version(app, job)
    assert made.source == cube()
    assert job.usage.calls == 4
    assert stages(app, job) == [
        "plan", "retrieve", "code", "check", "trial", "preview", "critique",
        "code", "check", "trial", "preview", "version",
    ]  # fmt: skip
    assert abs(made.facts.bounding_box.min[2]) < 1e-3
    assert [each.what for each in made.faults] == ["Dull."]
    assert made.metadata["plan"]["size"] == [1, 1, 1]
    assert made.metadata["rounds"][0]["kept"] is True
    assert "preview.png" in {file.name for file in made.files}
    assert "Blocking: It hangs in the air." in notes(app, job)


def test_without_serious_faults_the_first_script_stands(build: Build) -> None:
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "reply": block(cube())},
            {"purpose": "critique", "reply": {"faults": [fault("Dull.", "minor")]}},
        ]
    )
    job = run(app)
    made = version(app, job)
    assert job.usage.calls == 3
    assert made.score == pytest.approx(made.report.score - 0.25, abs=0.06)
    assert any("reads no pictures" in note for note in made.notes)


@pytest.mark.parametrize("critic", [{"reply": {"faults": []}}, {"reply": "Lovely!"}])
def test_what_the_mesh_report_finds_is_mended_even_if_the_critic_sees_nothing(
    build: Build, critic: dict[str, Any]
) -> None:
    apart = cube("Box", "Lid").replace("+ 0.0", "+ x * 3")
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "match": "<plan>", "needs": ["a box"], "reply": block(apart)},
            {"purpose": "critique", **critic},
            {"purpose": "code", "match": "<faults>", "reply": block(cube("Box", "Lid"))},
        ]
    )
    made = version(app, run(app))
    assert made.source == cube("Box", "Lid")
    assert made.score == made.report.score == 10.0


def test_high_goes_on_while_it_gets_better_and_keeps_a_worse_round_out(build: Build) -> None:
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "match": "<plan>", "reply": block(cube("Box", lift=0.5))},
            {
                "purpose": "critique", "needs": ["Picture 6: top"],
                "reply": {"faults": [fault("It floats."), fault("No lid.")]},
            },
            {"purpose": "score", "match": "Score it", "reply": {"score": 4, "reasons": ["floats"]}},
            {"purpose": "code", "match": "It floats", "reply": block(cube("Box", "Lid"))},
            {
                "purpose": "verify",
                "needs": ["Picture 7: three-quarter\n", "three-quarter, before", "1 objects", "2 objects"],
                "reply": verdict(1, 2),
            },
            {"purpose": "score", "reply": {"score": 7, "reasons": ["better"]}},
            {"purpose": "code", "needs": ["No lid", "Round 1 was to mend"], "reply": block(cube("Mess"))},
            {
                "purpose": "verify",
                "reply": verdict(0, 1, "before", broken=[fault("The lid is gone.")]),
            },
            {"purpose": "score", "reply": {"score": 6, "reasons": ["worse"]}},
        ],
        vision=True,
    )  # fmt: skip
    job = run(app, quality="high")
    made = version(app, job)
    assert made.source == cube("Box", "Lid")
    assert job.usage.calls == 10
    assert [each["kept"] for each in made.metadata["rounds"]] == [True, False]
    assert [each.what for each in made.faults] == ["No lid."]
    assert any("Round 2 made nothing better" in note for note in made.notes)
    assert "better" in made.score_reasons
    assert stages(app, job).count("verify") == 2


def test_high_stops_after_three_rounds(build: Build) -> None:
    scores = [{"purpose": "score", "reply": {"score": 3 + n, "reasons": []}} for n in range(4)]
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "reply": block(cube("Box"))},
            {"purpose": "critique", "reply": {"faults": [fault("Plain.")]}},
            *scores,
            *({"purpose": "code", "reply": block(cube(f"Box {n}"))} for n in range(4)),
            {"purpose": "verify", "reply": verdict(0, 1)},
        ],
        vision=True,
    )
    job = run(app, quality="high")
    made = version(app, job)
    assert made.source == cube("Box 2")
    assert len(made.metadata["rounds"]) == 3
    assert job.usage.calls == 13


def test_the_composer_is_never_asked_for_anything_but_a_script(build: Build) -> None:
    app = build([])
    job = run(app, prompt="a blue mug", quality="high")
    made = version(app, job)
    assert stages(app, job) == ["code", "check", "trial", "preview", "version"]
    assert made.score == made.report.score
    assert not any("left out" in note for note in made.notes)


# ------------------------------------------------------------ changes


def base_and(*replies: dict[str, Any]) -> list[dict[str, Any]]:
    first = {"purpose": "code", "match": "<wish>\na box", "reply": block(cube("Box", "Lid"))}
    return [first, *replies]


def test_a_change_is_looked_at_beside_the_version_before_and_keeps_what_it_must(
    build: Build,
) -> None:
    wrong = cube("Box", size=1.5)
    right = cube("Box", "Lid", "Knob")
    app = build(
        base_and(
            {"purpose": "code", "match": "<feedback>\nadd a knob", "reply": block(wrong)},
            {
                "purpose": "verify",
                "needs": ["Picture 1: three-quarter, before", "add a knob", "<keep>\n- the lid"],
                "reply": verdict(0, 1, kept=[{"aspect": "the lid", "kept": False, "why": "gone"}]),
            },
            {
                "purpose": "code", "match": "<faults>",
                "needs": ["'Lid' is gone", "Wished for: add a knob", "Not kept: the lid", "- the lid"],
                "reply": block(right),
            },
        ),
        vision=True,
    )  # fmt: skip
    first = run(app, quality="draft")
    job = run(
        app, "asset.refine", asset_id=first.asset_id, feedback="add a knob",
        preserve_aspects=["the lid", "SIZE"],
    )  # fmt: skip
    made = version(app, job)
    assert made.source == right
    assert (made.number, made.parent, made.feedback) == (2, 1, "add a knob")
    assert "plan" not in stages(app, job)
    assert not any("To be kept" in note for note in made.notes)


@pytest.mark.parametrize("quality", ["draft", "standard"])
def test_what_was_not_kept_is_said_on_the_version(build: Build, quality: str) -> None:
    app = build(
        base_and(
            {"purpose": "code", "reply": block(cube("Box", size=1.5))},
            {"purpose": "verify", "reply": verdict(1, 1)},
        )
    )
    first = run(app, quality="draft")
    job = run(
        app, "asset.refine", asset_id=first.asset_id, feedback="taller", quality=quality,
        preserve_aspects=["the lid", "SIZE"],
    )  # fmt: skip
    made = version(app, job)
    told = "\n".join(made.notes)
    assert "'Lid' is gone" in told
    assert "SIZE was 1.0 and is 1.5" in told


# ------------------------------------------------------------ failures


@pytest.mark.parametrize(
    ("purpose", "answer", "words"),
    [
        ("plan", {"reply": "I would build a box."}, "Made without a plan"),
        ("plan", {"error": "overloaded"}, "Made without a plan"),
        ("plan", {"error": "budget_reached"}, "Made without a plan"),
        ("critique", {"reply": "Looks great!"}, "The critique was left out"),
        ("critique", {"error": "model_refused"}, "The critique was left out"),
        ("critique", {"error": "budget_reached"}, "The critique was left out"),
        ("critique", {"error": "offline"}, "The critique was left out"),
        ("critique", {"error": "no_key"}, "The critique was left out"),
    ],
)
def test_a_step_that_fails_is_left_out_and_said(
    build: Build, purpose: str, answer: dict[str, Any], words: str
) -> None:
    others = [
        {"purpose": "plan", "reply": PLAN},
        {"purpose": "code", "reply": block(cube())},
        {"purpose": "critique", "reply": {"faults": []}},
    ]
    kept = [each for each in others if each["purpose"] != purpose]
    app = build([*kept, {"purpose": purpose, **answer}])
    made = version(app, run(app))
    assert made.source == cube()
    assert any(words in note for note in made.notes)


def test_a_server_that_refuses_pictures_is_asked_again_without_them(build: Build) -> None:
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "reply": block(cube())},
            {
                "purpose": "critique", "match": "Picture 1",
                "error": {"code": "provider_failed", "message": "No image input here."},
            },
            {"purpose": "critique", "needs": ["You cannot see it"], "reply": {"faults": []}},
        ],
        vision=True,
    )  # fmt: skip
    made = version(app, run(app))
    assert any("alone: No image input here." in note for note in made.notes)
    assert not any("left out" in note for note in made.notes)


def test_a_missing_key_is_said_at_the_plan_and_not_asked_twice(build: Build) -> None:
    app = build([{"error": "no_key"}])
    job = run(app)
    assert (job.state, job.error.code) == ("failed", "no_key")
    assert stages(app, job) == ["plan"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"reply": block("import bpy\n1 / 0\n")}, "ZeroDivisionError"),
        ({"error": "rate_limited"}, "says so"),
        ({"reply": "```javascript\nnew THREE.Mesh()\n```"}, "JavaScript"),
        ({"reply": block("import bpy\n# rest unchanged\n")}, "leaves code out"),
    ],
)
def test_a_round_that_leads_nowhere_loses_nothing(
    build: Build, answer: dict[str, Any], words: str
) -> None:
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "match": "<plan>", "needs": ["a box"], "reply": block(cube())},
            {"purpose": "critique", "reply": {"faults": [fault("Plain.")]}},
            {"purpose": "code", **answer},
            {"purpose": "repair", **answer},
        ]
    )
    made = version(app, run(app, quality="high"))
    assert made.source == cube()
    told = "\n".join(made.notes)
    assert "Round 1 was left out" in told
    assert words in told
    assert [each.what for each in made.faults] == ["Plain."]


def test_a_verifier_that_fails_leaves_the_faults_standing(build: Build) -> None:
    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "match": "<wish>", "needs": ["Answer"], "reply": block(cube())},
            {"purpose": "critique", "reply": {"faults": [fault("Plain.")]}},
            {"purpose": "code", "match": "<faults>", "reply": block(cube("Fancy"))},
            {"purpose": "verify", "error": "provider_timeout"},
        ]
    )
    made = version(app, run(app, quality="high"))
    assert made.source == cube()  # nothing shows that the other is better
    assert any("The verification was left out" in note for note in made.notes)


def test_a_job_is_cancelled_while_the_critic_talks_and_leaves_nothing(
    build: Build, tmp_path: Path
) -> None:
    import time

    app = build(
        [
            {"purpose": "plan", "reply": PLAN},
            {"purpose": "code", "reply": block(cube())},
            {"purpose": "critique", "reply": {"faults": []}, "chunk": 1, "delay": 5},
        ]
    )
    app.jail.blender_version()
    job = app.call("asset.generate", {"prompt": "a box", "preview": 0}, ME)
    stage, after = "", 0
    while stage != "critique":
        for event in events(app, job, after, 5):
            stage, after = event.data.get("stage", stage), event.seq
    began = time.monotonic()
    assert app.call("job.cancel", {"job_id": job.id}, ME).state == "cancelled"
    app.jobs.close()
    assert time.monotonic() - began < 3
    assert app.call("asset.list", {}, ME).assets == []
    assert not list((tmp_path / "library").rglob("candidate*"))
