# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to what rooms keep over restarts: messages, and how far each name has read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ...bridge.contract.room import Message

__all__ = ["RoomStore"]


class RoomStore(Protocol):
    """Messages of rooms. Thread-safe; any call may raise ``LibraryError``."""

    def add(
        self, project_id: str, name: str, client: str, text: str, data: dict[str, Any]
    ) -> Message:
        """Keep a message and give it its number."""
        ...

    def messages(self, project_id: str, after: int, limit: int) -> Sequence[Message]:
        """Messages behind ``after``, in order."""
        ...

    def last(self, project_id: str) -> int:
        """The number of the newest message, 0 if there is none."""
        ...

    def read_up_to(self, project_id: str, name: str) -> int:
        """The last message that ``name`` was there for, 0 if it never was there."""
        ...

    def mark_read(self, project_id: str, name: str, number: int) -> None:
        """Note that ``name`` was there up to this message."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...
