# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, keywords and values that no Blender ever took, but models write. Mended where it is sure."""

from __future__ import annotations

from .edits import Migration
from .mistakes_calls import CALLS
from .mistakes_names import NAMES
from .mistakes_values import VALUES

__all__ = ["MIGRATIONS"]

MIGRATIONS: tuple[Migration, ...] = (*CALLS, *NAMES, *VALUES)
