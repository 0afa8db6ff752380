# SPDX-License-Identifier: GPL-3.0-or-later
"""What a call costs, in US dollars.

The user's own prices (``price_input`` and ``price_output`` of a provider, and the table
``prices`` of the settings) come first. The table is a help for those who set none: list prices change, so it is dated,
and a model it does not know costs nothing *and says so*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..core.settings import ProviderSettings

__all__ = ["AS_OF", "EMPTY", "TABLE", "Price", "price_of"]

#: When the table was last compared with the providers' public price lists.
AS_OF = "2025-12"


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens. ``known`` is False where nobody named a price."""

    input: float
    output: float
    known: bool = True

    def cost(self, input_tokens: int, output_tokens: int) -> float:
        """Cost of one call in US dollars."""
        return (input_tokens * self.input + output_tokens * self.output) / 1e6


EMPTY: Mapping[str, Price] = MappingProxyType({})

#: Beginning of a model's name -> list price (standard tier, uncached). The longest fits.
TABLE: dict[str, Price] = {
    "gpt-5": Price(1.25, 10.0),
    "gpt-5.1": Price(1.25, 10.0),
    "gpt-5.2": Price(1.75, 14.0),
    "gpt-5-mini": Price(0.25, 2.0),
    "gpt-5-nano": Price(0.05, 0.4),
    "gpt-4.1": Price(2.0, 8.0),
    "gpt-4.1-mini": Price(0.4, 1.6),
    "gpt-4.1-nano": Price(0.1, 0.4),
    "gpt-4o": Price(2.5, 10.0),
    "gpt-4o-mini": Price(0.15, 0.6),
    "o3": Price(2.0, 8.0),
    "o3-pro": Price(20.0, 80.0),
    "o4-mini": Price(1.1, 4.4),
    "claude-opus-4": Price(15.0, 75.0),
    "claude-opus-4-5": Price(5.0, 25.0),
    "claude-sonnet-4": Price(3.0, 15.0),
    "claude-haiku-4-5": Price(1.0, 5.0),
    "claude-3-7-sonnet": Price(3.0, 15.0),
    "claude-3-5-sonnet": Price(3.0, 15.0),
    "claude-3-5-haiku": Price(0.8, 4.0),
    "gemini-3-pro": Price(2.0, 12.0),
    "gemini-2.5-pro": Price(1.25, 10.0),
    "gemini-2.5-flash": Price(0.3, 2.5),
    "gemini-2.5-flash-lite": Price(0.1, 0.4),
    "deepseek-chat": Price(0.27, 1.1),
    "deepseek-reasoner": Price(0.55, 2.19),
}


def price_of(
    settings: ProviderSettings, model: str, *, local: bool, own: Mapping[str, Price] = EMPTY
) -> Price:
    """The price of ``model``.

    In this order: the provider's in the settings, the user's ``own`` table (beginnings of
    names), nothing for local models, the table here.
    """
    if settings.price_input or settings.price_output:
        return Price(settings.price_input, settings.price_output)
    bare = model.rpartition("/")[2].removeprefix("models/").lower()
    mine = _longest(own, model.lower()) or _longest(own, bare)
    if mine is not None:
        return mine
    if local:
        return Price(0.0, 0.0)
    return _longest(TABLE, bare) or Price(0.0, 0.0, known=False)


def _longest(table: Mapping[str, Price], model: str) -> Price | None:
    """The price under the longest name that is ``model`` or begins it at a dash or colon."""
    fitting = [
        name for name in table
        if model == name.lower() or model.startswith((f"{name.lower()}-", f"{name.lower()}:"))
    ]  # fmt: skip
    return table[max(fitting, key=len)] if fitting else None
