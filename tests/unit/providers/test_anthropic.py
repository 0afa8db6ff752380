# SPDX-License-Identifier: GPL-3.0-or-later
"""Anthropic's messages against a real server on loopback that sends recorded shapes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    LL3MError,
    ModelRefused,
    NoCredit,
    Overloaded,
    ProviderError,
    RateLimited,
    TooLong,
    UnknownModel,
    WrongKey,
)
from ll3m.ll3m_addon.core.seams import Message

from .conftest import OpenOne, Wire, answer_json, ask, head, raw

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}}


@pytest.fixture
def claude(wire: Wire, provider: OpenOne) -> OpenOne:
    def open_one(**settings: Any) -> Any:
        return provider(type="anthropic", base_url=wire.url, **settings)

    return open_one


def events(*parts: dict[str, Any]) -> Any:
    """Server-sent events named by their type, as the service sends them."""
    pieces = [f"event: {p['type']}\ndata: {json.dumps(p)}\n\n".encode() for p in parts]
    return raw(head(), *pieces)


def start(**usage: int) -> dict[str, Any]:
    message = {"type": "message", "model": "claude-x", "content": [], "usage": usage}
    return {"type": "message_start", "message": message}


def delta(text: str, kind: str = "text_delta", field: str = "text") -> dict[str, Any]:
    return {"type": "content_block_delta", "index": 0, "delta": {"type": kind, field: text}}


def stop(reason: str = "end_turn", tokens: int = 9) -> list[dict[str, Any]]:
    usage = {"output_tokens": tokens}
    return [
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage},
        {"type": "message_stop"},
    ]


BLOCK = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
TALK = {"type": "ping"}


def test_a_stream_becomes_text_usage_and_an_end(wire: Wire, claude: OpenOne) -> None:
    wire.plan(
        events(
            start(input_tokens=10, cache_read_input_tokens=5, output_tokens=1), BLOCK, TALK,
            delta("hm", "thinking_delta", "thinking"), delta("import "), delta("bpy"), *stop(),
        )
    )  # fmt: skip
    said, end = ask(claude())
    assert said == "import bpy"
    assert (end.model, end.stop) == ("claude-x", "end")
    assert (end.usage.input_tokens, end.usage.output_tokens) == (15, 9)


def test_the_request_is_the_one_that_the_service_knows(
    wire: Wire, claude: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "anthropic-key-1")
    wire.plan(events(start(), BLOCK, delta("x"), *stop()))
    messages = (Message("system", "rules"), Message("user", "look", (PNG,)), Message("assistant", "a"), Message("user", "b"))  # fmt: skip
    ask(claude(key="env:A_KEY"), messages=messages, max_tokens=77, temperature=1.5)
    (request,) = wire.requests
    assert request.path == "/v1/messages"
    assert request.headers["x-api-key"] == "anthropic-key-1"
    assert request.headers["anthropic-version"] == "2023-06-01"
    assert "authorization" not in request.headers
    source = {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgoAAAAAAAAAAA=="}
    assert request.body == {
        "model": "m", "max_tokens": 77, "stream": True, "temperature": 1.0, "system": "rules",
        "messages": [
            {"role": "user", "content": [
                {"type": "image", "source": source}, {"type": "text", "text": "look"},
            ]},
            {"role": "assistant", "content": "a"},
            {"role": "user", "content": "b"},
        ],
    }  # fmt: skip


def test_a_schema_goes_from_format_to_tool_to_words(wire: Wire, claude: OpenOne) -> None:
    def refuse(what: str) -> Any:
        error = {
            "type": "invalid_request_error",
            "message": f"{what}: Extra inputs are not permitted",
        }
        return answer_json({"type": "error", "error": error}, 400)

    tool_text = delta('{"n": ', "input_json_delta", "partial_json")
    more_text = delta("1}", "input_json_delta", "partial_json")
    tool = events(start(), tool_text, more_text, *stop("tool_use"))
    wire.plan(refuse("output_config"), tool, refuse("tools"), events(start(), delta("{}"), *stop()))
    one = claude()
    assert ask(one, schema=SCHEMA)[0] == '{"n": 1}'
    assert ask(one, schema=SCHEMA)[0] == "{}"
    bodies = [request.body for request in wire.requests]
    assert bodies[0]["output_config"]["format"] == {"type": "json_schema", "schema": SCHEMA}
    assert bodies[1]["tools"][0]["input_schema"] == SCHEMA
    assert bodies[1]["tool_choice"] == {"type": "tool", "name": "answer"}
    assert "tools" not in bodies[3]
    assert '"integer"' in bodies[3]["messages"][-1]["content"]


def test_an_answer_that_was_not_streamed_is_read(wire: Wire, claude: OpenOne) -> None:
    wire.plan(
        answer_json({
            "type": "message", "model": "claude-x", "stop_reason": "max_tokens",
            "content": [{"type": "text", "text": "a"}, {"type": "tool_use", "input": {"n": 1}}],
            "usage": {"input_tokens": 1, "output_tokens": 2},
        })
    )  # fmt: skip
    said, end = ask(claude())
    assert (said, end.stop) == ('a{"n": 1}', "length")


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        ("max_tokens", "length"),
        ("stop_sequence", "end"),
        ("model_context_window_exceeded", "length"),
    ],
)
def test_stop_reasons_are_translated(wire: Wire, claude: OpenOne, reason: str, wanted: str) -> None:
    wire.plan(events(start(), delta("x"), *stop(reason)))
    assert ask(claude())[1].stop == wanted


def test_a_refusal_is_an_error(wire: Wire, claude: OpenOne) -> None:
    wire.plan(events(start(), *stop("refusal")))
    with pytest.raises(ModelRefused):
        ask(claude())


def test_a_stream_without_its_end_is_not_taken_for_an_answer(wire: Wire, claude: OpenOne) -> None:
    wire.plan(events(start(), delta("half")))
    with pytest.raises(ProviderError, match="broke off"):
        ask(claude())


ERRORS: list[tuple[int, str, str, type[LL3MError]]] = [
    (401, "authentication_error", "invalid x-api-key", WrongKey),
    (403, "permission_error", "Your API key does not have permission", WrongKey),
    (400, "invalid_request_error", "Your credit balance is too low to access the API", NoCredit),
    (404, "not_found_error", "model: claude-nope", UnknownModel),
    (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", TooLong),
    (413, "request_too_large", "Request exceeds the maximum size", TooLong),
    (429, "rate_limit_error", "This request would exceed your rate limit", RateLimited),
    (500, "api_error", "Internal server error", ProviderError),
    (529, "overloaded_error", "Overloaded", Overloaded),
]


@pytest.mark.parametrize(("status", "kind", "message", "error"), ERRORS)
def test_each_error_of_the_service_has_its_place_in_the_tree(
    wire: Wire, claude: OpenOne, status: int, kind: str, message: str, error: type[LL3MError]
) -> None:
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    wire.plan(answer_json(body, status))
    with pytest.raises(LL3MError) as caught:
        ask(claude())
    assert type(caught.value) is error


def test_an_error_event_in_a_stream_ends_it(wire: Wire, claude: OpenOne) -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    wire.plan(events(start(), delta("half"), error))
    with pytest.raises(Overloaded) as caught:
        ask(claude())
    assert caught.value.data["partial"] is True
