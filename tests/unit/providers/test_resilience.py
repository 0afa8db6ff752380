# SPDX-License-Identifier: GPL-3.0-or-later
"""When it is tried again, when a provider rests, and how calls queue."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    Cancelled,
    ModelRefused,
    NoCredit,
    NoKey,
    Offline,
    Overloaded,
    ProviderError,
    ProviderTimeout,
    RateLimited,
    TooLong,
    UnknownModel,
    WrongKey,
)
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.providers.rate_queue import RateQueue
from ll3m.ll3m_addon.providers.resilience import Breaker, RetryPolicy, passes

BUSY = Overloaded("busy")


# ---------------------------------------------------------------- retries


def most(low: float, high: float) -> float:
    return high


@pytest.mark.parametrize("kind", [NoKey, WrongKey, NoCredit, UnknownModel, TooLong, ModelRefused])
def test_what_waiting_cannot_mend_is_not_tried_again(kind: type[ProviderError]) -> None:
    assert not passes(kind("x"))
    assert RetryPolicy().wait(0, kind("x"), 0.0) is None


@pytest.mark.parametrize(
    "error",
    [BUSY, RateLimited("x"), ProviderTimeout("x"), ProviderError("x", retryable=True)],
)
def test_what_passes_is_tried_again(error: ProviderError) -> None:
    assert RetryPolicy(draw=most).wait(0, error, 0.0) == 0.5


def test_waits_grow_up_to_a_cap_and_are_drawn_from_nothing_up() -> None:
    policy = RetryPolicy(attempts=9, base=1.0, cap=10.0, draw=most)
    assert [policy.wait(n, BUSY, 0.0) for n in range(6)] == [1, 2, 4, 8, 10, 10]
    lows = RetryPolicy(attempts=9, draw=lambda low, high: low)
    assert lows.wait(3, BUSY, 0.0) == 0.0


def test_the_providers_own_word_counts_and_a_little_more() -> None:
    error = RateLimited("x", retry_after=10.0)
    assert RetryPolicy(draw=most).wait(0, error, 0.0) == 11.0
    assert RetryPolicy(draw=lambda low, high: low).wait(0, error, 0.0) == 10.0


def test_attempts_and_patience_end() -> None:
    policy = RetryPolicy(attempts=3, patience=5.0, draw=most)
    assert policy.wait(1, BUSY, 0.0) is not None
    assert policy.wait(2, BUSY, 0.0) is None
    assert policy.wait(0, RateLimited("x", retry_after=4.0), 1.0) is None


def test_a_timeout_is_tried_again_only_once() -> None:
    policy = RetryPolicy(attempts=5, draw=most)
    assert policy.wait(0, ProviderTimeout("x"), 0.0) is not None
    assert policy.wait(1, ProviderTimeout("x"), 0.0) is None


# ---------------------------------------------------------------- circuit breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def broken(clock: Clock, **fields: Any) -> Breaker:
    breaker = Breaker("P", threshold=3, rest=30.0, longest=100.0, clock=clock, **fields)
    for _ in range(3):
        breaker.enter()
        breaker.fail(BUSY)
    return breaker


def test_after_failures_in_a_row_nobody_is_let_through(clock: Clock) -> None:
    breaker = broken(clock)
    with pytest.raises(Overloaded, match="3 times in a row") as caught:
        breaker.enter()
    assert caught.value.data == {"retry_after": 30.0, "circuit": "open"}
    assert breaker.resting() == 30.0


def test_one_success_in_between_starts_the_count_anew(clock: Clock) -> None:
    breaker = Breaker("P", threshold=2, clock=clock)
    for _ in range(5):
        breaker.enter()
        breaker.fail(BUSY)
        breaker.enter()
        breaker.succeed()
    assert breaker.resting() == 0


def test_after_the_rest_one_call_may_try_and_others_wait_for_it(clock: Clock) -> None:
    breaker = broken(clock)
    clock.now += 30
    breaker.enter()
    with pytest.raises(Overloaded):
        breaker.enter()
    breaker.succeed()
    breaker.enter()


def test_a_failed_try_rests_twice_as_long_up_to_a_limit(clock: Clock) -> None:
    breaker = broken(clock)
    rests = []
    for _ in range(3):
        clock.now += breaker.resting()
        breaker.enter()
        breaker.fail(BUSY)
        rests.append(breaker.resting())
    assert rests == [60, 100, 100]


def test_a_cancelled_try_lets_the_next_one_try(clock: Clock) -> None:
    breaker = broken(clock)
    clock.now += 30
    breaker.enter()
    with pytest.raises(ProviderError):
        breaker.enter()  # one try at a time
    breaker.leave()
    breaker.enter()


@pytest.mark.parametrize("error", [WrongKey("x"), RateLimited("x"), TooLong("x")])
def test_errors_that_are_not_the_providers_weakness_do_not_count(
    clock: Clock, error: ProviderError
) -> None:
    breaker = Breaker("P", threshold=1, clock=clock)
    breaker.fail(error)
    assert breaker.resting() == 0
    breaker.fail(Offline("x"))
    assert breaker.resting() > 0


def test_calls_that_fail_together_do_not_lengthen_the_rest(clock: Clock) -> None:
    breaker = Breaker("P", threshold=3, rest=30.0, clock=clock)
    for _ in range(10):
        breaker.enter()
    for _ in range(10):
        breaker.fail(BUSY)
    assert breaker.resting() == 30


# ---------------------------------------------------------------- queue


def take(queue: RateQueue, tokens: int = 1, **fields: Any) -> float:
    with queue.turn(tokens, fields.pop("cancel", CancelToken()), **fields) as waited:
        return waited


def test_without_limits_nobody_waits() -> None:
    queue = RateQueue("P")
    assert max(take(queue) for _ in range(100)) < 0.05


def test_requests_over_the_limit_wait_for_the_window_to_pass() -> None:
    queue = RateQueue("P", requests=2, window=0.1)
    began = time.monotonic()
    waits = [take(queue) for _ in range(4)]
    assert max(waits[:2]) < 0.05
    assert 0.1 <= time.monotonic() - began < 0.3


def test_tokens_over_the_limit_wait_as_well() -> None:
    queue = RateQueue("P", tokens=100, window=0.1)
    began = time.monotonic()
    take(queue, 60)
    take(queue, 60)
    assert 0.1 <= time.monotonic() - began < 0.3


def test_a_call_larger_than_the_limit_goes_alone() -> None:
    queue = RateQueue("P", tokens=100, window=0.05)
    assert take(queue, 5000) < 0.04
    assert take(queue, 10) > 0.03


def test_calls_at_a_time_are_limited_and_served_in_order() -> None:
    queue = RateQueue("P", parallel=2)
    running, most_running, order = [0], [0], []
    lock, hold = threading.Lock(), threading.Event()

    def work(number: int) -> None:
        with queue.turn(1, CancelToken()):
            with lock:
                running[0] += 1
                most_running[0] = max(most_running[0], running[0])
                order.append(number)
            hold.wait(2)
            with lock:
                running[0] -= 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for number, thread in enumerate(threads):
        thread.start()
        while number >= 2 and len(queue._line) < number - 1:
            time.sleep(0.001)  # until it stands in the line
    hold.set()
    for thread in threads:
        thread.join()
    assert most_running[0] == 2
    assert sorted(order[:2]) == [0, 1]
    assert len(order) == 6


def test_a_pause_holds_everybody_back() -> None:
    queue = RateQueue("P")
    queue.pause(0.08)
    assert 0.07 < take(queue) < 0.3


def test_cancelling_leaves_the_line_at_once() -> None:
    queue = RateQueue("P")
    queue.pause(30)
    cancel = CancelToken()
    timer = threading.Timer(0.03, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        take(queue, cancel=cancel)
    assert time.monotonic() - began < 0.5
    assert not queue._line
    timer.join()


def test_a_turn_that_would_come_too_late_is_refused_at_once() -> None:
    queue = RateQueue("P", requests=1, window=30)
    take(queue)
    began = time.monotonic()
    with pytest.raises(ProviderTimeout):
        take(queue, deadline=time.monotonic() + 1)
    assert time.monotonic() - began < 0.5


def test_waiting_for_a_place_ends_at_the_deadline() -> None:
    queue = RateQueue("P", parallel=1)
    with queue.turn(1, CancelToken()), pytest.raises(ProviderTimeout):
        take(queue, deadline=time.monotonic() + 0.05)
    assert take(queue) < 0.05
