# SPDX-License-Identifier: GPL-3.0-or-later
"""The same faults in every dialect: each ends in the same error, with a way out of it.

The shapes are the services' own, from their error pages; the server is real.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    LL3MError,
    ModelRefused,
    NoCredit,
    NoKey,
    Offline,
    Overloaded,
    ProviderError,
    ProviderTimeout,
    RateLimited,
    TooLong,
    UnknownModel,
    WrongKey,
)
from ll3m.ll3m_addon.providers import runpod

from .conftest import OpenOne, Respond, Wire, answer_json, ask, head, hold, raw

TEXT = "import bpy  # ein schöner Stuhl, 椅子 🪑"


@dataclass(frozen=True)
class Dialect:
    """How a service answers: ``good`` is a whole answer, ``body`` an error's JSON."""

    type: str
    good: bytes
    body: Callable[[int, str, str], Any]
    words: dict[str, tuple[int, str, str]]
    path: str = "/v1"
    content_type: str = "text/event-stream"
    model: str = "m"

    def error(self, what: str, **headers: str) -> Respond:
        status, kind, message = self.words[what]
        return answer_json(self.body(status, kind, message), status, **headers)


def sse(*events: dict[str, Any], done: bool = False) -> bytes:
    told = b"".join(
        (f"event: {e['type']}\n" if "type" in e else "").encode()
        + f"data: {json.dumps(e, ensure_ascii=False)}\n\n".encode()
        for e in events
    )
    return told + (b"data: [DONE]\n\n" if done else b"")


def openai(status: int, kind: str, message: str) -> Any:
    return {"error": {"message": message, "type": kind, "param": None, "code": kind}}


def anthropic(status: int, kind: str, message: str) -> Any:
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}


def google(status: int, kind: str, message: str) -> Any:
    return {"error": {"code": status, "message": message, "status": kind}}


def plain(status: int, kind: str, message: str) -> Any:
    return {"error": message}


OPENAI_WORDS = {
    "wrong_key": (401, "invalid_api_key", "Incorrect API key provided: sk-ab***yz."),
    "no_credit": (429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details."),
    "unknown_model": (404, "model_not_found", "The model `m` does not exist or you do not have access to it."),
    "rate_limited": (429, "rate_limit_exceeded", "Rate limit reached for m in organization org on tokens per min (TPM)"),
    "overloaded": (503, "server_error", "That model is currently overloaded with other requests."),
    "too_long": (400, "context_length_exceeded", "This model's maximum context length is 8192 tokens."),
    "refused": (400, "content_policy_violation", "Your request was rejected by our safety system."),
}  # fmt: skip
ANTHROPIC_WORDS = {
    "wrong_key": (401, "authentication_error", "invalid x-api-key"),
    "no_credit": (400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
    "unknown_model": (404, "not_found_error", "model: m not found"),
    "rate_limited": (429, "rate_limit_error", "This request would exceed your organization's rate limit"),
    "overloaded": (529, "overloaded_error", "Overloaded"),
    "too_long": (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
    "refused": (400, "invalid_request_error", "Output blocked by content_policy"),
}  # fmt: skip
GOOGLE_WORDS = {
    "wrong_key": (400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
    "no_credit": (402, "FAILED_PRECONDITION", "Billing is not enabled for this project."),
    "unknown_model": (404, "NOT_FOUND", "models/m is not found for API version v1beta, or model is not supported"),
    "rate_limited": (429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
    "overloaded": (503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    "too_long": (400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed"),
    "refused": (400, "INVALID_ARGUMENT", "The prompt was blocked by safety settings"),
}  # fmt: skip
PLAIN_WORDS = {
    "wrong_key": (401, "", "unauthorized"),
    "no_credit": (402, "", "payment required"),
    "unknown_model": (404, "", 'model "m" not found, try pulling it first'),
    "rate_limited": (429, "", "too many requests"),
    "overloaded": (503, "", "server busy, please try again. maximum pending requests exceeded: overloaded"),
    "too_long": (400, "", "input length exceeds the context length"),
    "refused": (400, "", "blocked by moderation"),
}  # fmt: skip


def chat_chunks() -> bytes:
    def chunk(**choice: Any) -> dict[str, Any]:
        return {
            "object": "chat.completion.chunk",
            "model": "m",
            "choices": [{"index": 0, **choice}],
        }

    half = len(TEXT) // 2
    return sse(
        chunk(delta={"role": "assistant", "content": TEXT[:half]}),
        chunk(delta={"content": TEXT[half:]}),
        chunk(delta={}, finish_reason="stop"),
        done=True,
    )


def response_events() -> bytes:
    done = {"object": "response", "model": "m", "status": "completed", "usage": {"input_tokens": 3, "output_tokens": 9}}  # fmt: skip
    return sse(
        {"type": "response.created", "response": {"status": "in_progress", "error": None}},
        {"type": "response.output_text.delta", "delta": TEXT[:9]},
        {"type": "response.output_text.delta", "delta": TEXT[9:]},
        {"type": "response.completed", "response": done},
    )


def message_events() -> bytes:
    def delta(text: str) -> dict[str, Any]:
        return {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "text_delta", "text": text},
        }

    start = {"model": "m", "content": [], "usage": {"input_tokens": 3, "output_tokens": 1}}
    return sse(
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "ping"},
        delta(TEXT[:20]),
        delta(TEXT[20:]),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn"},
            "usage": {"output_tokens": 9},
        },
        {"type": "message_stop"},
    )


def gemini_events() -> bytes:
    def part(text: str, **more: Any) -> dict[str, Any]:
        return {"candidates": [{"content": {"parts": [{"text": text}]}, "index": 0, **more}]}

    return sse(part(TEXT[:12]), part(TEXT[12:], finishReason="STOP"))


def ollama_lines() -> bytes:
    pieces = [
        {"model": "m", "message": {"role": "assistant", "content": text}, "done": False}
        for text in (TEXT[:15], TEXT[15:])
    ]
    last = {"model": "m", "message": {"content": ""}, "done": True, "done_reason": "stop", "eval_count": 9}  # fmt: skip
    return b"".join(json.dumps(p, ensure_ascii=False).encode() + b"\n" for p in [*pieces, last])


RUNPOD = json.dumps({"id": "j1", "status": "COMPLETED", "output": TEXT}, ensure_ascii=False)
DIALECTS = {
    "openai_compatible": Dialect("openai_compatible", chat_chunks(), openai, OPENAI_WORDS),
    "openai_responses": Dialect("openai_responses", response_events(), openai, OPENAI_WORDS),
    "huggingface": Dialect("huggingface", chat_chunks(), openai, OPENAI_WORDS),
    "anthropic": Dialect("anthropic", message_events(), anthropic, ANTHROPIC_WORDS),
    "gemini": Dialect("gemini", gemini_events(), google, GOOGLE_WORDS, "/v1beta"),
    "ollama": Dialect("ollama", ollama_lines(), plain, PLAIN_WORDS, "", "application/x-ndjson"),
    "runpod": Dialect("runpod", RUNPOD.encode(), plain, PLAIN_WORDS, "/v2/abc", "application/json"),
}
STREAMED = [name for name in DIALECTS if name != "runpod"]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runpod, "_FIRST_WAIT", 0.001)


@pytest.fixture(params=list(DIALECTS))
def dialect(request: pytest.FixtureRequest) -> Dialect:
    return DIALECTS[request.param]


@pytest.fixture
def one(wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch) -> OpenOne:
    """Open an adapter of a dialect at the wire, with a key."""
    monkeypatch.setenv("THE_KEY", "a-key-of-no-known-shape")

    def open_one(dialect: Dialect, **settings: Any) -> Any:
        settings = {"key": "env:THE_KEY", "base_url": f"{wire.url}{dialect.path}", **settings}
        return provider(type=dialect.type, model=dialect.model, label="The service", **settings)

    return open_one


def failed(provider: Any, **fields: Any) -> LL3MError:
    with pytest.raises(LL3MError) as caught:
        ask(provider, **fields)
    error = caught.value
    assert error.message.endswith((".", ".)"))
    assert error.advice != LL3MError.default_advice, "an error says how to get out of it"
    assert "a-key-of-no-known-shape" not in str(error.to_wire())
    return error


def test_a_whole_answer_is_read(wire: Wire, one: OpenOne, dialect: Dialect) -> None:
    wire.plan(raw(head(200, dialect.content_type), dialect.good))
    assert ask(one(dialect))[0] == TEXT


WHATS: dict[str, type[LL3MError]] = {
    "wrong_key": WrongKey, "no_credit": NoCredit, "unknown_model": UnknownModel,
    "rate_limited": RateLimited, "overloaded": Overloaded, "too_long": TooLong,
    "refused": ModelRefused,
}  # fmt: skip


@pytest.mark.parametrize("what", WHATS)
def test_what_the_service_says_is_wrong_has_one_place_in_the_tree(
    wire: Wire, one: OpenOne, dialect: Dialect, what: str
) -> None:
    wire.plan(
        dialect.error(what, Retry_After="7") if what == "rate_limited" else dialect.error(what)
    )
    error = failed(one(dialect))
    assert type(error) is WHATS[what]
    assert "The service" in error.message
    if what == "rate_limited":
        assert error.data["retry_after"] == 7.0


def test_no_key_is_told_with_the_place_where_it_belongs(
    one: OpenOne, dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THE_KEY")
    error = failed(one(dialect))
    assert type(error) is NoKey
    assert "THE_KEY" in error.advice


def test_a_server_that_does_not_run_is_offline(one: OpenOne, dialect: Dialect) -> None:
    error = failed(one(dialect, base_url=f"http://127.0.0.1:9{dialect.path}"))
    assert type(error) is Offline
    assert "Start the server" in error.advice


@pytest.mark.parametrize("said", ["nothing", "head", "half"])
def test_a_service_that_falls_silent_is_a_timeout(
    wire: Wire, one: OpenOne, dialect: Dialect, said: str
) -> None:
    begun = head(200, dialect.content_type)
    pieces = {
        "nothing": [],
        "head": [begun],
        "half": [begun, dialect.good[: len(dialect.good) // 2]],
    }
    wire.plan(hold(*pieces[said]))
    # 30 s in the settings' default; the same clock, set shorter.
    error = failed(one(dialect, timeout=0.15))
    assert type(error) is ProviderTimeout


@pytest.mark.parametrize(
    "body", ["<html><h1>It works!</h1></html>", '{"hello": "world"}', "[[1, 2]]", "{", ""]
)
def test_an_answer_in_no_known_form_is_an_error(
    wire: Wire, one: OpenOne, dialect: Dialect, body: str
) -> None:
    wire.plan(answer_json(body))
    if dialect.type == "runpod":
        wire.plan(*[answer_json(body)] * 3)
    error = failed(one(dialect))
    assert isinstance(error, ProviderError)


def test_an_error_in_the_body_of_a_good_status_is_that_error(
    wire: Wire, one: OpenOne, dialect: Dialect
) -> None:
    status, kind, message = dialect.words["no_credit"]
    wire.plan(answer_json(dialect.body(status, kind, message), 200))
    assert type(failed(one(dialect))) is NoCredit


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("name", DIALECTS)
def test_events_and_letters_split_anywhere_give_the_same_text(
    wire: Wire, one: OpenOne, name: str, size: int
) -> None:
    dialect = DIALECTS[name]
    good = dialect.good
    pieces = [good[start : start + size] for start in range(0, len(good), size)]
    wire.plan(raw(head(200, dialect.content_type), *pieces))
    assert ask(one(dialect))[0] == TEXT


@pytest.mark.parametrize("name", DIALECTS)
def test_a_connection_that_drops_in_the_middle_never_passes_for_an_answer(
    wire: Wire, one: OpenOne, name: str
) -> None:
    dialect = DIALECTS[name]
    provider = one(dialect)
    for share in (0.25, 0.5, 0.75):
        wire.plan(
            raw(head(200, dialect.content_type), dialect.good[: int(len(dialect.good) * share)])
        )
        error = failed(provider)
        assert isinstance(error, ProviderError)
        assert type(error) in (ProviderError, ProviderTimeout)


@pytest.mark.parametrize("name", STREAMED)
def test_a_letter_cut_in_half_by_the_end_of_the_connection_is_no_crash(
    wire: Wire, one: OpenOne, name: str
) -> None:
    dialect = DIALECTS[name]
    at = dialect.good.index("椅".encode()) + 1
    wire.plan(raw(head(200, dialect.content_type), dialect.good[:at]))
    assert isinstance(failed(one(dialect)), ProviderError)
