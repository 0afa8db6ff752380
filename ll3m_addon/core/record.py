# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the lines of a job's record: for a replay, and as the contract's ``JobRecord``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...bridge.contract.errors import NotFound
from ...bridge.contract.job import (
    Decision,
    JobRecord,
    JobRecordRequest,
    RecordedCall,
    RecordedReply,
)
from .recording import FORM
from .run_seam import RunStore

__all__ = ["Lines", "read_lines", "view"]


@dataclass(frozen=True, slots=True)
class Lines:
    """A record: its head, everything between, and its end if it came to one."""

    head: dict[str, Any]
    body: list[dict[str, Any]]
    end: dict[str, Any] | None

    @property
    def whole(self) -> bool:
        """Nothing was left out for want of room."""
        return not any(line.get("cut") for line in self.body)


def read_lines(store: RunStore, job_id: str) -> Lines:
    """Read a record.

    Raises:
        NotFound: there is none, or one that this release can't read.
        LibraryError: it can't be read.
    """
    lines = store.read(job_id)
    head = next((line for line in lines if line.get("type") == "run"), None)
    if head is None or head.get("form") != FORM:
        raise NotFound(f"The record of the job {job_id} is of another form than this LL3M reads.")
    end = next((line for line in reversed(lines) if line.get("type") == "end"), None)
    return Lines(head, [line for line in lines if line.get("type") not in ("run", "end")], end)


def view(store: RunStore, request: JobRecordRequest) -> JobRecord:
    """A page of a record; raises ``NotFound``, ``LibraryError``."""
    lines = read_lines(store, request.job_id)
    replies = {line["n"]: line for line in lines.body if line["type"] == "reply"}
    calls = [line for line in lines.body if line["type"] == "call"]
    behind = [line for line in calls if line["n"] > request.after]
    head, end = lines.head, lines.end or {}
    decisions = [
        Decision(at=line["at"], type=line["type"], data=line["data"])
        for line in lines.body
        if line["type"] in ("stage", "finding", "note")
    ]
    return JobRecord(
        job_id=request.job_id,
        operation=head["operation"],
        request=head["request"],
        started_at=head["started_at"],
        ended=end.get("state"),
        error=end.get("error"),
        asset_id=end.get("asset_id"),
        version=end.get("version"),
        usage=end.get("usage") or {},  # pyright: ignore[reportArgumentType] -- validated here
        calls_total=len(calls),
        calls=[
            _call(line, replies.get(line["n"]), request.texts) for line in behind[: request.limit]
        ],
        more=len(behind) > request.limit,
        decisions=decisions if request.after == 0 else [],
        complete=lines.whole,
        bytes=store.size(request.job_id),
        folder=str(store.folder(request.job_id)),
    )


def _call(line: dict[str, Any], reply: dict[str, Any] | None, texts: bool) -> RecordedCall:
    told = {
        name: line[name]
        for name in ("at", "provider", "purpose", "model", "json_schema", "options")
        if name in line
    }
    if texts:
        told["messages"] = line.get("messages", [])
    answer = None
    if reply is not None:
        kept = {name: reply[name] for name in RecordedReply.model_fields if name in reply}
        if not texts:
            kept["text"] = ""
        answer = RecordedReply.model_validate(kept)
    cut = bool(line.get("cut") or (reply or {}).get("cut"))
    return RecordedCall(number=line["n"], reply=answer, cut=cut, **told)
