# SPDX-License-Identifier: GPL-3.0-or-later
"""Chat completions against a real server on loopback that sends recorded shapes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ll3m.bridge.contract.errors import ProviderError, TooLong
from ll3m.ll3m_addon.core.seams import Message

from .conftest import END, OpenOne, Wire, answer_json, ask, chunk, head, raw, stream

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


@pytest.mark.parametrize(
    "counted", [[], [{"choices": [], "usage": {"prompt_tokens": 0, "completion_tokens": 0}}]]
)
def test_tokens_the_server_does_not_count_are_estimated_and_said_to_be(
    wire: Wire, provider: OpenOne, counted: list[Any]
) -> None:
    wire.plan(stream(chunk("x" * 350), END, *counted))
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


TOO_MANY = [
    ("max_tokens is too large: 90000. This model supports at most 16384 completion tokens", 16384),
    ("max_tokens: 90000 > 8192, which is the maximum allowed number of output tokens", 8192),
    ("`max_tokens` must be less than or equal to `32768`, the maximum value for this", 32768),
    ("Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", 8192),
    (
        "This model's maximum context length is 4096 tokens and your request has 96 input tokens",
        4000,
    ),
    (
        "This model's maximum context length is 8192 tokens. However, you requested 90192 tokens "
        "(192 in the messages, 90000 in the completion)",
        8000,
    ),
]


@pytest.mark.parametrize(("message", "limit"), TOO_MANY)
def test_an_answers_length_is_brought_down_to_what_the_server_allows(
    wire: Wire, provider: OpenOne, message: str, limit: int
) -> None:
    wire.plan(answer_json({"error": {"message": message}}, 400), stream(chunk("ok"), END))
    assert ask(provider(), max_tokens=90_000)[0] == "ok"
    assert [request.body["max_tokens"] for request in wire.requests] == [90_000, limit]


def test_a_prompt_that_leaves_no_room_for_an_answer_is_too_long(
    wire: Wire, provider: OpenOne
) -> None:
    message = (
        "This model's maximum context length is 4096 tokens and your request has 4090 input tokens"
    )
    wire.plan(answer_json({"error": {"message": message}}, 400))
    with pytest.raises(TooLong):
        ask(provider())
    assert len(wire.requests) == 1
