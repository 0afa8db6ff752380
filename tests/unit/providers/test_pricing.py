# SPDX-License-Identifier: GPL-3.0-or-later
"""What a call costs, and by whose word."""

from __future__ import annotations

import pytest
from ll3m.ll3m_addon.core.settings import ProviderSettings
from ll3m.ll3m_addon.providers.pricing import TABLE, Price, price_of

NONE = ProviderSettings()


def test_the_users_own_prices_come_first() -> None:
    own = ProviderSettings(price_input=3.0, price_output=4.0)
    assert price_of(own, "gpt-5", local=True).cost(1_000_000, 500_000) == 5.0


def test_a_local_model_costs_nothing() -> None:
    price = price_of(NONE, "gpt-5", local=True)
    assert price.known
    assert price.cost(10**6, 10**6) == 0


@pytest.mark.parametrize(
    ("model", "row"),
    [
        ("gpt-5", "gpt-5"),
        ("claude-opus-4-5-20251101", "claude-opus-4-5"),
        ("claude-opus-4-1", "claude-opus-4"),
        ("gpt-5-mini-2025-08-07", "gpt-5-mini"),
        ("openai/gpt-4o-mini", "gpt-4o-mini"),
        ("models/gemini-2.5-flash-lite", "gemini-2.5-flash-lite"),
        ("deepseek/deepseek-chat:free", "deepseek-chat"),
    ],
)
def test_the_longest_fitting_name_decides(model: str, row: str) -> None:
    assert price_of(NONE, model, local=False) == TABLE[row]


@pytest.mark.parametrize("model", ["gpt-5x", "gpt-50", "unheard-of", ""])
def test_an_unknown_model_has_no_price_and_says_so(model: str) -> None:
    price = price_of(NONE, model, local=False)
    assert not price.known
    assert price.cost(10**6, 10**6) == 0


def test_the_users_table_comes_before_ours_and_serves_local_models_too() -> None:
    own = {"gpt-5": Price(9.0, 9.0), "Owner/Model": Price(1.0, 2.0)}
    assert price_of(NONE, "gpt-5-mini", local=False, own=own) == Price(9.0, 9.0)
    assert price_of(NONE, "owner/model:fast", local=True, own=own) == Price(1.0, 2.0)
    assert price_of(NONE, "gpt-4o", local=False, own=own) == TABLE["gpt-4o"]
