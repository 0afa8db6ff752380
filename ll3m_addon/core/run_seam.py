# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to where records of jobs are kept: lines in order, and pictures once each."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

__all__ = ["RunStore", "RunWriter"]


class RunWriter(Protocol):
    """One record being written. Thread-safe."""

    def add(self, line: dict[str, Any]) -> bool:
        """Keep one line; False if the record is full and the line was left out."""
        ...

    def picture(self, data: bytes) -> str:
        """Keep a picture, once however often it is given; return its SHA-256."""
        ...

    def close(self) -> None:
        """Make the record durable. Safe to call twice."""
        ...


class RunStore(Protocol):
    """Records of jobs, the newest of them. Thread-safe; methods raise ``LibraryError``."""

    def open(self, job_id: str) -> RunWriter | None:
        """Begin a job's record; None where none are kept."""
        ...

    def read(self, job_id: str) -> list[dict[str, Any]]:
        """The lines of a record, a torn last one left out; raises ``NotFound``."""
        ...

    def size(self, job_id: str) -> int:
        """Bytes of a record, pictures included."""
        ...

    def folder(self, job_id: str) -> Path:
        """Where a record lies."""
        ...
