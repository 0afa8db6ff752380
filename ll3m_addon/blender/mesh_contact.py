# SPDX-License-Identifier: GPL-3.0-or-later
"""Floating parts: pieces that neither touch the rest of the asset nor stand on its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from mathutils.bvhtree import BVHTree
from numpy.typing import NDArray

from .evaluated import Shape
from .mesh_topology import face_islands

__all__ = ["floating_parts"]

#: A gap up to this share of the asset's diagonal is a touch.
GAP_SHARE = 0.004
#: Islands of one object that are looked at one by one; beyond, the object is one piece.
ISLANDS = 64
#: Pieces compared at most; beyond, the smallest are left out and the item says so.
PIECES = 600
#: Triangles of one piece that a tree is built of; heavier ones are thinned.
TREE_TRIANGLES = 60_000
#: Points of a piece that are measured against its neighbour.
PROBES = 400


@dataclass
class _Piece:
    """An island (or whole object) with its box."""

    owner: str
    points: NDArray[np.float64]
    triangles: NDArray[np.int64]

    def __post_init__(self) -> None:
        self.low, self.high = self.points.min(axis=0), self.points.max(axis=0)

    @cached_property
    def tree(self) -> BVHTree:
        triangles = self.triangles
        if len(triangles) > TREE_TRIANGLES:
            triangles = triangles[:: len(triangles) // TREE_TRIANGLES + 1]
        return BVHTree.FromPolygons(self.points.tolist(), triangles.tolist(), all_triangles=True)

    def probes(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points within a box, and middles of triangles there; a sample of many."""
        middles = self.points[self.triangles].mean(axis=1)
        points = np.concatenate((self.points, middles))
        near = points[((points >= low) & (points <= high)).all(axis=1)]
        return near[:: max(1, len(near) // PROBES)]


def _pieces(shapes: Sequence[Shape]) -> list[_Piece]:
    found = []
    for shape in shapes:
        if not len(shape.triangles):
            if shape.is_instance and len(shape.points):  # known by its box only
                found.append(_Piece(shape.owner, shape.points, np.zeros((0, 3), dtype=np.int64)))
            continue
        of_vertex, of_triangle = face_islands(shape)
        used = np.unique(of_triangle)
        if shape.is_instance or not 1 < len(used) <= ISLANDS:
            found.append(_Piece(shape.owner, shape.points, shape.triangles.astype(np.int64)))
            continue
        for island in used:
            chosen = of_vertex == island
            index = np.cumsum(chosen) - 1
            found.append(
                _Piece(
                    shape.owner, shape.points[chosen], index[shape.triangles[of_triangle == island]]
                )
            )
    return found


def _holds(outer: _Piece, inner: _Piece) -> bool:
    """Whether a closed ``outer`` surrounds ``inner``: a ray upwards leaves it an odd number of times."""
    if not ((outer.low <= inner.low).all() and (outer.high >= inner.high).all()):
        return False
    start, hits = inner.points[0].copy(), 0
    step = max(float((outer.high - outer.low).max()) * 1e-6, 1e-9)
    for _ in range(64):
        hit = outer.tree.ray_cast(start.tolist(), (0.0, 0.0, 1.0))[0]
        if hit is None:
            break
        hits += 1
        start = np.add(hit, (0.0, 0.0, step))
    return hits % 2 == 1


def _touch(a: _Piece, b: _Piece, gap: float) -> bool:
    """Whether the surfaces meet, come closer than ``gap``, or one holds the other."""
    if not (len(a.triangles) and len(b.triangles)):
        return True  # only the box is known, and the boxes meet
    low, high = np.maximum(a.low, b.low) - gap, np.minimum(a.high, b.high) + gap
    for one, other in ((a, b), (b, a)):
        for point in one.probes(low, high).tolist():
            if other.tree.find_nearest(point, gap)[0] is not None:
                return True
    return bool(a.tree.overlap(b.tree)) or _holds(a, b) or _holds(b, a)


class _Groups:
    """Pieces that hang together, by union of pairs."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        self._parent[self.root(j)] = self.root(i)


def _group(pieces: list[_Piece], gap: float) -> list[int]:
    """The group of each piece."""
    low = np.array([piece.low for piece in pieces]) - gap
    high = np.array([piece.high for piece in pieces]) + gap
    near = np.triu((low[:, None] <= high[None]).all(2) & (low[None] <= high[:, None]).all(2), 1)
    groups = _Groups(len(pieces))
    pairs = np.argwhere(near)
    weight = [len(pieces[i].triangles) + len(pieces[j].triangles) for i, j in pairs]
    for i, j in pairs[np.argsort(weight, kind="stable")].tolist():
        if groups.root(i) != groups.root(j) and _touch(pieces[i], pieces[j], gap):
            groups.join(i, j)
    return [groups.root(i) for i in range(len(pieces))]


def floating_parts(shapes: Sequence[Shape], size: float) -> tuple[list[str], str]:
    """Objects that float, and what to say; ``size`` is the asset's diagonal in metres.

    Touching pieces are a group. The largest group is the asset; another one floats unless
    both reach down to the asset's lowest point.
    """
    pieces = _pieces(shapes)
    note = ""
    if len(pieces) > PIECES:
        note = f" The {PIECES} largest of {len(pieces)} pieces were compared."
        pieces.sort(key=lambda piece: -float(np.linalg.norm(piece.high - piece.low)))
        pieces = pieces[:PIECES]
    if len(pieces) < 2:
        return [], "It is one piece." + note
    gap = GAP_SHARE * size
    group = _group(pieces, gap)
    floor = min(float(piece.low[2]) for piece in pieces) + gap
    extent: dict[int, float] = {}
    grounded = set()
    for root, piece in zip(group, pieces, strict=True):
        extent[root] = extent.get(root, 0.0) + float(np.linalg.norm(piece.high - piece.low))
        if piece.low[2] <= floor:
            grounded.add(root)
    main = max(extent, key=lambda root: (round(extent[root] / size, 3), root in grounded))
    held = {main} | (grounded if main in grounded else set())
    loose = [piece.owner for root, piece in zip(group, pieces, strict=True) if root not in held]
    names = list(dict.fromkeys(loose))
    if names:
        return names, f"{len(loose)} pieces touch nothing and do not stand on the ground.{note}"
    return [], f"Every piece touches another or the ground.{note}"
