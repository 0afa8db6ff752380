# SPDX-License-Identifier: GPL-3.0-or-later
"""Ollama's own chat, which unlike its OpenAI dialect lets us set the context's length.

Left alone, Ollama cuts prompts down to a few thousand tokens without a word, and a model
that has not seen the beginning of the script writes another one.
"""

from __future__ import annotations

import base64
import re
from typing import Any, ClassVar

from ..core.seams import ChatRequest, Message
from .addresses import Base
from .failures import Failure
from .http_provider import Answer, Call, HttpProvider
from .openai_compatible import ask_for_json, count

__all__ = ["Ollama", "context_for"]

#: Context lengths asked for, in tokens. Few and coarse: another length reloads the model.
_CONTEXTS = (8192, 16384, 32768, 65536, 131072)
_CHARS_PER_TOKEN = 3.0  # rather too many tokens than too few
_TOKENS_PER_IMAGE = 1600  # the upper end of what vision models make of one picture


def context_for(request: ChatRequest) -> int:
    """The smallest context, in tokens, that holds the request and its answer."""
    characters = sum(len(message.text) for message in request.messages)
    images = sum(len(message.images) for message in request.messages)
    need = characters / _CHARS_PER_TOKEN + images * _TOKENS_PER_IMAGE + request.max_tokens
    return next((length for length in _CONTEXTS if length >= need), _CONTEXTS[-1])


class Ollama(HttpProvider):
    """A server with ``/api/chat``."""

    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {"ollama.com": ("OLLAMA_API_KEY",)}
    default_base: ClassVar[str] = "http://localhost:11434"

    def _endpoint(self, base: Base, path: str) -> str:
        root = base.url.removesuffix("/v1").removesuffix("/api")
        return f"{root}/api/{'tags' if path == 'models' else path}"

    def _call(self, request: ChatRequest, base: Base, model: str, without: frozenset[str]) -> Call:
        messages = request.messages
        options: dict[str, Any] = {
            "num_predict": request.max_tokens,
            "num_ctx": context_for(request),
        }
        if request.temperature is not None:
            options["temperature"] = request.temperature
        body: dict[str, Any] = {"model": model, "stream": True, "options": options}
        if request.schema is not None and "schema" not in without:
            body["format"] = request.schema
        elif request.schema is not None:
            messages = ask_for_json(messages, request.schema)
        body["messages"] = [_message(message) for message in messages]
        return Call(self._endpoint(base, "chat"), body)

    def _read(self, value: dict[str, Any], answer: Answer) -> str:
        answer.model = str(value.get("model") or answer.model)
        if value.get("done"):
            answer.ended = True
            answer.stop = "length" if value.get("done_reason") == "length" else "end"
            answer.input_tokens = count(value, "prompt_eval_count", answer.input_tokens)
            answer.output_tokens = count(value, "eval_count", answer.output_tokens)
        return str((value.get("message") or {}).get("content") or "")

    def _leave_out(self, failure: Failure, call: Call) -> str | None:
        if "format" in call.body and re.search(r"format|schema|grammar", failure.words):
            return "schema"
        return None


def _message(message: Message) -> dict[str, Any]:
    told: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.images:
        told["images"] = [base64.b64encode(image).decode("ascii") for image in message.images]
    return told
