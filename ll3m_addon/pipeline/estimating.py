# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job would send: the pipeline itself is run up to its first question, which is kept.

So what is shown is what will be sent, word for word, and not a second telling of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from ...bridge.contract.asset import (
    AssetEstimate,
    AssetEstimateRequest,
    AssetGenerateRequest,
    AssetRefineRequest,
    MakeOptions,
    SentMessage,
)
from ...bridge.contract.errors import InvalidRequest
from ...bridge.contract.job import Job, Usage
from ...bridge.contract.provider import ProviderInfo
from ..core.cancel import CancelToken
from ..core.clock import utc_now
from ..core.ids import new_id
from ..core.jobs import JobContext
from ..core.seams import ChatDelta, ChatDone, ChatRequest, Provider, Providers
from ..providers.budget import input_tokens, worst_cost
from ..providers.pricing import Price, price_of
from .references import why_left_out

if TYPE_CHECKING:
    from .maker import PipelineMaker

__all__ = ["estimate"]


class _Asked(Exception):
    """The first question. No error but the way out of the pipeline, which catches none such."""

    def __init__(self, request: ChatRequest) -> None:
        super().__init__("asked")
        self.request = request


class _Listener:
    """A provider that answers nothing and keeps what it is asked."""

    def __init__(self, inner: Provider) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        """The real provider's."""
        return self._inner.name

    def info(self) -> ProviderInfo:
        """The real provider's."""
        return self._inner.info()

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:  # noqa: ARG002 - the protocol's
        """Leave the pipeline with the question."""
        raise _Asked(request)


class _Listeners:
    """All providers, none of which answers."""

    def __init__(self, inner: Providers) -> None:
        self._inner = inner

    def get(self, name: str | None = None) -> Provider:
        """The named one, listening only."""
        return _Listener(self._inner.get(name))

    def list(self) -> list[ProviderInfo]:
        """As they are."""
        return self._inner.list()


class _NoJob(JobContext):
    """A job that is none: what is reported goes nowhere."""

    def __init__(self) -> None:
        self.job = Job(
            id=new_id("j"), operation="asset.estimate", state="running", created_at=utc_now()
        )
        self.cancel = CancelToken()
        self.notes: list[str] = []

    def stage(self, name: str, progress: float) -> None:
        """Nobody looks on."""

    def text(self, piece: str) -> None:
        """Nobody looks on."""

    def flush_text(self) -> None:
        """Nobody looks on."""

    def note(self, text: str, **data: Any) -> None:  # noqa: ARG002 - as in ``JobContext``
        """Keep what is said before the first question: what is left out of it."""
        self.notes.append(text)

    def finding(self, data: dict[str, Any]) -> None:
        """Nobody looks on."""

    def used(self, usage: Usage) -> None:
        """Nothing is used."""

    def made(self, asset_id: str, number: int) -> NoReturn:  # noqa: ARG002 - as in ``JobContext``
        """Can't be: nobody answers.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("an estimate made a version")


def estimate(maker: PipelineMaker, request: AssetEstimateRequest) -> AssetEstimate:
    """The first request of a job, and what it costs at most.

    Raises:
        NotFound: no such provider, asset, version or project.
        InvalidRequest: the request can't be understood as the kind it names.
    """
    provider = maker.providers.get(request.provider)
    info = provider.info()
    budget = maker.settings.budget_job if request.budget is None else request.budget
    found = AssetEstimate(
        provider=info.name, label=info.label or info.name, model=request.model or info.model,
        is_model=info.is_model, local=info.local, ready=info.ready, reason=info.reason,
        messages=[], input_tokens=0, priced=True, first_cost=0.0, budget=budget,
    )  # fmt: skip
    if not info.is_model:
        if request.references:
            why = why_left_out(provider, MakeOptions(model=request.model))
            return found.model_copy(update={"notes": [why]})
        return found
    asked, notes = _first_question(maker, request)
    price = _price(maker, provider.name, found)
    return found.model_copy(
        update={
            "messages": [
                SentMessage(role=each.role, text=each.text, images=len(each.images))
                for each in asked.messages
            ],
            "pictures": sum(len(each.images) for each in asked.messages),
            "notes": notes,
            "input_tokens": input_tokens(asked),
            "priced": price.known or found.local,
            "first_cost": round(worst_cost(asked, price), 6),
        }
    )


def _first_question(
    maker: PipelineMaker, request: AssetEstimateRequest
) -> tuple[ChatRequest, list[str]]:
    """What is asked first, and what was said before it was."""
    job = _NoJob()
    listening = maker.asking(_Listeners(maker.providers))
    asks = AssetGenerateRequest if request.asset_id is None else AssetRefineRequest
    given = request.model_dump(include=set(asks.model_fields), exclude_none=True)
    try:
        if request.asset_id is None:
            listening.generate(AssetGenerateRequest(**given), job)
        else:
            listening.refine(AssetRefineRequest(**given), job)
    except _Asked as asked:
        return asked.request, job.notes
    raise InvalidRequest("Such a request asks no model.")


def _price(maker: PipelineMaker, name: str, found: AssetEstimate) -> Price:
    settings = maker.settings.providers.get(name)
    if settings is None:
        return Price(0.0, 0.0)
    own = {key: Price(*pair) for key, pair in maker.settings.prices.items()}
    return price_of(settings, found.model or "", local=found.local, own=own)
