# SPDX-License-Identifier: GPL-3.0-or-later
"""Records what jobs ask of providers, what comes back, and what is decided, without any key.

A job's pipeline is handed providers that note every call (``Run.providers``); its events
come in as a listener's. The record is begun with the first look at a provider, so that
jobs which ask nobody leave none. Nothing here may fail a job.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from ...bridge.contract.errors import LL3MError
from ...bridge.contract.job import Event, Job
from ...bridge.contract.provider import ProviderInfo
from .cancel import CancelToken
from .chat import ChatDelta, ChatDone, ChatRequest, Message, Provider, Providers
from .clock import utc_now
from .run_seam import RunStore, RunWriter

__all__ = ["FORM", "Recorder", "Run", "question"]

log = logging.getLogger(__name__)

#: Raised when the meaning of a line changes.
FORM = 1
#: What of a job's events belongs to its record; streamed text is there as the reply.
_DECISIONS = frozenset(("stage", "finding", "note"))
_ENDED = frozenset(("done", "failed", "cancelled", "interrupted"))
_WAITING = 200  # decisions kept in memory until the first provider is asked

Scrub = Callable[[str], str]


def question(
    provider: str, request: ChatRequest, scrub: Scrub, picture: Callable[[bytes], str] | None = None
) -> dict[str, Any]:
    """What was asked, as the record holds it: without keys, pictures by their hash."""

    def told(message: Message) -> dict[str, Any]:
        images = [picture(each) if picture else "" for each in message.images]
        return {"role": message.role, "text": scrub(message.text), "images": images}

    task = request.task
    return {
        "provider": provider,
        "purpose": task.purpose,
        "model": request.model,
        "task": {
            "prompt": scrub(task.prompt),
            "feedback": [scrub(each) for each in task.feedback],
            "preserve": [scrub(each) for each in task.preserve],
            "source": None if task.source is None else scrub(task.source),
            "kind": task.kind,
        },
        "messages": [told(message) for message in request.messages],
        "json_schema": request.schema,
    }


def clean(value: Any, scrub: Scrub) -> Any:
    """``value`` with every text in it scrubbed."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {key: _named(str(key), each, scrub) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(each, scrub) for each in value]
    return value


def _named(name: str, value: Any, scrub: Scrub) -> Any:
    """A value with its name in sight: ``{"password": "…"}`` holds no shape, only a name."""
    if not isinstance(value, str):
        return clean(value, scrub)
    front = f'"{name}": "'
    told = scrub(f'{front}{value}"')
    return told[len(front) : -1] if told.startswith(front) else scrub(value)


class Recorder:
    """Begins and ends the records of one instance's jobs. Thread-safe.

    ``scrub`` takes keys out of a text; ``look`` gives a job's present state.
    """

    def __init__(self, store: RunStore, scrub: Scrub, look: Callable[[str], Job]) -> None:
        self.store = store
        self.scrub = scrub
        self._look = look
        self._runs: dict[str, Run] = {}

    def begin(self, job: Job, request: dict[str, Any]) -> Run:
        """Watch a job that starts now; ``request`` is what it really works on."""
        run = Run(self.store, self.scrub, job, request)
        self._runs[job.id] = run
        return run

    def heard(self, event: Event) -> None:
        """Take in an event of any job; the last one ends the record."""
        run = self._runs.get(event.job_id)
        if run is None:
            return
        if event.type in _DECISIONS:
            run.decided(event.type, event.data)
        elif event.type == "state" and event.data.get("state") in _ENDED:
            self._runs.pop(event.job_id, None)
            run.end(self._look(event.job_id))


class Run:
    """One job's record in the making. Thread-safe: a pipeline may ask several at a time."""

    def __init__(self, store: RunStore, scrub: Scrub, job: Job, request: dict[str, Any]) -> None:
        self._store = store
        self._scrub = scrub
        self._job = job
        self._request = request
        self._began = time.monotonic()
        self._started_at = utc_now()
        self._lock = threading.Lock()
        self._writer: RunWriter | None = None
        self._opened = False
        self._waiting: list[dict[str, Any]] = []
        self._calls = 0

    def providers(self, inner: Providers) -> Providers:
        """The same providers, every call noted."""
        return _RecordingProviders(inner, self)

    # ------------------------------------------------------------ facts

    def found(self, asked: str | None, info: ProviderInfo) -> None:
        """A provider was looked at; a replay shows the pipeline the same one."""
        self._add({"type": "provider", "asked": asked, "info": info.model_dump(mode="json")})

    def asked(self, provider: str, request: ChatRequest) -> int:
        """A call begins; returns its number."""
        with self._lock:
            self._calls += 1
            number = self._calls
        writer = self._open()
        told = question(provider, request, self._scrub, writer.picture if writer else None)
        options = {
            "max_tokens": request.max_tokens, "temperature": request.temperature,
            "timeout": request.timeout, "budget": request.budget, "cache": request.cache,
            "fallback": request.fallback,
        }  # fmt: skip
        if not self._add({"type": "call", "n": number, **told, "options": options}):
            bare = {"provider": provider, "purpose": request.task.purpose, "cut": True}
            self._add({"type": "call", "n": number, **bare})
        return number

    def answered(
        self, number: int, text: str, done: ChatDone | None, error: LL3MError | None, seconds: float
    ) -> None:
        """A call ended: with its end, an error, or because nobody listened any more."""
        line: dict[str, Any] = {"type": "reply", "n": number, "seconds": round(seconds, 4)}
        if done is not None:
            line |= {"model": done.model, "stop": done.stop, "usage": done.usage.model_dump()}
            line["notes"] = list(done.notes)
        if error is not None:
            line["error"] = error.to_wire()
        line["left_off"] = done is None and error is None
        line = clean(line, self._scrub)
        if not self._add({**line, "text": self._scrub(text)}):
            self._add({**line, "text": "", "cut": True})

    def decided(self, type_: str, data: dict[str, Any]) -> None:
        """A stage, finding or note."""
        line = {"type": type_, "data": clean(data, self._scrub), "at": self._at()}
        with self._lock:
            if not self._opened:
                if len(self._waiting) < _WAITING:
                    self._waiting.append(line)
                return
        self._add(line)

    def end(self, job: Job) -> None:
        """The job ended; the record is whole."""
        with self._lock:
            writer, self._writer, self._opened = self._writer, None, True
        if writer is None:
            return
        error = job.error.model_dump(mode="json") if job.error else None
        line = {
            "type": "end", "at": self._at(), "state": job.state,
            "error": clean(error, self._scrub), "asset_id": job.asset_id, "version": job.version,
            "usage": job.usage.model_dump(),
        }  # fmt: skip
        writer.add(line)
        writer.close()

    # ------------------------------------------------------------ writing

    def _at(self) -> float:
        return round(time.monotonic() - self._began, 4)

    def _add(self, line: dict[str, Any]) -> bool:
        writer = self._open()
        # Without a writer nothing is kept, and nothing was cut for lack of room.
        return writer.add({"at": self._at(), **line}) if writer is not None else True

    def _open(self) -> RunWriter | None:
        """The writer; begun at the first need."""
        with self._lock:
            if self._opened:
                return self._writer
            self._opened = True
            try:
                self._writer = self._store.open(self._job.id)
            except LL3MError as error:  # a job without a record is better than no job
                log.warning("the job %s leaves no record: %s", self._job.id, error.message)
            if self._writer is not None:
                self._writer.add(self._head())
                for line in self._waiting:
                    self._writer.add(line)
            self._waiting.clear()
            return self._writer

    def _head(self) -> dict[str, Any]:
        job = self._job
        return {
            "type": "run", "form": FORM, "job_id": job.id, "operation": job.operation,
            "request": clean(self._request, self._scrub), "title": self._scrub(job.title),
            "project_id": job.project_id, "asset_id": job.asset_id, "started_at": self._started_at,
        }  # fmt: skip


class _RecordingProviders:
    """``core.chat.Providers`` that note what is asked."""

    def __init__(self, inner: Providers, run: Run) -> None:
        self._inner = inner
        self._run = run

    def get(self, name: str | None = None) -> Provider:
        """The named (or default) provider, its calls noted; raises ``NotFound``."""
        provider = self._inner.get(name)
        self._run.found(name, provider.info())
        return _RecordingProvider(provider, self._run)

    def list(self) -> list[ProviderInfo]:
        """Describe all."""
        found = self._inner.list()
        for info in found:
            self._run.found(info.name, info)
        return found


class _RecordingProvider:
    """``core.chat.Provider`` whose calls are noted."""

    def __init__(self, inner: Provider, run: Run) -> None:
        self._inner = inner
        self._run = run

    @property
    def name(self) -> str:
        """The provider's."""
        return self._inner.name

    def info(self) -> ProviderInfo:
        """The provider's."""
        return self._inner.info()

    def forget(self, request: ChatRequest) -> None:
        """Drop the kept answer to ``request``, where answers are kept."""
        drop = getattr(self._inner, "forget", None)
        if callable(drop):
            drop(request)

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """The provider's answer, noted; see ``core.chat.Provider``."""
        number = self._run.asked(self.name, request)
        began = time.monotonic()
        pieces: list[str] = []
        done: ChatDone | None = None
        failed: LL3MError | None = None
        try:
            for item in self._inner.chat(request, cancel):
                if isinstance(item, ChatDone):
                    done = item
                else:
                    if item.restart:
                        pieces.clear()
                    pieces.append(item.text)
                yield item
        except LL3MError as error:
            failed = error
            raise
        finally:
            taken = time.monotonic() - began
            self._run.answered(number, "".join(pieces), done, failed, taken)
