# SPDX-License-Identifier: GPL-3.0-or-later
"""What all adapters of one set of settings share. Loads no network library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .keys import Keys
from .pricing import Price

__all__ = ["Means"]


@dataclass(frozen=True, slots=True)
class Means:
    """Keys, prices, and what the network may do.

    ``online`` says at each call whether the internet may be used, ``connect_timeout`` how
    many seconds reaching a host may take (0: the default); ``prices`` is the user's table.
    """

    keys: Keys
    online: Callable[[], bool] = lambda: True
    connect_timeout: Callable[[], float] = lambda: 0.0
    prices: Mapping[str, Price] = field(default_factory=dict)
