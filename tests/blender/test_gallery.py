# SPDX-License-Identifier: GPL-3.0-or-later
"""Every prompt of the gallery: sound by the mesh report, in metres, on the ground, shaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.spec import DesignSpec
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.kinds.design_spec.builder import to_script
from ll3m.ll3m_addon.providers.offline import compose
from ll3m.ll3m_addon.providers.offline.designs import DESIGN_TYPES, design

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = [pytest.mark.bpy, pytest.mark.once]

SHEETS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "docs" / "gallery" / "prompts.json").read_text(encoding="utf-8")
)
ROWS = [(sheet["what"], prompt) for sheet in SHEETS for prompt in sheet["prompts"]]


def script_of(what: str, prompt: str) -> str:
    if what == "design":
        return to_script(DesignSpec.model_validate(design(prompt)))[0]
    source, notes = compose(Task("code", prompt))
    assert notes[1:] == (), "a gallery's prompt is used in every word"
    return source


@pytest.mark.parametrize(("what", "prompt"), ROWS)
def test_a_picture_of_the_gallery_shows_a_sound_asset(what: str, prompt: str) -> None:
    from ll3m.ll3m_addon.blender.evaluated import read_shapes, stage
    from ll3m.ll3m_addon.blender.facts import facts_of
    from ll3m.ll3m_addon.blender.mesh_report import mesh_report

    exec(compile(script_of(what, prompt), "script.py", "exec"), {"__name__": "script"})
    collection = bpy.data.collections.new("model")
    for obj in bpy.context.scene.collection.objects:
        collection.objects.link(obj)
    with stage(collection) as scene:
        shapes = read_shapes(collection, scene)
        facts = facts_of(collection, shapes)
        items = mesh_report(shapes, facts)["items"]
    wrong = {each["check"]: each for each in items if not each["ok"] and each["severity"] != "info"}
    assert not wrong
    box = facts["bounding_box"]
    assert abs(box["min"][2]) < 2e-3
    edges = [high - low for low, high in zip(box["min"], box["max"], strict=True)]
    assert 0.005 < max(edges) < 150.0


def test_the_gallery_has_a_hundred_prompts_and_every_design_type() -> None:
    assert len(ROWS) >= 100
    made = {
        (
            each["metadata"]["original_spec"]["design_type"],
            each["metadata"]["original_spec"]["category"],
        )
        for each in (design(prompt) for what, prompt in ROWS if what == "design")
    }
    wanted = {(kind, sub) for kind, subs in DESIGN_TYPES.items() for sub in subs}
    assert wanted <= made
