# SPDX-License-Identifier: GPL-3.0-or-later
"""Ollama's own chat, and Hugging Face's router, against a real server on loopback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ll3m.bridge.contract.errors import LL3MError, NoKey, ProviderError, TooLong, UnknownModel
from ll3m.ll3m_addon.core.seams import ChatRequest, Message, Task
from ll3m.ll3m_addon.providers.ollama import context_for

from .conftest import END, OpenOne, Wire, answer_json, ask, chunk, head, raw, stream

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}}


@pytest.fixture
def ollama(wire: Wire, provider: OpenOne) -> OpenOne:
    def open_one(**settings: Any) -> Any:
        settings.setdefault("base_url", wire.url)
        return provider(type="ollama", **settings)

    return open_one


def piece(text: str, **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {"model": "qwen", "created_at": "x", "message": message, "done": False, **more}


def lines(*pieces: dict[str, Any]) -> Any:
    data = b"".join(json.dumps(p).encode() + b"\n" for p in pieces)
    cut = len(data) // 3
    return raw(head(200, "application/x-ndjson"), data[:cut], data[cut:])


LAST = piece("", done=True, done_reason="stop", prompt_eval_count=26, eval_count=9)


def test_lines_become_text_usage_and_an_end(wire: Wire, ollama: OpenOne) -> None:
    thinking = {**piece(""), "message": {"role": "assistant", "content": "", "thinking": "hm"}}
    wire.plan(lines(thinking, piece("import "), piece("bpy ✓"), LAST))
    said, end = ask(ollama())
    assert said == "import bpy ✓"
    assert (end.model, end.stop) == ("qwen", "end")
    assert (end.usage.input_tokens, end.usage.output_tokens) == (26, 9)


@pytest.mark.parametrize("path", ["", "/", "/v1", "/api"])
def test_the_request_is_the_one_that_the_server_knows(
    wire: Wire, ollama: OpenOne, path: str
) -> None:
    wire.plan(lines(piece("x"), LAST))
    messages = (Message("system", "rules"), Message("user", "look", (PNG,)))
    one = ollama(base_url=wire.url + path)
    ask(one, messages=messages, max_tokens=77, temperature=0.1, schema=SCHEMA)
    (request,) = wire.requests
    assert request.path == "/api/chat"
    assert request.body == {
        "model": "m", "stream": True, "format": SCHEMA,
        "options": {"num_predict": 77, "num_ctx": 8192, "temperature": 0.1},
        "messages": [
            {"role": "system", "content": "rules"},
            {"role": "user", "content": "look", "images": ["iVBORw0KGgoAAAAAAAAAAA=="]},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("characters", "images", "answer", "wanted"),
    [(0, 0, 100, 8192), (30_000, 0, 4000, 16384), (3000, 6, 8192, 32768), (10**6, 0, 1, 131072)],
)
def test_the_context_holds_the_request_and_its_answer(
    characters: int, images: int, answer: int, wanted: int
) -> None:
    message = Message("user", "x" * characters, (PNG,) * images)
    request = ChatRequest(messages=(message,), task=Task("code", "x"), max_tokens=answer)
    assert context_for(request) == wanted


def test_the_installed_models_are_listed(wire: Wire, ollama: OpenOne) -> None:
    wire.plan(answer_json({"models": [{"name": "qwen:7b"}]}), lines(piece("x"), LAST))
    ask(ollama(model=""))
    assert [r.path for r in wire.requests] == ["/api/tags", "/api/chat"]
    assert wire.requests[1].body["model"] == "qwen:7b"


def test_a_schema_is_given_up_where_it_is_refused(wire: Wire, ollama: OpenOne) -> None:
    wire.plan(
        answer_json({"error": "invalid JSON schema in format"}, 400), lines(piece("{}"), LAST)
    )
    ask(ollama(), schema=SCHEMA)
    assert "format" not in wire.requests[1].body
    assert '"integer"' in wire.requests[1].body["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("status", "message", "error"),
    [
        (404, 'model "nope" not found, try pulling it first', UnknownModel),
        (500, "llama runner process has terminated", ProviderError),
        (400, "the input length exceeds the context length", TooLong),
    ],
)
def test_each_error_of_the_server_has_its_place_in_the_tree(
    wire: Wire, ollama: OpenOne, status: int, message: str, error: type[LL3MError]
) -> None:
    wire.plan(answer_json({"error": message}, status))
    with pytest.raises(LL3MError) as caught:
        ask(ollama())
    assert type(caught.value) is error


def test_an_error_line_ends_the_answer(wire: Wire, ollama: OpenOne) -> None:
    wire.plan(lines(piece("half"), {"error": "an error was encountered while running the model"}))
    with pytest.raises(ProviderError, match="encountered"):
        ask(ollama())


def test_an_answer_without_its_last_line_is_not_taken_for_one(wire: Wire, ollama: OpenOne) -> None:
    wire.plan(lines(piece("half")))
    with pytest.raises(ProviderError, match="broke off"):
        ask(ollama())


def test_running_out_of_tokens_is_length(wire: Wire, ollama: OpenOne) -> None:
    wire.plan(lines(piece("half"), {**LAST, "done_reason": "length"}))
    assert ask(ollama())[1].stop == "length"


def test_the_router_speaks_chat_completions_and_wants_a_token(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.delenv("HUGGING_FACE_HUB_TOKEN", raising=False)
    real = provider(type="huggingface", base_url="")
    assert real.info().base_url == "https://router.huggingface.co/v1"
    with pytest.raises(NoKey, match="HF_TOKEN"):
        ask(real)
    wire.plan(stream(chunk("x"), END))
    assert ask(provider(type="huggingface"))[0] == "x"
