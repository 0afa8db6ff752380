# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports from timers, and the panel's banner.

A report of an operator that a timer calls is swallowed; one made in a modal step reaches
the status bar and the Info log. So this operator lives for exactly one step.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import bpy
from bpy.props import StringProperty

from .. import main_thread, session
from ..translations.sentences import said

__all__ = ["CLASSES", "later"]

log = logging.getLogger(__name__)

STEP = 0.01  # seconds until the modal step
LENGTH = 200  # characters that a status bar has room for


def later(level: str, message: str) -> None:
    """Show the first sentence of ``message`` in the status bar; ``level`` is INFO or WARNING.

    ERROR would open a popup under the mouse; errors are in the panel already.
    """
    line = re.split(r"\n|(?<=[.!?]) ", said(message.strip()), maxsplit=1)[0][:LENGTH]
    if bpy.app.background:
        log.info("%s", line)
    elif line:
        main_thread.run(lambda: _begin(level, line))


def _begin(level: str, message: str) -> None:
    manager = bpy.context.window_manager
    if manager is None or not manager.windows:
        return
    operator: Any = bpy.ops.ll3m.message_report  # pyright: ignore[reportAttributeAccessIssue]
    with bpy.context.temp_override(window=manager.windows[0]):  # pyright: ignore[reportGeneralTypeIssues]
        operator("INVOKE_DEFAULT", level=level, message=message)


class LL3M_OT_message_report(bpy.types.Operator):
    """Show a message in the status bar"""

    bl_idname = "ll3m.message_report"
    bl_label = "Report"
    bl_options = {"INTERNAL"}

    level: StringProperty(default="INFO")  # pyright: ignore[reportInvalidTypeForm]
    message: StringProperty()  # pyright: ignore[reportInvalidTypeForm]

    _timer: bpy.types.Timer | None = None

    def invoke(self, context: Any, event: Any) -> set[Any]:
        self._timer = context.window_manager.event_timer_add(STEP, window=context.window)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: Any, event: Any) -> set[Any]:
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        self.cancel(context)
        self.report({self.level}, self.message)  # pyright: ignore[reportArgumentType]
        return {"FINISHED"}

    def cancel(self, context: Any) -> None:
        if self._timer is not None:
            context.window_manager.event_timer_remove(self._timer)
            self._timer = None


class LL3M_OT_message_dismiss(bpy.types.Operator):
    """Take the message away"""

    bl_idname = "ll3m.message_dismiss"
    bl_label = "Dismiss"
    bl_options = {"INTERNAL"}

    job_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        if self.job_id:
            here.news = [job for job in here.news if job.id != self.job_id]
        else:
            here.notice = None
        here.refresh()
        return {"FINISHED"}


class LL3M_OT_details_copy(bpy.types.Operator):
    """Copy the error's details, for a report to those who can help"""

    bl_idname = "ll3m.details_copy"
    bl_label = "Copy Details"

    job_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        job = next((each for each in here.snapshot.jobs if each.id == self.job_id), None)
        if job is not None:
            text = f"{job.error_code}: {job.error}\n{job.advice}\njob {job.id}: {job.title}"
        else:
            text = here.notice.details if here.notice else ""
        context.window_manager.clipboard = f"LL3M in Blender {bpy.app.version_string}\n{text}"
        self.report({"INFO"}, "Copied the details")
        return {"FINISHED"}


CLASSES = (LL3M_OT_message_report, LL3M_OT_message_dismiss, LL3M_OT_details_copy)
