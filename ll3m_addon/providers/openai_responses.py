# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenAI's responses."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from ..core.seams import ChatRequest, Message
from .addresses import Base
from .failures import Failure, from_body
from .http_provider import Answer, Call, HttpProvider, data_url
from .openai_compatible import ask_for_json, count, strict_schema

__all__ = ["OpenAIResponses"]


class OpenAIResponses(HttpProvider):
    """A server with ``/v1/responses``."""

    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {"api.openai.com": ("OPENAI_API_KEY",)}
    default_base: ClassVar[str] = "https://api.openai.com/v1"

    def _endpoint(self, base: Base, path: str) -> str:
        return f"{base.url}/{path}" if base.path else f"{base.url}/v1/{path}"

    def _call(self, request: ChatRequest, base: Base, model: str, without: frozenset[str]) -> Call:
        messages = request.messages
        # Nothing of the user's is to be kept at the provider beyond the call.
        body: dict[str, Any] = {
            "model": model, "stream": True, "max_output_tokens": request.max_tokens,
        }  # fmt: skip
        if "store" not in without:
            body["store"] = False
        if request.temperature is not None and "temperature" not in without:
            body["temperature"] = request.temperature
        if request.schema is not None and "schema" not in without:
            body["text"] = {
                "format": {
                    "type": "json_schema",
                    "name": "answer",
                    "schema": request.schema,
                    "strict": strict_schema(request.schema),
                }
            }
        # Servers that copied the dialect, llama.cpp among them, pass over the schema without a
        # word, so they are told in words as well.
        if request.schema is not None and ("text" not in body or base.host not in self.known_hosts):
            messages = ask_for_json(messages, request.schema)
        system = "\n\n".join(message.text for message in messages if message.role == "system")
        if system:
            body["instructions"] = system
        body["input"] = [_item(m) for m in messages if m.role != "system"]
        return Call(self._endpoint(base, "responses"), body)

    def _failure(self, value: dict[str, Any]) -> Failure | None:
        if value.get("type") == "response.failed":
            inner = (value.get("response") or {}).get("error")
            return from_body({"error": inner or {"message": "The response failed"}})
        return from_body(value)

    def _read(self, value: dict[str, Any], answer: Answer) -> str:
        kind = value.get("type")
        if kind == "response.output_text.delta":
            return str(value.get("delta") or "")
        if kind == "response.refusal.delta":
            answer.refusal += str(value.get("delta") or "")
        elif kind in ("response.completed", "response.incomplete"):
            _read_end(value.get("response") or {}, answer)
        elif value.get("object") == "response":  # an answer that was not streamed
            _read_end(value, answer)
            return _output_text(value, answer)
        return ""

    def _leave_out(self, failure: Failure, call: Call) -> str | None:
        if failure.status not in (400, 422, 500, 501):
            return None
        for part, key, pattern in (
            ("temperature", "temperature", r"temperature"),
            ("schema", "text", r"schema|text\.format|response_format|grammar"),
            ("store", "store", r"\bstore\b"),
        ):
            if key in call.body and re.search(pattern, failure.words):
                return part
        return None


def _item(message: Message) -> dict[str, Any]:
    kind = "output_text" if message.role == "assistant" else "input_text"
    parts: list[dict[str, Any]] = [{"type": kind, "text": message.text}]
    parts += [{"type": "input_image", "image_url": data_url(image)} for image in message.images]
    return {"type": "message", "role": message.role, "content": parts}


def _read_end(response: dict[str, Any], answer: Answer) -> None:
    answer.ended = True
    if isinstance(response.get("model"), str):
        answer.model = response["model"]
    usage = response.get("usage")
    if isinstance(usage, dict):
        answer.input_tokens = count(usage, "input_tokens", answer.input_tokens)
        answer.output_tokens = count(usage, "output_tokens", answer.output_tokens)
    if response.get("status") == "incomplete":
        reason = (response.get("incomplete_details") or {}).get("reason")
        answer.stop = "refusal" if reason == "content_filter" else "length"


def _output_text(response: dict[str, Any], answer: Answer) -> str:
    text = ""
    for item in response.get("output") or ():
        for part in item.get("content") or () if item.get("type") == "message" else ():
            if part.get("type") == "output_text":
                text += str(part.get("text") or "")
            elif part.get("type") == "refusal":
                answer.refusal += str(part.get("refusal") or "")
    return text
