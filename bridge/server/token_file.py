# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens that outlive a run: their digests in a private file that all instances of a user read."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..contract.errors import HostError
from ..discovery import is_private

__all__ = ["TokenFile", "token_file_path"]

log = logging.getLogger(__name__)


def token_file_path() -> Path:
    """``LL3M_TOKENS``, or ``tokens.json`` in the user's config folder."""
    named = os.environ.get("LL3M_TOKENS")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("ll3m", appauthor=False) / "tokens.json"


@dataclass(slots=True)
class TokenFile:
    """The file, and when it was last read."""

    path: Path
    seen: tuple[int, int] = (0, 0)  # modification time in ns, size

    def changed(self) -> bool:
        """Whether somebody wrote it since it was last read."""
        try:
            found = self.path.stat()
        except OSError:
            return self.seen != (0, 0)
        return (found.st_mtime_ns, found.st_size) != self.seen

    def read(self) -> list[dict[str, Any]]:
        """What it holds; nothing where it is missing, not private or not readable."""
        try:
            found = self.path.stat()
            self.seen = (found.st_mtime_ns, found.st_size)
            if not is_private(self.path):
                log.warning("Ignoring %s: others can read or write it.", self.path)
                return []
            rows = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.seen = (0, 0)
            return []
        except (OSError, ValueError) as error:
            log.warning("Ignoring %s: %s", self.path, error)
            return []
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def write(self, rows: list[dict[str, Any]]) -> None:
        """Replace it. Raises ``HostError``."""
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(rows, file, indent=1)
            draft.replace(self.path)
        except OSError as error:
            raise HostError(f"{self.path} can't be written: {error.strerror}.") from error
        found = self.path.stat()
        self.seen = (found.st_mtime_ns, found.st_size)
