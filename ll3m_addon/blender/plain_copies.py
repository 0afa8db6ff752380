# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain copies for export: meshes only, modifiers and instances made real, in their own scene.

Exporters differ in what they make of curves, texts, instances and hidden cutters; of
plain meshes they all make the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from .evaluated import MESH_TYPES, instances, stage, visible_objects

__all__ = ["plain_copies"]

#: A matrix that differs by more from its location, rotation and scale is sheared.
SHEAR = 1e-5
#: What an original is called while its copy has its name.
SET_ASIDE = " (original)"


class _Copier:
    """Makes the copies of one collection's objects; ``close`` removes them."""

    def __init__(self, depsgraph: Any, scene: bpy.types.Scene) -> None:
        self._depsgraph = depsgraph
        self._scene = scene
        self._made: list[Any] = []
        self._renamed: list[tuple[Any, str]] = []
        self._meshes: dict[int, bpy.types.Mesh] = {}
        self._copies: dict[Any, tuple[bpy.types.Object, Matrix]] = {}

    def copy(self, obj: bpy.types.Object) -> None:
        """Copy one object under its parent's copy, if there is one."""
        evaluated = obj.evaluated_get(self._depsgraph)
        mesh = self._mesh(evaluated) if obj.type in MESH_TYPES else None
        if mesh is None and obj.type != "EMPTY":
            return
        world, parent = evaluated.matrix_world.copy(), self._copies.get(obj.parent)
        self._copies[obj] = self._place(obj.name, mesh, world, parent)

    def copy_instances(self, owners: set[str]) -> None:
        """Copy the instances that ``owners`` make, under their owners' copies."""
        found = [
            (owner, self._mesh(source), source.original.name, matrix.copy())
            for owner, source, matrix in instances(self._depsgraph, owners)
        ]
        for owner, mesh, name, matrix in found:
            if mesh is not None and mesh.polygons:
                self._place(name, mesh, matrix, self._copies.get(owner))

    def _mesh(self, evaluated: Any) -> bpy.types.Mesh | None:
        """The evaluated mesh as data of its own; objects that share one share the copy."""
        own_slots = any(slot.link == "OBJECT" for slot in evaluated.material_slots)
        data = evaluated.data
        key = 0 if own_slots or data is None else data.as_pointer()
        if key in self._meshes:
            return self._meshes[key]
        try:
            mesh = bpy.data.meshes.new_from_object(
                evaluated, preserve_all_data_layers=True, depsgraph=self._depsgraph
            )
        except RuntimeError:  # its modifiers left it without a mesh
            return None
        self._made.append(mesh)
        for index, slot in enumerate(evaluated.material_slots):
            original = slot.material.original if slot.material is not None else None
            if index < len(mesh.materials):
                mesh.materials[index] = original
            else:
                mesh.materials.append(original)
        if key:
            self._meshes[key] = mesh
        return mesh

    def _place(
        self,
        name: str,
        mesh: bpy.types.Mesh | None,
        world: Matrix,
        parent: tuple[bpy.types.Object, Matrix] | None = None,
    ) -> tuple[bpy.types.Object, Matrix]:
        """Link a copy at ``world``. Files hold no shear: it goes into the mesh."""
        local = parent[1].inverted_safe() @ world if parent else world
        if mesh is not None and _is_sheared(local):
            mesh = mesh.copy()
            self._made.append(mesh)
            mesh.transform(world)
            if world.determinant() < 0:
                mesh.flip_normals()
            local = world = Matrix.Identity(4)
            parent = None
        copy = bpy.data.objects.new(name, mesh)
        self._made.append(copy)
        if parent is not None:
            copy.parent = parent[0]
        copy.matrix_basis = local
        self._scene.collection.objects.link(copy)
        return copy, world

    def take_names(self) -> None:
        """Call each copy what its original is called. Ends what the depsgraph still knows."""
        for original, (copy, _) in self._copies.items():
            name = original.name
            original.name = name + SET_ASIDE
            self._renamed.append((original, name))
            copy.name = name
            if copy.data is not None:
                copy.data.name = name

    def close(self) -> None:
        """Remove the copies and give the originals their names again."""
        bpy.data.batch_remove(self._made)
        for obj, name in self._renamed:
            obj.name = name


def _is_sheared(matrix: Matrix) -> bool:
    location, rotation, scale = matrix.decompose()
    again = Matrix.LocRotScale(location.to_tuple(), rotation, scale.to_tuple())
    difference = np.abs(np.array(matrix) - np.array(again)).max()
    return bool(difference > SHEAR * max(float(np.abs(np.array(matrix)).max()), 1e-12))


def _parents_first(objects: list[bpy.types.Object]) -> list[bpy.types.Object]:
    def depth(obj: bpy.types.Object) -> int:
        return 0 if obj.parent is None else 1 + depth(obj.parent)

    return sorted(objects, key=depth)


@contextmanager
def plain_copies(collection: bpy.types.Collection) -> Iterator[bpy.types.Scene]:
    """A scene with plain copies of what shows of ``collection``; gone afterwards."""
    scene = bpy.data.scenes.new("Export")
    scene.unit_settings.system = "METRIC"
    scene.unit_settings.scale_length = 1.0
    with stage(collection) as source:
        depsgraph = source.view_layers[0].depsgraph
        copier = _Copier(depsgraph, scene)
        try:
            objects = visible_objects(collection)
            for obj in _parents_first(objects):
                copier.copy(obj)
            copier.copy_instances({obj.name for obj in objects})
            copier.take_names()
            scene.view_layers[0].update()
            yield scene
        finally:
            copier.close()
            bpy.data.scenes.remove(scene)
