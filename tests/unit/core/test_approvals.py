# SPDX-License-Identifier: GPL-3.0-or-later
"""A person is asked before another program changes the open scene."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract import OPERATIONS
from ll3m.bridge.contract.approval import Approval, Approvals
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import Conflict, Forbidden, NotApproved, NotFound, Stopping
from ll3m.bridge.contract.notice import Notice
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.approvals import MOST, SCENE_CHANGES
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

PERSON = Caller("panel")
PROGRAM = Caller("rpc", client="instance", agent="robot/1")
CHANGE = ("scene.apply", {"job_id": "j_" + "0" * 16})  # not there: what comes behind the approval


class OpenScene:
    """A host that has a scene; nothing here gets further than that."""

    has_scene = True


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    settings = Settings(library=tmp_path / "library", ask_before_scene=True)
    made = build_app(settings, host=OpenScene())  # type: ignore[arg-type]
    yield made
    made.close()


def asked(app: App, caller: Caller = PROGRAM) -> tuple[Future[Any], Approval]:
    """A program's call on a thread of its own, and the approval that it waits for."""
    heard: Future[Approval] = Future()

    def hear(notice: Notice) -> None:
        if notice.type == "asked" and not heard.done():
            heard.set_result(Approval.model_validate(notice.data))

    unsubscribe = app.subscribe_notices(hear)
    outcome: Future[Any] = Future()

    def call() -> None:
        try:
            outcome.set_result(app.call(*CHANGE, caller))
        except Exception as error:  # noqa: BLE001 (whatever it is, the test looks at it)
            outcome.set_exception(error)

    threading.Thread(target=call, daemon=True).start()
    approval = heard.result(5)
    unsubscribe()
    return outcome, approval


def answer(app: App, approval: Approval, caller: Caller = PERSON, **what: Any) -> None:
    app.call("approval.answer", {"id": approval.id, **what}, caller)


def test_a_program_waits_until_the_person_allows_it(app: App) -> None:
    outcome, approval = asked(app)
    assert (approval.operation, approval.agent, approval.state) == (
        "scene.apply", "robot/1", "waiting",
    )  # fmt: skip
    shown = app.call("approval.list", {}, PERSON)
    assert isinstance(shown, Approvals)
    assert [each.id for each in shown.waiting] == [approval.id]
    assert not outcome.done()
    answer(app, approval, allow=True)
    with pytest.raises(NotFound):  # it went on, and found no such edit
        outcome.result(5)
    assert app.approvals.waiting() == []


def test_a_refused_program_is_told_so_and_nothing_of_it_begins(app: App) -> None:
    outcome, approval = asked(app)
    answer(app, approval, allow=False)
    with pytest.raises(NotApproved, match="said no"):
        outcome.result(5)
    with pytest.raises(Conflict, match="refused"):
        answer(app, approval, allow=True)


def test_a_program_that_was_allowed_for_good_is_not_asked_again(app: App) -> None:
    outcome, approval = asked(app)
    answer(app, approval, allow=True, remember=True)
    with pytest.raises(NotFound):
        outcome.result(5)
    with pytest.raises(NotFound):
        app.call(*CHANGE, PROGRAM)
    other, approval = asked(app, Caller("mcp", client="instance", agent="other/2"))
    answer(app, approval, allow=False)
    with pytest.raises(NotApproved):
        other.result(5)
    app.call("approval.set", {"on": True, "forget": True}, PERSON)
    again, approval = asked(app)
    answer(app, approval, allow=False)
    with pytest.raises(NotApproved):
        again.result(5)


def test_nobody_approves_his_own_call_or_switches_the_asking_off_from_outside(app: App) -> None:
    outcome, approval = asked(app)
    with pytest.raises(Forbidden, match="own token"):
        answer(app, approval, PROGRAM, allow=True)
    with pytest.raises(Forbidden, match="person"):
        app.call("approval.set", {"on": False}, PROGRAM)
    answer(app, approval, Caller("rpc", client="desk"), allow=True)
    with pytest.raises(NotFound):
        outcome.result(5)


def test_silence_is_a_no(app: App) -> None:
    soon = Caller("rpc", client="instance", deadline=time.monotonic() + 0.05)
    outcome, _ = asked(app, soon)
    with pytest.raises(NotApproved, match="Nobody"):
        outcome.result(5)


def test_switching_it_off_lets_what_waits_through(app: App) -> None:
    outcome, _ = asked(app)
    app.call("approval.set", {"on": False}, PERSON)
    with pytest.raises(NotFound):
        outcome.result(5)
    with pytest.raises(NotFound):
        app.call(*CHANGE, PROGRAM)


def test_what_waits_when_the_instance_ends_is_told_so(app: App) -> None:
    outcome, _ = asked(app)
    app.approvals.close()
    with pytest.raises(Stopping):
        outcome.result(5)


def test_a_program_can_not_heap_up_questions(app: App) -> None:
    waiting = [asked(app) for _ in range(MOST)]
    with pytest.raises(NotApproved, match="already"):
        app.call(*CHANGE, PROGRAM)
    app.approvals.switch(False)
    for outcome, _ in waiting:
        with pytest.raises(NotFound):
            outcome.result(5)


def test_the_person_and_calls_that_leave_the_scene_alone_are_not_asked_about(app: App) -> None:
    with pytest.raises(NotFound):
        app.call(*CHANGE, PERSON)
    app.call("asset.list", {}, PROGRAM)
    row = OPERATIONS["asset.generate"]
    elsewhere = row.request.model_validate({"prompt": "a mug", "place": "none"})
    here = row.request.model_validate({"prompt": "a mug"})
    assert not app.approvals.concerns(row, elsewhere, PROGRAM)
    assert app.approvals.concerns(row, here, PROGRAM)


def test_every_operation_that_can_place_is_asked_about() -> None:
    placing = {name for name, row in OPERATIONS.items() if "place" in row.request.model_fields}
    scene = {name for name, row in OPERATIONS.items() if row.needs_scene and not row.read_only}
    assert placing | scene <= set(SCENE_CHANGES) <= set(OPERATIONS)


def test_a_call_that_was_looked_at_before_the_asking_was_switched_off_goes_on(app: App) -> None:
    row = OPERATIONS["scene.apply"]
    request = row.request.model_validate(CHANGE[1])
    assert app.approvals.concerns(row, request, PROGRAM)
    app.approvals.switch(False)
    app.approvals.ask(row, request, PROGRAM)
    assert not app.approvals.waiting()
