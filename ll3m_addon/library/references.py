# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that prompts were given with, below ``<library>/.ll3m/references``.

They outlive their job, so that it can be tried again; what nobody used for 30 days goes. A
version holds copies of its own.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import time
from pathlib import Path

from ...bridge.contract.errors import LibraryError
from ..core.picture_head import read_head
from ..core.reference_seam import KeptPicture
from .errors import library_errors

__all__ = ["FolderReferences"]

_log = logging.getLogger(__name__)
_ID = re.compile(r"r_[0-9a-f]{16}")
#: Seconds that a picture stays after it was last used.
_KEPT = 30 * 86400.0


class FolderReferences:
    """Implements ``core.reference_seam.References``. Nothing is touched before the first call."""

    def __init__(self, root: Path) -> None:
        self._home = root.expanduser().absolute() / ".ll3m" / "references"

    def find(self, reference_id: str) -> KeptPicture | None:
        """A kept picture, used just now; None if it is not kept (any more).

        A damaged one is removed, so that it can be added again.
        """
        if _ID.fullmatch(reference_id) is None:
            return None
        path = self._home / f"{reference_id}.jpg"
        with library_errors("read a reference picture", self._home):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                return None
            with contextlib.suppress(PermissionError):  # a library that may only be read
                os.utime(path)
            head = read_head(data)
            if head is None:
                _log.warning("The kept picture %s is damaged and is removed.", path)
                path.unlink(missing_ok=True)
                return None
        return KeptPicture(reference_id, path, head.width, head.height, len(data))

    def keep(self, reference_id: str, made: Path) -> KeptPicture:
        """Move a picture that was made ready into place; one that is there already stays."""
        with library_errors("keep a reference picture", self._home):
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._prune()
            path = self._home / f"{reference_id}.jpg"
            if not path.exists():
                made.replace(path)
                path.chmod(0o600)
        found = self.find(reference_id)
        if found is None:
            raise LibraryError(f"The picture {reference_id} vanished while it was kept.")
        return found

    def _prune(self) -> None:
        """Remove what nobody used for long."""
        oldest = time.time() - _KEPT
        for path in self._home.glob("r_*.jpg"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
