# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a server says, an adapter answers with text or with an error of the tree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ll3m.bridge.contract.errors import ProviderError
from ll3m.ll3m_addon.core.seams import ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.providers.http_provider import Answer, Call
from ll3m.ll3m_addon.providers.registry import open_providers
from ll3m.ll3m_addon.providers.runpod import output_text

from .conftest import OpenOne, Wire, answer_json, ask

#: Names that the adapters look for, and values that they look for under them.
NAMES = st.sampled_from([
    "choices", "delta", "message", "content", "text", "finish_reason", "usage", "prompt_tokens",
    "error", "type", "code", "status", "index", "candidates", "parts", "promptFeedback",
    "blockReason", "usageMetadata", "response", "output", "item", "done", "model", "object",
    "content_block", "stop_reason", "input_tokens", "incomplete_details", "refusal", "tokens",
])  # fmt: skip
WORDS = st.sampled_from([
    "message_start", "message", "content_block_delta", "content_block_start", "message_delta",
    "response.completed", "response.failed", "response.output_text.delta", "response", "error",
    "stop", "SAFETY", "text", "tool_use", "incomplete", "output_text", "",
])  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 600) | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=6)
REQUEST = ChatRequest(messages=(Message("user", "x"),), task=Task("code", "x"))
CALL = Call("http://localhost", {"generationConfig": {}, "messages": []})


@pytest.mark.parametrize(
    "kind", ["openai_compatible", "openai_responses", "anthropic", "gemini", "ollama"]
)
@settings(max_examples=150, deadline=None)
@given(value=OBJECTS)
def test_an_event_of_any_shape_gives_text_or_an_error_of_the_tree(
    kind: Any, value: dict[str, Any]
) -> None:
    chosen = ProviderSettings(type=kind, base_url="http://localhost:9", model="m")
    one: Any = open_providers(Settings(providers={"p": chosen})).get("p")
    try:
        text = one.inner._take(value, REQUEST, CALL, Answer("m", characters=1))
    except ProviderError:
        return
    assert isinstance(text, str)


@settings(max_examples=150, deadline=None)
@given(output=VALUES | OBJECTS)
def test_a_workers_output_of_any_shape_gives_text_or_an_error(output: Any) -> None:
    try:
        assert isinstance(output_text(output, Answer("m")), str)
    except (ProviderError, AttributeError, KeyError, TypeError, ValueError):
        return  # the adapter turns the latter into the first; see below


@pytest.mark.parametrize("value", [{"choices": [{"delta": 5}]}, {"choices": 3}, {"usage": {"prompt_tokens": []}, "choices": [{"delta": "x"}]}])  # fmt: skip
def test_another_dialect_is_said_to_be_one(wire: Wire, provider: OpenOne, value: Any) -> None:
    wire.plan(answer_json(value))
    with pytest.raises(ProviderError, match="form that was not understood") as caught:
        ask(provider())
    assert "type" in caught.value.advice


@pytest.mark.parametrize("output", [{"choices": [3]}, {"choices": [{"message": 4}]}])
def test_a_worker_that_speaks_another_dialect_is_an_error(
    wire: Wire, provider: OpenOne, output: Any
) -> None:
    wire.plan(answer_json({"id": "1", "status": "COMPLETED", "output": output}))
    with pytest.raises(ProviderError, match="form that was not understood"):
        ask(provider(type="runpod", base_url=f"{wire.url}/v2/abc"))
