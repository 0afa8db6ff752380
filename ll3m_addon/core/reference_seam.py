# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to the pictures that prompts are given with: kept by the library, named by content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

__all__ = ["KeptPicture", "References"]


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A JPEG as models get it. ``id`` is by the content of the file that it was made from."""

    id: str
    path: Path
    width: int
    height: int
    bytes: int


class References(Protocol):
    """Kept pictures. Thread-safe. Any method may raise ``LibraryError``."""

    def find(self, reference_id: str) -> KeptPicture | None:
        """A kept picture, used just now; None if it is not kept (any more)."""
        ...

    def keep(self, reference_id: str, made: Path) -> KeptPicture:
        """Move a picture that was made ready into place; one that is there already stays."""
        ...
