# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts that run in the open scene leave their version there and touch nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.errors import ScriptFailed  # noqa: E402
from ll3m.ll3m_addon.blender import place  # noqa: E402
from ll3m.ll3m_addon.core.seams import Placement  # noqa: E402

CLEARS_FIRST = """\
import bpy
bpy.ops.object.select_all(action='SELECT')
bpy.ops.object.delete()
"""
CHAIR = """\
import bpy
SEAT = 0.45  # m
bpy.ops.mesh.primitive_cube_add(size=SEAT)
seat = bpy.context.active_object
seat.name = 'Seat'
material = bpy.data.materials.new('Red')
material.use_nodes = True
material.node_tree.nodes['Principled BSDF'].inputs['Base Color'].default_value = (1, 0, 0, 1)
seat.data.materials.append(material)
legs = bpy.data.collections.new('Legs')
bpy.context.scene.collection.children.link(legs)
mesh = bpy.data.meshes.new('Leg')
mesh.from_pydata([(0, 0, 0), (0.1, 0, 0), (0, 0.1, 0)], [], [(0, 1, 2)])
legs.objects.link(bpy.data.objects.new('Leg', mesh))
"""
Make = Callable[..., Placement]


@pytest.fixture(autouse=True)
def user_scene(empty_file: None) -> None:
    """A scene with the artist's own objects, one of them selected and active, and an orphan."""
    bpy.ops.object.light_add(type="POINT")
    bpy.ops.mesh.primitive_cube_add(location=(3, 0, 0))
    bpy.context.object.name = "Mine"
    bpy.data.meshes.new("Kept for Later")


def users_things() -> set[str]:
    return {
        *(item.name for item in bpy.data.objects),
        *(item.name for item in bpy.data.meshes),
        *(item.name for item in bpy.data.scenes),
    }


def test_what_a_script_makes_lies_in_its_version(folder: Path, version_of: Make) -> None:
    made = place.place(version_of(folder, way="run", source=CHAIR))
    assert {item.name for item in made.all_objects} == {"Seat", "Leg"}
    assert made.name == "LL3M/Red Armchair/v001"
    assert made.children.keys() == ["Legs"]
    assert made["ll3m_source"].as_string() == CHAIR
    assert len(bpy.data.scenes) == 1


def test_a_script_that_selects_and_deletes_everything_removes_nothing(
    folder: Path, version_of: Make
) -> None:
    before = users_things()
    place.place(version_of(folder, way="run", source=CLEARS_FIRST + CHAIR))
    assert before <= users_things()
    assert "Mine" in bpy.context.scene.objects


def test_selection_active_object_and_scene_stay(folder: Path, version_of: Make) -> None:
    scene, layer = bpy.context.scene, bpy.context.view_layer
    place.place(version_of(folder, way="run", source=CLEARS_FIRST + CHAIR))
    assert bpy.context.scene == scene
    assert layer.objects.active.name == "Mine"
    assert [item.name for item in layer.objects if item.select_get()] == ["Mine"]


def test_a_script_that_stays_in_edit_mode_leaves_the_artist_in_object_mode(
    folder: Path, version_of: Make
) -> None:
    source = (
        CHAIR
        + "bpy.context.view_layer.objects.active = seat\nbpy.ops.object.mode_set(mode='EDIT')\n"
    )
    made = place.place(version_of(folder, way="run", source=source))
    assert made.all_objects["Seat"].mode == "OBJECT"
    assert bpy.context.view_layer.objects.active.mode == "OBJECT"


@pytest.mark.parametrize(
    ("ending", "says"),
    [
        ("raise ValueError('no wood')", "ValueError in line 15: no wood"),
        ("x = 1 / 0", "ZeroDivisionError in line 15"),
        ("def broken(:", "SyntaxError"),
    ],
)
def test_a_script_that_fails_leaves_nothing(
    folder: Path, version_of: Make, ending: str, says: str
) -> None:
    before = place.known_blocks()
    with pytest.raises(ScriptFailed, match=says) as caught:
        place.place(version_of(folder, way="run", source=CHAIR + ending + "\n"))
    assert caught.value.data["line"] == 15
    assert place.known_blocks() == before


def test_a_script_that_makes_nothing_is_a_failure(folder: Path, version_of: Make) -> None:
    before = place.known_blocks()
    with pytest.raises(ScriptFailed, match="left no object"):
        place.place(version_of(folder, way="run", source="import bpy\nx = 1\n"))
    assert place.known_blocks() == before


def test_what_a_script_made_and_dropped_does_not_stay_in_the_file(
    folder: Path, version_of: Make
) -> None:
    source = CHAIR + "bpy.data.meshes.new('Dropped')\n"
    place.place(version_of(folder, way="run", source=source))
    assert "Dropped" not in bpy.data.meshes
    assert "Kept for Later" in bpy.data.meshes


@pytest.mark.parametrize(
    "attempt",
    [
        "for item in list(bpy.data.objects):\n    bpy.data.objects.remove(item, do_unlink=True)",
        "for mesh in list(bpy.data.meshes):\n    bpy.data.meshes.remove(mesh)",
        "bpy.ops.outliner.orphans_purge()",
        "bpy.data.orphans_purge()",
        "bpy.data.batch_remove(list(bpy.data.objects))",
        "for scene in list(bpy.data.scenes):\n    bpy.data.scenes.remove(scene)",
        "bpy.ops.wm.read_homefile(use_empty=True)",
        "bpy.ops.scene.delete()",
        "bpy.data.objects['Mine'].location.x = 99",
        "bpy.data.objects['Mine'].name = 'Yours'",
        "bpy.data.objects['Mine'].data.vertices[0].co = (9, 9, 9)",
        "bpy.context.window.scene = bpy.data.scenes[0]\nbpy.ops.object.select_all(action='SELECT')\nbpy.ops.object.delete()",
        "bpy.data.objects['Mine'].modifiers.new('Bevel', 'BEVEL')",
        "bpy.data.objects['Mine'].select_set(False)",
        "bpy.ops.ed.undo()",
    ],
)
def test_no_script_reaches_what_is_the_artists(
    folder: Path, version_of: Make, attempt: str
) -> None:
    before = users_things()
    mine = bpy.data.objects["Mine"]
    with contextlib.suppress(ScriptFailed):  # some are refused, some just do nothing
        place.place(version_of(folder, way="run", source=CHAIR + attempt + "\n"))
    assert before <= users_things()
    assert bpy.data.objects["Mine"] == mine
    assert mine.location.x == 3
    assert mine.data.vertices[0].co.x == -1
    assert not mine.modifiers
    assert mine.select_get()
