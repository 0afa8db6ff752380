# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun job: cancel, retry."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import EnumProperty, StringProperty

from .. import session
from .common import ask

__all__ = ["CLASSES"]


class LL3M_OT_job_cancel(bpy.types.Operator):
    """Cancel this job. Nothing of it comes into the scene"""

    bl_idname = "ll3m.job_cancel"
    bl_label = "Cancel Job"

    job_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "job.cancel", {"job_id": self.job_id})


class LL3M_OT_job_cancel_all(bpy.types.Operator):
    """Cancel every job that waits or runs"""

    bl_idname = "ll3m.job_cancel_all"
    bl_label = "Cancel All Jobs"

    @classmethod
    def poll(cls, context: Any) -> bool:
        active = bool(session.snapshot().active)
        cls.poll_message_set("" if active else "No job is running")
        return active

    def execute(self, context: Any) -> set[Any]:
        for job in session.snapshot().active:
            ask(self, "job.cancel", {"job_id": job.id})
        return {"FINISHED"}


class LL3M_OT_job_retry(bpy.types.Operator):
    """Run this job again with the same request"""

    bl_idname = "ll3m.job_retry"
    bl_label = "Retry"

    job_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "job.retry", {"job_id": self.job_id})


class LL3M_OT_job_move(bpy.types.Operator):
    """Let this job come sooner or later"""

    bl_idname = "ll3m.job_move"
    bl_label = "Move Job"

    job_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    to: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="To",
        items=(
            ("first", "First", "It comes next"),
            ("earlier", "Earlier", "One place sooner"),
            ("later", "Later", "One place later"),
            ("last", "Last", "It comes after all others"),
        ),
        options={"SKIP_SAVE", "HIDDEN"},
    )

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "job.move", {"job_id": self.job_id, "to": self.to})


class LL3M_OT_job_follow(bpy.types.Operator):
    """Show what the model writes while it writes, or stop showing it"""

    bl_idname = "ll3m.job_follow"
    bl_label = "Show Answer"

    job_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        if here.feed is not None:
            same = here.snapshot.following == self.job_id
            here.feed.follow("" if same else self.job_id)
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_job_move,
    LL3M_OT_job_follow,
    LL3M_OT_job_cancel,
    LL3M_OT_job_cancel_all,
    LL3M_OT_job_retry,
)
