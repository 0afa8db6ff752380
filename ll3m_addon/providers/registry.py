# SPDX-License-Identifier: GPL-3.0-or-later
"""All providers of the settings, made when they are first asked for."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from difflib import get_close_matches

from ...bridge.contract.errors import NotFound
from ...bridge.contract.provider import ProviderInfo
from ..core.seams import Provider
from ..core.settings import ProviderSettings, Settings
from .keys import Keys

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
) -> Registry:
    """Return the providers of ``settings``, the offline composer always among them.

    ``session_keys`` are keys of this process only, by provider name. ``online`` says at
    each call whether Blender's Online Access is on; local servers are asked either way.
    """
    return Registry(settings, Keys(session_keys), online)


class Registry:
    """The providers of one set of settings. Thread-safe; ``core.seams.Providers``."""

    def __init__(self, settings: Settings, keys: Keys, online: Callable[[], bool]) -> None:
        self._settings = settings
        self._online = online
        self._lock = threading.Lock()
        self._made: dict[str, Provider] = {}
        self.keys = keys

    def _is_online(self) -> bool:
        return self._settings.online and self._online()

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
                self._made[name] = self._make(name)
            return self._made[name]

    def _make(self, name: str) -> Provider:
        settings = self._settings.providers.get(name)
        if name == _OFFLINE or settings is None or settings.type == "offline":
            from .offline import OfflineComposer

            return OfflineComposer()
        if settings.type == "scripted":
            from .scripted import Scripted

            return Scripted(name, settings)
        return self._adapter(name, settings)

    def _adapter(self, name: str, settings: ProviderSettings) -> Provider:
        module, class_name = _ADAPTERS[settings.type]
        adapter = getattr(importlib.import_module(module, __package__), class_name)
        return adapter(name, settings, self.keys, self._is_online)

    def list(self) -> list[ProviderInfo]:
        """Describe all, without any network; the default one is marked."""
        return [
            self.get(name).info().model_copy(update={"default": name == self._settings.provider})
            for name in self._names()
        ]
