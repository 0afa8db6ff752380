# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to providers: a chat in no provider's dialect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ...bridge.contract.job import Usage
from ...bridge.contract.provider import ProviderInfo
from .cancel import CancelToken

__all__ = [
    "ChatDelta",
    "ChatDone",
    "ChatRequest",
    "Message",
    "Provider",
    "Providers",
    "Task",
]


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message; ``images`` are PNG, JPEG or WebP bytes."""

    role: str  # "system" | "user" | "assistant"
    text: str
    images: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What the chat is for, as data: the only thing the rule-based composer reads."""

    purpose: str  # "code" | "repair" | "plan" | "critique" | "verify" | "score"
    prompt: str
    feedback: tuple[str, ...] = ()
    source: str | None = None
    preserve: tuple[str, ...] = ()
    kind: str = "python_model"
    standing: tuple[str, ...] = ()  # instructions and style guide, in order; later ones win
    variant: int = 0  # which of ``variants`` drafts of the same wish this is, from 0
    variants: int = 1
    details: Mapping[str, Any] = field(default_factory=dict)  # of the kind; plain JSON data


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A chat request in no provider's dialect. ``schema`` asks for JSON of that shape."""

    messages: tuple[Message, ...]
    task: Task
    model: str | None = None
    schema: dict[str, Any] | None = None
    max_tokens: int = 8192
    temperature: float | None = None
    timeout: float | None = None  # seconds without a byte; None: the provider's setting
    deadline: float | None = None  # time.monotonic() at which an answer is no longer wanted
    budget: float | None = None  # US dollars this call may cost at most
    cache: bool = True  # False: ask even if the same request was answered before
    fallback: bool = True  # False: this provider answers or none does
    restartable: bool = False  # the caller understands ``ChatDelta.restart``


@dataclass(frozen=True, slots=True)
class ChatDelta:
    """A piece of the answer's text. ``restart``: the answer begins anew, forget what came before."""

    text: str
    restart: bool = False


@dataclass(frozen=True, slots=True)
class ChatDone:
    """The end of an answer."""

    model: str
    usage: Usage
    stop: str = "end"  # "end" | "length" | "refusal"
    notes: tuple[str, ...] = ()


class Provider(Protocol):
    """Something that answers chat requests."""

    @property
    def name(self) -> str:
        """The name in settings and on the wire."""
        ...

    def info(self) -> ProviderInfo:
        """Describe it without any network."""
        ...

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Yield text pieces, then one ``ChatDone``. Cancelling closes the connection at once.

        Raises:
            ProviderError: and its subclasses; ``Cancelled``.
        """
        ...


class Providers(Protocol):
    """All providers of the settings."""

    def get(self, name: str | None = None) -> Provider:
        """Return the named (or default) provider; raises ``NotFound``."""
        ...

    def list(self) -> list[ProviderInfo]:
        """Describe all."""
        ...
