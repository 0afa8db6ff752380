# SPDX-License-Identifier: GPL-3.0-or-later
"""All providers of the settings, made when they are first asked for."""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_state_path

from ...bridge.contract.errors import NotFound
from ...bridge.contract.provider import ProviderInfo
from ..core.seams import Provider
from ..core.settings import ProviderSettings, Settings
from .keys import Keys
from .means import Means
from .pricing import Price

__all__ = ["Registry", "open_providers"]

#: type in the settings -> module and class; a module is loaded with its first provider.
_ADAPTERS: dict[str, tuple[str, str]] = {
    "openai_compatible": (".openai_compatible", "OpenAICompatible"),
    "openai_responses": (".openai_responses", "OpenAIResponses"),
    "anthropic": (".anthropic", "Anthropic"),
    "gemini": (".gemini", "Gemini"),
    "ollama": (".ollama", "Ollama"),
    "huggingface": (".huggingface", "HuggingFace"),
    "runpod": (".runpod", "RunPod"),
}
_OFFLINE = "offline"


def open_providers(
    settings: Settings,
    *,
    session_keys: dict[str, str] | None = None,
    online: Callable[[], bool] = lambda: True,
    connect_timeout: Callable[[], float] = lambda: 0.0,
    folder: Path | None = None,
) -> Registry:
    """Return the providers of ``settings``, the offline composer always among them.

    ``session_keys`` are keys of this process only, by provider name. ``online`` says at
    each call whether Blender's Online Access is on; local servers are asked either way.
    ``connect_timeout`` gives Blender's network timeout in seconds, 0 for our default.
    ``folder`` holds the cache of answers and the record of spending.
    """
    prices = {name: Price(*pair) for name, pair in settings.prices.items()}
    means = Means(Keys(session_keys), lambda: settings.online and online(), connect_timeout, prices)
    return Registry(settings, means, folder or state_folder())


def state_folder() -> Path:
    """Where the cache and the record of spending lie: ``LL3M_STATE``, or the user's state folder."""
    named = os.environ.get("LL3M_STATE")
    return Path(named) if named else user_state_path("ll3m")


class Registry:
    """The providers of one set of settings. Thread-safe; ``core.seams.Providers``."""

    def __init__(self, settings: Settings, means: Means, folder: Path) -> None:
        self._settings = settings
        self._means = means
        self._folder = folder
        self._lock = threading.Lock()
        self._made: dict[str, Provider] = {}
        self._single: dict[str, Provider] = {}

    @property
    def keys(self) -> Keys:
        """Where the keys are found and kept."""
        return self._means.keys

    def _names(self) -> list[str]:
        return [_OFFLINE, *(name for name in self._settings.providers if name != _OFFLINE)]

    def get(self, name: str | None = None) -> Provider:
        """Return the named provider, or the settings' default.

        Raises:
            NotFound: no provider has that name.
        """
        name = name or self._settings.provider
        if name not in self._names():
            near = get_close_matches(name, self._names(), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise NotFound(
                f"There is no provider {name!r}.{hint}",
                advice=f"Choose one of: {', '.join(self._names())}; or add it to the settings.",
            )
        with self._lock:
            if name not in self._made:
                self._made[name] = self._with_fallback(name)
            return self._made[name]

    def _with_fallback(self, name: str) -> Provider:
        first = self._alone(name)
        settings = self._settings.providers.get(name)
        others = [other for other in settings.fallback if other != name] if settings else []
        if not others:
            return first
        from .fallback import Chain

        return Chain(first, [self._alone(other) for other in others])

    def _alone(self, name: str) -> Provider:
        """A provider without those behind it, one instance for all chains it stands in."""
        if name not in self._single:
            self._single[name] = self._make(name)
        return self._single[name]

    def _make(self, name: str) -> Provider:
        settings = self._settings.providers.get(name)
        if settings is None and name != _OFFLINE:
            raise NotFound(
                f"There is no provider {name!r} to fall back to.",
                advice="Correct the fallback list in the settings.",
            )
        if name == _OFFLINE or settings is None or settings.type == "offline":
            from .offline import OfflineComposer

            return OfflineComposer()
        if settings.type == "scripted":
            from .scripted import Scripted

            return Scripted(name, settings)
        return self._guarded(name, settings)

    def _guarded(self, name: str, settings: ProviderSettings) -> Provider:
        from .budget import Ledger
        from .cache import ReplyCache
        from .guarded import Guarded, Guards
        from .rate_queue import RateQueue
        from .resilience import Breaker, RetryPolicy

        module, class_name = _ADAPTERS[settings.type]
        adapter = getattr(importlib.import_module(module, __package__), class_name)
        inner = adapter(name, settings, self._means)
        everything = self._settings
        label = settings.label or name
        guards = Guards(
            breaker=Breaker(label),
            queue=RateQueue(
                label, settings.requests_per_minute, settings.tokens_per_minute, settings.parallel
            ),
            retry=RetryPolicy(attempts=settings.attempts),
            cache=ReplyCache(self._folder / "replies.sqlite") if everything.cache else None,
            ledger=Ledger(
                self._folder / "spending.sqlite", everything.budget_day, everything.budget_month
            ),
            prices=self._means.prices,
        )
        return Guarded(inner, settings, guards)

    def list(self) -> list[ProviderInfo]:
        """Describe all, without any network; the default one is marked."""
        with self._lock:
            providers = [self._alone(name) for name in self._names()]
        return [
            one.info().model_copy(update={"default": one.name == self._settings.provider})
            for one in providers
        ]
