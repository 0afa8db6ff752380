# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs: what is under way, what came of it, and the way on after a failure."""

from __future__ import annotations

import time
from typing import Any

import bpy

from .. import session
from ..snapshot import JobView
from .common import SETTINGS_CODES, Sidebar, is_narrow, wrapped

__all__ = ["CLASSES", "STAGES", "elapsed"]

#: stage -> what the artist reads while it lasts.
STAGES = {
    "queued": "Waiting",
    "plan": "Planning",
    "retrieve": "Looking Up the API",
    "code": "Writing the Script",
    "check": "Checking the Script",
    "trial": "Trying It Out",
    "repair": "Repairing",
    "preview": "Taking Pictures",
    "critique": "Judging the Result",
    "verify": "Verifying",
    "version": "Saving the Version",
    "place": "Placing It in the Scene",
    "done": "Done",
}
ICONS = {
    "queued": "TIME",
    "running": "PLAY",
    "done": "CHECKMARK",
    "failed": "ERROR",
    "cancelled": "PANEL_CLOSE",
    "interrupted": "PAUSE",
}
#: Ended jobs that are shown below those under way.
ENDED = 4


def elapsed(seconds: float) -> str:
    """``m:ss``, hours only where there are any."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


class LL3M_PT_jobs(Sidebar, bpy.types.Panel):
    """Jobs, newest first."""

    bl_label = "Jobs"
    bl_idname = "LL3M_PT_jobs"

    def draw_header_preset(self, context: Any) -> None:
        if len(session.snapshot().active) > 1:
            row = self.layout.row()  # pyright: ignore[reportOptionalMemberAccess]
            row.operator("ll3m.job_cancel_all", text="", icon="CANCEL", emboss=False)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        jobs = session.snapshot().jobs
        if here is not None and here.phase == "starting":
            layout.label(text="Starting…", icon="TIME")
            return
        if not jobs:
            column = layout.column()
            column.active = False
            column.label(text="No jobs yet")
            return
        for job in session.snapshot().active:
            _draw_active(layout, job, here.host.waiting if here and here.host else None)
        for place, job in enumerate([each for each in jobs if not each.active][:ENDED]):
            _draw_ended(layout, context, job, notes=place == 0)


def _draw_active(layout: Any, job: JobView, waiting: str | None) -> None:
    column = layout.column(align=True)
    row = column.row(align=True)
    row.label(text=job.title, icon=ICONS[job.state], translate=False)
    row.operator("ll3m.job_cancel", text="", icon="X", emboss=False).job_id = job.id
    if job.state == "queued":
        return
    stage = STAGES.get(job.stage, job.stage.title())
    if job.stage == "place" and waiting:
        stage = f"Waiting: {waiting}"
    column.progress(factor=job.progress, text=f"{stage}  {_times(job)}")


def _times(job: JobView) -> str:
    """Elapsed time, and about how long such jobs take while it has not taken longer."""
    if not job.started:
        return ""
    gone, expected = time.time() - job.started, session.snapshot().expected(job)
    return f"{elapsed(gone)} / ~{elapsed(expected)}" if gone < expected else elapsed(gone)


def _draw_ended(layout: Any, context: Any, job: JobView, notes: bool) -> None:
    row = layout.row(align=True)
    if job.state == "done":
        row.label(text=job.title, icon=ICONS["done"], translate=False)
        if not is_narrow(context):
            tail = row.row()
            tail.alignment = "RIGHT"
            tail.active = False
            tail.label(text=f"v{job.version:03d}  {elapsed(job.finished - job.started)}")
        for text in job.notes if notes else ():
            column = layout.column()
            column.active = False
            wrapped(column, context, text, icon="INFO", lines=4)
        return
    row.label(text=job.title, icon=ICONS[job.state], translate=False)
    row.operator("ll3m.job_retry", text="", icon="FILE_REFRESH", emboss=False).job_id = job.id
    if job.state == "failed":
        _draw_failure(layout, context, job)


def _draw_failure(layout: Any, context: Any, job: JobView) -> None:
    """One sentence, what to do, and the button that does it where there is one."""
    box = layout.box()
    wrapped(box, context, job.error, lines=5)
    if job.advice:
        column = box.column()
        column.active = False
        wrapped(column, context, job.advice)
    row = box.row(align=True)
    if job.error_code in SETTINGS_CODES:
        row.operator("ll3m.preferences_show", icon="PREFERENCES")
        row.operator("ll3m.details_copy", text="", icon="COPYDOWN").job_id = job.id
    else:
        row.operator("ll3m.details_copy", icon="COPYDOWN").job_id = job.id


CLASSES = (LL3M_PT_jobs,)
