# SPDX-License-Identifier: GPL-3.0-or-later
"""Gemini against a real server on loopback that sends recorded shapes."""

from __future__ import annotations

from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    LL3MError,
    ModelRefused,
    Overloaded,
    ProviderError,
    RateLimited,
    TooLong,
    UnknownModel,
    WrongKey,
)
from ll3m.ll3m_addon.core.seams import Message

from .conftest import OpenOne, Wire, answer_json, ask, stream

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}}


@pytest.fixture
def gemini(wire: Wire, provider: OpenOne) -> OpenOne:
    def open_one(**settings: Any) -> Any:
        settings.setdefault("model", "gemini-x")
        return provider(type="gemini", base_url=f"{wire.url}/v1beta", **settings)

    return open_one


def part(text: str = "", reason: str | None = None, **more: Any) -> dict[str, Any]:
    candidate: dict[str, Any] = {
        "content": {"role": "model", "parts": [{"text": text}]},
        "index": 0,
    }
    if reason:
        candidate["finishReason"] = reason
    usage = {"promptTokenCount": 8, "candidatesTokenCount": 5, "thoughtsTokenCount": 2}
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-x-1", **more}


def test_a_stream_becomes_text_usage_and_an_end(wire: Wire, gemini: OpenOne) -> None:
    thinking = {"candidates": [{"content": {"parts": [{"text": "hm", "thought": True}]}}]}
    signed = {
        "candidates": [{"content": {"parts": [{"thoughtSignature": "x"}]}, "finishReason": "STOP"}]
    }
    wire.plan(stream(thinking, part("import "), part("bpy"), signed, done=False))
    said, end = ask(gemini())
    assert said == "import bpy"
    assert (end.model, end.stop) == ("gemini-x-1", "end")
    assert (end.usage.input_tokens, end.usage.output_tokens) == (8, 7)


def test_the_request_is_the_one_that_the_service_knows(
    wire: Wire, gemini: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "gemini-key-1")
    wire.plan(stream(part("x", "STOP"), done=False))
    messages = (Message("system", "rules"), Message("user", "look", (PNG,)), Message("assistant", "a"), Message("user", "b"))  # fmt: skip
    ask(gemini(key="env:A_KEY"), messages=messages, max_tokens=77, temperature=0.1, schema=SCHEMA)
    (request,) = wire.requests
    assert request.path == "/v1beta/models/gemini-x:streamGenerateContent?alt=sse"
    assert request.headers["x-goog-api-key"] == "gemini-key-1"
    image = {"mimeType": "image/png", "data": "iVBORw0KGgoAAAAAAAAAAA=="}
    assert request.body == {
        "generationConfig": {
            "maxOutputTokens": 77, "temperature": 0.1,
            "responseMimeType": "application/json", "responseJsonSchema": SCHEMA,
        },
        "systemInstruction": {"parts": [{"text": "rules"}]},
        "contents": [
            {"role": "user", "parts": [{"inlineData": image}, {"text": "look"}]},
            {"role": "model", "parts": [{"text": "a"}]},
            {"role": "user", "parts": [{"text": "b"}]},
        ],
    }  # fmt: skip


def test_an_array_instead_of_events_is_read_as_well(wire: Wire, gemini: OpenOne) -> None:
    wire.plan(answer_json([part("a"), part("b", "STOP")]))
    assert ask(gemini())[0] == "ab"


def test_a_schema_and_a_system_text_are_given_up_where_they_are_refused(
    wire: Wire, gemini: OpenOne
) -> None:
    def refuse(message: str) -> Any:
        return answer_json(
            {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}, 400
        )

    wire.plan(
        refuse('Invalid JSON payload received. Unknown name "responseJsonSchema"'),
        refuse("Json mode is not enabled for this model"),
        refuse("Developer instruction is not enabled for models/gemma"),
        stream(part("{}", "STOP"), done=False),
    )
    messages = (Message("system", "rules"), Message("user", "chair"))
    assert ask(gemini(), messages=messages, schema=SCHEMA)[0] == "{}"
    body = wire.requests[-1].body
    assert "responseMimeType" not in body["generationConfig"]
    assert "systemInstruction" not in body
    assert body["contents"][0]["parts"][0]["text"] == "rules"
    assert '"integer"' in body["contents"][-1]["parts"][0]["text"]


@pytest.mark.parametrize("reason", ["SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST"])
def test_a_withheld_answer_is_a_refusal(wire: Wire, gemini: OpenOne, reason: str) -> None:
    wire.plan(stream({"candidates": [{"finishReason": reason}]}, done=False))
    with pytest.raises(ModelRefused):
        ask(gemini())


def test_a_blocked_prompt_is_a_refusal(wire: Wire, gemini: OpenOne) -> None:
    wire.plan(stream({"promptFeedback": {"blockReason": "OTHER"}}, done=False))
    with pytest.raises(ModelRefused, match="blocked"):
        ask(gemini())


def test_running_out_of_tokens_is_length(wire: Wire, gemini: OpenOne) -> None:
    wire.plan(stream(part("half", "MAX_TOKENS"), done=False))
    assert ask(gemini())[1].stop == "length"


QUOTA = {
    "error": {
        "code": 429, "status": "RESOURCE_EXHAUSTED",
        "message": "You exceeded your current quota, please check your plan and billing details.",
        "details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"}],
    }
}  # fmt: skip


def wrong(code: int, status: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "status": status, "message": message}}


ERRORS: list[tuple[int, Any, type[LL3MError]]] = [
    (
        400,
        wrong(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
        WrongKey,
    ),
    (403, wrong(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers"), WrongKey),
    (404, wrong(404, "NOT_FOUND", "models/nope is not found for API version v1beta"), UnknownModel),
    (
        400,
        wrong(400, "INVALID_ARGUMENT", "The input token count (2000000) exceeds the maximum"),
        TooLong,
    ),
    (429, QUOTA, RateLimited),
    (429, [QUOTA], RateLimited),
    (
        503,
        wrong(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        Overloaded,
    ),
    (500, wrong(500, "INTERNAL", "An internal error has occurred"), ProviderError),
]


@pytest.mark.parametrize(("status", "body", "error"), ERRORS)
def test_each_error_of_the_service_has_its_place_in_the_tree(
    wire: Wire, gemini: OpenOne, status: int, body: Any, error: type[LL3MError]
) -> None:
    wire.plan(answer_json(body, status))
    with pytest.raises(LL3MError) as caught:
        ask(gemini())
    assert type(caught.value) is error
    if error is RateLimited:
        assert caught.value.data["retry_after"] == 7
