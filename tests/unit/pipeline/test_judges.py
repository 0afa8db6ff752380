# SPDX-License-Identifier: GPL-3.0-or-later
"""Critic, verifier and scorer: what they are shown, and what is made of their answers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from ll3m.bridge.contract.code import Facts, MeshReport
from ll3m.bridge.contract.errors import BudgetReached, ModelRefused, ProviderError
from ll3m.bridge.contract.version import Fault
from ll3m.ll3m_addon.core.jobs import JobContext
from ll3m.ll3m_addon.core.seams import ChatRequest, Task
from ll3m.ll3m_addon.pipeline import critic, planner, scorer, verifier
from ll3m.ll3m_addon.pipeline.context import Shared, View
from ll3m.ll3m_addon.pipeline.plan import Plan

TASK = Task("code", "a chair")
REQUEST = ChatRequest((), TASK)
FLOATS = Fault(part="Leg 1", severity="blocking", what="It floats.", advice="Lower the seat.")
PALE = Fault(part="", severity="minor", what="It is pale.")


@pytest.fixture
def shared(facts: Facts, report: MeshReport) -> Shared:
    views = (View("front", b"\x89PNG front"), View("three_quarter", b"\x89PNG more"))
    source = "import bpy  # the script\n"
    return Shared(TASK, source=source, facts=facts, report=report, views=views)


# ------------------------------------------------------------ critic


def test_the_critic_sees_named_views_facts_and_report(
    model: Any, job: JobContext, shared: Shared
) -> None:
    heard = model({"faults": [FLOATS.model_dump()]})
    assert critic.critique(heard, shared, REQUEST, job) == (FLOATS,)
    user = heard.requests[0].messages[-1]
    assert user.images == (b"\x89PNG front", b"\x89PNG more")
    assert "Picture 1: front\nPicture 2: three-quarter" in user.text
    assert "Leg 1: at (0.200, 0.200, 0.200), size (0.040, 0.040, 0.420)" in user.text
    assert "warning: 1 part floats. (Leg 1)" in user.text
    assert "the script" not in user.text
    assert "You see it" in heard.asked


def test_without_views_the_critic_judges_by_facts_report_and_script_and_is_told_so(
    model: Any, job: JobContext, shared: Shared
) -> None:
    heard = model({"faults": []})
    assert critic.critique(heard, replace(shared, views=()), REQUEST, job) == ()
    assert "You cannot see it" in heard.asked
    assert "the script" in heard.asked
    assert heard.requests[0].messages[-1].images == ()


@pytest.mark.parametrize(
    ("answer", "severities"),
    [
        ({"faults": [PALE.model_dump(), FLOATS.model_dump()]}, ["blocking", "minor"]),
        ({"faults": [{"what": "a", "severity": "CRITICAL"}]}, ["blocking"]),
        ({"faults": [{"what": "a", "severity": "low"}, {"what": "b"}]}, ["major", "minor"]),
        ({"faults": ["It floats."]}, ["major"]),
        ([{"what": "a", "severity": "high", "part": None}], ["major"]),
        ({"faults": None}, []),
        ({"faults": [{"what": "  "}]}, []),
        ({"faults": [{"what": str(n)} for n in range(20)]}, ["major"] * 6),
    ],
)
def test_faults_are_read_leniently_and_come_worst_first(
    model: Any, job: JobContext, shared: Shared, answer: Any, severities: list[str]
) -> None:
    found = critic.critique(model({"reply": answer}), shared, REQUEST, job)
    assert [fault.severity for fault in found] == severities


def test_prose_instead_of_faults_is_asked_for_again_once(
    model: Any, job: JobContext, shared: Shared
) -> None:
    heard = model("It looks great!", "Here: {'faults': [],}")
    assert critic.critique(heard, shared, REQUEST, job) == ()
    assert len(heard.requests) == 2
    heard = model("It looks great!")
    with pytest.raises(ProviderError, match="'critique' could not be read"):
        critic.critique(heard, shared, REQUEST, job)


def test_a_refusal_is_an_error_of_its_own(model: Any, job: JobContext, shared: Shared) -> None:
    heard = model({"error": "model_refused"})
    with pytest.raises(ModelRefused):
        critic.critique(heard, shared, REQUEST, job)


def test_a_second_call_that_would_overspend_leaves_the_error_and_no_result(
    model: Any, job: JobContext, shared: Shared
) -> None:
    heard = model({"reply": "prose"}, {"error": "budget_reached"})
    with pytest.raises(BudgetReached):
        critic.critique(heard, shared, REQUEST, job)


# ------------------------------------------------------------ verifier


def test_the_verifier_compares_views_and_measurements_before_and_after(
    model: Any, job: JobContext, shared: Shared, facts: Facts
) -> None:
    shared.old_views = (View("front", b"\x89PNG old", old=True),)
    before = replace(shared, facts=facts.model_copy(update={"objects": 7})).measured()
    answer = {"checks": [{"number": 1, "fixed": True}], "broken": [], "better": "after"}
    heard = model(answer)
    verdict = verifier.verify(heard, shared, before, [FLOATS], REQUEST, job)
    assert (verdict.faults, verdict.better) == ((), "after")
    user = heard.requests[0].messages[-1]
    assert "Picture 1: front, before\nPicture 2: front" in user.text
    assert user.text.index("7 objects") < user.text.index("2 objects")
    assert "1. [blocking] Leg 1: It floats. (Lower the seat.)" in user.text


@pytest.mark.parametrize(
    ("checks", "left"),
    [
        ([], 2),
        ([{"number": 1, "fixed": True}], 1),
        ([{"number": 1, "fixed": "yes"}, {"number": 2, "fixed": "no"}], 1),
        ([{"number": 1, "fixed": True}, {"number": 1, "fixed": False}], 2),
        ([{"number": 9, "fixed": True}], 2),
    ],
)
def test_a_fault_that_is_not_clearly_mended_remains(
    model: Any, job: JobContext, shared: Shared, checks: list[Any], left: int
) -> None:
    heard = model({"checks": checks, "better": "maybe"})
    verdict = verifier.verify(heard, shared, [], [FLOATS, PALE], REQUEST, job)
    assert len(verdict.remaining) == left
    assert verdict.better == "same"


def test_what_broke_and_what_was_not_kept_are_faults_of_the_new_model(
    model: Any, job: JobContext, facts: Facts
) -> None:
    task = Task("code", "a chair", feedback=("taller",), preserve=("the legs",))
    answer = {
        "checks": [{"number": 1, "fixed": True}],
        "broken": [{"part": "Seat", "severity": "blocking", "what": "The seat is gone."}],
        "kept": [{"aspect": "the legs", "kept": False, "why": "They are blue."}],
    }
    heard = model(answer)
    verdict = verifier.verify(heard, Shared(task, facts=facts), [], [PALE], REQUEST, job)
    assert [fault.what for fault in verdict.faults] == [
        "The seat is gone.", "Not kept: the legs. They are blue.",
    ]  # fmt: skip
    assert "<keep>\n- the legs\n</keep>" in heard.asked


# ------------------------------------------------------------ scorer


def test_without_a_judge_the_mesh_report_and_the_faults_make_the_score(
    facts: Facts, report: MeshReport
) -> None:
    assert scorer.score(report, facts).value == 8.0
    assert scorer.score(report, facts, faults=[PALE]).value == 7.8
    blocked = scorer.score(report, facts, faults=[FLOATS])
    assert blocked.value == 4.0
    assert "1 part floats." in blocked.reasons
    assert "Blocking: It floats." in blocked.reasons


def test_a_judge_counts_beside_the_report_and_never_alone(facts: Facts, report: MeshReport) -> None:
    praised = scorer.Judged(score=10, reasons=["Lovely."])
    good = scorer.score(report, facts, judged=praised)
    assert good.value == 9.2
    assert "Lovely." in good.reasons
    broken = scorer.score(MeshReport(score=0), facts, judged=praised)
    assert broken.value == 6.0
    assert scorer.score(report, facts, faults=[FLOATS], judged=praised).value == 4.0


def test_a_size_far_from_the_plan_costs_a_point(facts: Facts, report: MeshReport) -> None:
    plan = Plan.model_validate({"size": [5, 5, 9], "parts": ["Seat"]})
    far = scorer.score(report, facts, plan)
    assert far.value == 7.0
    assert any("was planned" in reason for reason in far.reasons)
    near = Plan.model_validate({"size": [0.5, 0.5, 0.9], "parts": ["Seat"]})
    assert scorer.score(report, facts, near).value == 8.0


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ({"score": 7}, 7.0), ({"score": "7.5/10", "reasons": "fine"}, 7.5),
        ({"score": 70}, 10.0), ({"score": -1}, 0.0),
    ],
)  # fmt: skip
def test_a_judge_s_points_are_held_between_0_and_10(
    model: Any, job: JobContext, shared: Shared, answer: Any, points: float
) -> None:
    heard = model(answer)
    assert scorer.judge(heard, shared, REQUEST, job).score == points
    assert heard.requests[0].messages[-1].images


@pytest.mark.parametrize("points", [None, [], {}, "good", "NaN", True, float("inf"), "1" * 400])
def test_points_that_are_no_number_are_asked_for_again_and_then_an_error(
    model: Any, job: JobContext, shared: Shared, points: Any
) -> None:
    heard = model({"reply": json.dumps({"score": points, "reasons": []})})
    with pytest.raises(ProviderError, match="'score' could not be read"):
        scorer.judge(heard, shared, REQUEST, job)
    assert len(heard.requests) == 2


@pytest.mark.parametrize("wrong", [None, 3, "x", [], [[]], {"a": {}}, [None], True, 1e400])
def test_no_shape_of_an_answer_is_more_than_an_error(
    model: Any, job: JobContext, shared: Shared, wrong: Any
) -> None:
    """Every field of every answer may hold anything; what comes out is a result or our error."""
    for answer, ask in (
        ("faults", lambda heard: critic.critique(heard, shared, REQUEST, job)),
        ("checks", lambda heard: verifier.verify(heard, shared, [], [PALE], REQUEST, job)),
        ("kept", lambda heard: verifier.verify(heard, shared, [], [PALE], REQUEST, job)),
        ("broken", lambda heard: verifier.verify(heard, shared, [], [PALE], REQUEST, job)),
        ("reasons", lambda heard: scorer.judge(heard, shared, REQUEST, job)),
        ("parts", lambda heard: planner.plan(heard, shared, REQUEST, job)),
        ("size", lambda heard: planner.plan(heard, shared, REQUEST, job)),
        ("views", lambda heard: planner.plan(heard, shared, REQUEST, job)),
    ):
        whole = {"faults": [], "checks": [], "score": 5, "size": [1, 1, 1], "parts": ["Seat"]}
        heard = model({"reply": json.dumps({**whole, answer: wrong})})
        problem = ""
        try:
            ask(heard)
        except ProviderError as error:
            problem = error.message
        assert not problem or "could not be read" in problem
