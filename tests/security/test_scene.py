# SPDX-License-Identifier: GPL-3.0-or-later
"""Run in the open scene, no program reaches anything that is not its own."""

from __future__ import annotations

import pytest
from conftest import ESCAPES, ONLY_THE_JAIL_ENDS, VANDALS, Run

pytestmark = pytest.mark.bpy


def test_every_vandal_does_harm_in_bare_blender(run: Run) -> None:
    programs = [each.as_dict() for each in VANDALS.values()]
    results = run("bare", programs)
    assert not {
        name for name, seen in results.items() if not seen["worked"] and not seen.get("elsewhere")
    }


def test_an_honest_script_leaves_its_object_in_the_scene(run: Run) -> None:
    """Otherwise the tests below would prove little."""
    honest = {
        "id": "honest", "code": "import bpy\nbpy.ops.mesh.primitive_cone_add()",
        "effect": "state:'Cone' in bpy.data.objects and not changed()",
    }  # fmt: skip
    assert run("scene", [honest])["honest"]["worked"]


def test_no_vandal_changes_what_is_the_users(run: Run) -> None:
    results = run("scene", [each.as_dict() for each in VANDALS.values()])
    assert not {name for name, seen in results.items() if seen["worked"] or seen.get("dead")}


def test_no_escape_has_its_effect_in_the_open_scene(run: Run) -> None:
    programs = [each.as_dict() for name, each in ESCAPES.items() if name not in ONLY_THE_JAIL_ENDS]
    results = run("scene", programs)
    assert not {name for name, seen in results.items() if seen["worked"]}
