# SPDX-License-Identifier: GPL-3.0-or-later
"""Run in the open scene, no program reaches anything that is not its own."""

from __future__ import annotations

import pytest
from conftest import ESCAPES, VANDALS, Run

pytestmark = pytest.mark.bpy

#: One call into C without end: a script that does this fails its trial and never gets here.
THE_TRIAL_STOPS = {
    "hang.regex", "memory.subdivide", "memory.array", "memory.bytes", "memory.numpy", "endless.generator-close", "endless.square",
    "call.fraction", "call.decimal", "call.numpy-length", "call.subdivide", "call.remesh",
    "call.screw", "call.arange", "call.nested",
}  # fmt: skip


def test_every_vandal_does_harm_in_bare_blender(run: Run) -> None:
    programs = [each.as_dict() for each in VANDALS.values()]
    results = run("bare", programs)
    assert not {name for name, seen in results.items() if not seen["worked"]}


def test_no_vandal_changes_what_is_the_users(run: Run) -> None:
    results = run("scene", [each.as_dict() for each in VANDALS.values()])
    assert not {name for name, seen in results.items() if seen["worked"] or seen.get("dead")}


def test_no_escape_has_its_effect_in_the_open_scene(run: Run) -> None:
    results = run("scene", [each.as_dict() for each in ESCAPES.values()])
    through = {name for name, seen in results.items() if seen["worked"]}
    assert through <= THE_TRIAL_STOPS
