# SPDX-License-Identifier: GPL-3.0-or-later
"""Overlapping faces: faces in one plane that look the same way and cover each other.

They flicker (z-fighting). Faces that lie on each other looking opposite ways, such as a
leg under a seat, are hidden and fine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .evaluated import Shape

__all__ = ["overlapping_faces"]

#: Distance of planes, as a share of the asset's diagonal, within which faces flicker.
PLANE_SHARE = 2e-5
#: Normals closer than about a third of a degree are parallel.
ANGLE = 0.005
#: Triangles and pairs of triangles looked at, at most.
TRIANGLES, PAIRS = 120_000, 60_000
#: Triangles in one plane that are compared each with each.
IN_PLANE = 400

Points = NDArray[np.float64]


def _triangles(shapes: Sequence[Shape]) -> tuple[Points, NDArray[Any], NDArray[Any], bool]:
    """Corners, shape and face (numbered over all shapes) of each triangle; and whether all fit."""
    corners, owner, face = [], [], []
    left, faces = TRIANGLES, 0
    for index, shape in enumerate(shapes):
        triangles = shape.triangles[:left]
        corners.append(shape.points[triangles])
        owner.append(np.full(len(triangles), index))
        face.append(faces + shape.triangle_polygon[: len(triangles)].astype(np.int64))
        left -= len(triangles)
        faces += shape.faces
    total = sum(len(shape.triangles) for shape in shapes)
    return np.concatenate(corners), np.concatenate(owner), np.concatenate(face), total <= TRIANGLES


def _planes(
    corners: Points, flip: NDArray[Any], step: float
) -> tuple[Points, NDArray[Any], Points]:
    """Unit normal, plane number and area of each triangle."""
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(cross, axis=1)
    normal = cross / np.maximum(length, 1e-300)[:, None]
    normal = np.where(flip[:, None], -normal, normal)
    offset = np.einsum("ij,ij->i", normal, corners[:, 0])
    # Shifted by part of a step, so that round numbers do not fall on a border.
    key = np.column_stack(
        (np.floor(normal / ANGLE + 0.37), np.floor(offset / step + 0.37)[:, None])
    ).astype(np.int64)
    _, plane = np.unique(key, axis=0, return_inverse=True)
    return normal, plane.ravel(), length / 2


def _pairs(plane: NDArray[Any], face: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    """Pairs of triangles of different faces in one plane, and whether some were left out.

    Triangles are sorted by plane; those ``step`` places apart are compared all at once.
    """
    order = np.lexsort((face, plane))
    plane, face = plane[order], face[order]
    found, count = [], 0
    for step in range(1, IN_PLANE):
        same = plane[:-step] == plane[step:]
        if not same.any():
            return _joined(found), False
        first = np.flatnonzero(same & (face[:-step] != face[step:]))
        found.append(np.column_stack((order[first], order[first + step])))
        count += len(first)
        if count > 40 * PAIRS:
            break
    return _joined(found), True


def _joined(pairs: list[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(pairs) if pairs else np.zeros((0, 2), dtype=np.int64)


def _shared(plane: NDArray[Any], face: NDArray[Any]) -> NDArray[Any]:
    """Which triangles lie in a plane with triangles of another face."""
    low = np.full(plane.max(initial=-1) + 1, np.iinfo(np.int64).max)
    high = np.full(len(low), -1)
    np.minimum.at(low, plane, face)
    np.maximum.at(high, plane, face)
    return (low != high)[plane]


def _cover(corners: Points, normal: Points, pairs: NDArray[Any], least: float) -> NDArray[Any]:
    """Which pairs of coplanar triangles overlap by more than ``least`` metres in every direction.

    Two convex shapes are apart if and only if some edge's direction separates them.
    """
    a, b = corners[pairs[:, 0]], corners[pairs[:, 1]]
    up = normal[pairs[:, 0]][:, None]
    apart = np.zeros(len(pairs), dtype=bool)
    for triangle in (a, b):
        edges = np.roll(triangle, -1, axis=1) - triangle
        axes = np.cross(edges, up)
        axes /= np.maximum(np.linalg.norm(axes, axis=2), 1e-300)[:, :, None]
        seen_a, seen_b = (np.einsum("nik,njk->nij", axes, each) for each in (a, b))
        depth = np.minimum(seen_a.max(2), seen_b.max(2)) - np.maximum(seen_a.min(2), seen_b.min(2))
        apart |= (depth <= least).any(axis=1)
    return ~apart


def overlapping_faces(shapes: Sequence[Shape], size: float) -> tuple[list[str], str, str]:
    """Objects with such faces, what to say, and how bad it is; ``size`` is the asset's diagonal.

    Where all are of one material nothing is seen of it: that is worth no more than a word.
    """
    shapes = [shape for shape in shapes if len(shape.triangles)]
    if not shapes:
        return [], "No faces lie on each other.", "info"
    corners, owner, face, whole = _triangles(shapes)
    mirrored = np.array([shape.mirrored for shape in shapes])
    normal, plane, area = _planes(corners, mirrored[owner], PLANE_SHARE * size)
    # What lies on the ground looking down flickers for nobody.
    floor = corners[:, :, 2].min(initial=np.inf) + PLANE_SHARE * size
    under = (corners[:, :, 2].max(axis=1) <= floor) & (normal[:, 2] < 0)
    usable = np.flatnonzero((area > (1e-4 * size) ** 2) & ~under)
    usable = usable[_shared(plane[usable], face[usable])]
    pairs, cut = _pairs(plane[usable], face[usable])
    pairs = usable[pairs]
    boxes = (corners.min(axis=1), corners.max(axis=1))
    first, second = pairs[:, 0], pairs[:, 1]
    meet = ((boxes[0][first] <= boxes[1][second]) & (boxes[0][second] <= boxes[1][first])).all(1)
    pairs = pairs[meet]
    cut = cut or not whole or len(pairs) > PAIRS
    pairs = pairs[:PAIRS]
    pairs = pairs[_cover(corners, normal, pairs, 2e-3 * size)]
    note = " Only part of the faces was compared." if cut else ""
    unlike = _unlike(shapes, owner[pairs])
    shown = pairs[unlike] if unlike.any() else pairs
    names = [shapes[index].owner for index in np.unique(owner[shown.ravel()])]
    if not names:
        return [], f"No faces lie on each other.{note}", "info"
    if unlike.any():
        what = f"{len(shown)} pairs of faces lie on each other and will flicker.{note}"
        return names, what, "warning"
    return names, f"{len(shown)} pairs of faces of one material lie on each other.{note}", "info"


def _unlike(shapes: Sequence[Shape], owners: NDArray[Any]) -> NDArray[Any]:
    """Which pairs of shapes do not consist of one and the same material."""
    looks: dict[tuple[str, ...], int] = {}
    own = [looks.setdefault(shape.materials, len(looks)) for shape in shapes]
    look = np.array(own)[owners]
    mixed = np.array([len(shape.materials) > 1 for shape in shapes])[owners]
    return (look[:, 0] != look[:, 1]) | mixed.any(axis=1)
