# SPDX-License-Identifier: GPL-3.0-or-later
"""Evaluated geometry as numpy arrays: what facts, mesh report and framing are measured on.

Imports only the standard library, bpy, numpy and siblings: a jailed child loads this
at its start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix
from numpy.typing import NDArray

__all__ = [
    "MESH_TYPES",
    "Shape",
    "instances",
    "is_helper",
    "read_shapes",
    "stage",
    "visible_objects",
]

#: Object types that can have faces.
MESH_TYPES = frozenset(("MESH", "CURVE", "SURFACE", "FONT", "META"))
CURVE_TYPES = frozenset(("CURVE", "SURFACE", "FONT"))
#: Points transformed for instances at most; beyond, an instance counts with its box.
INSTANCE_POINTS = 2_000_000

Points = NDArray[np.float64]
Indices = NDArray[np.int32]


@dataclass
class Shape:
    """The evaluated mesh of one object or instance; ``points`` are in metres, world space."""

    name: str
    points: Points
    triangles: Indices
    edges: Indices
    loop_vertex: Indices
    loop_edge: Indices
    loop_total: Indices
    triangle_polygon: Indices
    size: tuple[float, float, float]  # along the local axes, in metres
    mirrored: bool = False
    has_uv: bool = False
    vertices: int = 0
    is_instance: bool = False
    materials: tuple[str, ...] = ()
    bare_faces: int = 0  # faces without a material
    owner: str = ""  # the object of the collection that it belongs to
    broken_points: int = 0  # points that were not a number, moved to the object's middle

    def __post_init__(self) -> None:
        self.owner = self.owner or self.name

    @property
    def triangle_count(self) -> int:
        """Number of triangles, known also where an instance is only a box."""
        return int((self.loop_total - 2).sum())

    @property
    def faces(self) -> int:
        """Number of polygons."""
        return len(self.loop_total)

    @cached_property
    def low(self) -> Points:
        """Lower corner of the world box."""
        return self.points.min(axis=0)

    @cached_property
    def high(self) -> Points:
        """Upper corner of the world box."""
        return self.points.max(axis=0)


def _children(collection: bpy.types.Collection) -> Iterator[bpy.types.Collection]:
    for child in collection.children:
        if not (child.hide_render or child.hide_viewport):
            yield child
            yield from _children(child)


def _cutters(collection: bpy.types.Collection) -> set[str]:
    """Names of objects that boolean modifiers use."""
    return {
        target.name
        for obj in collection.all_objects
        for modifier in obj.modifiers
        if modifier.type == "BOOLEAN" and (target := getattr(modifier, "object", None))
    }


def is_helper(obj: bpy.types.Object) -> bool:
    """True for what its author hid: boolean cutters, guides."""
    return bool(obj.hide_render or obj.hide_viewport)


def visible_objects(collection: bpy.types.Collection) -> list[bpy.types.Object]:
    """Objects of the collection that show in a render, by name.

    Left out are objects and collections hidden for renders or viewports, and boolean
    cutters shown as wires or boxes.
    """
    cutters = _cutters(collection)
    found: dict[str, bpy.types.Object] = {}
    for each in (collection, *_children(collection)):
        for obj in each.objects:
            wire = obj.display_type in {"WIRE", "BOUNDS"}
            if not is_helper(obj) and not (wire and obj.name in cutters):
                found[obj.name] = obj
    return [found[name] for name in sorted(found)]


@contextmanager
def stage(collection: bpy.types.Collection, name: str = "Stage") -> Iterator[bpy.types.Scene]:
    """A scene of its own that holds just ``collection``; gone afterwards.

    The user's scenes, their view layers and what they show stay as they are.
    """
    scene = bpy.data.scenes.new(name)
    scene.unit_settings.system = "METRIC"
    scene.unit_settings.scale_length = 1.0
    scene.collection.children.link(collection)
    try:
        layer = scene.view_layers[0]
        layer.update()
        yield scene
    finally:
        bpy.data.scenes.remove(scene)


def _read(data: Any, attribute: str, kind: type, width: int, count: int) -> NDArray[Any]:
    out = np.empty(count * width, dtype=kind)
    if count:
        data.foreach_get(attribute, out)
    return out.reshape(-1, width) if width > 1 else out


def _mesh_arrays(mesh: bpy.types.Mesh) -> dict[str, NDArray[Any]]:
    """The arrays of a mesh, in its own space."""
    mesh.calc_loop_triangles()
    faces = len(mesh.polygons)
    triangles = len(mesh.loop_triangles)
    loops = len(mesh.loops)
    return {
        "points": _read(mesh.vertices, "co", np.float32, 3, len(mesh.vertices)).astype(np.float64),
        "triangles": _read(mesh.loop_triangles, "vertices", np.int32, 3, triangles),
        "triangle_polygon": _read(mesh.loop_triangles, "polygon_index", np.int32, 1, triangles),
        "edges": _read(mesh.edges, "vertices", np.int32, 2, len(mesh.edges)),
        "loop_vertex": _read(mesh.loops, "vertex_index", np.int32, 1, loops),
        "loop_edge": _read(mesh.loops, "edge_index", np.int32, 1, loops),
        "loop_total": _read(mesh.polygons, "loop_total", np.int32, 1, faces),
        "material_index": _read(mesh.polygons, "material_index", np.int32, 1, faces),
    }


def _materials(
    obj: bpy.types.Object, mesh: bpy.types.Mesh, index: NDArray[Any]
) -> tuple[tuple[str, ...], int]:
    """Names of the materials in use, and how many faces have none."""
    slots = [slot.material for slot in obj.material_slots]
    slots = slots if len(slots) >= len(mesh.materials) else list(mesh.materials)
    if not len(index):
        return tuple(material.name for material in slots if material), 0
    counts = np.bincount(np.clip(index, 0, max(len(slots) - 1, 0)), minlength=max(len(slots), 1))
    used = [m.name for m, n in zip(slots, counts, strict=False) if m and n]
    bare = sum(int(n) for i, n in enumerate(counts) if i >= len(slots) or slots[i] is None)
    return tuple(dict.fromkeys(used)), bare


def _mended(points: Points) -> tuple[Points, int]:
    """Points without the infinite ones and those that are no number, and how many they were."""
    good = np.isfinite(points).all(axis=1)
    broken = int(len(points) - good.sum())
    if not broken:
        return points, 0
    points = points.copy()
    points[~good] = points[good].mean(axis=0) if good.any() else 0.0
    return points, broken


def _shape(obj: bpy.types.Object, arrays: dict[str, Any], matrix: Any, name: str) -> Shape:
    """Put a mesh's arrays into the world."""
    world = np.nan_to_num(np.array(matrix, dtype=np.float64))
    local, broken = _mended(arrays["points"])
    linear = world[:3, :3]
    size = np.zeros(3)
    if len(local):
        size = (local.max(axis=0) - local.min(axis=0)) * np.linalg.norm(linear, axis=0)
    kept = {k: v for k, v in arrays.items() if k not in ("points", "material_index", "vertices")}
    return Shape(
        name=name,
        points=local @ linear.T + world[:3, 3],
        broken_points=broken,
        size=(float(size[0]), float(size[1]), float(size[2])),
        mirrored=bool(np.linalg.det(linear) < 0),
        vertices=arrays.get("vertices", len(local)),
        **kept,
    )


def _object_shape(obj: bpy.types.Object, depsgraph: bpy.types.Depsgraph) -> Shape | None:
    """The evaluated mesh of one object, or None where it has none."""
    evaluated = obj.evaluated_get(depsgraph)
    # A mesh object that became curves or points by its modifiers has no mesh to give.
    try:
        mesh = evaluated.to_mesh()
    except RuntimeError:
        return None
    if mesh is None:
        return None
    try:
        arrays = _mesh_arrays(mesh)
        materials, bare = _materials(evaluated, mesh, arrays["material_index"])
        shape = _shape(obj, arrays, evaluated.matrix_world, obj.name)
        shape.materials, shape.bare_faces = materials, bare
        shape.has_uv = bool(mesh.uv_layers)
        return shape
    finally:
        evaluated.to_mesh_clear()


def instances(
    depsgraph: bpy.types.Depsgraph, owners: set[str]
) -> Iterator[tuple[bpy.types.Object, bpy.types.Object, Matrix]]:
    """Instances that ``owners`` make: (owner, what is instanced, where in the world).

    From collections, geometry nodes and particles. What is instanced may not be kept:
    it is gone at the next step.
    """
    seen: set[str] = set()
    for instance in depsgraph.object_instances:
        source = instance.object
        if not instance.is_instance or instance.parent is None or source is None:
            continue
        owner: Any = instance.parent.original
        if owner.name not in owners or source.type not in MESH_TYPES:
            continue
        # A curve or text lists its own faces once as an instance of itself.
        itself = owner.type in CURVE_TYPES and source.original == owner
        if itself and owner.name not in seen:
            seen.add(owner.name)
            continue
        yield owner, source, instance.matrix_world


def _instance_shapes(depsgraph: bpy.types.Depsgraph, owners: set[str]) -> Iterator[Shape]:
    """The instances' meshes in the world."""
    cache: dict[int, dict[str, Any] | None] = {}
    points = 0
    for owner, source, matrix in instances(depsgraph, owners):
        if source.data is None:
            continue
        key = source.data.as_pointer()
        if key not in cache:
            mesh = source.to_mesh()
            cache[key] = _mesh_arrays(mesh) if mesh is not None else None
            source.to_mesh_clear()
        arrays = cache[key]
        if arrays is None or not len(arrays["points"]):
            continue
        if points > INSTANCE_POINTS:
            arrays = cache[key] = _box_only(arrays)
        points += len(arrays["points"])
        shape = _shape(source, arrays, matrix, f"{owner.name}/{source.original.name}")
        shape.is_instance, shape.owner = True, owner.name
        yield shape


def _box_only(arrays: dict[str, Any]) -> dict[str, Any]:
    """Keep the counts, but only the box's corners as points."""
    if "vertices" in arrays:
        return arrays
    low, high = arrays["points"].min(axis=0), arrays["points"].max(axis=0)
    corners = np.array(np.meshgrid(*zip(low, high, strict=True))).T.reshape(-1, 3)
    count = len(arrays["points"])
    return arrays | {"points": corners, "triangles": arrays["triangles"][:0], "vertices": count}


def read_shapes(collection: bpy.types.Collection, scene: bpy.types.Scene) -> list[Shape]:
    """Evaluated meshes of the collection's visible objects and their instances.

    ``scene`` must hold the collection (see ``stage``). Objects without a mesh are left out.
    """
    depsgraph: Any = scene.view_layers[0].depsgraph
    objects = visible_objects(collection)
    shapes = []
    for obj in objects:
        if obj.type in MESH_TYPES:
            shape = _object_shape(obj, depsgraph)
            if shape is not None:
                shapes.append(shape)
    shapes += _instance_shapes(depsgraph, {obj.name for obj in objects})
    return shapes
