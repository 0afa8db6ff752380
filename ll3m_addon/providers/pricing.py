# SPDX-License-Identifier: GPL-3.0-or-later
"""What a call costs, in US dollars.

The user's own prices (``price_input``, ``price_output`` of a provider's settings) come
first. The table is a help for those who set none: list prices change, so it is dated,
and a model it does not know costs nothing *and says so*.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..core.settings import ProviderSettings

__all__ = ["AS_OF", "TABLE", "Price", "price_of"]

#: When the table was last compared with the providers' public price lists.
AS_OF = "2025-08"


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens. ``known`` is False where nobody named a price."""

    input: float
    output: float
    known: bool = True

    def cost(self, input_tokens: int, output_tokens: int) -> float:
        """Cost of one call in US dollars."""
        return (input_tokens * self.input + output_tokens * self.output) / 1e6


#: Beginning of a model's name -> list price (standard tier, uncached). The longest fits.
TABLE: dict[str, Price] = {
    "gpt-5": Price(1.25, 10.0),
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
    "claude-sonnet-4": Price(3.0, 15.0),
    "claude-3-7-sonnet": Price(3.0, 15.0),
    "claude-3-5-sonnet": Price(3.0, 15.0),
    "claude-3-5-haiku": Price(0.8, 4.0),
    "gemini-2.5-pro": Price(1.25, 10.0),
    "gemini-2.5-flash": Price(0.3, 2.5),
    "gemini-2.5-flash-lite": Price(0.1, 0.4),
    "deepseek-chat": Price(0.27, 1.1),
    "deepseek-reasoner": Price(0.55, 2.19),
}


def price_of(settings: ProviderSettings, model: str, *, local: bool) -> Price:
    """The price of ``model``: the settings', else nothing for local ones, else the table's."""
    if settings.price_input or settings.price_output:
        return Price(settings.price_input, settings.price_output)
    if local:
        return Price(0.0, 0.0)
    bare = model.rpartition("/")[2].removeprefix("models/").lower()
    fitting = [name for name in TABLE if bare == name or bare.startswith((name + "-", name + ":"))]
    if not fitting:
        return Price(0.0, 0.0, known=False)
    return TABLE[max(fitting, key=len)]
