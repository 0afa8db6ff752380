# SPDX-License-Identifier: GPL-3.0-or-later
"""What every provider behind an address has: settings, key, list of models, the end of an answer.

``HttpProvider`` adds one streamed call in a dialect; RunPod adds jobs.
"""

from __future__ import annotations

import base64
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ...bridge.contract.errors import (
    InvalidRequest,
    LL3MError,
    ModelRefused,
    NoKey,
    Offline,
    ProviderError,
    UnknownModel,
)
from ...bridge.contract.job import Usage
from ...bridge.contract.provider import ProviderInfo
from ..core.cancel import CancelToken
from ..core.seams import ChatDelta, ChatDone, ChatRequest
from ..core.settings import ProviderSettings
from .abilities import abilities_of
from .addresses import Base, read_base
from .failures import read_failure, to_error
from .keys import Secret, place
from .means import Means
from .pricing import price_of
from .sse import objects
from .transport import Exchange

__all__ = ["Answer", "Call", "HttpBase", "data_url", "image_type"]

_CHARS_PER_TOKEN = 3.5  # for servers that count nothing; code is denser than prose (about 4)


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request, ready to send."""

    url: str
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Answer:
    """What has been read of an answer so far."""

    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    stop: str = "end"
    ended: bool = False
    refusal: str = ""
    characters: int = 0
    notes: list[str] = field(default_factory=list)


def image_type(data: bytes) -> str:
    """The media type of an image by its first bytes; raises ``InvalidRequest`` for others."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    raise InvalidRequest("Images for a model must be PNG, JPEG or WebP.")


def data_url(data: bytes) -> str:
    """An image as a ``data:`` URL."""
    return f"data:{image_type(data)};base64,{base64.b64encode(data).decode('ascii')}"


class HttpBase(ABC):
    """A provider behind an address: settings, key, models, exchanges, ends. Thread-safe."""

    #: Hosts of this dialect that answer nobody without a key, and the variables it is usually in.
    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {}
    #: Where the dialect's own service is; used when the settings name no base URL.
    default_base: ClassVar[str] = ""
    needs_model: ClassVar[bool] = True

    def __init__(
        self,
        name: str,
        settings: ProviderSettings,
        means: Means,
    ) -> None:
        self._name = name
        self._settings = settings
        self._means = means

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._name!r})"

    @property
    def name(self) -> str:
        """The name in the settings."""
        return self._name

    @property
    def label(self) -> str:
        """The name shown to people."""
        return self._settings.label or self._name

    @abstractmethod
    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Yield text pieces, then one ``ChatDone``; see ``core.seams.Provider``."""

    def _authorise(self, key: Secret) -> dict[str, str]:
        return {"Authorization": f"Bearer {key.reveal()}"}

    # ------------------------------------------------------------ what is there

    def info(self) -> ProviderInfo:
        """Describe the provider without any network."""
        local, reason = False, ""
        try:
            local = self._base().local
            self._key()
            if not local:
                self._allow_online()
            if not self._settings.model and self.needs_model and not local:
                reason = "No model is chosen."
        except LL3MError as error:
            reason = error.message
        able = abilities_of(self._settings)
        return ProviderInfo(
            name=self._name,
            label=self.label,
            local=local,
            is_model=True,
            base_url=self._settings.base_url or self.default_base or None,
            model=self._settings.model or None,
            ready=not reason,
            reason=reason,
            vision=able.vision,
            structured=able.structured,
        )

    def _base(self) -> Base:
        url = self._settings.base_url or self.default_base
        if not url:
            raise InvalidRequest(
                f"{self.label} has no base URL.",
                advice="Set base_url, such as http://localhost:11434/v1 for a local server.",
            )
        return read_base(url)

    def _allow_online(self) -> None:
        if not self._means.online():
            raise Offline(f"Online access is off, so {self.label} is not asked.")

    def _key(self) -> Secret | None:
        base = self._base()
        source = self._settings.key
        key = self._means.keys.find(self._name, source)
        usual = self.known_hosts.get(base.host, ())
        for variable in usual:
            if key is None and not source:
                key = self._means.keys.find(self._name, f"env:{variable}")
        if key is None and (source or usual):
            where = place(source or f"env:{usual[0]}")
            raise NoKey(
                f"{self.label} needs a key, and {where} holds none.",
                advice=f"Put the key into {where}, or name another place in the settings.",
            )
        return key

    def _model(self, request: ChatRequest, base: Base, cancel: CancelToken) -> str:
        model = request.model or self._settings.model
        if model:
            return model
        if base.local:
            served = self.models(cancel)
            if served:
                return served[0]
        raise UnknownModel(
            f"No model is chosen for {self.label}.", advice="Name a model in the settings."
        )

    def models(self, cancel: CancelToken) -> list[str]:
        """Names of the models the server lists. Asks the server.

        Raises:
            ProviderError: and its subclasses; ``Cancelled``.
        """
        base, key = self._open()
        with self._exchange(base, cancel, min(self._settings.timeout, 30.0)) as exchange:
            exchange.carries_key = key is not None
            url = self._endpoint(base, "models")
            response = exchange.send("GET", url, self._authorise(key) if key else {})
            text = response.text(4 * 2**20)
            if response.status >= 400:
                raise to_error(read_failure(response.status, response.headers, text), self.label)
            found: list[str] = []
            for _, value in objects([text.encode()]):
                rows = value.get("data") or value.get("models") or []
                found += [str(row.get("id") or row.get("name")) for row in rows]
        return found

    def _endpoint(self, base: Base, path: str) -> str:
        return f"{base.url}/{path}"

    def _open(self) -> tuple[Base, Secret | None]:
        """Address and key of a call that is about to be made."""
        base = self._base()
        if not base.local:
            self._allow_online()
        return base, self._key()

    def _exchange(
        self, base: Base, cancel: CancelToken, timeout: float, deadline: float | None = None
    ) -> Exchange:
        return Exchange(base, self.label, timeout, cancel, deadline, self._means.connect_timeout())

    # ------------------------------------------------------------ the end of an answer

    def _check_end(self, answer: Answer) -> None:
        """Refuse answers that broke off, are empty, or are a refusal."""
        if answer.refusal or answer.stop == "refusal":
            said = f" It said: {answer.refusal[:300].rstrip('.')}." if answer.refusal else ""
            raise ModelRefused(
                f"The model at {self.label} declined to answer.{said}",
                input_tokens=answer.input_tokens or 0,
                output_tokens=answer.output_tokens or 0,
            )
        if not answer.ended:
            raise ProviderError(
                f"The connection to {self.label} broke off in the middle of the answer.",
                retryable=True,
                partial=answer.characters > 0,
            )
        if not answer.characters and answer.stop == "length":
            raise ProviderError(
                f"The model at {self.label} used up its whole answer before it said anything.",
                advice="Choose a model that thinks less before it answers.",
                output_tokens=answer.output_tokens or 0,
                input_tokens=answer.input_tokens or 0,
            )
        if not answer.characters:
            raise ProviderError(f"{self.label} answered with nothing.", retryable=True)

    def _done(self, request: ChatRequest, answer: Answer, base: Base, began: float) -> ChatDone:
        sent = sum(len(message.text) for message in request.messages)
        notes = list(answer.notes)
        # Some gateways report zeros; nobody can be asked or answer with nothing.
        if not answer.input_tokens or (not answer.output_tokens and answer.characters):
            notes.append("The server counted no tokens; the numbers are estimates.")
        taken = _estimate(answer.input_tokens, sent)
        given = _estimate(answer.output_tokens, answer.characters)
        # Some servers call an answer complete that ran into the limit.
        cut = answer.stop == "end" and (answer.output_tokens or 0) >= request.max_tokens
        stop = "length" if cut else answer.stop
        price = price_of(self._settings, answer.model, local=base.local, own=self._means.prices)
        if not price.known:
            notes.append(f"No price is known for {answer.model}; its cost counts as 0.")
        usage = Usage(
            calls=1,
            input_tokens=taken,
            output_tokens=given,
            cost=price.cost(taken, given),
            seconds=time.monotonic() - began,
        )
        return ChatDone(answer.model, usage, stop, tuple(notes))


def _estimate(counted: int | None, characters: int) -> int:
    return counted or round(characters / _CHARS_PER_TOKEN)
