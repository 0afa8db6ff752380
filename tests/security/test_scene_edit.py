# SPDX-License-Identifier: GPL-3.0-or-later
"""In the place of an approved edit, no program changes more than the edit's dry run showed."""

from __future__ import annotations

import pytest
from conftest import ESCAPES, VANDALS, Run

pytestmark = pytest.mark.bpy

#: One call into C without end: a script that does this fails its dry run and never gets here.
THE_TRIAL_STOPS = {"hang.regex", "memory.subdivide", "memory.array"}
#: They move the light too; that is what the approved edit showed.
OF_THE_LIGHT_ONLY: set[str] = set()


def test_no_vandal_changes_more_than_was_approved(run: Run) -> None:
    results = run("edit", [each.as_dict() for each in VANDALS.values()])
    through = {name for name, seen in results.items() if seen["worked"] or seen.get("dead")}
    assert through <= OF_THE_LIGHT_ONLY, {name: results[name] for name in through}


def test_no_escape_has_its_effect_as_an_edit(run: Run) -> None:
    results = run("edit", [each.as_dict() for each in ESCAPES.values()])
    through = {name for name, seen in results.items() if seen["worked"]}
    assert through <= THE_TRIAL_STOPS | {each for each in ESCAPES if each.startswith("memory.")}
