# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the service: the switch, its address and its token."""

from __future__ import annotations

from typing import Any

import bpy

from .. import session

__all__ = ["CLASSES"]


class _NeedsService:
    @classmethod
    def poll(cls, context: Any) -> bool:
        """Only while the service runs."""
        here = session.current()
        return here is not None and here.service is not None


class LL3M_OT_service_start(bpy.types.Operator):
    """Let programs on this machine use LL3M. They need the token; nobody else can connect"""

    bl_idname = "ll3m.service_start"
    bl_label = "Start Service"

    @classmethod
    def poll(cls, context: Any) -> bool:
        here = session.current()
        return here is not None and here.service is None

    def execute(self, context: Any) -> set[Any]:
        session.state().start_service()
        return {"FINISHED"}


class LL3M_OT_service_stop(_NeedsService, bpy.types.Operator):
    """End all connections and stop answering"""

    bl_idname = "ll3m.service_stop"
    bl_label = "Stop Service"

    def execute(self, context: Any) -> set[Any]:
        session.state().stop_service()
        session.state().refresh()
        return {"FINISHED"}


class LL3M_OT_service_copy_token(_NeedsService, bpy.types.Operator):
    """Copy the token that programs must send"""

    bl_idname = "ll3m.service_copy_token"
    bl_label = "Copy Token"

    def execute(self, context: Any) -> set[Any]:
        service = session.state().service
        context.window_manager.clipboard = service.token if service else ""
        self.report({"INFO"}, "Copied the token; it is valid until the service stops")
        return {"FINISHED"}


class LL3M_OT_service_copy_address(_NeedsService, bpy.types.Operator):
    """Copy the service's address"""

    bl_idname = "ll3m.service_copy_address"
    bl_label = "Copy Address"

    def execute(self, context: Any) -> set[Any]:
        service = session.state().service
        context.window_manager.clipboard = service.url if service else ""
        self.report({"INFO"}, "Copied the address")
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_service_start,
    LL3M_OT_service_stop,
    LL3M_OT_service_copy_token,
    LL3M_OT_service_copy_address,
)
