# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the tests in a real Blender: a version's folder, and a placement of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SOURCE = "import bpy\n\nSEAT_HEIGHT = 0.45  # m\nbpy.ops.mesh.primitive_cube_add()\n"


@pytest.fixture(autouse=True)
def empty_file() -> Iterator[None]:
    """Each test starts with an empty file and leaves one; add-ons stay enabled."""
    bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    yield
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)


@pytest.fixture
def prefs(empty_file: None) -> Iterator[Any]:
    """The preferences of an extension that Blender knows by name."""
    import bpy
    from ll3m.ll3m_addon.blender import registration, session

    was = session.current()
    if was is not None:
        registration.unregister()
    registration.register("ll3m_test")
    entry = bpy.context.preferences.addons.new()
    entry.module = "ll3m_test"
    yield entry.preferences
    bpy.context.preferences.addons.remove(entry)
    registration.unregister()
    if was is not None:
        registration.register(was.package)


@pytest.fixture
def source() -> str:
    """The script of the placed version."""
    return SOURCE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A version's folder with a chair in ``model.blend``: two objects, a material, a modifier."""
    import bpy

    before = set(bpy.data.objects) | set(bpy.data.meshes)
    model = bpy.data.collections.new("model")
    mesh = bpy.data.meshes.new("Seat")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], [], [(0, 1, 2, 3)])
    red = bpy.data.materials.new("Red Fabric")
    mesh.materials.append(red)
    seat = bpy.data.objects.new("Seat", mesh)
    leg = bpy.data.objects.new("Leg", mesh.copy())
    leg.parent = seat
    seat.modifiers.new("Bevel", "BEVEL")
    # As a trial leaves it: the scene's own collection within.
    inner = bpy.data.collections.new("Collection")
    model.children.link(inner)
    for item in (seat, leg):
        inner.objects.link(item)
    bpy.data.libraries.write(str(tmp_path / "model.blend"), {model})
    made = (set(bpy.data.objects) | set(bpy.data.meshes)) - before
    bpy.data.batch_remove([*made, model, inner, red])
    return tmp_path


@pytest.fixture
def version_of() -> Callable[..., object]:
    """Makes a ``Placement`` of a folder: ``version_of(folder, number=1, name=…, way=…)``."""
    from ll3m.bridge.contract.code import Facts
    from ll3m.bridge.contract.version import Version
    from ll3m.ll3m_addon.core.seams import Placement

    def make(
        folder: Path,
        number: int = 1,
        name: str = "Red Armchair",
        way: str = "append",
        source: str = SOURCE,
    ) -> Placement:
        version = Version(
            asset_id="a_0123456789abcdef",
            number=number,
            kind="python_model",
            prompt="a red armchair",
            feedback="taller" if number > 1 else None,
            parent=number - 1 or None,
            created_at="2026-01-01T00:00:00Z",
            quality="draft",
            provider="offline",
            model="composer",
            source=source,
            facts=Facts(objects=2, vertices=8, faces=2),
            isolation="full",
            blender_version="5.0.1",
        )
        return Placement(version, folder, name, way)

    return make
