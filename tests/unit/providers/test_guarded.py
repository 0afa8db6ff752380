# SPDX-License-Identifier: GPL-3.0-or-later
"""The guards around a provider, and the chain behind it, against a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    BudgetReached,
    Cancelled,
    NotFound,
    Offline,
    Overloaded,
    ProviderError,
    RateLimited,
    WrongKey,
)
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.providers import resilience
from ll3m.ll3m_addon.providers.cache import forget
from ll3m.ll3m_addon.providers.registry import Registry, open_providers

from .conftest import END, Wire, answer_json, ask, chunk, head, hold, openai_error, stream

GOOD = stream(chunk("import bpy"), END, {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 2000}})  # fmt: skip
BUSY = answer_json(openai_error("overloaded"), 503)
HALF = stream(chunk("half"), done=False)


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the shortest wait that is allowed; the provider's own word still counts."""
    monkeypatch.setattr(resilience, "draw", lambda low, _high: low)


Open = Callable[..., Registry]


@pytest.fixture
def opened(wire: Wire) -> Open:
    def make(more: dict[str, ProviderSettings] | None = None, **fields: Any) -> Registry:
        everything = {
            k: fields.pop(k) for k in ("budget_day", "budget_month", "cache") if k in fields
        }
        fields.setdefault("base_url", wire.url)
        first = ProviderSettings(model="m", **fields)
        return open_providers(Settings(providers={"p": first, **(more or {})}, **everything))

    return make


def test_what_passes_is_repeated_and_it_is_said(wire: Wire, opened: Open) -> None:
    wire.plan(BUSY, answer_json(openai_error("slow down"), 429, Retry_After="0.01"), GOOD)
    said, end = ask(opened().get("p"))
    assert said == "import bpy"
    assert end.usage.calls == 3
    assert [note.split(" was repeated")[0] for note in end.notes] == [
        "Try 1 failed and",
        "Try 2 failed and",
    ]


def test_a_model_that_repeats_itself_for_ever_is_ended_and_billed(wire: Wire, opened: Open) -> None:
    wire.plan(stream(*[chunk("and a leg, ")] * 400, done=False))
    said, end = ask(opened(price_input=0.0, price_output=1e6).get("p"), max_tokens=100)
    assert end.stop == "length"
    assert 1600 < len(said) < 1620
    assert "went on past the length" in end.notes[-1]
    assert end.usage.output_tokens == pytest.approx(len(said) / 3.5, abs=1)
    assert end.usage.cost == pytest.approx(end.usage.output_tokens)


def test_what_does_not_pass_is_not_repeated(wire: Wire, opened: Open) -> None:
    wire.plan(answer_json(openai_error("no"), 401))
    with pytest.raises(WrongKey):
        ask(opened().get("p"))
    assert len(wire.requests) == 1


def test_attempts_end_with_the_last_error(wire: Wire, opened: Open) -> None:
    wire.plan(*[BUSY] * 9)
    with pytest.raises(Overloaded) as caught:
        ask(opened(attempts=3).get("p"))
    assert len(wire.requests) == 3
    assert caught.value.data["attempts"] == 3


def test_an_answer_that_breaks_off_begins_anew_where_the_caller_understands_it(
    wire: Wire, opened: Open
) -> None:
    wire.plan(HALF, GOOD)
    request = ChatRequest(
        messages=(Message("user", "x"),), task=Task("code", "x"), restartable=True
    )
    text = ""
    for item in opened().get("p").chat(request, CancelToken()):
        if isinstance(item, ChatDelta):
            text = item.text if item.restart else text + item.text
    assert text == "import bpy"


def test_an_answer_that_breaks_off_is_an_error_for_all_others(wire: Wire, opened: Open) -> None:
    wire.plan(HALF)
    with pytest.raises(ProviderError, match="broke off"):
        ask(opened().get("p"))
    assert len(wire.requests) == 1


def test_a_deadline_ends_the_waiting(wire: Wire, opened: Open) -> None:
    wire.plan(answer_json(openai_error("slow down"), 429, Retry_After="30"))
    began = time.monotonic()
    with pytest.raises(RateLimited):
        ask(opened().get("p"), deadline=time.monotonic() + 5)
    assert time.monotonic() - began < 1


def test_cancelling_ends_the_waiting_between_two_tries(wire: Wire, opened: Open) -> None:
    wire.plan(answer_json(openai_error("slow down"), 429, Retry_After="30"))
    cancel = CancelToken()
    timer = threading.Timer(0.05, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(opened().get("p"), cancel=cancel)
    assert time.monotonic() - began < 1
    timer.join()


def test_a_provider_that_keeps_failing_is_left_alone_and_says_so(wire: Wire, opened: Open) -> None:
    one = opened(attempts=1).get("p")
    wire.plan(*[BUSY] * 5)
    for _ in range(5):
        with pytest.raises(Overloaded):
            ask(one)
    with pytest.raises(Overloaded, match="in a row"):
        ask(one)
    assert len(wire.requests) == 5
    assert not one.info().ready
    assert "rests" in one.info().reason


# ---------------------------------------------------------------- cache


def test_the_same_request_is_answered_from_before_and_it_is_said(wire: Wire, opened: Open) -> None:
    wire.plan(GOOD)
    ask(opened(price_input=1.0).get("p"))
    said, end = ask(opened(price_input=1.0).get("p"))
    assert said == "import bpy"
    assert end.notes[0].startswith("Cached:")
    assert (end.usage.calls, end.usage.cost, end.model) == (0, 0.0, "m-1")
    assert len(wire.requests) == 1


@pytest.mark.parametrize("way", ["setting", "request"])
def test_the_cache_can_be_switched_off(wire: Wire, opened: Open, way: str) -> None:
    wire.plan(GOOD, GOOD)
    one = opened(cache=way != "setting").get("p")
    for _ in range(2):
        ask(one, cache=way != "request")
    assert len(wire.requests) == 2


def test_an_answer_that_was_cut_short_is_not_kept(wire: Wire, opened: Open) -> None:
    wire.plan(stream(chunk("half"), chunk(finish_reason="length")), GOOD)
    one = opened().get("p")
    assert ask(one)[1].stop == "length"
    assert ask(one)[1].stop == "end"


def test_a_useless_answer_can_be_forgotten_through_a_chain(wire: Wire, opened: Open) -> None:
    wire.plan(GOOD, GOOD)
    one = opened(fallback=["offline"]).get("p")
    request = ChatRequest(messages=(Message("user", "x"),), task=Task("code", "x"))
    list(one.chat(request, CancelToken()))
    forget(one, request)
    list(one.chat(request, CancelToken()))
    assert len(wire.requests) == 2


# ---------------------------------------------------------------- budget


def test_a_day_over_its_budget_is_stopped_before_it_is_spent(wire: Wire, opened: Open) -> None:
    wire.plan(GOOD)
    one = opened(budget_day=0.03, price_output=10.0, cache=False).get("p")
    assert ask(one, max_tokens=2500)[1].usage.cost == pytest.approx(0.02)
    with pytest.raises(BudgetReached):
        ask(one, max_tokens=2500, text="another")
    assert len(wire.requests) == 1


def test_a_month_over_its_budget_is_stopped_before_it_is_spent(wire: Wire, opened: Open) -> None:
    wire.plan(GOOD)
    registry = opened(price_input=1.0, price_output=10.0, budget_month=0.1, cache=False)
    ask(registry.get("p"), max_tokens=4096)
    assert len(wire.requests) == 1
    with pytest.raises(BudgetReached):
        ask(registry.get("p"), max_tokens=8192, messages=(Message("user", "x" * 300_000),))
    assert len(wire.requests) == 1, "nothing may be sent that could overspend"


def test_a_provider_says_that_the_budget_is_used_up(wire: Wire, opened: Open) -> None:
    wire.plan(GOOD)
    one = opened(budget_day=0.02, price_output=10.0, cache=False).get("p")
    assert one.info().ready
    assert ask(one, max_tokens=2000)[1].usage.cost == pytest.approx(0.02)
    assert not one.info().ready
    assert "budget" in one.info().reason


def test_an_answer_is_shortened_to_what_the_job_has_left(wire: Wire, opened: Open) -> None:
    wire.plan(GOOD)
    _, end = ask(opened(price_output=10.0).get("p"), budget=0.05, max_tokens=50_000)
    assert wire.requests[0].body["max_tokens"] == 5000
    assert "limited to 5000 tokens" in end.notes[0]


def test_what_a_failed_call_cost_is_not_forgotten(wire: Wire, opened: Open) -> None:
    wire.plan(stream(chunk("x" * 3500), done=False))
    with pytest.raises(ProviderError) as caught:
        ask(opened(price_output=10.0, attempts=1).get("p"))
    assert caught.value.data["cost"] == pytest.approx(0.01)


def test_a_call_that_was_refused_outright_costs_nothing(
    wire: Wire, opened: Open, tmp_path: Path
) -> None:
    wire.plan(answer_json(openai_error("no"), 401), GOOD)
    one = opened(budget_day=0.2, price_output=10.0).get("p")
    with pytest.raises(WrongKey):
        ask(one, max_tokens=15_000)
    ask(one, max_tokens=15_000)


def test_a_chat_left_half_read_gives_its_place_and_its_booking_back(
    wire: Wire, opened: Open
) -> None:
    piece = b'data: {"choices": [{"delta": {"content": "x"}}]}\n\n'
    wire.plan(hold(head(), piece), GOOD)
    one = opened(budget_day=0.15, price_output=10.0, parallel=1).get("p")
    request = ChatRequest(
        messages=(Message("user", "x"),), task=Task("code", "x"), max_tokens=10_000
    )
    pieces = one.chat(request, CancelToken())
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert ask(one, max_tokens=10_000)[0] == "import bpy"


# ---------------------------------------------------------------- chain


def scripted(folder: Path, text: str) -> ProviderSettings:
    path = folder / "replies.json"
    path.write_text(text, encoding="utf-8")
    return ProviderSettings(type="scripted", script=str(path))


def test_the_next_provider_answers_and_it_is_said(wire: Wire, opened: Open, tmp_path: Path) -> None:
    wire.plan(BUSY)
    second = {"s": scripted(tmp_path, '[{"reply": "from the second"}]')}
    said, end = ask(opened(second, fallback=["s"], attempts=1).get("p"))
    assert said == "from the second"
    assert "p could not answer: p is overloaded" in end.notes[0]
    assert end.notes[1] == "s answered instead."


def test_a_server_that_is_not_running_falls_back_to_the_composer(opened: Open) -> None:
    one = opened(base_url="http://127.0.0.1:9", fallback=["offline"]).get("p")
    said, end = ask(one, "a red chair")
    assert "import bpy" in said
    assert any("offline answered instead" in note for note in end.notes)


def test_a_wrong_key_is_not_hidden_behind_another_answer(
    wire: Wire, opened: Open, tmp_path: Path
) -> None:
    wire.plan(answer_json(openai_error("no"), 401))
    second = {"s": scripted(tmp_path, '[{"reply": "x"}]')}
    with pytest.raises(WrongKey):
        ask(opened(second, fallback=["s"]).get("p"))


def test_when_nobody_answers_the_first_error_stands(
    wire: Wire, opened: Open, tmp_path: Path
) -> None:
    second = {"s": scripted(tmp_path, '[{"error": "no_credit"}]')}
    one = opened(second, base_url="http://127.0.0.1:9", fallback=["s", "offline"]).get("p")
    with pytest.raises(Offline) as caught:
        ask(one, "zxqv blorp", purpose="critique")
    assert caught.value.data["tried"] == ["s", "offline"]


def test_half_an_answer_is_not_continued_by_another_provider(
    wire: Wire, opened: Open, tmp_path: Path
) -> None:
    wire.plan(HALF)
    second = {"s": scripted(tmp_path, '[{"reply": "x"}]')}
    with pytest.raises(ProviderError, match="broke off"):
        ask(opened(second, fallback=["s"]).get("p"))


def test_a_fallback_that_does_not_exist_is_named_when_it_is_opened(opened: Open) -> None:
    registry = opened(fallback=["nobody"])
    with pytest.raises(NotFound, match="nobody"):
        registry.get("p")
    assert [info.name for info in registry.list()] == ["offline", "p"]


def test_a_request_may_ask_this_provider_and_no_other(
    wire: Wire, opened: Open, tmp_path: Path
) -> None:
    wire.plan(BUSY)
    second = {"s": scripted(tmp_path, '[{"reply": "x"}]')}
    with pytest.raises(Overloaded):
        ask(opened(second, fallback=["s"], attempts=1).get("p"), fallback=False)
