# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam of what is known of Blender's API. ``core.seams`` holds all others."""

from __future__ import annotations

from typing import Protocol

from ...bridge.contract.knowledge import KnowledgeSearchRequest, KnowledgeSearchResult
from .cancel import CancelToken

__all__ = ["Knowledge"]


class Knowledge(Protocol):
    """The API of the Blender behind the jail, and recipes. Thread-safe."""

    def search(
        self, request: KnowledgeSearchRequest, cancel: CancelToken | None = None
    ) -> KnowledgeSearchResult:
        """Find entries; builds the index first where there is none, which takes seconds.

        Raises:
            Cancelled: while the index was built, or waited for.
            HostError: there is no Blender to read, or it failed.
            NotFound: ``blender_version`` names a Blender that was never indexed here.
        """
        ...

    def lookup(self, problem: str, budget_chars: int, cancel: CancelToken | None = None) -> str:
        """The lines of the API that a traceback or findings touch, in at most that many characters.

        Empty where nothing fits. Raises ``HostError`` and ``Cancelled`` as ``search`` does.
        """
        ...

    def examples(self, wish: str, budget_chars: int) -> str:
        """Recipes that fit a wish, whole ones only, in at most that many characters."""
        ...

    def close(self) -> None:
        """Close the index; one that is being built is given up."""
        ...
