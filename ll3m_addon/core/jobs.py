# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs: long operations on worker threads, with stages, events, cancel and restart.

A job's state lives in the ``JobStore``, so that it outlives the process; this module
runs the ones of this process. Nothing here knows what a job does.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Literal

from ...bridge.contract.errors import Cancelled, Conflict, Interrupted, LL3MError
from ...bridge.contract.job import ErrorInfo, Event, Job, Usage
from .cancel import CancelToken
from .clock import utc_now
from .seams import JobStore

__all__ = ["ENDED", "JobContext", "JobRunner"]

log = logging.getLogger(__name__)

ENDED = frozenset(("done", "failed", "cancelled", "interrupted"))
Work = Callable[["JobContext"], object]
#: Streamed text is gathered for this many seconds before it becomes an event.
TEXT_EVENT_SECONDS = 0.25


class JobContext:
    """What a job's work sees: its cancel token and the ways to report."""

    def __init__(self, runner: JobRunner, job: Job, cancel: CancelToken) -> None:
        self._runner = runner
        self._text = ""
        self._text_since = 0.0
        self.job = job
        self.cancel = cancel

    def stage(self, name: str, progress: float) -> None:
        """Enter a stage; ``progress`` is the share of all work done so far, 0 to 1.

        Raises:
            Cancelled: the job is no longer wanted.
        """
        self.cancel.check()
        self.flush_text()
        self.job = self.job.model_copy(
            update={"stage": name, "progress": max(self.job.progress, min(progress, 1.0))}
        )
        self._runner.save(self.job)
        self._runner.event(self.job.id, "stage", {"stage": name, "progress": self.job.progress})

    def text(self, piece: str) -> None:
        """Report a piece of a model's streamed answer."""
        now = time.monotonic()
        if not self._text:
            self._text_since = now
        self._text += piece
        if now - self._text_since >= TEXT_EVENT_SECONDS:
            self.flush_text()

    def flush_text(self) -> None:
        """Send gathered text as one event."""
        if self._text:
            piece, self._text = self._text, ""
            self._runner.event(self.job.id, "text", {"text": piece})

    def note(self, text: str, **data: Any) -> None:
        """Report a sentence that a person may want to read."""
        self._runner.event(self.job.id, "note", {"text": text, **data})

    def finding(self, data: dict[str, Any]) -> None:
        """Report a finding of the check."""
        self._runner.event(self.job.id, "finding", data)

    def used(self, usage: Usage) -> None:
        """Add what a model call used."""
        mine = self.job.usage
        total = {name: getattr(mine, name) + getattr(usage, name) for name in Usage.model_fields}
        self.job = self.job.model_copy(update={"usage": Usage(**total)})
        self._runner.save(self.job)

    def made(self, asset_id: str, number: int) -> None:
        """Say which version the job made."""
        self.job = self.job.model_copy(update={"asset_id": asset_id, "version": number})
        self._runner.save(self.job)


class JobRunner:
    """Runs jobs on ``workers`` threads, started when the first job comes."""

    def __init__(self, store: JobStore, workers: int) -> None:
        self._store = store
        self._workers = workers
        self._queue: list[tuple[str, Work]] = []  # next one first; under ``_changed``
        self._threads: list[threading.Thread] = []
        self._tokens: dict[str, CancelToken] = {}
        self._live: dict[str, Job] = {}
        self._ending: set[str] = set()
        self._changed = threading.Condition()
        self._listeners: list[Callable[[Event], None]] = []
        self._closing = False

    # ------------------------------------------------------------ asking

    def submit(self, job: Job, request: dict[str, Any], work: Work) -> Job:
        """Keep the job, queue its work, return it at once."""
        with self._changed:
            if self._closing:
                raise Interrupted("LL3M is shutting down; the job was not started.")
            self._store.insert(job, request)
            self._live[job.id] = job
            self._tokens[job.id] = CancelToken()
            self._start_threads()
        self.event(job.id, "state", {"state": "queued"})
        with self._changed:
            self._queue.append((job.id, work))
            self._changed.notify_all()
        return job

    def get(self, job_id: str, wait: float = 0.0) -> Job:
        """Return the job; with ``wait``, up to that many seconds later, when it has ended."""
        self._wait(lambda: job_id not in self._live, wait)
        with self._changed:
            live = self._live.get(job_id)
        return live if live is not None else self._store.get(job_id)

    def events(self, job_id: str, after: int, limit: int, wait: float) -> tuple[list[Event], bool]:
        """Return events behind ``after`` and whether the job has ended."""
        self._store.get(job_id)
        found: list[Event] = []

        def ready() -> bool:
            found[:] = self._store.events(job_id, after, limit)
            return bool(found) or job_id not in self._live

        if not ready():
            self._wait(ready, wait)
        with self._changed:
            live = job_id in self._live
        ended = not live and self._store.get(job_id).state in ENDED
        found = found or self._store.events(job_id, after, limit)
        return found, ended and len(found) < limit

    def cancel(self, job_id: str) -> Job:
        """Cancel a job of this process; wait until it has let go (well under a second).

        Raises:
            Conflict: it has ended, or belongs to another process.
        """
        with self._changed:
            token = self._tokens.get(job_id)
        if token is None:
            job = self._store.get(job_id)
            if job.state in ENDED:
                raise Conflict(f"The job has ended already: {job.state}.")
            raise Conflict("The job runs in another LL3M instance.", advice="Cancel it there.")
        token.cancel()
        job = self.get(job_id)
        if job.state == "queued":
            self._end(job, "cancelled", Cancelled("The job was cancelled before it started."))
        return self.get(job_id, wait=5.0)

    def places(self) -> dict[str, int]:
        """The waiting jobs' places in the queue; 1 is next."""
        with self._changed:
            waiting = [job_id for job_id, _ in self._queue if job_id in self._live]
        return {job_id: place for place, job_id in enumerate(waiting, start=1)}

    def move(self, job_id: str, to: Literal["first", "earlier", "later", "last"]) -> Job:
        """Let a waiting job come sooner or later.

        Raises:
            Conflict: it does not wait in this process.
        """
        with self._changed:
            waiting = [each[0] for each in self._queue]
            if job_id not in waiting or job_id not in self._live:
                raise Conflict("The job does not wait in this LL3M instance's queue.")
            old = waiting.index(job_id)
            new = {"first": 0, "earlier": old - 1, "later": old + 1, "last": len(waiting)}[to]
            self._queue.insert(max(new, 0), self._queue.pop(old))
            job = self._live[job_id]
        place = self.places().get(job_id)
        self.event(job_id, "state", {"state": "queued", "place": place})
        return job.model_copy(update={"place": place})

    def counts(self) -> tuple[int, int]:
        """Return how many jobs of this process run and wait."""
        with self._changed:
            states = [job.state for job in self._live.values()]
        return states.count("running"), states.count("queued")

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call ``listener`` for each event on the thread that made it; returns an unsubscribe."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def close(self, timeout: float = 3.0) -> None:
        """Interrupt what runs, end the threads. Interrupted jobs can be retried later."""
        with self._changed:
            self._closing = True
            tokens = list(self._tokens.values())
            queued = [job for job in self._live.values() if job.state == "queued"]
            threads = list(self._threads)
        for job in queued:
            self._end(job, "interrupted", Interrupted("LL3M was shut down before the job started."))
        for token in tokens:
            token.cancel()
        with self._changed:
            self._queue.clear()
            self._changed.notify_all()
        for thread in threads:
            thread.join(timeout)

    # ------------------------------------------------------------ reporting

    def save(self, job: Job) -> None:
        """Keep the job's present state."""
        with self._changed:
            if job.id not in self._live or job.id in self._ending:
                return  # it was ended from outside meanwhile; the end stands
            self._live[job.id] = job
            self._store.update(job)
            self._changed.notify_all()

    def event(self, job_id: str, type_: str, data: dict[str, Any]) -> None:
        """Keep an event and tell the listeners."""
        event = self._store.append_event(job_id, type_, data)
        with self._changed:
            self._changed.notify_all()
        for listener in list(self._listeners):
            try:
                listener(event)
            except Exception:  # a listener's fault must not end the job
                log.exception("a listener failed on event %s of %s", event.seq, job_id)

    # ------------------------------------------------------------ running

    def _wait(self, ready: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        with self._changed:
            while not ready():
                left = deadline - time.monotonic()
                if left <= 0:
                    return
                self._changed.wait(left)

    def _start_threads(self) -> None:
        if len(self._threads) < min(self._workers, len(self._live)):
            name = f"ll3m-job-{len(self._threads) + 1}"
            thread = threading.Thread(target=self._loop, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _loop(self) -> None:
        while self._do_next():
            pass

    def _do_next(self) -> bool:
        """Do the next job; False once the runner is closed and none is left.

        A function of its own, so that a thread that waits holds nothing of its last job.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closing)
            if not self._queue:
                return False
            job_id, work = self._queue.pop(0)
            job, token = self._live.get(job_id), self._tokens.get(job_id)
        if job is None or token is None:
            return True  # cancelled while it waited
        try:
            self._run(job, token, work)
        except Exception:  # the store itself failed; the worker must live on
            log.exception("job %s could not be kept", job_id)
            self._drop(job_id)
        return True

    def _run(self, job: Job, token: CancelToken, work: Work) -> None:
        context = JobContext(
            self, job.model_copy(update={"state": "running", "started_at": utc_now()}), token
        )
        self.save(context.job)
        self.event(job.id, "state", {"state": "running"})
        try:
            token.check()
            try:
                work(context)
            finally:
                context.flush_text()
        except LL3MError as error:
            state = "failed"
            if token.cancelled:
                state = "interrupted" if self._closing else "cancelled"
                error = Interrupted("LL3M was shut down.") if self._closing else error
            self._end(context.job, state, error)
        except Exception as error:
            log.exception("job %s failed", job.id)
            wrapped = LL3MError(f"Something of ours broke: {type(error).__name__}.")
            self._end(context.job, "failed", wrapped)
        else:
            done = context.job.model_copy(update={"stage": "done", "progress": 1.0})
            self._end(done, "done", None)

    def _end(self, job: Job, state: str, error: LL3MError | None) -> None:
        info = ErrorInfo.model_validate(error.to_wire()) if error else None
        ended = job.model_copy(update={"state": state, "error": info, "finished_at": utc_now()})
        with self._changed:
            if job.id not in self._live or job.id in self._ending:
                return
            self._ending.add(job.id)
            self._store.update(ended)
        # The last event first, then the end: who sees the job ended has all its events.
        self.event(job.id, "state", {"state": state, "error": info and info.model_dump()})
        self._drop(job.id)

    def _drop(self, job_id: str) -> None:
        with self._changed:
            self._live.pop(job_id, None)
            self._tokens.pop(job_id, None)
            self._ending.discard(job_id)
            self._changed.notify_all()
