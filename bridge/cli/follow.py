# SPDX-License-Identifier: GPL-3.0-or-later
"""Following a job: a progress bar with the stage's name; Ctrl-C cancels the job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..client import follow
from ..contract import LL3MError, error_from_wire
from ..contract.errors import Cancelled, Interrupted
from ..contract.job import Event, Job
from .desk import Desk

__all__ = ["end_of"]


def end_of(desk: Desk, job: Job) -> Job:
    """Follow ``job`` to its end and return it.

    Raises:
        LL3MError: the job's own error, with ``data.job_id``, if it did not end well.
        Cancelled: the user pressed Ctrl-C; the job is cancelled too.
    """
    try:
        with _progress(desk, job) as on_event:
            ended = follow(desk, job.id, on_event)
    except KeyboardInterrupt:
        _cancel(desk, job)
        raise Cancelled("Cancelled.", job_id=job.id) from None
    if ended.state == "done":
        return ended
    if ended.error is not None:
        error = error_from_wire(ended.error.model_dump())
        error.data.setdefault("job_id", ended.id)
        raise error
    if ended.state == "cancelled":
        raise Cancelled("The job was cancelled.", job_id=ended.id)
    raise Interrupted(f"The job ended as {ended.state}.", job_id=ended.id)


def _cancel(desk: Desk, job: Job) -> None:
    try:
        desk.ask("job.cancel", {"job_id": job.id}, patience=5.0)
    except LL3MError as error:
        desk.err().print(f"The job could not be cancelled: {error.message}", style="yellow")


@contextmanager
def _progress(desk: Desk, job: Job) -> Iterator[Callable[[Event], None]]:
    """Show events: a moving bar on a terminal, a line per stage elsewhere."""
    console = desk.err()
    if not console.is_terminal:
        yield _Lines(console.print)
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<9}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(job.stage, total=1.0)
        progress.update(task, completed=job.progress)

        def on_event(event: Event) -> None:
            stage, share = event.data.get("stage"), event.data.get("progress")
            if isinstance(stage, str):
                progress.update(task, description=stage)
            if isinstance(share, int | float):
                progress.update(task, completed=float(share))

        yield on_event


class _Lines:
    """Prints each new stage once."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._last = ""

    def __call__(self, event: Event) -> None:
        stage = event.data.get("stage")
        if isinstance(stage, str) and stage not in (self._last, "done"):
            self._last = stage
            self._write(f"{stage} …")
