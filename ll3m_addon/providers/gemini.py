# SPDX-License-Identifier: GPL-3.0-or-later
"""Google's Gemini: ``streamGenerateContent``."""

from __future__ import annotations

import base64
import re
from typing import Any, ClassVar

from ..core.seams import ChatRequest, Message
from .addresses import Base
from .failures import Failure
from .http_provider import Answer, Call, HttpProvider, image_type
from .keys import Secret
from .openai_compatible import ask_for_json, count

__all__ = ["Gemini"]

#: Finish reasons by which the service withholds an answer.
_REFUSALS = frozenset(
    ("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "LANGUAGE")
)


class Gemini(HttpProvider):
    """A server with ``/v1beta/models/NAME:streamGenerateContent``."""

    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {
        "generativelanguage.googleapis.com": ("GEMINI_API_KEY", "GOOGLE_API_KEY")
    }
    default_base: ClassVar[str] = "https://generativelanguage.googleapis.com/v1beta"

    def _authorise(self, key: Secret) -> dict[str, str]:
        # In a header and not in the query, where proxies and logs would keep it.
        return {"x-goog-api-key": key.reveal()}

    def _endpoint(self, base: Base, path: str) -> str:
        return f"{base.url}/{path}" if base.path else f"{base.url}/v1beta/{path}"

    def _call(self, request: ChatRequest, base: Base, model: str, without: frozenset[str]) -> Call:
        messages = request.messages
        config: dict[str, Any] = {"maxOutputTokens": request.max_tokens}
        if request.temperature is not None:
            config["temperature"] = request.temperature
        if request.schema is not None:
            if "json" not in without:
                config["responseMimeType"] = "application/json"
            if "schema" not in without:
                config["responseJsonSchema"] = request.schema
            else:
                messages = ask_for_json(messages, request.schema)
        body: dict[str, Any] = {"generationConfig": config}
        system = "\n\n".join(message.text for message in messages if message.role == "system")
        if system and "system" not in without:
            body["systemInstruction"] = {"parts": [{"text": system}]}
        elif system:
            messages = (Message("user", system), *messages)
        body["contents"] = [_content(m) for m in messages if m.role != "system"]
        name = model.removeprefix("models/")
        url = self._endpoint(base, f"models/{name}:streamGenerateContent?alt=sse")
        return Call(url, body)

    def _read(self, value: dict[str, Any], answer: Answer) -> str:
        if isinstance(value.get("modelVersion"), str):
            answer.model = value["modelVersion"]
        usage = value.get("usageMetadata")
        if isinstance(usage, dict):
            answer.input_tokens = count(usage, "promptTokenCount", answer.input_tokens)
            said = count(usage, "candidatesTokenCount", None)
            if said is not None:  # thinking is billed as output
                answer.output_tokens = said + (count(usage, "thoughtsTokenCount", 0) or 0)
        blocked = (value.get("promptFeedback") or {}).get("blockReason")
        if blocked:
            answer.refusal, answer.ended = f"The prompt was blocked: {blocked}", True
        text = ""
        for candidate in (value.get("candidates") or ())[:1]:
            text += _read_candidate(candidate, answer)
        return text

    def _leave_out(self, failure: Failure, call: Call) -> str | None:
        if failure.status not in (400, 404, 422):
            return None
        words, config = failure.words, call.body["generationConfig"]
        if "responseJsonSchema" in config and re.search(r"schema|unknown name", words):
            return "schema"
        if "responseMimeType" in config and re.search(r"mime|json mode", words):
            return "json" if "responseJsonSchema" not in config else "schema"
        if "systemInstruction" in call.body and re.search(
            r"system.?instruction|developer instruction", words
        ):
            return "system"
        return None


def _content(message: Message) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [
        {
            "inlineData": {
                "mimeType": image_type(image),
                "data": base64.b64encode(image).decode("ascii"),
            }
        }
        for image in message.images
    ]
    parts.append({"text": message.text})
    return {"role": "model" if message.role == "assistant" else "user", "parts": parts}


def _read_candidate(candidate: dict[str, Any], answer: Answer) -> str:
    reason = str(candidate.get("finishReason") or "")
    if reason and reason != "FINISH_REASON_UNSPECIFIED":
        answer.ended = True
        answer.stop = "length" if reason == "MAX_TOKENS" else "end"
        if reason in _REFUSALS:
            answer.stop = "refusal"
            answer.refusal = str(candidate.get("finishMessage") or f"Finish reason {reason}")
    parts = (candidate.get("content") or {}).get("parts") or ()
    return "".join(str(part.get("text") or "") for part in parts if not part.get("thought"))
