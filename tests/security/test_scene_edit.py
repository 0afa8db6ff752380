# SPDX-License-Identifier: GPL-3.0-or-later
"""In the place of an approved edit, no program changes more than the edit's dry run showed."""

from __future__ import annotations

import pytest
from conftest import ESCAPES, VANDALS, Run

pytestmark = pytest.mark.bpy


def test_the_edit_that_was_approved_is_made(run: Run) -> None:
    """Otherwise the tests below would prove little."""
    honest = {
        "id": "honest", "effect": "state:bpy.data.objects['Point'].location.x > 2",
        "code": "import bpy\nbpy.data.objects['Point'].location.x += 3",
    }  # fmt: skip
    assert run("edit", [honest])["honest"]["worked"]


def test_no_vandal_changes_more_than_was_approved(run: Run) -> None:
    results = run("edit", [each.as_dict() for each in VANDALS.values()])
    assert not {name for name, seen in results.items() if seen["worked"] or seen.get("dead")}


def test_no_escape_has_its_effect_as_an_edit(run: Run) -> None:
    # What only takes time or memory is the same as in ``test_scene``: one guard, one budget.
    programs = [each.as_dict() for each in ESCAPES.values() if each.effect != "dead"]
    results = run("edit", programs)
    assert not {name for name, seen in results.items() if seen["worked"]}
