# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking: scripts and JSON once, and once more; budgets, refusals and cancelling."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import BudgetReached, Cancelled, ModelRefused, ProviderError
from ll3m.ll3m_addon.core.jobs import JobContext
from ll3m.ll3m_addon.core.seams import ChatDone, ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings
from ll3m.ll3m_addon.pipeline import coder
from ll3m.ll3m_addon.pipeline.asking import ask_json, ask_text, left
from ll3m.ll3m_addon.pipeline.critic import Critique
from ll3m.ll3m_addon.providers.guarded import Guarded, Guards
from ll3m.ll3m_addon.providers.rate_queue import RateQueue
from ll3m.ll3m_addon.providers.resilience import Breaker, RetryPolicy

REQUEST = ChatRequest((Message("user", "a chair"),), Task("code", "a chair"))
SCRIPT = "import bpy\n\n\ndef leg():\n    return 1\n\n\nleg()\n"
WHOLE = f"```python\n{SCRIPT}```"


def test_an_answer_without_a_whole_script_is_asked_for_again_with_the_reason(
    model: Any, job: JobContext, notes: Any
) -> None:
    heard = model("```javascript\nnew THREE.Mesh()\n```", WHOLE)
    assert coder.ask(heard, REQUEST, job).source == SCRIPT
    assert "That is JavaScript" in heard.asked
    assert "THREE.Mesh" in heard.requests[1].messages[-2].text
    assert "asked for again" in notes()
    assert job.job.usage.calls == 2
    assert len(heard.forgotten) == 1


def test_two_answers_without_a_script_are_an_error_with_a_way_out(
    model: Any, job: JobContext
) -> None:
    heard = model("I would rather not.")
    with pytest.raises(ProviderError, match="no Python script") as caught:
        coder.ask(heard, REQUEST, job)
    assert len(heard.requests) == 2
    assert caught.value.data["answer"] == "I would rather not."


def test_a_part_of_the_script_is_put_into_the_one_that_was_to_be_changed(
    model: Any, job: JobContext, notes: Any
) -> None:
    task = replace(REQUEST.task, source=SCRIPT)
    heard = model("```python\ndef leg():\n    return 2\n```")
    answer = coder.ask(heard, replace(REQUEST, task=task), job)
    assert answer.source == SCRIPT.replace("1", "2")
    assert len(heard.requests) == 1
    assert "only the changed parts" in "".join(answer.notes)
    assert "only the changed parts" in notes()


def test_a_script_that_was_cut_off_is_asked_for_again_with_more_room(
    model: Any, job: JobContext
) -> None:
    heard = model({"reply": WHOLE[:40], "stop": "length"}, WHOLE)
    assert coder.ask(heard, REQUEST, job).source == SCRIPT
    assert heard.requests[1].max_tokens == 2 * REQUEST.max_tokens
    assert "cut off" in heard.asked


def test_a_long_useless_answer_goes_back_shortened(model: Any, job: JobContext) -> None:
    heard = model("blah " * 5000, WHOLE)
    coder.ask(heard, REQUEST, job)
    assert len(heard.asked) < 8000
    assert "[shortened]" in heard.asked


def test_each_call_gets_what_the_job_has_left(model: Any, job: JobContext) -> None:
    heard = model("useless", WHOLE, price_output=1e6)  # a dollar a token
    coder.ask(heard, replace(REQUEST, budget=100.0), job)
    first, second = (request.budget for request in heard.requests)
    assert first == 100.0
    assert second == pytest.approx(100.0 - len("useless") // 4)
    assert left(job, None) is None
    assert left(job, 1.0) == 0.0


def test_a_re_ask_that_would_overspend_is_not_sent(
    model: Any, job: JobContext, tmp_path: Path
) -> None:
    heard = model("no JSON at all, but quite a few words to pay for")
    settings = ProviderSettings(type="scripted", model="m", price_input=1000, price_output=1000)
    guards = Guards(Breaker("m"), RateQueue("m"), RetryPolicy(attempts=1))
    heard._inner._settings = settings.model_copy(update={"script": str(tmp_path / "replies.json")})
    guarded = Guarded(heard, settings.model_copy(update={"type": "openai_compatible"}), guards)
    request = replace(REQUEST, budget=1.06, max_tokens=1024)
    with pytest.raises(BudgetReached):
        ask_json(guarded, request, Critique, job)
    assert len(heard.requests) == 1
    assert 0 < job.job.usage.cost <= 1.06


def test_a_usable_result_stays_where_the_second_answer_fails(model: Any, job: JobContext) -> None:
    heard = model({"reply": {"faults": ["a"]}}, {"error": "overloaded"})
    found = ask_json(heard, REQUEST, Critique, job, lambda _: "not nice")
    assert found.faults[0].what == "a"
    heard = model({"reply": {"faults": ["a"]}}, "prose")
    assert ask_json(heard, REQUEST, Critique, job, lambda _: "not nice").faults[0].what == "a"


def test_a_refusal_is_told_from_an_empty_answer(model: Any, job: JobContext) -> None:
    heard = model("I can't help with that.")
    inner = heard.chat

    def refused(request: ChatRequest, cancel: Any) -> Any:
        for item in inner(request, cancel):
            yield replace(item, stop="refusal") if isinstance(item, ChatDone) else item

    heard.chat = refused
    with pytest.raises(ModelRefused) as caught:
        ask_text(heard, REQUEST, job)
    assert "can't help" in caught.value.data["answer"]


def test_nothing_is_asked_for_a_job_that_is_cancelled(model: Any, job: JobContext) -> None:
    heard = model(WHOLE)
    job.cancel.cancel()
    with pytest.raises(Cancelled):
        coder.ask(heard, REQUEST, job)
    assert heard.requests == []
