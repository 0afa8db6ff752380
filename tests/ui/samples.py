# SPDX-License-Identifier: GPL-3.0-or-later
"""Views made by hand: what the panel may have to show, the same each time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from ll3m.ll3m_addon.blender import views

PREVIEWS = Path(__file__).resolve().parent / "previews"

COMPOSER = views.ProviderView("offline", "Offline Composer", True, False, True, "", True)
MODEL = views.ProviderView("Ollama", "Ollama", True, True, True, "", True)
FAR = views.ProviderView("OpenAI", "OpenAI", False, True, True, "", True)
#: Prompt, name and preview.
THINGS = (
    ("a red armchair with wooden legs", "Red Armchair", "armchair"),
    ("a round oak table with three legs", "Oak Table", "table"),
    ("a tall rusty lamp", "Rusty Lamp", "lamp"),
    ("a low-poly blue car", "Blue Car", "car"),
    ("a small white fridge", "White Fridge", "fridge"),
    ("a stone well with a roof", "Stone Well", "well"),
)
DRAFTS = ("armchair", "armchair-wide", "armchair-leather", "armchair-blue")


def picture(name: str) -> str:
    """The path of a preview."""
    return str(PREVIEWS / f"{name}.webp")


def asset_views() -> tuple[views.AssetView, ...]:
    return tuple(
        views.AssetView(
            id=f"a_{place:016d}", name=name, kind="python_model", prompt=prompt, current=2,
            versions=2 + place % 3, preview=picture(shown),
            folder="/", favourite=place in (0, 3), tags=("furniture", "oak")[: place % 3],
        )
        for place, (prompt, name, shown) in enumerate(THINGS)
    )  # fmt: skip


def job(number: int, state: str, **more: Any) -> views.JobView:
    began = time.time() - 14
    base: dict[str, Any] = {
        "id": f"j_{number:016d}", "title": THINGS[number % len(THINGS)][0], "state": state,
        "stage": "queued", "progress": 0.0, "started": 0.0, "finished": 0.0,
        "operation": "asset.generate",
    }  # fmt: skip
    if state == "running":
        base |= {"stage": "code", "progress": 0.35, "started": began}
    if state in ("done", "failed"):
        base |= {"started": began - 26, "finished": began}
    return views.JobView(**(base | more))


def version(number: int, parent: int, feedback: str, **more: Any) -> views.VersionView:
    base: dict[str, Any] = {
        "number": number, "feedback": feedback, "parent": parent, "score": 7.5,
        "provider": "Ollama", "model": "m", "faces": 2480, "current": number == 3, "folder": "/",
        "preview": picture("armchair"),
    }  # fmt: skip
    return views.VersionView(**(base | more))


def version_rows() -> tuple[views.VersionView, ...]:
    return (
        version(4, 2, "wider, with a footrest"),
        version(3, 2, "make it taller, with thinner legs"),
        version(
            2,
            1,
            "",
            provider="user",
            model="parameters",
            name="For the inn",
            notes="The client liked this one.",
        ),
        version(1, 0, ""),
    )


def detail() -> views.DetailView:
    from ll3m.bridge.contract.code import Parameter

    values = (
        Parameter(name="SEAT_WIDTH", label="Seat Width", type="float", default=0.7, minimum=0.4,
                  maximum=1.2, unit="m", line=3),
        Parameter(name="LEGS", label="Legs", type="int", default=4, minimum=3, maximum=6, line=4),
        Parameter(name="CUSHIONS", label="Cushions", type="bool", default=True, line=5),
    )  # fmt: skip
    return views.DetailView(
        asset_id="a_0000000000000000", number=3, size=(0.82, 0.86, 1.04), objects=9,
        materials=("Red Fabric", "Oak"), notes=(),
        checks=(
            views.CheckView(True, "info", "Normals point outwards"),
            views.CheckView(False, "warning", "12 vertices lie on others", "doubles"),
            views.CheckView(False, "warning", "The origin is not at the bottom", "origin"),
            views.CheckView(True, "info", "No part floats"),
        ),
        parameters=values,
        parts=(views.PartView("Seat", "Seat", "", ("Red Fabric",), ("sitting",), 600),),
    )  # fmt: skip
