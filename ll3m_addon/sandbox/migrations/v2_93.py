# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 2.93."""

from __future__ import annotations

from .edits import Migration

__all__ = ["MIGRATIONS"]

MIGRATIONS: tuple[Migration, ...] = ()
