# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider with everything around it that a paid, limited, unsteady service needs.

From the outside in: cache, budget, breaker, rate queue, retries; then the adapter.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ...bridge.contract.errors import ProviderError, RateLimited
from ...bridge.contract.job import Usage
from ...bridge.contract.provider import ProviderInfo
from ..core.cancel import CancelToken
from ..core.seams import ChatDelta, ChatDone, ChatRequest, Provider
from ..core.settings import ProviderSettings
from .budget import Ledger, fit, input_tokens, worst_cost
from .cache import ReplyCache, cache_key
from .pricing import Price, price_of
from .rate_queue import RateQueue
from .resilience import Breaker, RetryPolicy

__all__ = ["Guarded", "Guards"]

log = logging.getLogger(__name__)

_CHARS_PER_TOKEN = 3.5
#: More characters than the tokens of any real answer have on average. A server that forgets the
#: limit it was given, with a model that repeats itself, would go on for ever.
_MOST_CHARS_PER_TOKEN = 16


@dataclass(slots=True)
class Guards:
    """What stands around one provider. None switches a guard off."""

    breaker: Breaker
    queue: RateQueue
    retry: RetryPolicy
    cache: ReplyCache | None = None
    ledger: Ledger | None = None
    prices: Mapping[str, Price] = field(default_factory=dict)


@dataclass(slots=True)
class _Try:
    """One chat on its way: what has been said so far, over all attempts."""

    request: ChatRequest
    price: Price
    notes: list[str]
    text: str = ""
    waited: float = 0.0
    attempts: int = 0
    lost: float = 0.0  # US dollars for answers that broke off


class Guarded:
    """An adapter behind its guards. Thread-safe; ``core.seams.Provider``."""

    def __init__(self, inner: Provider, settings: ProviderSettings, guards: Guards) -> None:
        self._inner = inner
        self._settings = settings
        self._guards = guards

    @property
    def name(self) -> str:
        """The name in the settings."""
        return self._inner.name

    @property
    def inner(self) -> Provider:
        """The adapter itself."""
        return self._inner

    def info(self) -> ProviderInfo:
        """The adapter's, and whether it is being left alone after failures."""
        info = self._inner.info()
        resting = self._guards.breaker.resting()
        if resting and info.ready:
            reason = f"It failed several times in a row and rests for {resting:.0f} s."
            return info.model_copy(update={"ready": False, "reason": reason})
        ledger = self._guards.ledger
        model = info.model or self._settings.model
        price = price_of(self._settings, model, local=info.local, own=self._guards.prices)
        paid = price.input > 0 or price.output > 0
        if info.ready and paid and ledger is not None and ledger.left() <= 0:
            reason = "The budget of this day or month is used up; raise it in the preferences."
            return info.model_copy(update={"ready": False, "reason": reason})
        return info

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Answer from the cache, or ask; see ``core.seams.Provider``.

        Raises:
            BudgetReached: as well, before anything is spent.
        """
        key = self._cache_key(request)
        if key and self._guards.cache:
            cached = self._guards.cache.get(key)
            if cached is not None:
                cancel.check()
                when = datetime.datetime.fromtimestamp(cached.at).strftime("%Y-%m-%d %H:%M")
                yield ChatDelta(cached.text)
                note = f"Cached: the same request was answered on {when}; nothing was spent."
                yield ChatDone(cached.model, Usage(), cached.stop, (note,))
                return
        work = self._within_budget(request)
        done = yield from self._until_answered(work, cancel)
        if key and self._guards.cache and done.stop == "end":
            self._guards.cache.put(key, work.text, done.model, done.stop)
        yield done

    def forget(self, request: ChatRequest) -> None:
        """Drop the kept answer to ``request``; see ``cache.forget``."""
        key = self._cache_key(request)
        if key and self._guards.cache:
            self._guards.cache.drop(key)

    # ------------------------------------------------------------ cache and budget

    def _cache_key(self, request: ChatRequest) -> str:
        """Empty where nothing may be cached."""
        model = request.model or self._settings.model
        if not request.cache or not model:
            return ""
        return cache_key(request, self._settings.type, self._settings.base_url, model)

    def _within_budget(self, request: ChatRequest) -> _Try:
        """Cut the answer's length to what the budgets leave, or refuse."""
        model = request.model or self._settings.model
        local = self._inner.info().local
        price = price_of(self._settings, model, local=local, own=self._guards.prices)
        left = float("inf") if request.budget is None else request.budget
        if self._guards.ledger and worst_cost(request, price) > 0:
            left = min(left, self._guards.ledger.left())
        fitted, note = fit(request, price, left)
        return _Try(fitted, price, [note] if note else [])

    # ------------------------------------------------------------ attempts

    def _until_answered(self, work: _Try, cancel: CancelToken) -> Iterator[ChatDelta]:
        """Try until there is a whole answer. Returns its ``ChatDone``."""
        while True:
            try:
                done = yield from self._attempt(work, cancel)
            except ProviderError as error:
                self._pause_or_raise(work, error, cancel)
                if work.text:
                    work.text = ""
                    yield ChatDelta("", restart=True)
                continue
            usage = done.usage.model_copy(update={"calls": work.attempts + 1})
            usage.cost += work.lost
            return replace(done, usage=usage, notes=(*work.notes, *done.notes))

    def _attempt(self, work: _Try, cancel: CancelToken) -> Iterator[ChatDelta]:
        """One call through breaker, queue and ledger. Returns its ``ChatDone``."""
        guards, request = self._guards, work.request
        tokens = input_tokens(request) + request.max_tokens
        guards.breaker.enter()
        try:
            with guards.queue.turn(tokens, cancel, request.deadline):
                done = yield from self._paid(work, cancel)
        except ProviderError as error:
            guards.breaker.fail(error)
            raise
        except BaseException:  # cancelled, over budget, or left half read: nobody's failure
            guards.breaker.leave()
            raise
        guards.breaker.succeed()
        return done

    def _paid(self, work: _Try, cancel: CancelToken) -> Iterator[ChatDelta]:
        """One call, booked at its worst and settled at its real price."""
        ledger, worst = self._guards.ledger, worst_cost(work.request, work.price)
        number = 0
        if ledger and worst > 0:
            model = work.request.model or self._settings.model
            number = ledger.book(self.name, model, worst)
        cost = 0.0
        sent = False
        try:
            for item in self._inner.chat(work.request, cancel):
                sent = True
                if isinstance(item, ChatDone):
                    cost = item.usage.cost
                    return item
                work.text += item.text
                yield item
                if len(work.text) > _MOST_CHARS_PER_TOKEN * work.request.max_tokens:
                    done = self._ended(work)
                    cost = done.usage.cost
                    return done
            raise ProviderError(f"{self.name} ended without an end.", retryable=True)
        except BaseException as error:
            # What was said before it broke off is billed all the same, and so is a refusal.
            cost = self._cost_of_failure(work, error, sent)
            work.lost += cost
            raise
        finally:
            if ledger and number:
                ledger.settle(number, cost)

    def _ended(self, work: _Try) -> ChatDone:
        """The end of an answer that would not end by itself; it is billed all the same."""
        model = work.request.model or self._settings.model or self._inner.info().model or self.name
        given, said = input_tokens(work.request), round(len(work.text) / _CHARS_PER_TOKEN)
        usage = Usage(
            calls=1, input_tokens=given, output_tokens=said, cost=work.price.cost(given, said)
        )
        note = f"{self.name} went on past the length it was given; its answer was ended."
        return ChatDone(model, usage, "length", (note,))

    def _cost_of_failure(self, work: _Try, error: BaseException, sent: bool) -> float:
        if isinstance(error, ProviderError) and "output_tokens" in error.data:
            return work.price.cost(error.data["input_tokens"], error.data["output_tokens"])
        given = round(len(work.text) / _CHARS_PER_TOKEN)
        return work.price.cost(input_tokens(work.request), given) if sent else 0.0

    def _pause_or_raise(self, work: _Try, error: ProviderError, cancel: CancelToken) -> None:
        """Wait before the next attempt, or raise the error for good."""
        if isinstance(error, RateLimited):
            self._guards.queue.pause(float(error.data.get("retry_after", 0.0)))
        pause = self._guards.retry.wait(work.attempts, error, work.waited)
        late = work.request.deadline is not None and pause is not None and (
            time.monotonic() + pause > work.request.deadline
        )  # fmt: skip
        spoken = bool(work.text) and not work.request.restartable
        if pause is None or late or spoken or error.data.get("circuit"):
            error.data.setdefault("attempts", work.attempts + 1)
            if work.lost:
                error.data["cost"] = work.lost
            raise error
        work.attempts += 1
        work.waited += pause
        work.notes.append(f"Try {work.attempts} failed and was repeated: {error.message}")
        log.info("%s: waiting %.2f s after: %s", self.name, pause, error.message)
        if cancel.wait(pause):
            cancel.check()
