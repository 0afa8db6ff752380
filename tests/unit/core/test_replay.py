# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs leave a record of what they asked, and run again from it with no model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.asset import AssetGenerateRequest, AssetRefineRequest
from ll3m.bridge.contract.code import Facts
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import Conflict, LL3MError, NotFound, ScriptFailed
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.jobs import JobContext
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatRequest, Library, Message, Providers, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

ME = Caller("test")
KEY = "sk-" + "a1b2C3d4" * 4


def a_version(**fields: Any) -> Version:
    told: dict[str, Any] = {
        "asset_id": "a_" + "0" * 16, "number": 1, "kind": "python_model", "prompt": "a chair",
        "created_at": "2026-01-31T12:00:00.000Z", "quality": "draft", "provider": "model",
        "model": "m", "source": "import bpy\n", "facts": Facts(objects=1, vertices=8, faces=6),
        "isolation": "limited", "blender_version": "5.0.1",
    }  # fmt: skip
    return Version(**(told | fields))


@dataclass(frozen=True)
class SmallMaker:
    """A pipeline without Blender: asks for a plan, then for a script; keeps it as a version."""

    library: Library
    providers: Providers | None = None
    plan: list[str] = field(default_factory=lambda: ["Plan it."])
    faces: list[int] = field(default_factory=lambda: [6])

    def asking(self, providers: Providers) -> SmallMaker:
        return replace(self, providers=providers)

    def generate(self, request: AssetGenerateRequest, job: JobContext) -> None:
        version = self._make(request.prompt, None, job)
        asset_id = self.library.create_asset(request, "thing")
        self._keep(asset_id, version, job)

    def refine(self, request: AssetRefineRequest, job: JobContext) -> None:
        assert request.number is not None
        base, _ = self.library.version(request.asset_id, request.number)
        version = self._make(request.feedback, base.source, job)
        self._keep(request.asset_id, version, job)

    def _keep(self, asset_id: str, version: Version, job: JobContext) -> None:
        staged = self.library.staging()
        (staged / "model.blend").write_bytes(b"BLENDER")
        job.made(asset_id, self.library.add_version(asset_id, version, staged).number)

    def _make(self, prompt: str, source: str | None, job: JobContext) -> Version:
        assert self.providers is not None
        provider = self.providers.get()
        said = []
        for purpose in ("plan", "code"):
            job.stage(purpose, 0.2)
            task = Task(purpose, prompt, source=source)
            messages = (Message("system", self.plan[0]), Message("user", prompt, (b"\x89PNG",)))
            text = ""
            for item in provider.chat(ChatRequest(messages, task), job.cancel):
                if isinstance(item, ChatDelta):
                    text += item.text
                else:
                    job.used(item.usage)
            said.append(text)
        job.note(f"The plan: {said[0]}")
        if "raise" in said[1]:
            raise ScriptFailed("It raised.", line=1)
        facts = Facts(objects=1, vertices=8, faces=self.faces[0])
        return a_version(prompt=prompt, source=said[1], facts=facts, usage=job.job.usage)


Build = Callable[..., App]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    made: list[App] = []

    def make(replies: list[dict[str, Any]], **settings: Any) -> App:
        script = tmp_path / "replies.json"
        script.write_text(json.dumps(replies))
        providers = {"model": ProviderSettings(type="scripted", script=str(script))}
        app = build_app(
            Settings(
                library=tmp_path / "library", providers=providers, provider="model", **settings
            )
        )
        app.maker = SmallMaker(app.library)  # type: ignore[assignment]
        made.append(app)
        return app

    yield make
    for each in made:
        each.close()


def run(app: App, name: str, **params: Any) -> Any:
    job: Any = app.call(name, params, ME)
    return app.call("job.get", {"job_id": job.id, "wait": 10}, ME)


def record(app: App, job_id: str, **params: Any) -> Any:
    return app.call("job.record", {"job_id": job_id, **params}, ME)


GOOD = [
    {"purpose": "plan", "reply": "legs, seat"},
    {"purpose": "code", "reply": "import bpy\n"},
]


def test_a_record_holds_requests_replies_decisions_and_what_they_cost(build: Build) -> None:
    app = build(GOOD)
    job = run(app, "asset.generate", prompt="a chair")
    assert job.state == "done", job.error
    kept = record(app, job.id)
    assert (kept.operation, kept.request["prompt"]) == ("asset.generate", "a chair")
    assert (kept.ended, kept.asset_id, kept.version) == ("done", job.asset_id, 1)
    assert (kept.usage, kept.complete) == (job.usage, True)
    plan, code = kept.calls
    assert (plan.number, plan.provider, plan.purpose) == (1, "model", "plan")
    assert [message.text for message in plan.messages] == ["Plan it.", "a chair"]
    assert plan.messages[1].images == code.messages[1].images
    assert (plan.reply.text, plan.reply.stop) == ("legs, seat", "end")
    assert code.reply.text == "import bpy\n"
    assert code.reply.usage.output_tokens == len("import bpy\n") // 4
    assert code.options["max_tokens"] == 8192
    told = [(each.type, each.data.get("stage") or each.data.get("text")) for each in kept.decisions]
    assert told == [("stage", "plan"), ("stage", "code"), ("note", "The plan: legs, seat")]
    assert [each.at for each in kept.decisions] == sorted(each.at for each in kept.decisions)


def test_a_record_is_read_in_pages_and_without_its_texts(build: Build) -> None:
    app = build(GOOD)
    job = run(app, "asset.generate", prompt="a chair")
    first = record(app, job.id, limit=1)
    assert ([call.number for call in first.calls], first.more) == ([1], True)
    rest = record(app, job.id, after=1, texts=False)
    assert ([call.number for call in rest.calls], rest.more) == ([2], False)
    assert rest.calls[0].messages == []
    assert rest.calls[0].reply.text == ""
    assert rest.decisions == []


def test_a_replay_asks_no_model_and_makes_the_same_version(build: Build, tmp_path: Path) -> None:
    app = build(GOOD)
    first = run(app, "asset.generate", prompt="a chair", tags=["wood"])
    (tmp_path / "replies.json").write_text("[]")
    app = build([{"error": "offline"}])
    again = run(app, "job.replay", job_id=first.id)
    assert again.state == "done", again.error
    assert (again.replay_of, again.title, again.operation) == (
        first.id,
        "a chair",
        "asset.generate",
    )
    assert again.asset_id != first.asset_id
    one, two = (
        app.call("version.get", {"asset_id": each.asset_id}, ME).model_dump()["version"]
        for each in (first, again)
    )
    unsteady = {"asset_id", "created_at"}
    assert {k: v for k, v in one.items() if k not in unsteady} == {
        k: v for k, v in two.items() if k not in unsteady
    }
    notes = [
        event.data["text"]
        for event in app.call("job.events", {"job_id": again.id}, ME).events  # type: ignore[attr-defined]
        if event.type == "note"
    ]
    assert notes[0] == f"Replayed from the record of {first.id}: no model is asked."
    assert notes[-1] == f"The same as version 1 of {first.asset_id}: script, facts and report."


def test_a_change_is_replayed_from_the_version_that_was_current_then(build: Build) -> None:
    app = build(GOOD)
    asset_id = run(app, "asset.generate", prompt="a chair").asset_id
    change = run(app, "asset.refine", asset_id=asset_id, feedback="red")
    assert record(app, change.id).request["number"] == 1
    again = run(app, "job.replay", job_id=change.id)
    assert again.state == "done", again.error
    assert (again.asset_id, again.version) == (asset_id, 3)


@pytest.mark.parametrize(
    "replies",
    [
        [*GOOD[:1], {"purpose": "code", "reply": "raise SystemExit"}],
        [{"purpose": "plan", "error": {"code": "rate_limited", "data": {"retry_after": 7}}}],
        [*GOOD[:1], {"purpose": "code", "reply": "import b", "error": "provider_timeout"}],
    ],
)
def test_a_failed_job_is_replayed_to_the_same_failure(
    build: Build, replies: list[dict[str, Any]]
) -> None:
    app = build(replies)
    first = run(app, "asset.generate", prompt="a chair")
    again = run(app, "job.replay", job_id=first.id)
    assert (first.state, again.state) == ("failed", "failed")
    assert again.error == first.error


def test_a_pipeline_that_asks_otherwise_is_told_with_the_place(build: Build) -> None:
    app = build(GOOD)
    first = run(app, "asset.generate", prompt="a chair")
    app.maker.plan[0] = "Plan it well."  # type: ignore[attr-defined]
    again = run(app, "job.replay", job_id=first.id)
    assert again.error.code == "replay_differs"
    assert again.error.message.startswith(
        "The replay differs at call 1: message 1 is another, at character 8, recorded 'Plan it.'"
    )
    assert again.asset_id is None


def test_a_result_that_differs_is_told_and_kept(build: Build) -> None:
    app = build(GOOD)
    first = run(app, "asset.generate", prompt="a chair")
    app.maker.faces[0] = 7  # type: ignore[attr-defined]
    again = run(app, "job.replay", job_id=first.id)
    assert again.error.code == "replay_differs"
    assert again.error.data["differences"] == ["facts.faces"]
    assert again.asset_id is not None


def test_an_end_that_is_another_now_differs(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    app = build([*GOOD[:1], {"purpose": "code", "reply": "raise SystemExit"}])
    first = run(app, "asset.generate", prompt="a chair")
    make = SmallMaker._make

    def lenient(self: SmallMaker, prompt: str, source: str | None, job: JobContext) -> Version:
        try:
            return make(self, prompt, source, job)
        except ScriptFailed:
            return a_version()

    monkeypatch.setattr(SmallMaker, "_make", lenient)
    again = run(app, "job.replay", job_id=first.id)
    assert again.error.code == "replay_differs"
    assert "it failed then (script_failed) and is done now" in again.error.message


def test_a_call_more_or_fewer_differs(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    app = build(GOOD)
    first = run(app, "asset.generate", prompt="a chair")
    make = SmallMaker._make

    def twice(self: SmallMaker, prompt: str, source: str | None, job: JobContext) -> Version:
        make(self, prompt, source, job)
        return make(self, prompt, source, job)

    monkeypatch.setattr(SmallMaker, "_make", twice)
    again = run(app, "job.replay", job_id=first.id)
    assert "at call 3: the record holds 2 calls, and another one is asked (plan)" in (
        again.error.message
    )

    def none(self: SmallMaker, prompt: str, source: str | None, job: JobContext) -> Version:
        raise LL3MError("nobody was asked")

    monkeypatch.setattr(SmallMaker, "_make", none)
    assert run(app, "job.replay", job_id=first.id).error.code == "replay_differs"


def test_keys_never_reach_the_record(build: Build, tmp_path: Path) -> None:
    app = build(
        [
            {"purpose": "plan", "reply": f"Your key {KEY} is in the prompt."},
            {"error": {"code": "wrong_key", "message": f"Incorrect API key provided: {KEY}",
                       "data": {"url": f"https://x.example/v1?key={KEY}", "api_key": "hunter2!"}}},
        ]
    )  # fmt: skip
    job = run(
        app, "asset.generate", prompt=f"a chair, my key is {KEY}",
        metadata={"password": "hunter2!", "header": f"Authorization: Bearer {KEY}"},
    )  # fmt: skip
    assert job.error.code == "wrong_key"
    folder = Path(record(app, job.id).folder)
    written = b"".join(path.read_bytes() for path in folder.glob("*.jsonl")).decode()
    assert KEY not in written
    assert KEY[6:20] not in written
    assert "hunter2!" not in written
    assert "[key]" in written
    again = run(app, "job.replay", job_id=job.id)
    assert again.error.code == "wrong_key"


def test_a_job_that_asks_nobody_leaves_no_record(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build(GOOD)
    monkeypatch.setattr(SmallMaker, "generate", lambda self, request, job: job.note("nothing"))
    job = run(app, "asset.generate", prompt="a chair")
    with pytest.raises(NotFound, match="record"):
        record(app, job.id)
    assert not (app.library.root / ".ll3m" / "runs").exists()


def test_records_can_be_switched_off(build: Build) -> None:
    app = build(GOOD, records=0)
    job = run(app, "asset.generate", prompt="a chair")
    assert job.state == "done"
    with pytest.raises(NotFound):
        app.call("job.replay", {"job_id": job.id}, ME)


def test_a_record_that_grew_too_large_is_not_replayed(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build([GOOD[0], {"purpose": "code", "reply": "x = 1\n" * 60_000}])
    monkeypatch.setattr(app.recorder.store, "_most", 300_000)
    job = run(app, "asset.generate", prompt="a chair")
    kept = record(app, job.id)
    assert (kept.complete, kept.ended) == (False, "done")
    assert kept.calls[1].cut
    assert kept.bytes < 300_000
    with pytest.raises(Conflict, match="not whole"):
        app.call("job.replay", {"job_id": job.id}, ME)


def test_retrying_a_replay_replays_again_instead_of_asking_a_model(build: Build) -> None:
    app = build(GOOD)
    first = run(app, "asset.generate", prompt="a chair")
    again = run(app, "job.replay", job_id=first.id)
    third = run(app, "job.retry", job_id=again.id)
    assert (third.state, third.replay_of, third.retry_of) == ("done", first.id, None)


def test_an_error_of_ours_that_the_pipeline_swallows_still_ends_the_replay(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build(GOOD)
    first = run(app, "asset.generate", prompt="a chair")
    app.maker.plan[0] = "Another."  # type: ignore[attr-defined]
    make = SmallMaker._make

    def swallowing(self: SmallMaker, prompt: str, source: str | None, job: JobContext) -> Version:
        try:
            return make(self, prompt, source, job)
        except LL3MError:
            raise ScriptFailed("something else") from None

    monkeypatch.setattr(SmallMaker, "_make", swallowing)
    assert run(app, "job.replay", job_id=first.id).error.code == "replay_differs"
