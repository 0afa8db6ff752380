# SPDX-License-Identifier: GPL-3.0-or-later
"""Topology checks: edges, winding, areas; numpy over whole meshes, no loops over faces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .evaluated import Shape

__all__ = ["components", "face_islands", "topology"]

#: A face smaller than this share of its object's size, squared, is a point or a line.
AREA_SHARE = 1e-6
#: A triangle lower than this share of its object's size has no area.
HEIGHT_SHARE = 1e-6
#: A closed island with less of its box's volume than this is a sheet, not a body.
FLAT_VOLUME = 1e-6


def components(count: int, pairs: NDArray[Any]) -> NDArray[np.int64]:
    """Label of each of ``count`` nodes: the smallest node it is joined to by ``pairs``."""
    labels = np.arange(count)
    if not len(pairs):
        return labels
    a, b = pairs[:, 0], pairs[:, 1]
    while True:
        low = np.minimum(labels[a], labels[b])
        before = labels.copy()
        np.minimum.at(labels, labels[a], low)
        np.minimum.at(labels, labels[b], low)
        while True:
            jumped = labels[labels]
            if np.array_equal(jumped, labels):
                break
            labels = jumped
        if np.array_equal(labels, before):
            return labels


def face_islands(shape: Shape) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Island of each vertex and of each triangle; islands are numbered from 0."""
    labels = components(len(shape.points), shape.edges)
    _, dense = np.unique(labels, return_inverse=True)
    return dense, dense[shape.triangles[:, 0]] if len(shape.triangles) else dense[:0]


def _directions(shape: Shape) -> tuple[NDArray[Any], NDArray[Any]]:
    """Faces at each edge, and the sum of the directions in which they pass it."""
    count = np.bincount(shape.loop_edge, minlength=len(shape.edges))
    forward = shape.edges[shape.loop_edge, 0] == shape.loop_vertex
    passes = np.bincount(
        shape.loop_edge, weights=np.where(forward, 1.0, -1.0), minlength=len(shape.edges)
    )
    return count, passes


def _inside_out(shape: Shape, count: NDArray[Any]) -> int:
    """Closed islands whose faces look inwards, cavities of a body around them not counted."""
    of_vertex, of_triangle = face_islands(shape)
    islands = int(of_vertex.max()) + 1 if len(of_vertex) else 0
    is_open = np.zeros(islands, dtype=bool)
    is_open[of_vertex[shape.edges[count != 2, 0]]] = True
    corners = shape.points[shape.triangles] - shape.points.mean(axis=0)
    volumes = np.bincount(
        of_triangle,
        weights=np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6,
        minlength=islands,
    )
    volumes = -volumes if shape.mirrored else volumes
    low, high = np.full((islands, 3), np.inf), np.full((islands, 3), -np.inf)
    np.minimum.at(low, of_vertex, shape.points)
    np.maximum.at(high, of_vertex, shape.points)
    box = np.prod(np.maximum(high - low, 0), axis=1)
    inward = ~is_open & (volumes < -FLAT_VOLUME * np.maximum(box, 1e-30)) & (box > 0)
    bodies = np.flatnonzero(volumes > 0)
    found = 0
    for island in np.flatnonzero(inward):
        around = (low[bodies] < low[island]).all(axis=1) & (high[bodies] > high[island]).all(axis=1)
        found += not around.any()
    return found


def _without_area(shape: Shape) -> tuple[int, int]:
    """Faces all of whose triangles are lower than single precision can tell; and how many are worse.

    The worse are points or lie on a line exactly; the others are slivers, as a bevel that was
    clamped leaves them.
    """
    corners = shape.points[shape.triangles]
    sides = corners - np.roll(corners, 1, axis=1)
    doubled = np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1)
    longest = np.sqrt(np.einsum("ijk,ijk->ij", sides, sides).max(axis=1, initial=0.0))
    size = float((shape.high - shape.low).max())
    sound = doubled > longest * HEIGHT_SHARE * size
    slivers = np.bincount(shape.triangle_polygon, sound, minlength=shape.faces) == 0
    areas = np.bincount(shape.triangle_polygon, doubled / 2, minlength=shape.faces)
    return int(slivers.sum()), int((areas <= (AREA_SHARE * size) ** 2).sum())


def _measure(shape: Shape) -> dict[str, int]:
    count, passes = _directions(shape)
    slivers, collapsed = _without_area(shape)
    used = np.zeros(len(shape.points), dtype=bool)
    used[shape.edges.ravel()] = True
    return {
        "non_manifold": int((count > 2).sum()),
        "open_edges": int((count == 1).sum()),
        "loose_geometry": int((count == 0).sum() + (~used).sum()),
        "inconsistent_winding": int(((count == 2) & (np.abs(passes) == 2)).sum()),
        "flipped_normals": _inside_out(shape, count),
        "zero_area_faces": max(slivers, collapsed),
        "collapsed_faces": collapsed,
    }


#: Check -> (severity, words where it fails, words where it holds).
WORDS = {
    "non_manifold": ("warning", "{} edges have more than two faces.", "No edge has more than two faces."),
    "open_edges": ("info", "{} edges are open, as on a sheet or a hole.", "All surfaces are closed."),
    "loose_geometry": ("warning", "{} edges or vertices belong to no face.", "No loose edges or vertices."),
    "inconsistent_winding": (
        "warning", "{} edges join faces that look opposite ways.", "Neighbouring faces look the same way.",
    ),
    "flipped_normals": (
        "warning", "{} closed bodies are inside out.", "No body is inside out.",
    ),
    "zero_area_faces": ("warning", "{} faces have no area.", "Every face has an area."),
}  # fmt: skip


def topology(shapes: Sequence[Shape]) -> Iterator[tuple[str, list[str], str, str]]:
    """Yield (check, objects that fail it, what was found, severity)."""
    measured = [(shape.owner, _measure(shape)) for shape in shapes]
    for check, (severity, bad, good) in WORDS.items():
        found = [owner for owner, numbers in measured if numbers[check]]
        total = sum(numbers[check] for _, numbers in measured)
        if check == "zero_area_faces" and not any(n["collapsed_faces"] for _, n in measured):
            severity = "info"  # slivers: to be told, but nobody sees them
        yield check, found, bad.format(total) if found else good, severity
