# SPDX-License-Identifier: GPL-3.0-or-later
"""What people see of a job's record and of what is known of Blender's API."""

from __future__ import annotations

import io

from ll3m.bridge.cli.render import show
from ll3m.bridge.contract import Model
from ll3m.bridge.contract.job import (
    Decision,
    ErrorInfo,
    JobRecord,
    RecordedCall,
    RecordedMessage,
    RecordedReply,
    Usage,
)
from ll3m.bridge.contract.knowledge import KnowledgeEntry, KnowledgeSearchResult
from rich.console import Console


def shown(result: Model) -> str:
    """What the command prints, without colours."""
    out = io.StringIO()
    show(Console(file=out, width=100, color_system=None), result)
    return out.getvalue()


def a_record(**more: object) -> JobRecord:
    told: dict[str, object] = {
        "job_id": "j_0000000000000001", "operation": "asset.generate",
        "request": {"prompt": "a mug"}, "started_at": "2026-01-31T12:00:00Z", "ended": "done",
        "asset_id": "a_0000000000000001", "version": 2, "calls_total": 2, "calls": [],
        "more": False, "decisions": [], "complete": True, "bytes": 10, "folder": "/library/run",
        "usage": Usage(calls=1, input_tokens=120, output_tokens=40, cost=0.0123),
    }  # fmt: skip
    return JobRecord.model_validate(told | more)


def test_a_record_reads_like_a_conversation() -> None:
    call = RecordedCall(
        number=1, at=0.5, provider="openai", purpose="code", model=None,
        messages=[
            RecordedMessage(role="system", text="You write [bold]Blender[/bold] Python."),
            RecordedMessage(role="user", text="a mug", images=["ab" * 32]),
        ],
        reply=RecordedReply(
            text="import bpy\n", model="gpt-x", stop="end", seconds=2.5,
            usage=Usage(calls=1, input_tokens=120, output_tokens=40),
        ),
    )  # fmt: skip
    decisions = [
        Decision(at=0.1, type="stage", data={"stage": "code", "progress": 0.1}),
        Decision(at=3.0, type="finding", data={"line": 4, "rule": "import.module", "what": "os"}),
    ]
    text = shown(a_record(calls=[call], decisions=decisions, more=True))
    assert "v002 of a_0000000000000001" in text
    assert "2, 120+40 tokens, $0.0123" in text
    assert "stage: code" in text
    assert "finding: 4 import.module os" in text
    assert "1. code at 0.50 s, openai: gpt-x, 2.5 s, 120+40 tokens" in text
    assert "You write [bold]Blender[/bold] Python." in text
    assert "user (1 pictures)" in text
    assert "answer\nimport bpy" in text
    assert "ll3m job replay j_0000000000000001" in text
    assert "--after 1" in text
    assert "{'" not in text


def test_a_record_of_a_failure_names_the_error() -> None:
    error = ErrorInfo(code="rate_limited", message="It asks for fewer requests.", advice="Wait.")
    call = RecordedCall(
        number=1, at=0.5, provider="openai", purpose="plan", reply=RecordedReply(error=error), cut=True
    )  # fmt: skip
    text = shown(a_record(calls=[call], ended=None, complete=False, version=None))
    assert "plan at 0.50 s, openai: rate_limited: It asks for fewer requests." in text
    assert "never came to its end" in text
    assert "The record was full" in text


def test_what_is_known_of_the_api_is_readable() -> None:
    entries = [
        KnowledgeEntry(
            name="bpy.types.ArrayModifier.count", kind="property",
            signature="count: int = 2, 1..", text="Number of duplicates to\n  make", score=9.0,
            note="Asked for as array.number.",
        ),
        KnowledgeEntry(
            name="recipe array_fence", kind="recipe", signature="", text="A fence",
            example="import bpy\n\nCOUNT = 12\n", score=5.0,
        ),
    ]  # fmt: skip
    text = shown(KnowledgeSearchResult(blender_version="5.0.1", entries=entries, seconds=0.0042))
    lines = text.splitlines()
    assert lines[0] == "bpy.types.ArrayModifier.count  property"
    assert lines[1] == "  count: int = 2, 1.."
    assert lines[2] == "  Number of duplicates to make"
    assert "  Asked for as array.number." in lines
    assert "COUNT = 12" in lines
    assert lines[-1] == "Blender 5.0.1, 4 ms"
    assert "{'" not in text


def test_nothing_found_is_said() -> None:
    text = shown(KnowledgeSearchResult(blender_version="5.0.1", entries=[], seconds=0.1))
    assert text.strip() == "Nothing found for Blender 5.0.1."
