# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that no Blender ever had, but models write."""

from __future__ import annotations

from .edits import Migration

__all__ = ["MIGRATIONS"]

MIGRATIONS: tuple[Migration, ...] = ()
