# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on rooms: who is here, what they look at, and what was said while one was away.

Each project is a room. What happens in it comes as notices over the event stream.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from .base import AssetId, Model, Operation, VersionNumber

MemberId = Annotated[str, Field(pattern=r"^m_[0-9a-z]{16}$", description="A member's id")]
RoomId = Annotated[
    str, Field(min_length=1, max_length=100, description="The project that the room belongs to")
]
ShownName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\r\n\t]+$"),
]


class Pointer(Model):
    """Where a member is and what it has selected."""

    asset_id: AssetId | None = Field(default=None, description="The asset that it looks at")
    version: VersionNumber | None = None
    cursor: list[float] | None = Field(
        default=None, min_length=2, max_length=3,
        description="In metres in the scene, or on a picture as shares of width and height",
    )  # fmt: skip
    selection: list[Annotated[str, Field(max_length=300)]] = Field(
        default=[], max_length=200, description="Names of objects, parts or elements"
    )


class Member(Model):
    """Somebody in a room."""

    id: MemberId
    project_id: str
    name: str
    client: str = Field(description="The name of the token that it came with")
    pointer: Pointer = Pointer()
    joined_at: str
    seen_at: str


class Message(Model):
    """Something said in a room."""

    number: int = Field(ge=1, description="Counts within the room, for good")
    project_id: str
    name: str
    client: str
    time: str
    text: str
    data: dict[str, Any] = {}


class RoomJoinRequest(Model):
    """Enter a project's room."""

    project_id: RoomId = "default"
    name: ShownName = Field(description="As the others shall see it; messages are kept for a name")


class RoomJoined(Model):
    """The room as it is, and what was missed."""

    member: Member
    members: list[Member] = Field(description="All who are here, the new one too")
    missed: list[Message] = Field(
        description="Said since a member of this name last left; the newest 200 at most"
    )
    last_message: int = Field(ge=0)
    stay_seconds: float = Field(
        description="Who gives no sign for so long has left; `room.point` is a sign"
    )


class RoomPointRequest(Model):
    """Give a sign, and show where one is."""

    member_id: MemberId
    pointer: Pointer | None = Field(default=None, description="None: as before")


class RoomLeaveRequest(Model):
    """Leave."""

    member_id: MemberId


class RoomGetRequest(Model):
    """Look into a room without entering it."""

    project_id: RoomId = "default"


class Room(Model):
    """Who is there."""

    project_id: str
    members: list[Member]
    last_message: int = Field(ge=0)


class RoomSayRequest(Model):
    """Say something to all in the room, and to those who come later."""

    member_id: MemberId
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
    data: dict[str, Any] = Field(
        default={}, max_length=20, description="What it is about: an asset, a version, a place"
    )


class RoomMessagesRequest(Model):
    """Messages behind `after`, in order."""

    project_id: RoomId = "default"
    after: int = Field(default=0, ge=0, description="Number of the last message already seen")
    limit: int = Field(default=200, ge=1, le=500)


class RoomMessages(Model):
    """Messages in order."""

    messages: list[Message]
    more: bool = Field(description="There are messages behind the last one here")


OPERATIONS = (
    Operation("room.join", RoomJoinRequest, RoomJoined, "Enter a project's room"),
    Operation("room.point", RoomPointRequest, Member, "Show where one is and what is selected"),
    Operation("room.leave", RoomLeaveRequest, Room, "Leave a room"),
    Operation("room.get", RoomGetRequest, Room, "Who is in a project's room", read_only=True),
    Operation(
        "room.say", RoomSayRequest, Message, "Say something to all in the room", scope="edit"
    ),
    Operation(
        "room.messages", RoomMessagesRequest, RoomMessages, "What was said in a project's room",
        read_only=True,
    ),
)  # fmt: skip
