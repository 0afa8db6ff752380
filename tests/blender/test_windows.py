# SPDX-License-Identifier: GPL-3.0-or-later
"""No write to a window marks a scene that is gone, whatever was read from the context before.

Blender 4.2 and 4.3 crash hundreds of files later where one does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import place  # noqa: E402
from ll3m.ll3m_addon.blender.windows import current_window, renew_owner  # noqa: E402

pytestmark = pytest.mark.bpy

#: What a script reads that leaves its scene with the context's window.
READS = "import bpy\nbpy.context.tool_settings\nbpy.context.layer_collection\n"
MAKES = "bpy.ops.mesh.primitive_cube_add()\n"


@pytest.mark.parametrize("name", ["tool_settings", "layer_collection"])
def test_the_window_that_versions_go_to_is_the_window_managers(name: str) -> None:
    assert getattr(bpy.context, name) is not None
    where = place.target()
    assert where.window is not None
    assert where.window == bpy.context.window == current_window()
    assert where.window.id_data == bpy.context.window_manager


def test_a_script_in_the_scene_leaves_the_context_no_scene_that_is_gone(
    folder: Path, version_of: Callable[..., Any]
) -> None:
    place.place(version_of(folder, way="run", source=READS + MAKES))
    assert bpy.context.id_data in {None, bpy.context.scene}


def test_the_contexts_window_belongs_to_the_scene_that_is_shown() -> None:
    passing = bpy.data.scenes.new("Passing")
    with bpy.context.temp_override(scene=passing):
        assert bpy.context.tool_settings == passing.tool_settings
    renew_owner()
    bpy.data.scenes.remove(passing)
    assert bpy.context.id_data in {None, bpy.context.scene}
