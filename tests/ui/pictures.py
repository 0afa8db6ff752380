# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the window for the documents, taken of real work; played by ``inside.py``.

``scripts/screenshots.py`` starts it and puts the pictures into ``docs/images``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import scenarios
from inside import picture
from ll3m.ll3m_addon.blender import preferences as preferences_of
from ll3m.ll3m_addon.blender import properties, session

OUT = Path(sys.argv[sys.argv.index("--") + 1])
SERIES = f"{bpy.app.version[0]}.{bpy.app.version[1]}"


def _calm_scene() -> None:
    """The factory scene without its cube, seen in solid shading with material colours."""
    for name in ("Cube", "Camera", "Light"):
        found = bpy.data.objects.get(name)
        if found is not None:
            bpy.data.objects.remove(found)
    _, area, _ = scenarios._view()
    space: Any = area.spaces.active
    space.shading.color_type = "MATERIAL"
    space.shading.show_cavity = True
    space.shading.show_shadows = True
    space.overlay.show_cursor = False


def _put_first_steps_away() -> None:
    """They have a picture of their own."""
    preferences_of.get(session.state().package).welcomed = True


def _look_at_the_version() -> Iterator[Any]:
    """Frame what is visible; the selection stays as it was."""
    with scenarios._in_view():
        bpy.ops.view3d.view_all(center=False)
    yield 0.6
    _, area, _ = scenarios._view()
    area.spaces.active.region_3d.view_distance *= 1.5
    yield 0.3


def panel() -> Iterator[Any]:
    """A finished job: two versions of an armchair, the second one in the scene."""
    _calm_scene()
    _put_first_steps_away()
    yield from scenarios._show_tab()
    yield from scenarios._send("a red armchair with wooden legs", quality="standard", preview=512)
    yield scenarios._ended()
    first = scenarios._job()
    yield lambda: session.snapshot().asset_id == first.asset_id and session.snapshot().versions
    properties.panel().feedback = "make it taller, with thinner legs"
    with scenarios._in_view():
        scenarios._ops().ll3m.asset_refine("INVOKE_DEFAULT")
    yield lambda: scenarios._job().id != first.id
    yield scenarios._ended()
    yield lambda: len(session.snapshot().versions) == 2
    yield from _look_at_the_version()
    yield 6.0  # until the status bar's message is gone and the preview is read
    yield picture(OUT / f"panel-{SERIES}.png")


def working() -> Iterator[Any]:
    """One job under way, one that waits, one that failed and says what to do."""
    _calm_scene()
    _put_first_steps_away()
    yield from scenarios._show_tab()
    yield from scenarios._send("a flux capacitor")
    yield scenarios._ended("failed")
    for prompt in (
        "a tall rusty lamp",
        "a round oak table with three legs",
        "a small white fridge",
    ):
        yield from scenarios._send(prompt, quality="high", preview=512)
    yield lambda: any(job.stage in ("trial", "preview") for job in session.snapshot().active)
    yield picture(OUT / f"working-{SERIES}.png")
    yield lambda: not session.snapshot().active


def preferences() -> Iterator[Any]:
    """The preferences with a provider of each sort."""
    yield from scenarios._show_tab()
    bpy.context.window_manager.windows[0].cursor_warp(5, 5)  # no tooltip in the picture
    for name in [each for each in sys.modules if each.partition(".")[0] == "ll3m"]:
        del sys.modules[name]  # our second name of the extension; Blender would warn of it
    with scenarios._in_view():
        ops = scenarios._ops()
        ops.ll3m.preferences_show()
        ops.ll3m.provider_add(preset="openai")
        ops.ll3m.provider_add(preset="ollama")
    prefs: Any = bpy.context.preferences.addons[session.state().package].preferences
    prefs.provider_index = 0
    window = bpy.context.window_manager.windows[-1]
    area = next(area for area in window.screen.areas if area.type == "PREFERENCES")
    region = next(region for region in area.regions if region.type == "WINDOW")
    yield 1.0
    with bpy.context.temp_override(window=window, area=area, region=region):
        for _ in range(4):
            ops.view2d.scroll_down(deltay=60)
    yield 2.0
    yield picture(OUT / f"preferences-{SERIES}.png")
    while prefs.providers:
        ops.ll3m.provider_remove()
