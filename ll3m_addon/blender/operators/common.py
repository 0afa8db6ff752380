# SPDX-License-Identifier: GPL-3.0-or-later
"""What operators share: asking, and saying why they can't."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy

from .. import main_thread, session

__all__ = ["ask", "chosen_provider", "offline_reason", "wait_for_job", "work"]

Status = set[Any]


def ask(
    operator: bpy.types.Operator,
    name: str,
    params: dict[str, Any],
    then: Callable[[Any], None] | None = None,
) -> Status:
    """Ask for an operation: on a thread in a window, at once in background mode."""
    here = session.state()
    if not bpy.app.background:
        here.ask(name, params, then)
        return {"FINISHED"}
    return work(operator, lambda: here.call(name, params), then)


def work(
    operator: bpy.types.Operator,
    task: Callable[[], Any],
    then: Callable[[Any], None] | None = None,
) -> Status:
    """Do what may take a while: on a thread in a window, at once in background mode."""
    try:
        session.state().work(task, then)
    except Exception as error:
        if not hasattr(error, "to_wire"):
            raise
        operator.report({"ERROR"}, str(error))
        return {"CANCELLED"}
    return {"FINISHED"}


def wait_for_job(operator: bpy.types.Operator, job_id: str, seconds: float) -> Status:
    """Background mode: empty the main-thread queue until the job has ended.

    A job that did not end well is reported as an error, which Blender raises in scripts.
    """
    here = session.state()
    ended: list[Any] = []

    def look() -> bool:
        job = here.call("job.get", {"job_id": job_id})
        if job.state not in ("queued", "running"):
            ended.append(job)
        return bool(ended)

    if not main_thread.pump(seconds, until=look):
        operator.report({"ERROR"}, f"The job {job_id} did not end within {seconds:g} s")
        return {"CANCELLED"}
    if ended[0].state != "done":
        error = ended[0].error
        operator.report({"ERROR"}, error.message if error else f"The job was {ended[0].state}")
        return {"CANCELLED"}
    return {"FINISHED"}


def chosen_provider(provider: str) -> Any:
    """The ``ProviderView`` that ``provider`` stands for; None before the list is there."""
    views = session.snapshot().providers
    wanted = (each for each in views if each.name == provider)
    if provider in ("", "default"):
        wanted = (each for each in views if each.default)
    return next(wanted, None)


def offline_reason(provider: str) -> str:
    """Why the provider can't be asked now; empty if nothing is known against it."""
    view = chosen_provider(provider)
    if view is None:
        return ""
    if not view.local and not bpy.app.online_access:
        if bpy.app.online_access_override:
            return "Blender was started in offline mode; choose a local provider"
        return "Online access is off in Blender's preferences (System ▸ Network)"
    return "" if view.ready else view.reason
