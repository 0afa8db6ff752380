# SPDX-License-Identifier: GPL-3.0-or-later
"""The service. ``Service`` loads the web libraries only when it starts."""

from __future__ import annotations

from .service import Service

__all__ = ["Service"]
