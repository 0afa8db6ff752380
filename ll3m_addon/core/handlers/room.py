# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``room``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.room import (
    Member,
    Message,
    Room,
    RoomGetRequest,
    RoomJoined,
    RoomJoinRequest,
    RoomLeaveRequest,
    RoomMessages,
    RoomMessagesRequest,
    RoomPointRequest,
    RoomSayRequest,
)

if TYPE_CHECKING:
    from ..app import App


def _exists(app: App, project_id: str) -> None:
    """Raises ``NotFound`` for the room of a project that is not there."""
    if project_id != "default":
        app.library.desk.projects.get(project_id)


def join(app: App, request: RoomJoinRequest, caller: Caller) -> RoomJoined:
    """Enter a room."""
    _exists(app, request.project_id)
    return app.rooms.join(request, caller)


def point(app: App, request: RoomPointRequest, caller: Caller) -> Member:
    """Give a sign, and show where one is."""
    return app.rooms.point(request.member_id, request.pointer, caller)


def leave(app: App, request: RoomLeaveRequest, caller: Caller) -> Room:
    """Leave a room."""
    return app.rooms.leave(request.member_id, caller)


def get(app: App, request: RoomGetRequest, caller: Caller) -> Room:
    """Who is in a room."""
    _exists(app, request.project_id)
    return app.rooms.get(request.project_id)


def say(app: App, request: RoomSayRequest, caller: Caller) -> Message:
    """Say something."""
    return app.rooms.say(request, caller)


def messages(app: App, request: RoomMessagesRequest, caller: Caller) -> RoomMessages:
    """What was said."""
    _exists(app, request.project_id)
    return app.rooms.messages(request)
