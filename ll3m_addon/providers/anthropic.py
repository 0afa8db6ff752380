# SPDX-License-Identifier: GPL-3.0-or-later
"""Anthropic's messages."""

from __future__ import annotations

import base64
import json
import re
from typing import Any, ClassVar

from ..core.seams import ChatRequest, Message
from .addresses import Base
from .failures import Failure
from .http_provider import Answer, Call, HttpProvider, image_type
from .keys import Secret
from .openai_compatible import ask_for_json, count

__all__ = ["Anthropic"]

_VERSION = "2023-06-01"  # the only value of ``anthropic-version`` that the service documents
_TOOL = "answer"
_STOPS = {
    "max_tokens": "length", "model_context_window_exceeded": "length", "refusal": "refusal",
}  # fmt: skip


class Anthropic(HttpProvider):
    """A server with ``/v1/messages``."""

    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {
        "api.anthropic.com": ("ANTHROPIC_API_KEY",)
    }
    default_base: ClassVar[str] = "https://api.anthropic.com/v1"

    def _authorise(self, key: Secret) -> dict[str, str]:
        return {"x-api-key": key.reveal(), "anthropic-version": _VERSION}

    def _endpoint(self, base: Base, path: str) -> str:
        return f"{base.url}/{path}" if base.path else f"{base.url}/v1/{path}"

    def _call(self, request: ChatRequest, base: Base, model: str, without: frozenset[str]) -> Call:
        messages = request.messages
        body: dict[str, Any] = {"model": model, "max_tokens": request.max_tokens, "stream": True}
        if request.temperature is not None and "temperature" not in without:
            body["temperature"] = min(request.temperature, 1.0)  # the service allows 0 to 1
        if request.schema is not None:
            messages = _shape(body, messages, request.schema, without)
            # Servers that copied the dialect, llama.cpp among them, pass over the schema
            # without a word, so they are told in words as well.
            if base.host not in self.known_hosts and messages is request.messages:
                messages = ask_for_json(messages, request.schema)
        system = "\n\n".join(message.text for message in messages if message.role == "system")
        if system:
            body["system"] = system
        body["messages"] = [_message(m) for m in messages if m.role != "system"]
        return Call(self._endpoint(base, "messages"), body, {"anthropic-version": _VERSION})

    def _read(self, value: dict[str, Any], answer: Answer) -> str:
        kind = value.get("type")
        if kind == "message_start":
            return _read_message(value.get("message") or {}, answer)
        if kind == "message":  # an answer that was not streamed
            answer.ended = True
            return _read_message(value, answer)
        if kind == "content_block_start":
            return str((value.get("content_block") or {}).get("text") or "")
        if kind == "content_block_delta":
            delta = value.get("delta") or {}
            return str(delta.get("text") or delta.get("partial_json") or "")
        if kind == "message_delta":
            _read_usage(value.get("usage"), answer)
            _read_stop((value.get("delta") or {}).get("stop_reason"), answer)
        elif kind == "message_stop":
            answer.ended = True
        return ""

    def _leave_out(self, failure: Failure, call: Call) -> str | None:
        if failure.status not in (400, 404, 422, 500, 501):
            return None
        words, body = failure.words, call.body
        if "temperature" in body and "temperature" in words:
            return "temperature"
        if "output_config" in body and re.search(r"output_config|schema|extra inputs", words):
            return "schema"
        if "tools" in body and re.search(r"tool|schema", words):
            return "tool"
        return None


def _shape(
    body: dict[str, Any],
    messages: tuple[Message, ...],
    schema: dict[str, Any],
    without: frozenset[str],
) -> tuple[Message, ...]:
    """Ask for JSON in the strongest way the model takes: schema, a tool's input, or in words."""
    if "schema" not in without:
        body["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
        return messages
    if "tool" not in without:
        tool = {"name": _TOOL, "description": "Give the answer.", "input_schema": schema}
        body["tools"] = [tool]
        body["tool_choice"] = {"type": "tool", "name": _TOOL}
        return messages
    return ask_for_json(messages, schema)


def _message(message: Message) -> dict[str, Any]:
    if not message.images:
        return {"role": message.role, "content": message.text}
    blocks: list[dict[str, Any]] = [
        {
            "type": "image",
            "source": {
                "type": "base64",
                "media_type": image_type(image),
                "data": base64.b64encode(image).decode("ascii"),
            },
        }
        for image in message.images
    ]
    # An empty text block is refused; the service advises images before text.
    blocks += [{"type": "text", "text": message.text}] if message.text else []
    return {"role": message.role, "content": blocks}


def _read_message(message: dict[str, Any], answer: Answer) -> str:
    if isinstance(message.get("model"), str):
        answer.model = message["model"] or answer.model
    _read_usage(message.get("usage"), answer)
    _read_stop(message.get("stop_reason"), answer)
    text = ""
    for block in message.get("content") or ():
        if block.get("type") == "text":
            text += str(block.get("text") or "")
        elif block.get("type") == "tool_use":
            text += json.dumps(block.get("input"))
    return text


def _read_usage(usage: Any, answer: Answer) -> None:
    if not isinstance(usage, dict):
        return
    answer.output_tokens = count(usage, "output_tokens", answer.output_tokens)
    taken = count(usage, "input_tokens", None)
    if taken is not None:
        cached = ("cache_read_input_tokens", "cache_creation_input_tokens")
        answer.input_tokens = taken + sum(count(usage, name, 0) or 0 for name in cached)


def _read_stop(reason: Any, answer: Answer) -> None:
    if reason:
        answer.stop = _STOPS.get(str(reason), "end")
