# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs: what is under way, what came of it, and the way on after a failure."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import bpy

from .. import session
from .common import Sidebar, dim, draw_way_out, elapsed, is_narrow, told, wrapped

if TYPE_CHECKING:
    from ..views import JobView

__all__ = ["CLASSES", "STAGES", "stage_of"]

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
#: Ended jobs that are shown below those under way, and lines of an answer that streams.
ENDED, STREAMED = 4, 8


def stage_of(job: JobView) -> str:
    """A job's stage in the artist's words."""
    return told(STAGES.get(job.stage, job.stage.title()))


class LL3M_PT_jobs(Sidebar, bpy.types.Panel):
    """Jobs, newest first."""

    bl_label = "Jobs"
    bl_idname = "LL3M_PT_jobs"
    bl_order = 2

    def draw_header_preset(self, context: Any) -> None:
        active = session.snapshot().active
        if not active:
            return
        row: Any = self.layout.row(align=True)  # pyright: ignore[reportOptionalMemberAccess]
        row.label(text=str(len(active)), icon="SORTTIME", translate=False)
        if len(active) > 1:
            row.operator("ll3m.job_cancel_all", text="", icon="CANCEL", emboss=False)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        here = session.current()
        snap = session.snapshot()
        if here is not None and here.phase == "starting":
            layout.label(text="Starting…", icon="TIME")
            return
        if not snap.jobs:
            dim(layout).label(text="No jobs yet")
            return
        running = [each for each in snap.active if each.state == "running"]
        waiting = sorted((each for each in snap.active if each.state == "queued"), key=_place)
        for job in running:
            _draw_running(layout, context, job, here.host.waiting if here and here.host else None)
        for job in waiting:
            _draw_waiting(layout, job, len(waiting))
        for place, job in enumerate([each for each in snap.jobs if not each.active][:ENDED]):
            _draw_ended(layout, context, job, notes=place == 0)


def _place(job: JobView) -> int:
    return job.place or 10_000


def _draw_waiting(layout: Any, job: JobView, count: int) -> None:
    row = layout.row(align=True)
    row.label(text=job.title, icon=ICONS["queued"], translate=False)
    if job.place and count > 1:
        for to, icon, possible in (
            ("earlier", "TRIA_UP", job.place > 1),
            ("later", "TRIA_DOWN", job.place < count),
        ):
            one = row.row(align=True)
            one.enabled = possible
            button = one.operator("ll3m.job_move", text="", icon=icon, emboss=False)
            button.job_id, button.to = job.id, to
    row.operator("ll3m.job_cancel", text="", icon="X", emboss=False).job_id = job.id


def _draw_running(layout: Any, context: Any, job: JobView, waiting: str | None) -> None:
    column = layout.column(align=True)
    row = column.row(align=True)
    followed = session.snapshot().following == job.id
    row.label(text=job.title, icon=ICONS[job.state], translate=False)
    icon = "HIDE_OFF" if followed else "HIDE_ON"
    row.operator("ll3m.job_follow", text="", icon=icon, emboss=False).job_id = job.id
    row.operator("ll3m.job_cancel", text="", icon="X", emboss=False).job_id = job.id
    stage = stage_of(job)
    if job.stage == "place" and waiting:
        stage = told("Waiting: {reason}", reason=waiting)
    text = f"{stage}  {_times(job)}" if not is_narrow(context) else stage
    column.progress(factor=job.progress, text=text, translate=False)
    spent = _spent(job)
    if spent:
        dim(column).label(text=spent, icon="BLANK1", translate=False)
    if followed:
        _draw_text(column, context)


def _draw_text(layout: Any, context: Any) -> None:
    """The end of what a model has written so far."""
    box = layout.box().column(align=True)
    box.scale_y = 0.75
    lines = session.snapshot().text.splitlines()[-STREAMED:]
    for line in lines:
        box.label(text=line[:120] or " ", translate=False)
    if not lines:
        box.label(text="Nothing was written yet")


def _times(job: JobView) -> str:
    """Elapsed time, and about how long such jobs take while it has not taken longer."""
    if not job.started:
        return ""
    gone, expected = time.time() - job.started, session.snapshot().expected(job)
    return f"{elapsed(gone)} / ~{elapsed(expected)}" if gone < expected else elapsed(gone)


def _spent(job: JobView) -> str:
    """Tokens and cost, where there are any."""
    if not job.tokens:
        return ""
    tokens = told("{count} tokens", count=f"{job.tokens:,}")
    return f"{tokens} · ${job.cost:.4f}" if job.cost else tokens


def _draw_ended(layout: Any, context: Any, job: JobView, notes: bool) -> None:
    row = layout.row(align=True)
    if job.state == "done":
        _draw_done(row, context, job)
        spent = _spent(job)
        if notes and spent:
            dim(layout).label(text=spent, icon="BLANK1", translate=False)
        for text in job.notes if notes else ():
            wrapped(dim(layout), context, text, icon="INFO", lines=4)
        return
    row.label(text=job.title, icon=ICONS[job.state], translate=False)
    row.operator("ll3m.job_retry", text="", icon="FILE_REFRESH", emboss=False).job_id = job.id
    if job.state == "failed":
        _draw_failure(layout, context, job)


def _draw_done(row: Any, context: Any, job: JobView) -> None:
    row.label(text=job.title, icon=ICONS["done"], translate=False)
    if not is_narrow(context):
        tail = row.row()
        tail.alignment = "RIGHT"
        tail.active = False
        version = f"v{job.version:03d}  " if job.version else ""
        tail.label(text=f"{version}{elapsed(job.finished - job.started)}", translate=False)
    if job.asset_id:
        row.operator(
            "ll3m.asset_choose", text="", icon="VIEWZOOM", emboss=False
        ).asset_id = job.asset_id


def _draw_failure(layout: Any, context: Any, job: JobView) -> None:
    """One sentence, what to do, and the button that does it where there is one."""
    box = layout.box()
    wrapped(box, context, job.error, lines=5)
    if job.advice:
        wrapped(dim(box), context, job.advice)
    draw_way_out(box.row(align=True), job.error_code, job.id)


CLASSES = (LL3M_PT_jobs,)
