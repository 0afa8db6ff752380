# SPDX-License-Identifier: GPL-3.0-or-later
"""The difference that the panel shows beside a comparison. Only shown: what is compared is
read from the scene (``compare``), and a lost difference is asked for again."""

from __future__ import annotations

from typing import Any

__all__ = ["forget", "keep", "shown"]

_shown: list[Any] = []


def keep(difference: Any) -> None:
    """Show this ``VersionDifference`` from now on."""
    _shown[:] = [difference]


def forget() -> None:
    """Show none."""
    _shown.clear()


def shown() -> Any:
    """The difference to draw, or None."""
    return _shown[0] if _shown else None
