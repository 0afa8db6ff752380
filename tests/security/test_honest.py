# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary code gets in, and runs under the guard as it should."""

from __future__ import annotations

import pytest
from conftest import Run
from corpus.honest import HONEST
from ll3m.ll3m_addon.sandbox.jail import BlenderJail
from ll3m.ll3m_addon.sandbox.validator import Validator

pytestmark = pytest.mark.bpy


def test_there_are_enough_honest_scripts() -> None:
    assert len(HONEST) >= 150


@pytest.mark.parametrize("version", [(4, 2, 0), (4, 5, 0), (5, 0, 1), (5, 2, 0)])
def test_every_honest_script_is_accepted(version: tuple[int, int, int]) -> None:
    reports = {name: Validator().check(source, version) for name, source in HONEST.items()}
    assert not {name: report.findings for name, report in reports.items() if not report.accepted}


def test_every_honest_script_runs_under_the_guard_and_leaves_an_object(
    run: Run, jail: BlenderJail
) -> None:
    version = jail.blender_version()
    programs = [
        {
            "id": name,
            "code": Validator().check(source, version).source,
            "effect": "state:len(bpy.data.objects) > 0",
        }
        for name, source in HONEST.items()
    ]
    results = run("guard", programs, 20.0)
    assert not {
        name: seen.get("error") or "died"
        for name, seen in results.items()
        if seen.get("error") or not seen["worked"]
    }
