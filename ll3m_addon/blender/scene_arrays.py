# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts and hashes of what Blender keeps in large arrays: geometry, weights, keyframes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy

__all__ = ["curves_of", "read"]

#: An attribute's type -> its property, numbers per element, and their type.
_LAYOUTS: dict[str, tuple[str, int, Any]] = {
    "FLOAT": ("value", 1, numpy.float32),
    "INT": ("value", 1, numpy.int32),
    "INT8": ("value", 1, numpy.int8),
    "BOOLEAN": ("value", 1, numpy.bool_),
    "FLOAT2": ("vector", 2, numpy.float32),
    "FLOAT_VECTOR": ("vector", 3, numpy.float32),
    "FLOAT_COLOR": ("color", 4, numpy.float32),
    "BYTE_COLOR": ("color", 4, numpy.float32),
    "QUATERNION": ("value", 4, numpy.float32),
    "FLOAT4X4": ("value", 16, numpy.float32),
    "INT32_2D": ("value", 2, numpy.int32),
    "INT16_2D": ("value", 2, numpy.int16),
}
#: What is selected or hidden while editing is no part of the geometry.
_INTERFACE = (".select", ".uv_select", ".vs.", ".es.", ".pn.", ".hide")
#: Vertices up to which weights are read; each is a call into Blender.
WEIGHED_VERTICES = 50_000


def read(out: dict[str, Any], block: Any) -> None:
    """Add counts and hashes of ``block``'s arrays to ``out``."""
    special: Callable[..., None] | None = _READERS.get(block.id_type)
    if special is not None:
        special(out, block)


def _hash(items: Any, name: str, count: int, kind: Any = numpy.float32) -> str:
    values = numpy.empty(len(items) * count, dtype=kind)
    items.foreach_get(name, values)
    return hashlib.blake2b(values.tobytes(), digest_size=12).hexdigest()


def _attributes(out: dict[str, Any], block: Any) -> None:
    for attribute in block.attributes:
        layout = _LAYOUTS.get(attribute.data_type)
        if layout is None or attribute.name.startswith(_INTERFACE):
            continue
        name, count, kind = layout
        key = f'geometry.attributes["{attribute.name}"]'
        out[key] = (attribute.domain, len(attribute.data), _hash(attribute.data, name, count, kind))


def _mesh(out: dict[str, Any], mesh: Any) -> None:
    out["geometry.vertices"] = len(mesh.vertices)
    out["geometry.edges"] = len(mesh.edges)
    out["geometry.faces"] = len(mesh.polygons)
    out["geometry.face_starts"] = _hash(mesh.polygons, "loop_start", 1, numpy.int32)
    _attributes(out, mesh)


def _spread(out: dict[str, Any], block: Any) -> None:
    """Hair and point clouds."""
    out["geometry.points"] = len(block.points)
    _attributes(out, block)


def _curve(out: dict[str, Any], curve: Any) -> None:
    out["geometry.splines"] = len(curve.splines)
    for index, spline in enumerate(curve.splines):
        bezier = spline.bezier_points
        here = f"geometry.splines[{index}].points"
        if len(bezier):
            names = (("co", 3), ("handle_left", 3), ("handle_right", 3), ("radius", 1), ("tilt", 1))
            out[here] = (len(bezier), *(_hash(bezier, name, count) for name, count in names))
        else:
            names = (("co", 4), ("radius", 1), ("tilt", 1))
            out[here] = (len(spline.points), *(_hash(spline.points, n, c) for n, c in names))


def _key(out: dict[str, Any], key: Any) -> None:
    for each in key.key_blocks:
        if len(each.data) and hasattr(each.data[0], "co"):
            out[f'key_blocks["{each.name}"].points'] = (len(each.data), _hash(each.data, "co", 3))


def _lattice(out: dict[str, Any], lattice: Any) -> None:
    out["geometry.points"] = (len(lattice.points), _hash(lattice.points, "co_deform", 3))


def _action(out: dict[str, Any], action: Any) -> None:
    out["curves"] = tuple(
        (
            curve.data_path,
            curve.array_index,
            len(curve.keyframe_points),
            _hash(curve.keyframe_points, "co", 2),
        )
        for curve in curves_of(action)
    )


def _weights(out: dict[str, Any], item: Any) -> None:
    vertices = getattr(item.data, "vertices", ())
    if item.type != "MESH" or not item.vertex_groups or len(vertices) > WEIGHED_VERTICES:
        return
    weights = [(each.group, each.weight) for vertex in vertices for each in vertex.groups]
    text = repr(weights).encode()
    out["vertex_groups.weights"] = hashlib.blake2b(text, digest_size=12).hexdigest()


def curves_of(action: Any) -> Iterator[Any]:
    """All animation curves of an action, in old Blenders and in those with layers."""
    layers = getattr(action, "layers", ())
    if not len(layers):
        yield from getattr(action, "fcurves", ())
        return
    for layer in layers:
        for strip in layer.strips:
            for bag in getattr(strip, "channelbags", ()):
                yield from bag.fcurves


_READERS: dict[str, Callable[..., None]] = {
    "MESH": _mesh, "CURVE": _curve, "CURVES": _spread, "POINTCLOUD": _spread, "KEY": _key,
    "LATTICE": _lattice, "ACTION": _action, "OBJECT": _weights,
}  # fmt: skip
