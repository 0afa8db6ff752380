# SPDX-License-Identifier: GPL-3.0-or-later
"""From a method name and parameters to the result's JSON, for every network face alike.

Long waits (``wait`` of job.get and job.events) are kept here, on the event loop, so that
a thousand waiting clients cost no thread.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from ..contract import LL3MError, Model, Operation, operation
from ..contract.dispatch import Caller, Dispatcher
from ..contract.errors import DeadlineExceeded, Forbidden
from ..contract.job import Event, Job, JobEvents
from .rates import Rates
from .records import Records
from .repeats import Repeats
from .workers import SceneLane, Workers

__all__ = ["DEFAULT_DEADLINE", "MAX_DEADLINE", "Calls", "Client"]

log = logging.getLogger(__name__)

#: Seconds after which a caller that named no deadline gets an error instead of a result.
DEFAULT_DEADLINE = 120.0
#: The longest deadline a caller may name: the longest trial, and its start and end.
MAX_DEADLINE = 3900.0
#: Seconds between looks at a job that is waited for, should its events not reach us.
WAIT_SLICE = 1.0
T = TypeVar("T")
ENDED = frozenset(("done", "failed", "cancelled", "interrupted"))


@dataclass(frozen=True, slots=True)
class Client:
    """Who is on the other end of a request; ``key`` is what turns are taken by."""

    key: Hashable
    caller: Caller
    idempotency: str = ""

    def with_key(self, key: str) -> Client:
        """The same with an idempotency key."""
        return replace(self, idempotency=key)


def _answer(dispatcher: Dispatcher, name: str, params: dict[str, Any], caller: Caller) -> Any:
    """Call the dispatcher on a worker thread; return the result and its JSON."""
    try:
        result = dispatcher.call(name, params, caller)
        return result, result.model_dump_json().encode()
    except LL3MError:
        raise
    except Exception as error:
        mark = secrets.token_hex(4)
        log.exception("%s broke (error %s, request %s)", name, mark, caller.request_id)
        raise LL3MError(
            f"Something inside LL3M broke (error {mark}).",
            advice=f"Look for {mark} in the log and report it. Nothing was changed.",
            error_id=mark,
        ) from error


def _settled(result: Model) -> bool:
    """Whether there is nothing left to wait for."""
    if isinstance(result, Job):
        return result.state in ENDED
    return not isinstance(result, JobEvents) or result.ended or bool(result.events)


class Calls:
    """Answers operations for clients. Lives on the event loop."""

    def __init__(
        self, dispatcher: Dispatcher, workers: Workers, records: Records, rates: Rates
    ) -> None:
        self._dispatcher = dispatcher
        self._workers = workers
        runner = dispatcher.scene_runner()
        self.lane = SceneLane(asyncio.get_running_loop(), runner) if runner else None
        self.records = records
        self._rates = rates
        self._repeats = Repeats()
        self._loop = asyncio.get_running_loop()
        self._watched: dict[str, list[asyncio.Event]] = {}
        self._unsubscribe = dispatcher.subscribe(self._on_event)

    def close(self) -> None:
        """Stop hearing events, and send those who wait to look once more."""
        self._unsubscribe()
        if self.lane is not None:
            self.lane.stop()
        for job_id in list(self._watched):
            self._wake(job_id)

    async def method(self, client: Client, name: str, params: dict[str, Any]) -> bytes:
        """A JSON-RPC method: an operation, or ``rpc.discover``."""
        if name == "rpc.discover":
            from .documents import openrpc_text

            return openrpc_text()
        return await self.call(name, params, client)

    async def call(self, name: str, params: dict[str, Any], client: Client) -> bytes:
        """Return the JSON of the operation's result.

        Raises:
            LL3MError: any of the tree; never anything else.
        """
        if client.idempotency and not operation(name).read_only:
            return await self._repeats.once(
                client.caller.client,
                client.idempotency,
                name,
                params,
                lambda: self._text(name, params, client),
            )
        return await self._text(name, params, client)

    async def _text(self, name: str, params: dict[str, Any], client: Client) -> bytes:
        return (await self.ask(name, params, client))[1]

    async def ask(self, name: str, params: dict[str, Any], client: Client) -> tuple[Model, bytes]:
        """The operation's result and its JSON, for faces that look into it.

        Raises:
            LL3MError: any of the tree; never anything else.
        """
        row = operation(name)
        began = time.monotonic()
        outcome = "gone"
        try:
            answer = await self._allowed(row, params, client)
            outcome = "done"
        except LL3MError as error:
            outcome = error.code
            raise
        finally:
            self.records.note(row, client.caller, outcome, time.monotonic() - began)
        return answer

    async def _allowed(
        self, row: Operation, params: dict[str, Any], client: Client
    ) -> tuple[Model, bytes]:
        caller = client.caller
        if row.scope not in caller.scopes:
            raise Forbidden(f"This token does not allow {row.name} (scope {row.scope}).")
        self._rates.take(caller.client, row.is_job)
        wait = params.get("wait")
        if isinstance(wait, int | float) and not isinstance(wait, bool) and wait > 0:
            return await self._wait(row, params, client)
        return await self._once(row.name, params, client)

    async def work(self, client: Client, work: Callable[[], T]) -> T:
        """Do something that blocks, such as reading a file, on a thread."""
        future = self._workers.submit(client.key, work)
        try:
            return await future
        finally:
            self._workers.withdraw(future)

    async def job(self, job_id: str) -> Job:
        """Look a job up for the service itself."""
        caller = Caller("rpc", "service", frozenset(("read",)))
        result, _ = await self._once("job.get", {"job_id": job_id}, Client("service", caller))
        assert isinstance(result, Job)
        return result

    async def _once(self, name: str, params: dict[str, Any], client: Client) -> tuple[Model, bytes]:
        work = partial(_answer, self._dispatcher, name, params, client.caller)
        row = operation(name)
        # What changes the scene may wait for a person first, which the main thread must not.
        lane = self.lane if row.needs_scene and row.read_only else None
        pool = lane or self._workers
        future = pool.submit(client.key, work)
        deadline = client.caller.deadline
        left = DEFAULT_DEADLINE if deadline is None else deadline - time.monotonic()
        timer = self._loop.call_later(max(0.0, left), _expire, future, name)
        try:
            return await future
        finally:
            timer.cancel()
            pool.withdraw(future)

    async def _wait(
        self, row: Operation, params: dict[str, Any], client: Client
    ) -> tuple[Model, bytes]:
        """Ask without waiting, and again whenever the job has news, until there is an answer."""
        if "wait" not in row.request.model_fields or not 0 < params["wait"] <= 60:
            return await self._once(row.name, params, client)  # refused by the contract
        end = time.monotonic() + params["wait"]
        if client.caller.deadline is not None:
            end = min(end, client.caller.deadline - 0.05)
        news = asyncio.Event()
        watched = self._watched.setdefault(str(params.get("job_id")), [])
        watched.append(news)
        try:
            while True:
                news.clear()
                result, text = await self._once(row.name, params | {"wait": 0.0}, client)
                left = end - time.monotonic()
                if left <= 0 or _settled(result):
                    return result, text
                timer = self._loop.call_later(min(left, WAIT_SLICE), news.set)
                await news.wait()
                timer.cancel()
        finally:
            watched.remove(news)
            if not watched:
                self._watched.pop(str(params.get("job_id")), None)

    def _on_event(self, event: Event) -> None:
        """Hear an event, on the thread that made it."""
        if event.job_id in self._watched:
            try:
                self._loop.call_soon_threadsafe(self._wake, event.job_id)
            except RuntimeError:
                log.debug("An event came after the service had stopped.")

    def _wake(self, job_id: str) -> None:
        for news in self._watched.get(job_id, ()):
            news.set()


def _expire(future: asyncio.Future[Any], name: str) -> None:
    if not future.done():
        future.set_exception(DeadlineExceeded(f"{name} was not answered before its deadline."))
