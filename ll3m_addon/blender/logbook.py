# SPDX-License-Identifier: GPL-3.0-or-later
"""The last lines of our log, for the viewer and for diagnostics. Keys are taken out."""

from __future__ import annotations

import logging
from collections import deque

__all__ = ["lines", "refresh", "shown", "start", "stop"]

#: Lines kept, and characters of one.
KEPT, LENGTH = 1000, 2000


class _Book(logging.Handler):
    """Keeps formatted records in memory."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.rows: deque[str] = deque(maxlen=KEPT)
        self.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record; what can't be formatted is the logging module's to report."""
        try:
            text = self.format(record)
        except (TypeError, ValueError):
            self.handleError(record)
            return
        self.rows.extend(line[:LENGTH] for line in text.splitlines())


_shown: list[str] = []
_book: list[_Book] = []
_logger: list[tuple[logging.Logger, int]] = []


def start(package: str) -> None:
    """Listen to the loggers of ``package`` from now on."""
    logger = logging.getLogger(package)
    _book[:] = [_Book()]
    _logger[:] = [(logger, logger.level)]
    logger.addHandler(_book[0])
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)


def stop() -> None:
    """Listen no more, and forget."""
    for logger, level in _logger:
        for book in _book:
            logger.removeHandler(book)
        logger.setLevel(level)
    _book.clear()
    _logger.clear()
    _shown.clear()


def refresh(count: int = 8) -> None:
    """On a thread: make ready what ``shown`` gives."""
    _shown[:] = lines(count)


def shown() -> list[str]:
    """The last lines as of the last ``refresh``; costs nothing, for drawing."""
    return list(_shown)


def lines(count: int = KEPT) -> list[str]:
    """The last ``count`` lines, oldest first, without keys."""
    if not _book:
        return []
    from ..providers.scrub import scrub

    return scrub("\n".join(list(_book[0].rows)[-count:])).splitlines()
