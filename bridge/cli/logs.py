# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the command's log goes: sentences to the terminal, tracebacks to a file only."""

from __future__ import annotations

import logging
import os
from pathlib import Path

__all__ = ["log_path", "set_up"]


def log_path() -> Path:
    """The log file: ``LL3M_LOG``, or ``ll3m.log`` in the user's log folder."""
    named = os.environ.get("LL3M_LOG")
    if named:
        return Path(named)
    from platformdirs import user_log_path

    return user_log_path("ll3m", appauthor=False) / "ll3m.log"


class _Lazy(logging.Handler):
    """Opens the file with its first record, so that a command that goes well writes none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._file: logging.FileHandler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._file is None:
                path = log_path()
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._file = logging.FileHandler(path, encoding="utf-8")
                form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
                self._file.setFormatter(logging.Formatter(form))
            self._file.emit(record)
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def set_up() -> None:
    """Send errors of this process to the log file; the terminal gets sentences only."""
    root = logging.getLogger()
    if not any(isinstance(each, _Lazy) for each in root.handlers):
        root.addHandler(_Lazy())
