# SPDX-License-Identifier: GPL-3.0-or-later
"""The app behind every door: one table, one validation, one error tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ll3m.bridge.contract import ERRORS, OPERATIONS
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import (
    Conflict,
    DeadlineExceeded,
    Forbidden,
    InvalidRequest,
    LL3MError,
    NoScene,
    NotFound,
    UnknownOperation,
    error_from_wire,
)
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.handlers import HANDLERS
from ll3m.ll3m_addon.core.settings import Settings, load_settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

ME = Caller("test")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = build_app(Settings(library=tmp_path / "library"))
    yield made
    made.close()


def test_every_operation_has_one_handler_and_every_handler_an_operation() -> None:
    assert set(HANDLERS) == set(OPERATIONS)


def test_operations_are_named_noun_dot_verb_and_told_in_a_sentence() -> None:
    for name, row in OPERATIONS.items():
        assert name == f"{row.noun}.{row.verb}" == name.lower()
        assert row.summary[0].isupper()
        assert not row.summary.endswith(".")


def test_putting_the_product_together_touches_no_disk_and_starts_no_process(tmp_path: Path) -> None:
    library = tmp_path / "library"
    app = build_app(Settings(library=library))
    assert not library.exists()
    app.close()


def test_a_field_that_does_not_fit_is_named_and_its_value_is_not_repeated(app: App) -> None:
    with pytest.raises(InvalidRequest) as caught:
        app.call("asset.generate", {"prompt": "a mug", "preview": "my-secret"}, ME)
    assert "preview" in caught.value.message
    assert "my-secret" not in str(caught.value.to_wire())


@pytest.mark.parametrize("value", ["512", True, 512.5, None])
def test_a_value_of_another_type_is_not_read_as_what_it_looks_like(app: App, value: object) -> None:
    with pytest.raises(InvalidRequest, match="preview"):
        app.call("asset.generate", {"prompt": "a mug", "preview": value}, ME)


def test_unknown_fields_and_operations_are_refused_with_a_hint(app: App) -> None:
    with pytest.raises(InvalidRequest, match="colour"):
        app.call("asset.generate", {"prompt": "a mug", "colour": "red"}, ME)
    with pytest.raises(UnknownOperation, match=r"asset\.generate"):
        app.call("asset.generat", {}, ME)


def test_a_caller_without_the_scope_is_refused(app: App) -> None:
    with pytest.raises(Forbidden, match="generate"):
        app.call("asset.generate", {"prompt": "a mug"}, Caller("rpc", scopes=frozenset(("read",))))


def test_a_call_behind_its_deadline_does_not_begin(app: App) -> None:
    with pytest.raises(DeadlineExceeded):
        app.call("asset.list", {}, Caller("rpc", deadline=0.0))


def test_scene_operations_say_that_there_is_no_scene(app: App) -> None:
    with pytest.raises(NoScene):
        app.call("scene.info", {}, ME)
    with pytest.raises(NoScene):
        app.call("asset.generate", {"prompt": "a mug", "place": "append"}, ME)


def test_an_unknown_provider_asset_or_job_is_told_at_once(app: App) -> None:
    with pytest.raises(NotFound, match="offline"):
        app.call("asset.generate", {"prompt": "a mug", "provider": "oflfine"}, ME)
    with pytest.raises(NotFound):
        app.call("asset.get", {"asset_id": "a_0000000000000000"}, ME)
    with pytest.raises(NotFound):
        app.call("job.cancel", {"job_id": "j_0000000000000000"}, ME)
    with pytest.raises(NotFound):
        app.call("asset.refine", {"asset_id": "a_0000000000000000", "feedback": "red"}, ME)


def test_a_fault_of_ours_becomes_an_error_with_a_reference(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("private detail")

    monkeypatch.setitem(HANDLERS, "asset.list", broken)
    with pytest.raises(LL3MError) as caught:
        app.call("asset.list", {}, ME)
    assert caught.value.code == "internal"
    assert "private detail" not in str(caught.value.to_wire())
    assert caught.value.data["reference"] in caplog.text


def test_an_unended_job_cannot_be_retried(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(app.maker), "generate", lambda self, request, job: job.cancel.wait(20))
    job = app.call("asset.generate", {"prompt": "a mug"}, ME).model_dump()
    with pytest.raises(Conflict):
        app.call("job.retry", {"job_id": job["id"]}, ME)
    app.call("job.cancel", {"job_id": job["id"]}, ME)
    again = app.call("job.retry", {"job_id": job["id"]}, ME).model_dump()
    assert again["retry_of"] == job["id"]
    assert again["title"] == "a mug"


def test_errors_survive_the_wire() -> None:
    assert len(ERRORS) == len({cls.code for cls in ERRORS.values()})
    for code, cls in ERRORS.items():
        back = error_from_wire(cls("What happened.", advice="Do this.", fact=1).to_wire())
        assert type(back) is cls
        assert (back.code, back.message, back.advice) == (code, "What happened.", "Do this.")
        assert back.data == {"fact": 1}


def test_settings_come_from_the_file_then_the_environment_then_the_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"quality": "draft", "jobs": 3, "budget_job": 0.5}')
    monkeypatch.setenv("LL3M_JOBS", "4")
    settings = load_settings(path, budget_job=0.25, quality=None)
    assert (settings.quality, settings.jobs, settings.budget_job) == ("draft", 4, 0.25)


@pytest.mark.parametrize("text", ["{", '{"qualty": "draft"}', '{"jobs": 0}', "[]"])
def test_a_settings_file_that_does_not_fit_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(InvalidRequest) as caught:
        load_settings(path)
    assert str(path) in caught.value.message + caught.value.advice
