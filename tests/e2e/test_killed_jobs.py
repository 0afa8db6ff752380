# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole product with its Blender, killed at 200 random moments of its work."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MOMENTS, LANES = 200, 2

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs SIGKILL, fork and a subreaper"),
    pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="needs Blender as a module"),
]


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What was said and what was left, for each moment; two libraries side by side."""
    lanes = []
    for seed in range(LANES):
        root = tmp_path_factory.mktemp("killed") / "library"
        command = [sys.executable, str(HERE / "killer.py"), str(root), str(MOMENTS // LANES)]
        lanes.append(subprocess.Popen([*command, str(seed)], stdout=subprocess.PIPE, text=True))
    told = [lane.communicate(timeout=900)[0] for lane in lanes]
    assert [lane.returncode for lane in lanes] == [0] * LANES
    return [json.loads(line) for each in told for line in each.splitlines()]


def test_no_finished_version_is_lost_and_no_half_one_is_listed(moments: list[Any]) -> None:
    assert len(moments) == MOMENTS
    for what, after, said, left in moments:
        where = f"{what}, killed after {after} s"
        assert said[0] == ["ready"], said
        purged = {asset_id for step, asset_id, _ in said[1:] if step == "purging"}
        for step, asset_id, number in said[1:]:
            if asset_id in purged:
                continue
            whole, formats = left["found"].get(f"{asset_id}/{number}", (False, []))
            assert whole, f"{where}: {step} {asset_id} {number}"
            assert step != "exported" or {"stl", "ply"} <= set(formats), where
        assert left["found"], where  # the asset that was there from the start
        assert all(whole for whole, _ in left["found"].values()), where
        assert left["folders"] == len(left["found"]), where


def test_nothing_is_left_lying_and_folders_and_index_agree(moments: list[Any]) -> None:
    for what, after, _, left in moments:
        assert (left["problems"], left["left"]) == ([], []), f"{what}, killed after {after} s"


def test_jobs_of_the_killed_are_interrupted_and_none_runs_for_ever(moments: list[Any]) -> None:
    states = {state for *_, left in moments for state in left["states"]}
    assert states == {"done", "interrupted"}


#: What is said when each kind of work has come through once.
THROUGH = {"generate": "made", "export": "exported", "delete": "purging", "migrate": "migrated"}


def test_the_kills_fell_before_and_after_each_kind_of_work_was_done(moments: list[Any]) -> None:
    ended = Counter(
        (what, THROUGH[what] in (step for step, *_ in said[1:])) for what, _, said, _ in moments
    )
    assert {what for what, _ in ended} == {"generate", "export", "delete", "migrate"}
    assert all(ended[what, False] >= 3 for what in ("generate", "export", "delete")), ended
    assert sum(count for (_, done), count in ended.items() if done) >= 20, ended
