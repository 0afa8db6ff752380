# SPDX-License-Identifier: GPL-3.0-or-later
"""Chat completions, the dialect of OpenAI and of nearly every server that copied it.

Ollama, LM Studio, llama.cpp, vLLM, OpenRouter and others each take a little less than
the original. What a server refuses is left out and remembered, one part at a time.
"""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

from ..core.seams import ChatRequest, Message
from .addresses import Base
from .failures import Failure
from .http_provider import Answer, Call, HttpProvider, data_url

__all__ = ["OpenAICompatible", "ask_for_json", "count", "message_body", "strict_schema"]

_PATH = "/chat/completions"
#: What may be left out, and the words by which servers say that they do not take it.
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("stream_options", re.compile(r"stream_options|include_usage")),
    ("schema", re.compile(r"json_schema|response_format|schema|grammar|structured|guided")),
    ("temperature", re.compile(r"temperature")),
    ("system", re.compile(r"system.{0,40}(not supported|role)|role.{0,20}system")),
    ("stream", re.compile(r"\bstream(ing)?\b.{0,40}(support|allow|verif)")),
)


def ask_for_json(messages: tuple[Message, ...], schema: dict[str, Any]) -> tuple[Message, ...]:
    """The messages with the schema in words, for servers that can't be held to one."""
    order = (
        "Answer with one JSON value that fits this JSON Schema, and with nothing else:\n"
        + json.dumps(schema, ensure_ascii=False)
    )
    *rest, last = messages
    return (*rest, Message(last.role, f"{last.text}\n\n{order}", last.images))


def strict_schema(schema: Any) -> bool:
    """Whether OpenAI's strict mode takes the schema: closed objects, every property required."""
    if isinstance(schema, list):
        return all(strict_schema(item) for item in schema)
    if not isinstance(schema, dict):
        return True
    if schema.get("type") == "object" or "properties" in schema:
        names = set(schema.get("properties", {}))
        if (
            schema.get("additionalProperties") is not False
            or set(schema.get("required", ())) != names
        ):
            return False
    return all(strict_schema(value) for value in schema.values())


class OpenAICompatible(HttpProvider):
    """Any server with ``/v1/chat/completions``."""

    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {
        "api.openai.com": ("OPENAI_API_KEY",),
        "openrouter.ai": ("OPENROUTER_API_KEY",),
        "api.groq.com": ("GROQ_API_KEY",),
        "api.mistral.ai": ("MISTRAL_API_KEY",),
        "api.deepseek.com": ("DEEPSEEK_API_KEY",),
        "api.x.ai": ("XAI_API_KEY",),
        "api.together.xyz": ("TOGETHER_API_KEY",),
        "api.fireworks.ai": ("FIREWORKS_API_KEY",),
        "router.huggingface.co": ("HF_TOKEN",),
        "api.cerebras.ai": ("CEREBRAS_API_KEY",),
        "integrate.api.nvidia.com": ("NVIDIA_API_KEY",),
        "api.runpod.ai": ("RUNPOD_API_KEY",),
        "ollama.com": ("OLLAMA_API_KEY",),
        # These two have an address for this dialect beside their own.
        "api.anthropic.com": ("ANTHROPIC_API_KEY",),
        "generativelanguage.googleapis.com": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    }

    def _endpoint(self, base: Base, path: str) -> str:
        url = base.url.removesuffix(_PATH)
        if not base.path:
            url += "/v1"
        return f"{url}/{path}"

    def _call(self, request: ChatRequest, base: Base, model: str, without: frozenset[str]) -> Call:
        messages = request.messages
        body: dict[str, Any] = {"model": model, "stream": "stream" not in without}
        if body["stream"] and "stream_options" not in without:
            body["stream_options"] = {"include_usage": True}
        # OpenAI's newer models take the one name only, most other servers the other.
        new_name = (base.host == "api.openai.com") != ("max_tokens" in without)
        body["max_completion_tokens" if new_name else "max_tokens"] = request.max_tokens
        if request.temperature is not None and "temperature" not in without:
            body["temperature"] = request.temperature
        if request.schema is not None:
            messages = self._shape(body, messages, request.schema, without)
        if "system" in without:
            messages = _without_system(messages)
        body["messages"] = [message_body(message) for message in messages]
        headers = {"Accept": "text/event-stream, application/json"}
        return Call(self._endpoint(base, _PATH[1:]), body, headers)

    def _shape(
        self,
        body: dict[str, Any],
        messages: tuple[Message, ...],
        schema: dict[str, Any],
        without: frozenset[str],
    ) -> tuple[Message, ...]:
        """Ask for JSON in the strongest way the server takes: schema, JSON, or in words."""
        if "schema" not in without:
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {
                    "name": "answer", "schema": schema, "strict": strict_schema(schema),
                },
            }  # fmt: skip
            return messages
        if "json" not in without:
            # llama-cpp-python reads the schema here; others ignore it or refuse it.
            form: dict[str, Any] = {"type": "json_object"}
            if "json_schema" not in without:
                form["schema"] = schema
            body["response_format"] = form
        return ask_for_json(messages, schema)

    def _read(self, value: dict[str, Any], answer: Answer) -> str:
        if isinstance(value.get("model"), str) and value["model"]:
            answer.model = value["model"]
        usage = value.get("usage")
        if isinstance(usage, dict):
            answer.input_tokens = count(usage, "prompt_tokens", answer.input_tokens)
            answer.output_tokens = count(usage, "completion_tokens", answer.output_tokens)
        text = ""
        for choice in value.get("choices") or ():
            if isinstance(choice, dict) and choice.get("index", 0) == 0:
                text += _read_choice(choice, answer)
        return text

    def _leave_out(self, failure: Failure, call: Call) -> str | None:
        if failure.status not in (0, 400, 404, 415, 422, 500, 501):
            return None
        words, body = failure.words, call.body
        if "max_tokens" in words or "max_completion_tokens" in words:
            # Only a wrong name can be mended; a number that is too large is the caller's.
            wrong_name = re.search(
                r"unsupported|unrecognized|unknown|extra|not permitted|use '", words
            )
            return "max_tokens" if wrong_name else None
        for part, pattern in _PARTS:
            if _holds(body, part) and pattern.search(words):
                return _next_step(part, body)
        if failure.status in (400, 422) and re.search(
            r"extra|unrecognized|unknown (field|param|arg)|not permitted|unexpected", words
        ):
            # Something is one thing too many and it is not said which: drop the rarest first.
            for part in ("stream_options", "schema", "temperature"):
                if _holds(body, part):
                    return _next_step(part, body)
        return None


def _holds(body: dict[str, Any], part: str) -> bool:
    if part == "schema":
        return "response_format" in body
    if part == "system":
        return any(message["role"] == "system" for message in body["messages"])
    return bool(body.get(part))


def _next_step(part: str, body: dict[str, Any]) -> str:
    """The schema is given up in steps: schema, JSON with a schema beside it, JSON, words."""
    if part != "schema":
        return part
    form = body["response_format"]
    if form["type"] == "json_schema":
        return "schema"
    return "json_schema" if "schema" in form else "json"


def _without_system(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """System texts at the head of the first user message, for templates that know no system."""
    system = "\n\n".join(m.text for m in messages if m.role == "system")
    rest = [m for m in messages if m.role != "system"]
    if rest and system:
        rest[0] = Message(rest[0].role, f"{system}\n\n{rest[0].text}", rest[0].images)
    return tuple(rest) if rest else (Message("user", system),)


def message_body(message: Message) -> dict[str, Any]:
    """A message in the dialect of chat completions."""
    if not message.images:
        return {"role": message.role, "content": message.text}
    parts: list[dict[str, Any]] = [{"type": "text", "text": message.text}]
    parts += [{"type": "image_url", "image_url": {"url": data_url(i)}} for i in message.images]
    return {"role": message.role, "content": parts}


def count(usage: dict[str, Any], name: str, before: int | None) -> int | None:
    """The number of tokens called ``name``, or what was known ``before``."""
    value = usage.get(name)
    return value if isinstance(value, int) and value >= 0 else before


def _text_of(content: Any) -> str:
    """Content as text: a string, or a list of parts of which the text ones count."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(
            part["text"]
            for part in content
            if isinstance(part, dict) and part.get("type") in ("text", "output_text")
            and isinstance(part.get("text"), str)
        )  # fmt: skip
    return ""


def _read_choice(choice: dict[str, Any], answer: Answer) -> str:
    """One choice of a chunk (``delta``) or of a whole answer (``message``, ``text``)."""
    said = choice.get("delta") or choice.get("message") or {}
    refusal = said.get("refusal")
    if isinstance(refusal, str):
        answer.refusal += refusal
    reason = choice.get("finish_reason")
    if reason or "message" in choice:  # a whole answer is whole, even where no reason is given
        answer.ended = True
        answer.stop = {
            "length": "length", "max_tokens": "length", "content_filter": "refusal",
        }.get(str(reason), "end")  # fmt: skip
    return _text_of(said.get("content"))
