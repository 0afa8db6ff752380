# SPDX-License-Identifier: GPL-3.0-or-later
"""One streamed call in a provider's dialect: errors within it, and what a server does not take.

An adapter subclasses ``HttpProvider`` and says how a request is written, how an event is
read, and what to leave out when a server refuses a part of it.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...bridge.contract.errors import ProviderError
from ..core.cancel import CancelToken
from ..core.seams import ChatDelta, ChatDone, ChatRequest
from ..core.settings import ProviderSettings
from .addresses import Base
from .failures import Failure, from_body, is_blind, output_limit, read_failure, to_error
from .http_base import Answer, Call, HttpBase, data_url, image_type
from .keys import Secret
from .means import Means
from .sse import objects
from .thinking import ThinkingFilter

__all__ = ["Answer", "Call", "HttpProvider", "Unsupported", "data_url", "image_type"]

_LEAST_ANSWER = 256  # tokens; a limit below that is no room for an answer
_STEPS = 8  # parts of a request that may be left out, one by one, before giving up


class Unsupported(Exception):
    """The server does not take a part of the request; ``part`` is left out from now on.

    ``limit`` instead is the most tokens that an answer may have, in this chat.
    """

    def __init__(self, part: str = "", limit: int = 0) -> None:
        super().__init__(part or limit)
        self.part = part
        self.limit = limit


class HttpProvider(HttpBase):
    """Base of the adapters that speak a chat dialect. Thread-safe."""

    def __init__(self, name: str, settings: ProviderSettings, means: Means) -> None:
        super().__init__(name, settings, means)
        self._learned: dict[str, frozenset[str]] = {}

    # ------------------------------------------------------------ the dialect

    @abstractmethod
    def _call(self, request: ChatRequest, base: Base, model: str, without: frozenset[str]) -> Call:
        """The request in this dialect, without the parts that the server does not take."""

    @abstractmethod
    def _read(self, value: dict[str, Any], answer: Answer) -> str:
        """Take in one event; return the text that it adds."""

    def _failure(self, value: dict[str, Any]) -> Failure | None:
        """The error that an event holds, or None."""
        return from_body(value)

    @abstractmethod
    def _leave_out(self, failure: Failure, call: Call) -> str | None:
        """The part of the request that the server refused and that can be left out, if any."""

    # ------------------------------------------------------------ a chat

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Yield text pieces, then one ``ChatDone``; see ``core.seams.Provider``."""
        base, key = self._open()
        began = time.monotonic()
        model = self._model(request, base, cancel)
        for _ in range(_STEPS):
            without = self._learned.get(model, frozenset())
            call = self._call(request, base, model, without)
            answer = Answer(model)
            try:
                yield from self._attempt(request, base, key, call, answer, cancel)
            except Unsupported as refused:
                if refused.limit:
                    request = replace(request, max_tokens=refused.limit)
                elif refused.part in without:
                    break
                else:
                    self._learned[model] = without | {refused.part}
                continue
            yield self._done(request, answer, base, began)
            return
        raise ProviderError(f"{self.label} refuses the request, however it is put.")

    def _attempt(
        self,
        request: ChatRequest,
        base: Base,
        key: Secret | None,
        call: Call,
        answer: Answer,
        cancel: CancelToken,
    ) -> Iterator[ChatDelta]:
        """One call, taken down in ``answer``; raises ``Unsupported`` before any text."""
        timeout = request.timeout or self._settings.timeout
        headers = {**(self._authorise(key) if key else {}), **call.headers}
        with self._exchange(base, cancel, timeout, request.deadline) as exchange:
            exchange.carries_key = key is not None
            response = exchange.send("POST", call.url, headers, call.body)
            if response.status >= 400:
                failure = read_failure(response.status, response.headers, response.text())
                self._fail(failure, request, call, answer)
            thinking = ThinkingFilter()
            for event, value in objects(response.chunks):
                if event == "done":
                    answer.ended = True
                    continue
                text = thinking.feed(self._take(value, request, call, answer))
                if text:
                    answer.characters += len(text)
                    yield ChatDelta(text)
            if rest := thinking.end():
                answer.characters += len(rest)
                yield ChatDelta(rest)
        self._check_end(answer)

    def _take(self, value: dict[str, Any], request: ChatRequest, call: Call, answer: Answer) -> str:
        """The text of one event; raises what an error in it means."""
        try:
            failure = self._failure(value)
            text = "" if failure else self._read(value, answer)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            # A number where an object belongs, and the like: the server speaks another dialect.
            raise ProviderError(
                f"{self.label} answered in a form that was not understood.",
                advice="Check the provider's type and base URL.",
                sample=str(value)[:120],
            ) from error
        if failure is not None:
            self._fail(failure, request, call, answer)
        return text

    def _fail(self, failure: Failure, request: ChatRequest, call: Call, answer: Answer) -> None:
        """Raise what ``failure`` means."""
        if not answer.characters and not is_blind(failure):
            limit = output_limit(failure)
            if limit and _LEAST_ANSWER <= limit < request.max_tokens:
                raise Unsupported(limit=limit)
            part = self._leave_out(failure, call)
            if part is not None:
                raise Unsupported(part)
        error = to_error(failure, self.label, answer.model)
        if answer.characters:
            error.data["partial"] = True
        raise error
