# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenAI's responses against a real server on loopback that sends recorded shapes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ll3m.bridge.contract.errors import ModelRefused, ProviderError, RateLimited
from ll3m.ll3m_addon.core.seams import Message

from .conftest import OpenOne, Wire, answer_json, ask, head, openai_error, raw

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
SCHEMA = {"type": "object", "properties": {}, "additionalProperties": False}


@pytest.fixture
def responses(provider: OpenOne) -> OpenOne:
    def open_one(**settings: Any) -> Any:
        return provider(type="openai_responses", **settings)

    return open_one


def events(*parts: dict[str, Any]) -> Any:
    return raw(head(), *(f"event: {p['type']}\ndata: {json.dumps(p)}\n\n".encode() for p in parts))


def delta(text: str, kind: str = "response.output_text.delta") -> dict[str, Any]:
    return {"type": kind, "item_id": "msg_1", "output_index": 0, "delta": text}


def end(kind: str = "completed", **more: Any) -> dict[str, Any]:
    usage = {"input_tokens": 6, "output_tokens": 4}
    response = {"object": "response", "model": "gpt-x", "status": kind, "usage": usage, **more}
    return {"type": f"response.{kind}", "response": response}


CREATED = {"type": "response.created", "response": {"status": "in_progress", "error": None}}


def test_a_stream_becomes_text_usage_and_an_end(wire: Wire, responses: OpenOne) -> None:
    thinking = delta("hm", "response.reasoning_summary_text.delta")
    wire.plan(events(CREATED, thinking, delta("import "), delta("bpy"), end()))
    said, done = ask(responses())
    assert said == "import bpy"
    assert (done.model, done.stop) == ("gpt-x", "end")
    assert (done.usage.input_tokens, done.usage.output_tokens) == (6, 4)


def test_the_request_is_the_one_that_the_service_knows(wire: Wire, responses: OpenOne) -> None:
    wire.plan(events(delta("x"), end()))
    messages = (
        Message("system", "rules"),
        Message("user", "look", (PNG,)),
        Message("assistant", "a"),
    )
    ask(responses(), messages=messages, max_tokens=77, temperature=0.1)
    (request,) = wire.requests
    assert request.path == "/v1/responses"
    image = {"type": "input_image", "image_url": "data:image/png;base64,iVBORw0KGgoAAAAAAAAAAA=="}
    assert request.body == {
        "model": "m", "stream": True, "max_output_tokens": 77, "store": False, "temperature": 0.1,
        "instructions": "rules",
        "input": [
            {"type": "message", "role": "user",
             "content": [{"type": "input_text", "text": "look"}, image]},
            {"type": "message", "role": "assistant",
             "content": [{"type": "output_text", "text": "a"}]},
        ],
    }  # fmt: skip


def test_an_answer_that_was_not_streamed_is_read(wire: Wire, responses: OpenOne) -> None:
    content = [{"type": "output_text", "text": "done"}]
    output = [{"type": "reasoning"}, {"type": "message", "content": content}]
    wire.plan(answer_json(end(output=output)["response"]))
    said, done = ask(responses())
    assert (said, done.usage.output_tokens) == ("done", 4)


def test_a_schema_and_a_temperature_are_given_up_where_they_are_refused(
    wire: Wire, responses: OpenOne
) -> None:
    wire.plan(
        answer_json(openai_error("Unsupported parameter: 'temperature'"), 400),
        answer_json(openai_error("Invalid schema for response_format"), 400),
        events(delta("{}"), end()),
    )
    ask(responses(), schema=SCHEMA, temperature=0.1)
    first, _, last = (request.body for request in wire.requests)
    assert first["text"]["format"] == {
        "type": "json_schema", "name": "answer", "schema": SCHEMA, "strict": True,
    }  # fmt: skip
    assert "text" not in last
    assert "temperature" not in last
    assert "JSON Schema" in last["input"][-1]["content"][0]["text"]


@pytest.mark.parametrize(
    ("reason", "wanted"), [("max_output_tokens", "length"), ("content_filter", None)]
)
def test_an_incomplete_answer_says_why(
    wire: Wire, responses: OpenOne, reason: str, wanted: str | None
) -> None:
    wire.plan(events(delta("half"), end("incomplete", incomplete_details={"reason": reason})))
    if wanted:
        assert ask(responses())[1].stop == wanted
    else:
        with pytest.raises(ModelRefused):
            ask(responses())


def test_a_refusal_is_an_error_with_its_words(wire: Wire, responses: OpenOne) -> None:
    wire.plan(events(delta("I can't help.", "response.refusal.delta"), end()))
    with pytest.raises(ModelRefused, match="can't help"):
        ask(responses())


def test_a_failed_response_is_an_error(wire: Wire, responses: OpenOne) -> None:
    error = {"code": "rate_limit_exceeded", "message": "Rate limit reached, try again in 2s"}
    wire.plan(events(CREATED, end("failed", error=error)))
    with pytest.raises(RateLimited) as caught:
        ask(responses())
    assert caught.value.data["retry_after"] == 2


def test_an_error_event_is_an_error(wire: Wire, responses: OpenOne) -> None:
    wire.plan(events({"type": "error", "code": "server_error", "message": "it broke"}))
    with pytest.raises(ProviderError, match="it broke"):
        ask(responses())


def test_a_stream_without_its_end_is_not_taken_for_an_answer(
    wire: Wire, responses: OpenOne
) -> None:
    wire.plan(events(delta("half")))
    with pytest.raises(ProviderError, match="broke off"):
        ask(responses())
