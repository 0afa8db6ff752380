# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened: numbers for Prometheus, and who asked for what in the audit log.

The audit log has one JSON object a line: when, who, through which face, which operation,
with what outcome. It holds no prompts, no scripts and no tokens.
"""

from __future__ import annotations

import json
import logging
import os
import time
from bisect import bisect_left
from collections import Counter
from logging.handlers import RotatingFileHandler
from pathlib import Path

from ..contract import Operation
from ..contract.dispatch import Caller

__all__ = ["Records", "audit_path"]

log = logging.getLogger(__name__)

#: Upper ends of the histogram's buckets, in seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
#: Bytes of one audit file, and how many older ones are kept.
AUDIT_SIZE, AUDIT_KEPT = 5 * 2**20, 3


def audit_path() -> Path:
    """``LL3M_AUDIT_LOG``, or ``audit.jsonl`` in the user's log folder."""
    named = os.environ.get("LL3M_AUDIT_LOG")
    if named:
        return Path(named)
    from platformdirs import user_log_path

    return user_log_path("ll3m", appauthor=False) / "audit.jsonl"


class _PrivateFile(RotatingFileHandler):
    """Only its owner may read the audit log."""

    def _open(self):
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8")


class Records:
    """Counts every call and writes down those that change something. Event loop only."""

    def __init__(self, audit: Path | None) -> None:
        self.calls: Counter[tuple[str, str, str]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()
        self._audit = self._open(audit)

    @staticmethod
    def _open(path: Path | None) -> logging.Handler | None:
        if path is None:
            return None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _PrivateFile(path, maxBytes=AUDIT_SIZE, backupCount=AUDIT_KEPT)
        except OSError as error:
            log.error("The audit log %s can't be written: %s", path, error.strerror)
            return None

    def close(self) -> None:
        """Close the audit log."""
        if self._audit is not None:
            self._audit.close()
            self._audit = None

    def note(self, row: Operation, caller: Caller, outcome: str, seconds: float) -> None:
        """Note the end of a call."""
        self.calls[row.name, caller.face, outcome] += 1
        self._seconds[row.name] += seconds  # type: ignore[assignment]
        buckets = self._buckets.setdefault(row.name, [0] * (len(BUCKETS) + 1))
        buckets[bisect_left(BUCKETS, seconds)] += 1
        if not row.read_only or outcome == "forbidden":
            self._write(row, caller, outcome, seconds)

    def _write(self, row: Operation, caller: Caller, outcome: str, seconds: float) -> None:
        if self._audit is None:
            return
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "request": caller.request_id,
            "client": caller.client,
            "face": caller.face,
            "operation": row.name,
            "outcome": outcome,
            "seconds": round(seconds, 4),
        }
        text = json.dumps(line)
        self._audit.emit(logging.LogRecord("audit", logging.INFO, "", 0, text, None, None))

    def prometheus(self, gauges: dict[str, float]) -> str:
        """The numbers in Prometheus' text format."""
        lines = ["# TYPE ll3m_calls_total counter"]
        lines += [
            f'll3m_calls_total{{operation="{name}",face="{face}",outcome="{outcome}"}} {count}'
            for (name, face, outcome), count in sorted(self.calls.items())
        ]
        lines.append("# TYPE ll3m_call_seconds histogram")
        for name, buckets in sorted(self._buckets.items()):
            total = 0
            for end, count in zip([*map(str, BUCKETS), "+Inf"], buckets, strict=True):
                total += count
                lines.append(f'll3m_call_seconds_bucket{{operation="{name}",le="{end}"}} {total}')
            lines.append(f'll3m_call_seconds_sum{{operation="{name}"}} {self._seconds[name]:.6f}')
            lines.append(f'll3m_call_seconds_count{{operation="{name}"}} {total}')
        for name, value in gauges.items():
            lines += [f"# TYPE {name} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"
