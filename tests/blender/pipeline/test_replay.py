# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded jobs of the whole road run again with no model and give the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.once

#: A good answer, two repairs, re-asks, migrations, retrieval, a plan, a look with a fix, a change,
#: and three ends in an error.
CHOSEN = (
    "claude_constants_and_functions", "two_repairs", "three_js_instead_of_python",
    "principled_sockets_3_x", "array_offset", "plan_that_is_no_json_first",
    "centimetres_taken_for_metres", "only_the_changed_function", "refusal_in_words",
    "refusal_by_the_service", "class_tricks_to_reach_the_interpreter",
)  # fmt: skip


class Silent:
    """Providers that nobody may ask."""

    def get(self, name: str | None = None) -> Any:
        raise AssertionError("a replay asks no provider")

    list = get


@pytest.mark.parametrize("name", CHOSEN)
def test_a_recorded_conversation_replays_to_the_same_end(tool: Any, bench: Any, name: str) -> None:
    (conversation,) = (each for each in tool.read_corpus() if each.name == name)
    outcome = bench.run(conversation)
    first = bench.app.call("job.list", {"limit": 1}, bench.caller).jobs[0]
    notes = replayed(bench, first)
    if outcome.end == "version":
        assert notes[-1].startswith("The same as version")


def replayed(bench: Any, first: Any) -> list[str]:
    """Replay a job with providers that nobody may ask; its notes."""
    app = bench.app
    app.providers = Silent()
    job = app.call("job.replay", {"job_id": first.id}, bench.caller)
    again = app.call("job.get", {"job_id": job.id, "wait": 60}, bench.caller)
    assert (again.state, again.error) == (first.state, first.error)
    assert again.usage == first.usage
    events = app.call("job.events", {"job_id": job.id, "limit": 1000}, bench.caller).events
    return [event.data["text"] for event in events if event.type == "note"]


@pytest.mark.parametrize("operation", ["asset.generate", "draft.make"])
def test_a_job_with_pictures_rounds_and_drafts_replays_too(
    tool: Any, bench: Any, operation: str
) -> None:
    (conversation,) = (e for e in tool.read_corpus() if e.name == "centimetres_taken_for_metres")
    app = bench.app
    app.providers = tool.OneModel(tool.Model(conversation, sees=True))
    asked = {"prompt": "a coin", "quality": "high", "preview": 64}
    if operation == "draft.make":
        asked |= {"count": 2, "quality": "draft"}
    job = app.call(operation, asked, bench.caller)
    first = app.call("job.get", {"job_id": job.id, "wait": 60}, bench.caller)
    assert first.state == "done", first.error
    record = app.call("job.record", {"job_id": job.id}, bench.caller)
    pictures = {name for call in record.calls for m in call.messages for name in m.images}
    kept = {path.stem for path in Path(record.folder).glob("*.*") if path.suffix != ".jsonl"}
    assert pictures == kept
    assert bool(pictures) == (operation == "asset.generate")
    assert replayed(bench, first)[-1].startswith("The same as version")
