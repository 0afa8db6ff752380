# SPDX-License-Identifier: GPL-3.0-or-later
"""RunPod's serverless endpoints: a job is submitted, asked after until it ends, or cancelled.

A worker may be anything. The input carries what the common ones read: ``prompt`` and
``history`` (plain handlers), ``messages`` and ``sampling_params`` (the vLLM worker). Its
output may be text, an object that holds text, or chat completions.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from ...bridge.contract.errors import LL3MError, ModelRefused, ProviderError, ProviderTimeout
from ..core.cancel import CancelToken
from ..core.seams import ChatDelta, ChatDone, ChatRequest
from .addresses import Base
from .failures import Failure, from_body, read_failure, to_error
from .http_base import Answer, Call, HttpBase
from .keys import Secret
from .openai_compatible import ask_for_json, count, message_body
from .sse import objects
from .thinking import ThinkingFilter

__all__ = ["RunPod", "output_text"]

_FIRST_WAIT, _LONGEST_WAIT = 0.2, 3.0  # seconds between two questions after a job
#: Seconds a job may take where the request names no deadline: a cold worker loads its model first.
_PATIENCE = 1800.0
_ENDED_BADLY = {"FAILED", "CANCELLED", "TIMED_OUT"}
_TEXT_KEYS = ("text", "content", "response", "result", "generated_text", "output", "message")


class RunPod(HttpBase):
    """An endpoint such as ``https://api.runpod.ai/v2/ENDPOINT``."""

    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {"api.runpod.ai": ("RUNPOD_API_KEY",)}
    needs_model: ClassVar[bool] = False

    def _submission(self, request: ChatRequest, base: Base, model: str) -> Call:
        messages = request.messages
        if request.schema is not None:
            messages = ask_for_json(messages, request.schema)
        told = [message_body(message) for message in messages]
        sampling: dict[str, Any] = {"max_tokens": request.max_tokens}
        if request.temperature is not None:
            sampling["temperature"] = request.temperature
        inputs: dict[str, Any] = {
            "prompt": messages[-1].text,
            "history": [{"role": m.role, "content": m.text} for m in messages[:-1]],
            "messages": told,
            "sampling_params": sampling,
        }
        if model:
            inputs["model"] = model
        return Call(f"{base.url}/run", {"input": inputs})

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Yield the job's text, then one ``ChatDone``; see ``core.seams.Provider``."""
        base, key = self._open()
        began = time.monotonic()
        # The endpoint is the model; a name is only handed on to workers that serve several.
        model = request.model or self._settings.model
        call = self._submission(request, base, model)
        answer = Answer(model or base.path.rpartition("/")[2], ended=True)
        keep = ThinkingFilter()
        output = self._job(request, call, base, key, cancel)
        try:
            text = output_text(output, answer)
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise ProviderError(
                f"The worker at {self.label} answered in a form that was not understood.",
                sample=str(output)[:120],
            ) from error
        text = keep.feed(text) + keep.end()
        answer.characters = len(text)
        if text:
            yield ChatDelta(text)
        self._check_end(answer)
        yield self._done(request, answer, base, began)

    def _job(
        self, request: ChatRequest, call: Call, base: Base, key: Secret | None, cancel: CancelToken
    ) -> Any:
        """Submit, wait, and return the output; a job that is no longer wanted is cancelled."""
        limit = request.deadline or time.monotonic() + _PATIENCE
        state = self._ask("POST", call.url, call.body, base, key, cancel)
        job = quote(str(state.get("id") or ""), safe="")
        wait = _FIRST_WAIT
        try:
            while state.get("status") != "COMPLETED":
                self._refuse(state)
                if time.monotonic() > limit or not job:
                    raise ProviderTimeout(f"The job at {self.label} did not end in time.")
                cancel.wait(min(wait, max(0.0, limit - time.monotonic())))
                cancel.check()
                wait = min(wait * 1.5, _LONGEST_WAIT)
                state = self._status(f"{base.url}/status/{job}", base, key, cancel)
        except (LL3MError, GeneratorExit):
            if job and state.get("status") not in _ENDED_BADLY:
                self._give_up(f"{base.url}/cancel/{job}", base, key)
            raise
        return state.get("output")

    def _status(
        self, url: str, base: Base, key: Secret | None, cancel: CancelToken
    ) -> dict[str, Any]:
        """The job's state. The service answers GET, RunPod's local test server POST only."""
        try:
            return self._ask("GET", url, None, base, key, cancel)
        except ProviderError as error:
            if error.data.get("status") != 405:  # method not allowed
                raise
        return self._ask("POST", url, {}, base, key, cancel)

    def _refuse(self, state: dict[str, Any]) -> None:
        """Raise for a job that ended badly."""
        status = str(state.get("status") or "")
        if status == "TIMED_OUT":
            raise ProviderTimeout(f"The job at {self.label} ran out of its time.")
        if status in _ENDED_BADLY or (not status and state.get("error")):
            said = state.get("error") or state.get("output") or f"The job ended as {status}"
            raise to_error(Failure(0, "", str(said)[:300]), self.label, self._settings.model)

    def _ask(
        self,
        method: str,
        url: str,
        body: Any,
        base: Base,
        key: Secret | None,
        cancel: CancelToken,
    ) -> dict[str, Any]:
        """One short exchange; its answer is one JSON object."""
        with self._exchange(base, cancel, self._settings.timeout) as exchange:
            exchange.carries_key = key is not None
            response = exchange.send(method, url, self._authorise(key) if key else {}, body)
            if response.status >= 400:
                failure = read_failure(response.status, response.headers, response.text())
                raise to_error(failure, self.label, self._settings.model)
            for _, value in objects(response.chunks):
                return value
        raise ProviderError(f"{self.label} answered with nothing.", retryable=True)

    def _give_up(self, url: str, base: Base, key: Secret | None) -> None:
        # A new token: the job's own is cancelled already. That the endpoint can't be told
        # changes nothing for the user, and what went wrong is on its way to them.
        with contextlib.suppress(LL3MError):
            self._ask("POST", url, {}, base, key, CancelToken())


def output_text(output: Any, answer: Answer) -> str:
    """The text within a worker's output, whatever its shape; counts tokens where they are told.

    Raises:
        ProviderError: the output says that it failed, or holds no text.
    """
    if isinstance(output, str):
        return output
    if isinstance(output, list):
        return "".join(output_text(item, answer) for item in output)
    if not isinstance(output, dict):
        return ""
    failure = from_body(output)
    if failure is not None or output.get("status") in ("error", "failed"):
        said = failure.message if failure else str(output.get("message") or "it failed")
        raise to_error(failure or Failure(0, "", said), "The worker", answer.model)
    usage = output.get("usage")
    if isinstance(usage, dict):
        _read_usage(usage, answer)
    if isinstance(output.get("choices"), list):
        return "".join(_choice_text(choice, answer) for choice in output["choices"][:1])
    for key in _TEXT_KEYS:
        if isinstance(output.get(key), (str, list, dict)):
            return output_text(output[key], answer)
    return ""


def _read_usage(usage: dict[str, Any], answer: Answer) -> None:
    for taken, given in (("prompt_tokens", "completion_tokens"), ("input", "output")):
        answer.input_tokens = count(usage, taken, answer.input_tokens)
        answer.output_tokens = count(usage, given, answer.output_tokens)


def _choice_text(choice: dict[str, Any], answer: Answer) -> str:
    if choice.get("finish_reason") == "length":
        answer.stop = "length"
    if choice.get("finish_reason") == "content_filter":
        raise ModelRefused("The model declined to answer.")
    if isinstance(choice.get("tokens"), list):  # the vLLM worker's own form
        return "".join(str(token) for token in choice["tokens"])
    said = choice.get("message") or choice.get("delta") or {}
    return str(said.get("content") or choice.get("text") or "")
