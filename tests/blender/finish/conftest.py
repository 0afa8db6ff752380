# SPDX-License-Identifier: GPL-3.0-or-later
"""Models to finish, each made in an empty Blender with the collection named ``model``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import bpy

pytest.importorskip("bpy", reason="needs Blender as a module or a program")

Size = Sequence[float]


class Model:
    """A collection in the making; every part is a box, a ball or a sheet of one colour."""

    def __init__(self) -> None:
        import bpy

        bpy.ops.wm.read_homefile(use_empty=True)
        self.collection = bpy.data.collections.new("model")
        bpy.context.scene.collection.children.link(self.collection)

    def material(self, name: str, colour: Size = (0.8, 0.1, 0.1)) -> bpy.types.Material:
        """A Principled material of one colour."""
        import bpy

        found = bpy.data.materials.get(name)
        if found is not None:
            return found
        material = bpy.data.materials.new(name)
        if material.node_tree is None:
            material.use_nodes = True
        material.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (
            *colour,
            1,
        )
        material.diffuse_color = (*colour, 1)
        return material

    def mesh(
        self, name: str, points: Any, faces: Any, at: Size = (0, 0, 0), material: str | None = "Red"
    ) -> bpy.types.Object:
        """An object of these points and faces."""
        import bpy

        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(points, [], faces)
        if material is not None:
            mesh.materials.append(self.material(material))
        obj = bpy.data.objects.new(name, mesh)
        obj.location = at
        self.collection.objects.link(obj)
        return obj

    def box(
        self, name: str, size: Size = (1, 1, 1), at: Size = (0, 0, 0), inside_out: bool = False,
        material: str | None = "Red",
    ) -> bpy.types.Object:  # fmt: skip
        """A box around ``at``, in metres."""
        x, y, z = (side / 2 for side in size)
        points = [(a * x, b * y, c * z) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
        faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
        if inside_out:
            faces = [face[::-1] for face in faces]
        return self.mesh(name, points, faces, at, material)

    def sheet(self, name: str, size: float = 1.0, at: Size = (0, 0, 0)) -> bpy.types.Object:
        """A single square face that looks up."""
        s = size / 2
        return self.mesh(name, [(-s, -s, 0), (s, -s, 0), (s, s, 0), (-s, s, 0)], [(0, 1, 2, 3)], at)

    def ball(self, name: str, radius: float = 0.5, at: Size = (0, 0, 0)) -> bpy.types.Object:
        """A ball."""
        import bmesh

        shape = bmesh.new()
        bmesh.ops.create_icosphere(shape, subdivisions=3, radius=radius)
        obj: Any = self.mesh(name, [], [], at)
        shape.to_mesh(obj.data)
        shape.free()
        return obj

    def measure(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Facts and mesh report."""
        from ll3m.ll3m_addon.blender.evaluated import read_shapes, stage
        from ll3m.ll3m_addon.blender.facts import facts_of
        from ll3m.ll3m_addon.blender.mesh_report import mesh_report

        with stage(self.collection) as scene:
            shapes = read_shapes(self.collection, scene)
            facts = facts_of(self.collection, shapes)
            return facts, mesh_report(shapes, facts)

    def failed(self) -> dict[str, list[str]]:
        """The checks of the mesh report that fail, with their objects."""
        items = self.measure()[1]["items"]
        return {item["check"]: item["objects"] for item in items if not item["ok"]}

    def finish(self, folder: Path, **request: Any) -> dict[str, Any]:
        """Finish the collection."""
        from ll3m.ll3m_addon.blender.finish import finish

        return finish({"folder": str(folder), "collection": "model", **request})


@pytest.fixture
def model() -> Model:
    """An empty model."""
    return Model()


@pytest.fixture
def armchair(model: Model) -> Model:
    """A red armchair of eight parts on wooden legs, 0.8 × 0.7 × 1.0 m."""
    model.material("Wood", (0.25, 0.11, 0.04))
    model.box("Seat", (0.8, 0.7, 0.2), (0, 0, 0.35))
    back = model.box("Back", (0.8, 0.15, 0.6), (0, 0.265, 0.7))
    bevel = back.modifiers.new("Bevel", "BEVEL")
    bevel.width, bevel.segments = 0.03, 3
    for side in (-1, 1):
        model.box(f"Arm {side}", (0.12, 0.55, 0.2), (side * 0.34, -0.07, 0.55))
        for end in (-1, 1):
            at = (side * 0.35, end * 0.3, 0.125)
            model.box(f"Leg {side} {end}", (0.05, 0.05, 0.25), at, material="Wood")
    return model


@pytest.fixture
def picture() -> Callable[[Path], Any]:
    """Reads a PNG: rows from the top, RGB, 0 to 1."""

    def read(path: Path) -> Any:
        import bpy
        import numpy as np

        image: Any = bpy.data.images.load(str(path))
        width, height = image.size
        pixels = np.array(image.pixels[:], dtype=np.float32).reshape(height, width, -1)
        bpy.data.images.remove(image)
        return pixels[::-1, :, :3]

    return read
