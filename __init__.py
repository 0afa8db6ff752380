# SPDX-License-Identifier: GPL-3.0-or-later
"""LL3M for Blender: prompts in, checked and versioned 3D assets out.

Wiring only: what is heavy is imported when needed, so ``import ll3m`` costs nothing.
"""

from __future__ import annotations


def register() -> None:
    """Register the extension's classes with Blender (called by Blender)."""
    from .ll3m_addon.blender.own_wheels import prefer_own_wheels

    prefer_own_wheels()  # before anything imports pydantic
    from .ll3m_addon.blender import registration

    registration.register(__package__ or __name__)


def unregister() -> None:
    """Undo exactly what ``register`` did (called by Blender)."""
    from .ll3m_addon.blender import registration

    registration.unregister()
