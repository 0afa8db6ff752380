# SPDX-License-Identifier: GPL-3.0-or-later
"""Chat completions against a real server on loopback that sends recorded shapes."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    Cancelled,
    InvalidRequest,
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
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import Message

from .conftest import END, OpenOne, Wire, answer_json, ask, chunk, head, hold, raw, stream

USAGE = {"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7}}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
SCHEMA = {
    "type": "object",
    "properties": {"score": {"type": "number"}},
    "required": ["score"],
    "additionalProperties": False,
}


def whole(text: str, **choice: Any) -> dict[str, Any]:
    """An answer that was not streamed."""
    message = {"role": "assistant", "content": text}
    return {
        "object": "chat.completion", "model": "m-1",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2},
    }  # fmt: skip


# ---------------------------------------------------------------- good answers


def test_a_stream_becomes_text_and_an_end_with_model_and_usage(
    wire: Wire, provider: OpenOne
) -> None:
    wire.plan(stream(chunk("", role="assistant"), chunk("import "), chunk("bpy"), END, USAGE))
    said, end = ask(provider())
    assert said == "import bpy"
    assert (end.model, end.stop, end.notes) == ("m-1", "end", ())
    assert (end.usage.calls, end.usage.input_tokens, end.usage.output_tokens) == (1, 11, 7)
    assert 0 < end.usage.seconds < 5


def test_the_request_is_the_one_that_servers_know(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(chunk("x"), END))
    messages = (Message("system", "rules"), Message("user", "look", (PNG,)))
    ask(provider(), messages=messages, max_tokens=99, temperature=0.5)
    (request,) = wire.requests
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert "authorization" not in request.headers
    assert request.headers["content-type"] == "application/json"
    assert request.body == {
        "model": "m", "stream": True, "stream_options": {"include_usage": True},
        "max_tokens": 99, "temperature": 0.5,
        "messages": [
            {"role": "system", "content": "rules"},
            {"role": "user", "content": [
                {"type": "text", "text": "look"},
                {"type": "image_url",
                 "image_url": {"url": "data:image/png;base64,iVBORw0KGgoAAAAAAAAAAA=="}},
            ]},
        ],
    }  # fmt: skip


def test_utf8_split_within_a_character_comes_out_whole(wire: Wire, provider: OpenOne) -> None:
    event = f"data: {json.dumps(chunk('Stuhl ✓ große'), ensure_ascii=False)}\n\n".encode()
    cut = event.index("✓".encode()) + 1
    wire.plan(raw(head(), event[:cut], event[cut:], b"data: [DO", b"NE]\n\n"))
    assert ask(provider())[0] == "Stuhl ✓ große"


def test_chunked_transfer_with_events_across_the_chunks_is_read(
    wire: Wire, provider: OpenOne
) -> None:
    body = b"".join(
        f"data: {json.dumps(c)}\r\n\r\n".encode() for c in (chunk("ab"), chunk("c"), END)
    )
    pieces = [body[i : i + 7] for i in range(0, len(body), 7)]
    framed = [f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in pieces]
    wire.plan(raw(head(Transfer_Encoding="chunked"), *framed, b"0\r\n\r\n"))
    assert ask(provider())[0] == "abc"


def test_an_answer_that_was_not_streamed_is_read(wire: Wire, provider: OpenOne) -> None:
    wire.plan(answer_json(whole("done")))
    said, end = ask(provider())
    assert (said, end.usage.output_tokens) == ("done", 2)


def test_content_in_parts_is_joined_and_thinking_is_left_out(wire: Wire, provider: OpenOne) -> None:
    parts = [{"type": "thinking", "text": "hm"}, {"type": "text", "text": "a"}]
    thinking = {"choices": [{"delta": {"reasoning_content": "hm", "reasoning": "hm"}}]}
    wire.plan(stream(thinking, {"choices": [{"delta": {"content": parts}}]}, chunk("b"), END))
    assert ask(provider())[0] == "ab"


def test_only_the_first_choice_counts(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(chunk("a"), chunk("other", index=1), END))
    assert ask(provider())[0] == "a"


def test_length_is_told_apart_from_a_full_answer(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(chunk("half"), chunk(finish_reason="length")))
    assert ask(provider())[1].stop == "length"


def test_tokens_the_server_does_not_count_are_estimated_and_said_to_be(
    wire: Wire, provider: OpenOne
) -> None:
    wire.plan(stream(chunk("x" * 350), END))
    _, end = ask(provider(), text="y" * 700)
    assert (end.usage.input_tokens, end.usage.output_tokens) == (200, 100)
    assert "estimates" in end.notes[0]


def test_cost_follows_the_prices_of_the_settings(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(chunk("x"), END, USAGE))
    _, end = ask(provider(price_input=2.0, price_output=10.0))
    assert end.usage.cost == pytest.approx((11 * 2 + 7 * 10) / 1e6)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("", "/v1/chat/completions"),
        ("/", "/v1/chat/completions"),
        ("/v1/", "/v1/chat/completions"),
        ("/openai/v1", "/openai/v1/chat/completions"),
        ("/api/v1/chat/completions", "/api/v1/chat/completions"),
    ],
)
def test_a_base_url_may_be_written_short_or_whole(
    wire: Wire, provider: OpenOne, path: str, wanted: str
) -> None:
    wire.plan(stream(chunk("x"), END))
    ask(provider(base_url=wire.url + path))
    assert wire.requests[0].path == wanted


def test_a_local_server_is_asked_for_its_model_when_none_is_chosen(
    wire: Wire, provider: OpenOne
) -> None:
    wire.plan(answer_json({"data": [{"id": "qwen"}, {"id": "b"}]}), stream(chunk("x"), END))
    ask(provider(model=""))
    assert [r.path for r in wire.requests] == ["/v1/models", "/v1/chat/completions"]
    assert wire.requests[1].body["model"] == "qwen"


# ---------------------------------------------------------------- servers that take less

REFUSED = [
    ("stream_options", "Unrecognized request argument supplied: stream_options", {}),
    ("temperature", "Unsupported value: 'temperature' does not support 0.2 with this model", {}),
    ("max_tokens", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {}),
]


@pytest.mark.parametrize(("part", "message", "more"), REFUSED)
def test_a_refused_part_is_left_out_once_and_remembered(
    wire: Wire, provider: OpenOne, part: str, message: str, more: dict[str, Any]
) -> None:
    error = {"error": {"message": message, "type": "invalid_request_error", "param": part}}
    good = stream(chunk("ok"), END)
    wire.plan(answer_json(error, 400), good, good)
    one = provider()
    assert ask(one, temperature=0.2)[0] == "ok"
    assert ask(one, temperature=0.2)[0] == "ok"
    assert [part in request.body for request in wire.requests] == [True, False, False]
    if part == "max_tokens":
        assert wire.requests[1].body["max_completion_tokens"] == 8192


def test_a_schema_is_asked_for_strictly_where_it_can_be(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(chunk("{}"), END), stream(chunk("{}"), END))
    one = provider()
    ask(one, schema=SCHEMA)
    ask(one, schema={**SCHEMA, "required": []})
    forms = [request.body["response_format"]["json_schema"] for request in wire.requests]
    assert [form["strict"] for form in forms] == [True, False]
    assert forms[0]["schema"] == SCHEMA


def test_a_schema_is_given_up_step_by_step_and_never_lost(wire: Wire, provider: OpenOne) -> None:
    refusal = answer_json(
        {"detail": [{"msg": "response_format.type: Input should be 'text'"}]}, 422
    )
    wire.plan(refusal, refusal, refusal, stream(chunk('{"score": 1}'), END))
    assert ask(provider(), schema=SCHEMA)[0] == '{"score": 1}'
    forms = [request.body.get("response_format", {}) for request in wire.requests]
    assert [form.get("type") for form in forms] == [
        "json_schema",
        "json_object",
        "json_object",
        None,
    ]
    assert [("schema" in form) for form in forms] == [False, True, False, False]
    assert '"score"' in wire.requests[3].body["messages"][-1]["content"]


def test_system_text_moves_into_the_user_text_for_templates_without_it(
    wire: Wire, provider: OpenOne
) -> None:
    error = {"error": {"code": 500, "message": "Jinja Exception: System role not supported"}}
    wire.plan(answer_json(error, 500), stream(chunk("ok"), END))
    ask(provider(), messages=(Message("system", "rules"), Message("user", "chair")))
    assert wire.requests[1].body["messages"] == [{"role": "user", "content": "rules\n\nchair"}]


def test_a_server_that_refuses_everything_gets_a_bounded_number_of_requests(
    wire: Wire, provider: OpenOne
) -> None:
    refusal = answer_json({"error": {"message": "unexpected field"}}, 400)
    wire.plan(*[refusal] * 20)
    with pytest.raises(ProviderError):
        ask(provider(), schema=SCHEMA, temperature=1.0)
    assert len(wire.requests) <= 8


def test_a_token_limit_that_is_too_large_is_said_and_not_tried_again(
    wire: Wire, provider: OpenOne
) -> None:
    message = "max_tokens is too large: 90000. This model supports at most 16384 completion tokens"
    wire.plan(answer_json({"error": {"message": message}}, 400))
    with pytest.raises(ProviderError, match="at most 16384"):
        ask(provider(), max_tokens=90_000)
    assert len(wire.requests) == 1


# ---------------------------------------------------------------- errors


def openai_error(message: str, code: str | None = None, kind: str = "invalid_request_error") -> Any:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


ERRORS: list[tuple[int, Any, type[LL3MError]]] = [
    (401, openai_error("Incorrect API key provided: sk-abc*****xyz.", "invalid_api_key"), WrongKey),
    (403, {"error": "Forbidden"}, WrongKey),
    (402, {"error": {"message": "Insufficient credits", "code": 402}}, NoCredit),
    (429, openai_error("You exceeded your current quota", "insufficient_quota"), NoCredit),
    (429, openai_error("Rate limit reached for m", "rate_limit_exceeded", "tokens"), RateLimited),
    (404, openai_error("The model `m` does not exist", "model_not_found"), UnknownModel),
    (404, {"error": {"message": 'model "m" not found, try pulling it first'}}, UnknownModel),
    (400, openai_error("maximum context length is 8192 tokens", "context_length_exceeded"), TooLong),
    (400, {"object": "error", "message": "This model's maximum context length is 4096"}, TooLong),
    (413, "<html>Request Entity Too Large</html>", TooLong),
    (500, openai_error("The server had an error", None, "server_error"), ProviderError),
    (503, openai_error("That model is currently overloaded", None, "server_error"), Overloaded),
    (503, {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}, Overloaded),
    (529, "", Overloaded),
    (502, "<html>Bad Gateway</html>", Overloaded),
    (504, "<html>", ProviderTimeout),
    (400, openai_error("blocked by content management policy", "content_filter"), ModelRefused),
    (404, "404 page not found", ProviderError),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "error"), ERRORS)
def test_each_error_of_a_server_has_its_place_in_the_tree(
    wire: Wire, provider: OpenOne, status: int, body: Any, error: type[LL3MError]
) -> None:
    wire.plan(answer_json(body, status))
    with pytest.raises(LL3MError) as caught:
        ask(provider(label="My server"))
    assert type(caught.value) is error
    assert "My server" in caught.value.message
    assert caught.value.advice
    assert "<html" not in caught.value.message


@pytest.mark.parametrize(
    ("headers", "message", "wanted"),
    [
        ({"Retry_After": "7"}, "slow down", 7.0),
        ({"retry_after_ms": "250", "Retry_After": "1"}, "slow down", 0.25),
        ({}, "Rate limit reached. Please try again in 1.5s.", 1.5),
        ({}, "Rate limit reached. Please try again in 300ms.", 0.3),
        ({"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}, "slow down", 0.0),
        ({"Retry_After": "nonsense"}, "slow down", 5.0),
    ],
)
def test_a_rate_limit_says_how_long_to_wait(
    wire: Wire, provider: OpenOne, headers: dict[str, str], message: str, wanted: float
) -> None:
    wire.plan(answer_json(openai_error(message), 429, **headers))
    with pytest.raises(RateLimited) as caught:
        ask(provider())
    assert caught.value.data["retry_after"] == wanted


def test_an_error_object_within_a_good_status_is_an_error(wire: Wire, provider: OpenOne) -> None:
    wire.plan(answer_json(openai_error("insufficient credit balance"), 200))
    with pytest.raises(NoCredit):
        ask(provider())


def test_an_error_in_the_middle_of_a_stream_ends_it(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(chunk("half"), {"error": {"message": "Overloaded", "code": 503}}))
    with pytest.raises(Overloaded) as caught:
        ask(provider())
    assert caught.value.data["partial"] is True


def test_a_stream_that_breaks_off_is_not_taken_for_an_answer(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(chunk("half"), done=False))
    with pytest.raises(ProviderError, match="broke off") as caught:
        ask(provider())
    assert caught.value.data["retryable"] is True


def test_a_chunked_stream_that_breaks_off_is_an_error_as_well(
    wire: Wire, provider: OpenOne
) -> None:
    event = f"data: {json.dumps(chunk('half'))}\n\n".encode()
    framed = f"{len(event):x}\r\n".encode() + event + b"\r\n"
    wire.plan(raw(head(Transfer_Encoding="chunked"), framed))
    with pytest.raises(ProviderError, match="broke off"):
        ask(provider())


def test_an_empty_answer_is_an_error(wire: Wire, provider: OpenOne) -> None:
    wire.plan(stream(END))
    with pytest.raises(ProviderError, match="nothing"):
        ask(provider())


def test_a_web_page_instead_of_an_answer_points_at_the_base_url(
    wire: Wire, provider: OpenOne
) -> None:
    wire.plan(raw(head(200, "text/html"), b"<!doctype html><html>Welcome"))
    with pytest.raises(ProviderError) as caught:
        ask(provider())
    assert "/v1" in caught.value.advice


@pytest.mark.parametrize(
    "events",
    [
        [{"choices": [{"delta": {"refusal": "I can't help with that."}}]}, END],
        [chunk(finish_reason="content_filter")],
    ],
)
def test_a_refusal_of_the_model_is_told_apart(
    wire: Wire, provider: OpenOne, events: list[Any]
) -> None:
    wire.plan(stream(*events))
    with pytest.raises(ModelRefused):
        ask(provider())


def test_a_server_that_is_not_running_is_offline_with_advice_to_start_it(
    provider: OpenOne,
) -> None:
    with pytest.raises(Offline) as caught:
        ask(provider(base_url="http://127.0.0.1:9/v1"))
    assert "Start the server" in caught.value.advice


def test_a_server_that_stalls_is_a_timeout_within_the_time_set(
    wire: Wire, provider: OpenOne
) -> None:
    wire.plan(hold(head(), b"data: "))
    began = time.monotonic()
    with pytest.raises(ProviderTimeout):
        ask(provider(timeout=0.05))
    assert time.monotonic() - began < 1


def test_a_server_that_never_answers_is_a_timeout(wire: Wire, provider: OpenOne) -> None:
    wire.plan(hold())
    with pytest.raises(ProviderTimeout):
        ask(provider(), timeout=0.05)


def test_a_redirect_is_not_followed_and_the_key_not_handed_on(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "very-secret-key")
    wire.plan(raw(head(307, Location=f"{wire.url}/elsewhere")))
    with pytest.raises(ProviderError, match="redirect"):
        ask(provider(key="env:A_KEY"))
    assert [request.path for request in wire.requests] == ["/v1/chat/completions"]


# ---------------------------------------------------------------- keys and addresses


def test_the_key_goes_into_the_header_and_nowhere_else(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv("A_KEY", "very-secret-key\n")
    wire.plan(answer_json(openai_error("Bad key very-secret-key, or sk-1234567890abcdef"), 401))
    one = provider(key="env:A_KEY")
    with pytest.raises(WrongKey) as caught:
        ask(one)
    assert wire.requests[0].headers["authorization"] == "Bearer very-secret-key"
    shown = f"{caught.value.to_wire()} {caught.value!r} {one!r} {one.info()} {caplog.text}"
    assert "very-secret-key" not in shown
    assert "sk-1234567890abcdef" not in shown


def test_a_key_that_is_named_but_missing_is_no_key(provider: OpenOne) -> None:
    one = provider(key="env:LL3M_NO_SUCH_VARIABLE")
    assert "LL3M_NO_SUCH_VARIABLE" in one.info().reason
    with pytest.raises(NoKey):
        ask(one)


def test_a_netrc_file_never_replaces_our_key(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    wire.plan(stream(chunk("x"), END))
    ask(provider())
    assert "authorization" not in wire.requests[0].headers


def test_a_local_server_is_reached_past_any_proxy(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    wire.plan(stream(chunk("x"), END))
    assert ask(provider())[0] == "x"


def test_a_proxy_from_the_environment_is_obeyed_for_other_hosts(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", wire.url)
    wire.plan(stream(chunk("through"), END))
    assert ask(provider(base_url="http://model.example/v1"))[0] == "through"
    assert wire.requests[0].path == "http://model.example/v1/chat/completions"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/v1",
        "http://[fe80::1]/v1",
        "http://[::ffff:169.254.169.254]/v1",
        "http://2852039166/v1",
        "http://0xa9fea9fe/v1",
        "http://metadata.google.internal/v1",
        "file:///etc/passwd",
        "ftp://example.org/v1",
        "http://user:pass@localhost/v1",
        "http:///v1",
        "http://localhost:99999/v1",
        "nonsense",
    ],
)
def test_an_address_that_no_model_lives_at_is_refused(provider: OpenOne, url: str) -> None:
    one = provider(base_url=url)
    assert not one.info().ready
    with pytest.raises(InvalidRequest):
        ask(one)


# ---------------------------------------------------------------- cancelling


def test_cancelling_ends_a_blocked_read_at_once_and_hangs_up(wire: Wire, provider: OpenOne) -> None:
    wire.plan(hold(head(), f"data: {json.dumps(chunk('x'))}\n\n".encode()))
    cancel = CancelToken()
    asked: list[float] = []

    def press() -> None:
        asked.append(time.monotonic())
        cancel.cancel()

    timer = threading.Timer(0.05, press)
    timer.start()
    with pytest.raises(Cancelled):
        ask(provider(), cancel=cancel)
    assert time.monotonic() - asked[0] < 0.2
    assert wire.hung_up.wait(1)
    timer.join()


def test_cancelling_ends_the_wait_for_the_first_byte(wire: Wire, provider: OpenOne) -> None:
    wire.plan(hold())
    cancel = CancelToken()
    timer = threading.Timer(0.05, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(provider(), cancel=cancel)
    assert time.monotonic() - began < 0.5
    timer.join()


def test_a_chat_that_is_cancelled_before_it_starts_sends_nothing(
    wire: Wire, provider: OpenOne
) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        ask(provider(), cancel=cancel)
    assert wire.requests == []


def test_leaving_a_chat_half_read_hangs_up(wire: Wire, provider: OpenOne) -> None:
    from ll3m.ll3m_addon.core.seams import ChatRequest, Task

    wire.plan(hold(head(), f"data: {json.dumps(chunk('x'))}\n\n".encode()))
    request = ChatRequest(messages=(Message("user", "x"),), task=Task("code", "x"))
    pieces = provider().chat(request, CancelToken())
    next(pieces)
    pieces.close()
    assert wire.hung_up.wait(1)
