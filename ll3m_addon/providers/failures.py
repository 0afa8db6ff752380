# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider's own errors, from status, headers and body, mapped to the one error tree.

Sources: the error pages of OpenAI, Anthropic, Google (Gemini), Hugging Face, OpenRouter,
Ollama, llama.cpp and vLLM. Where status and wording disagree, the wording decides: many
servers send 400 for everything, some send 200.
"""

from __future__ import annotations

import email.utils
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...bridge.contract.errors import (
    ModelRefused,
    NoCredit,
    Overloaded,
    ProviderError,
    ProviderTimeout,
    RateLimited,
    TooLong,
    UnknownModel,
    WrongKey,
)
from .keys import redact

__all__ = [
    "Failure",
    "from_body",
    "is_blind",
    "output_limit",
    "read_failure",
    "retry_after",
    "to_error",
]

_QUOTE = 300  # characters of the provider's own words that a message repeats


@dataclass(frozen=True, slots=True)
class Failure:
    """What a provider said went wrong; ``status`` is 0 for an error inside a stream."""

    status: int
    kind: str  # the provider's own type or code, lower case
    message: str
    retry_after: float | None = None

    @property
    def words(self) -> str:
        """Kind and message in lower case, for searching."""
        return f"{self.kind} {self.message}".lower()


def read_failure(status: int, headers: Mapping[str, str], text: str) -> Failure:
    """Read an error answer; bodies that are not JSON count by their text."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        # A web page of a gateway says nothing that a user can use.
        plain = "" if text.lstrip().startswith("<") else text.strip()
        return Failure(status, "", plain[:_QUOTE], retry_after(headers))
    found = from_body(body, status)
    kind, message = (found.kind, found.message) if found else ("", "")
    wait = retry_after(headers)
    if wait is None:
        wait = _retry_in_text(text)
    return Failure(status, kind, message, wait)


def from_body(body: Any, status: int = 0) -> Failure | None:
    """The error an answer's JSON holds, or None if it holds none."""
    if isinstance(body, list):
        body = body[0] if body else {}
    if not isinstance(body, dict):
        return None
    error = body.get("error")
    if isinstance(error, list):
        error = error[0] if error else None
    if isinstance(error, str) and error:
        return Failure(status, "", error[:_QUOTE])
    if not isinstance(error, dict) or not error:
        looks_failed = status >= 400 or body.get("object") == "error" or body.get("type") == "error"
        if not looks_failed:
            return None
        error = body
    message = _first_text(error, "message", "detail", "error_description", "title", "msg")
    kind = " ".join(
        str(error[key]) for key in ("type", "code", "status", "param") if error.get(key)
    )
    inner = error.get("code")
    if isinstance(inner, int) and 400 <= inner < 600 and status in (0, 200):
        status = inner
    return Failure(status, kind.lower(), message[:_QUOTE], _retry_in_text(json.dumps(error)))


def _first_text(error: dict[str, Any], *names: str) -> str:
    for name in names:
        value = error.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, list) and value:  # FastAPI's validation errors
            return "; ".join(str(v.get("msg", v)) if isinstance(v, dict) else str(v) for v in value)
    return ""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait by the ``retry-after-ms`` or ``retry-after`` header (seconds or a date)."""
    value = headers.get("retry-after-ms")
    if value:
        try:
            return max(0.0, float(value) / 1000)
        except ValueError:
            pass
    value = headers.get("retry-after")
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _retry_in_text(text: str) -> float | None:
    """Seconds from Gemini's ``"retryDelay": "7s"`` or OpenAI's "try again in 1.2s"."""
    found = re.search(
        r"(?:retryDelay\"\s*:\s*\"|try again in )([0-9.]+)(ms|s|m(?![a-z]))?", text, re.IGNORECASE
    )
    if not found:
        return None
    try:
        amount = float(found[1].rstrip("."))
    except ValueError:
        return None
    return amount * {"ms": 0.001, "m": 60.0}.get((found[2] or "s").lower(), 1.0)


#: The first pattern that fits decides. Order matters: "quota" before rate limits, because a
#: spent account answers 429 as well.
_BY_WORDS: tuple[tuple[re.Pattern[str], type[ProviderError]], ...] = tuple(
    (re.compile(pattern), error)
    for pattern, error in (
        (r"insufficient_quota|insufficient.(credit|balance|funds)|credit balance|billing|"
         r"payment.required|out of credits|exceeded your current quota", NoCredit),
        (r"invalid.api.key|incorrect api key|invalid_api_key|api key not valid|invalid x-api-key|"
         r"authentication_error|unauthenticated|invalid.credentials|invalid (?:access |auth\w* |bearer |api )?token\b", WrongKey),
        (r"context.length|context_length|maximum context|context.window|prompt is too long|"
         r"too many tokens|exceed_context|exceeds? the (available )?context|request_too_large|"
         r"input token count|reduce the length|string_above_max_length", TooLong),
        (r"model_not_found|model.{0,80}(does not exist|not found|is not supported|not available)|"
         r"no such model|unknown model|invalid model|not a valid model|model.{0,20}not.loaded|"
         r"no endpoints found", UnknownModel),
        (r"content_filter|content_policy|content management policy|safety|moderation|"
         r"flagged|prohibited_content", ModelRefused),
        (r"rate.?limit|too many requests|resource_exhausted|slow down|throttl", RateLimited),
        (r"overloaded|over capacity|engine.is.currently|loading model|model is loading|"
         r"currently loading|service.unavailable|\bunavailable\b", Overloaded),
        (r"deadline_exceeded|gateway.?time-?out|timed out", ProviderTimeout),
    )
)  # fmt: skip
_BY_STATUS: dict[int, type[ProviderError]] = {
    401: WrongKey, 402: NoCredit, 403: WrongKey, 408: ProviderTimeout, 413: TooLong,
    429: RateLimited, 502: Overloaded, 503: Overloaded, 504: ProviderTimeout, 524: ProviderTimeout,
    529: Overloaded,
}  # fmt: skip


def _class_of(failure: Failure) -> type[ProviderError]:
    # A wrong key may be worded in a thousand ways; 401 says it better than any of them.
    if failure.status == 401:
        return WrongKey
    # Gemini words its limit per minute like a spent account; a time to wait tells them apart.
    limited = failure.status == 429 and failure.retry_after is not None
    if limited and "insufficient_quota" not in failure.words:
        return RateLimited
    for pattern, error in _BY_WORDS:
        if pattern.search(failure.words):
            return error
    if failure.status == 404:
        # Without a word about the model, the address itself is wrong.
        return UnknownModel if "model" in failure.words else ProviderError
    return _BY_STATUS.get(failure.status, ProviderError)


#: llama.cpp, Ollama, vLLM, OpenRouter and OpenAI on images for a model that can't see.
_BLIND = re.compile(
    r"image input is not supported|mmproj|does not support (image|vision|multimodal)|"
    r"(image|image_url|vision|multimodal)\b.{0,60}\b(not supported|unsupported|is only supported)|"
    r"(not support|unsupported).{0,40}\bimage|no endpoints found that support image|"
    r"missing data required for image input|not a multimodal model"
)


def is_blind(failure: Failure) -> bool:
    """Whether the provider says that its model can't see images."""
    return bool(_BLIND.search(failure.words))


#: The most tokens of an answer, as OpenAI, Anthropic, Groq, DeepSeek and Mistral word it.
_MOST = re.compile(
    r"supports at most (\d+) (?:completion|output) tokens|"
    r"max_tokens: \d+ > (\d+)|"
    r"max_(?:completion_)?tokens`? must be less than or equal to `?(\d+)|"
    r"valid range of max_tokens is \[\d+, ?(\d+)\]"
)
#: vLLM and OpenAI on an answer and a prompt that together do not fit: context, prompt.
_ROOM = re.compile(
    r"maximum context length is (\d+) tokens.{0,80}?"
    r"(?:request has (\d+) input tokens|\((\d+) in the (?:messages|prompt))"
)


def output_limit(failure: Failure) -> int:
    """The most tokens an answer may have, if that is what the provider says; else 0."""
    found = _MOST.search(failure.words)
    if found:
        return int(next(group for group in found.groups() if group))
    found = _ROOM.search(failure.words)
    if found:
        return int(found[1]) - int(found[2] or found[3])
    return 0


def to_error(failure: Failure, label: str, model: str = "") -> ProviderError:
    """The error of the tree, with a sentence for a person and the provider's words behind it."""
    blind = is_blind(failure)
    cls = ProviderError if blind else _class_of(failure)
    said = redact(failure.message).strip().rstrip(".")
    status = f" (HTTP {failure.status})" if failure.status else ""
    plain = {
        WrongKey: f"{label} refused the key{status}.",
        NoCredit: f"The account at {label} has no credit left{status}.",
        UnknownModel: f"{label} has no model {model!r}{status}.",
        RateLimited: f"{label} asks for fewer requests{status}.",
        Overloaded: f"{label} is overloaded or still starting{status}.",
        TooLong: f"The request does not fit the model's context at {label}{status}.",
        ModelRefused: f"{label} declined to answer{status}.",
        ProviderTimeout: f"{label} gave up waiting for its model{status}.",
    }.get(cls, f"{label} answered with an error{status}.")
    data: dict[str, Any] = {"status": failure.status}
    if blind:
        plain, advice = f"The model at {label} can't see images{status}.", "Choose one that can."
        return cls(f"{plain} It said: {said}.", advice=advice, images=True, **data)
    if failure.status >= 500 or failure.status == 409:
        data["retryable"] = True
    if failure.retry_after is not None:
        data["retry_after"] = round(failure.retry_after, 3)
    elif cls is RateLimited:
        data["retry_after"] = 5.0  # no word from the provider: a wait that is rarely too short
    advice = ""
    if failure.status == 404 and cls is ProviderError:
        advice = "Check the base URL: it usually ends in /v1."
    return cls(f"{plain} It said: {said}." if said else plain, advice=advice, **data)
