# SPDX-License-Identifier: GPL-3.0-or-later
"""Says what ended: in the panel, where it stays until it was looked at, and in the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .session import Session
    from .views import Snapshot

__all__ = ["announce"]


def announce(here: Session, old: Snapshot, fresh: Snapshot) -> None:
    """Say what ended between two snapshots."""
    from .operators import report
    from .panels.common import told
    from .translations.sentences import said

    before = {job.id for job in old.active}
    for job in fresh.jobs:
        if job.id not in before or job.active:
            continue
        if job.state == "done":
            here.news = [*here.news[-4:], job]
            took = max(job.finished - job.started, 0)
            what = told("version {number} is ready", number=job.version)
            what = what if job.version else told("done")
            here.tell(f"{job.title[:60]}: {what} ({took:.0f} s)")
        elif job.state == "failed":
            report.later("WARNING", f"{job.title[:60]}: {said(job.error)}")
