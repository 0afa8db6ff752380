# SPDX-License-Identifier: GPL-3.0-or-later
"""Repairs that are safe: they mend what the mesh report found and move nothing that is right.

Run in the jailed child that finishes a version, on the objects' own data; modifiers stay.
Imports only bpy, bmesh, mathutils and numpy, since that child has no pydantic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import bmesh
import bpy
import numpy as np
from mathutils import Matrix

__all__ = ["FIXES", "FIX_OF", "repair"]

#: Mesh report's check -> the repair for it.
FIX_OF = {
    "flipped_normals": "normals",
    "inconsistent_winding": "normals",
    "zero_area_faces": "zero_area",
    "loose_geometry": "loose",
    "overlapping_faces": "doubles",
    "missing_materials": "materials",
    "missing_uvs": "uvs",
    "negative_scale": "scale",
    "zero_size": "empty",
    "ground_contact": "ground",
}
#: Of a mesh's largest side: vertices nearer than this are one.
SAME_PLACE = 1e-5
#: Modifiers that make faces of loose edges and vertices.
GROWING = frozenset(("SKIN", "SCREW", "NODES", "WIREFRAME", "BUILD", "HOOK", "PARTICLE_SYSTEM"))
GREY = (0.6, 0.6, 0.6, 1.0)
NAME_OF_GREY = "Plain"


def repair(collection: bpy.types.Collection, fixes: Iterable[str]) -> None:
    """Make ``fixes`` (keys of ``FIXES``) on the objects of ``collection``, in a fixed order.

    Raises:
        KeyError: a repair of that name is not known.
    """
    wanted = set(fixes)
    unknown = wanted - FIXES.keys()
    if unknown:
        raise KeyError(f"no repair {sorted(unknown)[0]!r}")
    for name, mend in FIXES.items():
        if name in wanted:
            mend(collection)
    bpy.context.view_layer.update()


def _objects(collection: bpy.types.Collection) -> list[Any]:
    return sorted(collection.all_objects, key=lambda item: item.name)


def _meshes(collection: bpy.types.Collection) -> Iterator[tuple[Any, Any]]:
    """Each mesh once, with an object that has it."""
    seen: set[int] = set()
    for item in _objects(collection):
        if item.type == "MESH" and item.data.session_uid not in seen:
            seen.add(item.data.session_uid)
            yield item, item.data


@contextmanager
def _edited(mesh: Any) -> Iterator[bmesh.types.BMesh]:
    """The mesh as a bmesh that is written back. Shape keys stay with their vertices."""
    edit = bmesh.new()
    try:
        edit.from_mesh(mesh)
        yield edit
        edit.to_mesh(mesh)
        mesh.update()
    finally:
        edit.free()


def _size(mesh: Any) -> float:
    points = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
    mesh.vertices.foreach_get("co", points)
    rows = points.reshape(-1, 3)
    return float((rows.max(axis=0) - rows.min(axis=0)).max()) if len(rows) else 0.0


# ---------------------------------------------------------------- repairs


def _empty(collection: bpy.types.Collection) -> None:
    """Remove meshes without a face or size that nothing hangs on and nothing uses."""
    items = _objects(collection)
    held = {item.parent for item in items if item.parent is not None}
    for item in items:
        if item.type != "MESH" or item in held or item.modifiers:
            continue
        if not item.data.polygons or _size(item.data) == 0:
            bpy.data.objects.remove(item)


def _doubles(collection: bpy.types.Collection) -> None:
    """Merge vertices in one place, and remove all but one of faces with the same corners."""
    for _, mesh in _meshes(collection):
        if not mesh.polygons:
            continue
        reach = SAME_PLACE * _size(mesh)
        with _edited(mesh) as edit:
            bmesh.ops.remove_doubles(edit, verts=edit.verts[:], dist=reach)
            seen: set[frozenset[int]] = set()
            twice = []
            for face in edit.faces:
                corners = frozenset(vertex.index for vertex in face.verts)
                if corners in seen:
                    twice.append(face)
                seen.add(corners)
            bmesh.ops.delete(edit, geom=twice, context="FACES_ONLY")


def _zero_area(collection: bpy.types.Collection) -> None:
    """Dissolve edges and faces without length or area."""
    for _, mesh in _meshes(collection):
        if mesh.polygons:
            reach = SAME_PLACE * _size(mesh)
            with _edited(mesh) as edit:
                bmesh.ops.dissolve_degenerate(edit, dist=reach, edges=edit.edges[:])


def _loose(collection: bpy.types.Collection) -> None:
    """Remove edges and vertices that no face has, unless a modifier makes something of them."""
    for item, mesh in _meshes(collection):
        if not mesh.polygons or any(each.type in GROWING for each in item.modifiers):
            continue
        with _edited(mesh) as edit:
            bare = [edge for edge in edit.edges if not edge.link_faces]
            bmesh.ops.delete(edit, geom=[*bare], context="EDGES")
            lone = [vertex for vertex in edit.verts if not vertex.link_faces]
            bmesh.ops.delete(edit, geom=[*lone], context="VERTS")


def _scale(collection: bpy.types.Collection) -> None:
    """Put an object's scale into its mesh, where no modifier, child or other object depends on it."""
    items = _objects(collection)
    held = {item.parent for item in items if item.parent is not None}
    for item in items:
        free = item.type == "MESH" and item.data.users == 1 and not item.data.shape_keys
        animated = item.animation_data is not None or item.constraints
        if not free or item.modifiers or animated or item in held:
            continue
        scale = item.scale.copy()
        if tuple(scale) == (1.0, 1.0, 1.0) or 0.0 in tuple(scale):
            continue
        item.data.transform(Matrix.Diagonal((*scale, 1.0)))
        item.scale = (1.0, 1.0, 1.0)
        if scale.x * scale.y * scale.z < 0:
            item.data.flip_normals()


def _normals(collection: bpy.types.Collection) -> None:
    """Turn all faces of a body to look outwards."""
    for _, mesh in _meshes(collection):
        if mesh.polygons:
            with _edited(mesh) as edit:
                bmesh.ops.recalc_face_normals(edit, faces=edit.faces[:])


def _materials(collection: bpy.types.Collection) -> None:
    """Give a plain grey material to what has none."""
    for item in _objects(collection):
        data = item.data
        if item.type not in {"MESH", "CURVE", "SURFACE", "FONT", "META"} or data.library:
            continue
        if not data.materials:
            data.materials.append(_grey())
        for slot in item.material_slots:
            if slot.material is None:
                slot.material = _grey()


def _grey() -> Any:
    found = bpy.data.materials.get(NAME_OF_GREY)
    if found is None:
        found = bpy.data.materials.new(NAME_OF_GREY)
        if found.node_tree is None:  # 5.0 gives every material one
            found.use_nodes = True
        found.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = GREY
        found.diffuse_color = GREY
    return found


def _uvs(collection: bpy.types.Collection) -> None:
    """Unfold meshes without a UV map along the three axes, one square metre to the unit."""
    for _, mesh in _meshes(collection):
        if mesh.polygons and not mesh.uv_layers:
            layer = mesh.uv_layers.new(name="UVMap")
            layer.data.foreach_set("uv", _box_projection(mesh))


def _box_projection(mesh: Any) -> Any:
    """UV of each corner: the two axes across its face's strongest one, in metres."""
    loops, faces = len(mesh.loops), len(mesh.polygons)
    normals = np.empty(faces * 3, dtype=np.float32)
    mesh.polygons.foreach_get("normal", normals)
    total = np.empty(faces, dtype=np.int32)
    mesh.polygons.foreach_get("loop_total", total)
    vertex = np.empty(loops, dtype=np.int32)
    mesh.loops.foreach_get("vertex_index", vertex)
    points = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
    mesh.vertices.foreach_get("co", points)
    strongest = np.repeat(np.abs(normals.reshape(-1, 3)).argmax(axis=1), total)
    corner = points.reshape(-1, 3)[vertex]
    across = np.array([(1, 2), (0, 2), (0, 1)])[strongest]
    return np.take_along_axis(corner, across, axis=1).astype(np.float32).ravel()


def _ground(collection: bpy.types.Collection) -> None:
    """Move the whole model along Z, so that its lowest point is on the ground."""
    from .evaluated import read_shapes, stage

    with stage(collection) as scene:
        shapes = read_shapes(collection, scene)
        lows = [float(shape.low[2]) for shape in shapes if len(shape.points)]
    if not lows:
        return
    inside = set(collection.all_objects)
    for item in _objects(collection):
        if item.parent is None or item.parent not in inside:
            item.location.z -= min(lows)


#: In the order in which they are made: removing first, then turning, then dressing.
FIXES: dict[str, Callable[[bpy.types.Collection], None]] = {
    "empty": _empty,
    "doubles": _doubles,
    "zero_area": _zero_area,
    "loose": _loose,
    "scale": _scale,
    "normals": _normals,
    "materials": _materials,
    "uvs": _uvs,
    "ground": _ground,
}
