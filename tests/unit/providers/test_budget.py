# SPDX-License-Identifier: GPL-3.0-or-later
"""Budgets stop before the overspend; the record survives and is shared."""

from __future__ import annotations

import datetime
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import BudgetReached, LibraryError
from ll3m.ll3m_addon.core.seams import ChatRequest, Message, Task
from ll3m.ll3m_addon.providers.budget import Ledger, fit, input_tokens, worst_cost
from ll3m.ll3m_addon.providers.pricing import Price

PRICE = Price(input=1.0, output=10.0)  # dollars per million tokens
NOON = datetime.datetime(2026, 3, 30, 12, 0)


def request(max_tokens: int = 10_000, text: str = "x" * 2984, images: int = 0) -> ChatRequest:
    """By default: 1,000 tokens in, so at worst 0.001 + 0.1 dollars."""
    message = Message("user", text, (b"",) * images)
    return ChatRequest(messages=(message,), task=Task("code", "x"), max_tokens=max_tokens)


class Days:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def days() -> Days:
    return Days()


def ledger(folder: Path, clock: Any, **limits: float) -> Ledger:
    return Ledger(folder / "spending.sqlite", clock=clock, **limits)


def test_the_worst_case_counts_everything_sent_and_the_longest_answer() -> None:
    assert input_tokens(request()) == 1000
    assert input_tokens(request(images=2)) == 4200
    assert worst_cost(request(), PRICE) == pytest.approx(0.101)


def test_a_call_that_fits_is_left_as_it_is() -> None:
    asked = request()
    assert fit(asked, PRICE, 0.2) == (asked, "")


def test_an_answer_is_shortened_to_what_is_left_and_it_is_said() -> None:
    fitted, note = fit(request(), PRICE, 0.051)
    assert fitted.max_tokens in (4999, 5000), "rounded down"
    assert f"{fitted.max_tokens} tokens" in note
    assert worst_cost(fitted, PRICE) <= 0.051 + 1e-12


@pytest.mark.parametrize("left", [0.0, 0.0005, 0.005, -1.0])
def test_a_call_that_leaves_no_room_for_an_answer_is_refused(left: float) -> None:
    with pytest.raises(BudgetReached):
        fit(request(), PRICE, left)


def test_free_models_pass_any_budget() -> None:
    assert fit(request(), Price(0, 0), 0.0)[1] == ""


def test_a_booking_counts_at_its_worst_until_it_is_settled(tmp_path: Path, days: Days) -> None:
    one = ledger(tmp_path, days, day=1.0)
    number = one.book("p", "m", 0.6)
    assert one.left() == pytest.approx(0.4)
    with pytest.raises(BudgetReached, match="day") as caught:
        one.book("p", "m", 0.5)
    assert caught.value.data["limit"] == 1.0
    one.settle(number, 0.1)
    assert one.left() == pytest.approx(0.9)
    one.book("p", "m", 0.5)


def test_a_new_day_and_a_new_month_start_anew(tmp_path: Path, days: Days) -> None:
    one = ledger(tmp_path, days, day=1.0, month=1.5)
    one.book("p", "m", 1.0)
    assert one.left() == pytest.approx(0.0)
    days.now += datetime.timedelta(days=1)
    assert one.left() == pytest.approx(0.5)
    with pytest.raises(BudgetReached, match="month"):
        one.book("p", "m", 0.9)
    days.now += datetime.timedelta(days=1)  # the first of April
    assert one.left() == pytest.approx(1.0)


def test_what_was_spent_survives_and_is_shared(tmp_path: Path, days: Days) -> None:
    ledger(tmp_path, days).book("p", "m", 0.7)
    assert ledger(tmp_path, days, day=1.0).left() == pytest.approx(0.3)
    assert ledger(tmp_path, days).spent(NOON - datetime.timedelta(hours=1)) == pytest.approx(0.7)
    if os.name == "posix":
        assert (tmp_path / "spending.sqlite").stat().st_mode & 0o777 == 0o600


def test_many_at_once_never_book_more_than_the_budget(tmp_path: Path, days: Days) -> None:
    booked, refused = [], []

    def book() -> None:
        own = ledger(tmp_path, days, day=1.0)  # as another process would
        for _ in range(5):
            try:
                booked.append(own.book("p", "m", 0.1))
            except BudgetReached:
                refused.append(1)

    threads = [threading.Thread(target=book) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(booked) in (9, 10), "ten tenths may or may not add up to a whole in binary"
    assert len(booked) + len(refused) == 30


def test_a_ledger_that_cannot_be_used_stops_only_where_a_budget_is_set(
    tmp_path: Path, days: Days, caplog: Any
) -> None:
    (tmp_path / "spending.sqlite").write_bytes(b"this is no database, but it is long enough" * 9)
    with pytest.raises(LibraryError):
        ledger(tmp_path, days, day=1.0).book("p", "m", 0.1)
    assert ledger(tmp_path, days).book("p", "m", 0.1) == 0
    assert "spending" in caplog.text
