# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``knowledge``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.knowledge import KnowledgeSearchRequest, KnowledgeSearchResult

if TYPE_CHECKING:
    from ..app import App


def search(app: App, request: KnowledgeSearchRequest, caller: Caller) -> KnowledgeSearchResult:
    """Search the API of the Blender behind the jail."""
    return app.knowledge.search(request)
