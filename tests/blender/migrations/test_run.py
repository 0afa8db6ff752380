# SPDX-License-Identifier: GPL-3.0-or-later
"""Each piece of old API fails in this Blender, and what the check makes of it works."""

from __future__ import annotations

import math
from typing import Any

import pytest
from migration_cases import Case, every_case
from migration_cases.runs import run, run_bare

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

CASES = {name: case for name, case in every_case() if not case.why_text_only}
pytestmark = pytest.mark.bpy


def seen(effect: str) -> bool:
    """Whether the effect is there."""
    bpy.context.view_layer.update()
    names: dict[str, Any] = {
        "bpy": bpy, "math": math, "C": bpy.context, "D": bpy.data,
        "O": bpy.context.view_layer.objects.active,
    }  # fmt: skip
    return bool(eval(effect, names))


def empty() -> None:
    """An empty file."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)


def for_this_blender(case: Case) -> bool:
    """Whether the case can be run here."""
    return case.runs_in[0] <= bpy.app.version[:2] < case.runs_in[1]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_old_api_fails_here_and_runs_once_migrated(case: Case) -> None:
    from ll3m.ll3m_addon.sandbox.validator import Validator

    if not for_this_blender(case):
        pytest.skip("this Blender has neither the old nor the new")
    report = Validator().check(case.old, bpy.app.version)
    assert report.accepted, report.findings
    moved = {each.rule for each in report.findings if each.severity == "migrated"}
    problem = run_bare(case.old)
    if case.rule in moved:
        # No blank: the old text has to be of no use here.
        assert problem or not seen(case.effect)
        empty()
        problem = run(report.source)
    assert not problem, problem
    assert seen(case.effect)
