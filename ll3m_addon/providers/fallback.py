# SPDX-License-Identifier: GPL-3.0-or-later
"""A chain of providers: when one can't answer, the next one is asked, and it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...bridge.contract.errors import NoCredit, Offline, ProviderError
from ...bridge.contract.provider import ProviderInfo
from ..core.cancel import CancelToken
from ..core.seams import ChatDelta, ChatDone, ChatRequest, Provider
from .cache import forget
from .resilience import passes

__all__ = ["Chain"]


def _next_may_do_better(error: ProviderError) -> bool:
    """A wrong key or model is the user's to mend; hiding it behind another answer would not help."""
    return isinstance(error, (Offline, NoCredit)) or passes(error)


class Chain:
    """A provider with others behind it. ``core.seams.Provider`` under the first one's name."""

    def __init__(self, first: Provider, others: Sequence[Provider]) -> None:
        self._first = first
        self._others = tuple(others)

    @property
    def name(self) -> str:
        """The first one's name."""
        return self._first.name

    def info(self) -> ProviderInfo:
        """The first one's; others do not make it ready."""
        return self._first.info()

    def forget(self, request: ChatRequest) -> None:
        """Drop the kept answers to ``request``; see ``cache.forget``."""
        forget(self._first, request)
        for provider in self._others:
            forget(provider, replace(request, model=None))

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Ask the first, then the others; see ``core.seams.Provider``.

        Raises:
            ProviderError: the first one's error, when nobody answered; ``data.tried``
                names the others.
        """
        if not request.fallback:
            yield from self._first.chat(request, cancel)
            return
        notes: list[str] = []
        failed: ProviderError | None = None
        for provider in (self._first, *self._others):
            asked = request if failed is None else replace(request, model=None)
            said = False
            try:
                for item in provider.chat(asked, cancel):
                    said = said or isinstance(item, ChatDelta)
                    if isinstance(item, ChatDone) and failed is not None:
                        item = replace(
                            item, notes=(*notes, f"{provider.name} answered instead.", *item.notes)
                        )
                    yield item
                return
            except ProviderError as error:
                if failed is None and not _next_may_do_better(error):
                    raise
                if said and not request.restartable:
                    raise
                notes.append(f"{provider.name} could not answer: {error.message}")
                failed = failed or error
            if said:
                yield ChatDelta("", restart=True)
        assert failed is not None
        failed.data["tried"] = [provider.name for provider in self._others]
        raise failed
