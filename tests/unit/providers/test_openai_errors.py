# SPDX-License-Identifier: GPL-3.0-or-later
"""What servers of chat completions say when something is wrong, and what becomes of it."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    LL3MError,
    ModelRefused,
    NoCredit,
    Offline,
    Overloaded,
    ProviderError,
    ProviderTimeout,
    RateLimited,
    TooLong,
    UnknownModel,
    WrongKey,
)

from .conftest import (
    END,
    OpenOne,
    Wire,
    answer_json,
    ask,
    chunk,
    head,
    hold,
    openai_error,
    raw,
    stream,
)

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


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (
            500,
            "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
        ),
        (400, "Invalid content type. image_url is only supported by certain models."),
        (404, "No endpoints found that support image input"),
        (400, "m is not a multimodal model"),
    ],
)
def test_a_model_that_cannot_see_is_told_apart(
    wire: Wire, provider: OpenOne, status: int, message: str
) -> None:
    wire.plan(answer_json(openai_error(message), status))
    with pytest.raises(ProviderError, match="can't see") as caught:
        ask(provider())
    assert caught.value.data["images"] is True
    assert len(wire.requests) == 1


def test_a_model_that_only_thinks_is_told_apart_from_one_that_breaks_off(
    wire: Wire, provider: OpenOne
) -> None:
    thinking = {"choices": [{"delta": {"reasoning_content": "hm"}}]}
    wire.plan(stream(thinking, chunk(finish_reason="length")))
    with pytest.raises(ProviderError, match="before it said anything") as caught:
        ask(provider())
    assert "retryable" not in caught.value.data
