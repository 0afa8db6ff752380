# SPDX-License-Identifier: GPL-3.0-or-later
"""An edit of the open scene as the command shows it."""

from __future__ import annotations

import io

from ll3m.bridge.cli.render import show
from ll3m.bridge.contract.scene import SceneChange, SceneDetail, SceneDifference, SceneEdit
from rich.console import Console

BEVEL = SceneDetail(path='modifiers["[red]Bevel"].width', before="0.1", after="0.2")


def shown(**changes: object) -> str:
    edit = SceneEdit(
        job_id="j_0123456789abcdef", state="waiting", prompt="wider bevels", scene="Scene",
        selected_only=False, summary="1 object changed (Table: modifiers).",
        difference=SceneDifference(
            changed=1,
            changes=[
                SceneChange(type="OBJECT", name="Box", change="removed"),
                SceneChange(
                    type="OBJECT", name="Table", change="changed", new_name="Desk",
                    aspects=["modifiers", "name"], details=[BEVEL],
                ),
            ],
            unlisted=7,
        ),
        source="import bpy", provider="model", model="m",
        created_at="2026-01-01T00:00:00.000Z", expires_at="2026-01-01T01:00:00.000Z",
    )  # fmt: skip
    out = io.StringIO()
    show(Console(file=out, width=160), edit.model_copy(update=changes))
    return out.getvalue()


def test_an_edit_that_waits_shows_its_difference_and_how_to_go_on() -> None:
    text = shown()
    assert "Table → Desk" in text
    assert 'modifiers["[red]Bevel"].width' in text
    assert "removed" in text
    assert "… and 7 more" in text
    assert "ll3m scene apply j_0123456789abcdef" in text


def test_an_applied_edit_shows_where_it_differs_from_its_dry_run() -> None:
    text = shown(state="applied", deviations=["Object 'Box' was not removed."])
    assert "not as in the dry run: Object 'Box' was not removed." in text
    assert "scene apply" not in text
