# SPDX-License-Identifier: GPL-3.0-or-later
"""A soft shadow where an asset stands, painted instead of rendered. Numpy only, no bpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["contact_shadow", "outline"]

#: Share of the asset's height up to which its points count as standing on the ground.
LOW = 0.12
#: How dark the middle is, and how far the shadow's edge reaches as a share of the picture.
DEPTH, SOFT = 0.42, 0.045
#: Points that are looked at, at most.
MOST = 20_000


def outline(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The convex outline of points in a plane, counter-clockwise (Andrew's monotone chain)."""
    ordered = np.unique(points, axis=0)
    if len(ordered) < 3:
        return ordered
    halves = []
    for path in (ordered, ordered[::-1]):
        half: list[NDArray[np.float64]] = []
        for point in path:
            while len(half) > 1:
                (ax, ay), (bx, by) = half[-1] - half[-2], point - half[-2]
                if ax * by - ay * bx > 0:
                    break
                half.pop()
            half.append(point)
        halves += half[:-1]
    return np.array(halves)


def _blur(mask: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """Three box filters after each other, which is nearly a bell curve."""
    for axis in (0, 1, 0, 1, 0, 1):
        padded = np.pad(mask, [(reach + 1, reach) if a == axis else (0, 0) for a in (0, 1)])
        total = np.cumsum(padded, axis=axis, dtype=np.float32)
        width = 2 * reach + 1
        later = np.take(total, range(width, total.shape[axis]), axis=axis)
        mask = (later - np.take(total, range(total.shape[axis] - width), axis=axis)) / width
    return mask


def contact_shadow(
    points: NDArray[np.float64],
    camera: NDArray[np.float64],
    tangent: float,
    edge: int,
) -> NDArray[np.float32]:
    """How much of the light each pixel of a square picture loses, rows from the top, 0 to 1.

    ``points`` are in world space, ``camera`` is its 4 by 4 matrix, ``tangent`` that of half
    its angle of view.
    """
    low, high = points[:, 2].min(), points[:, 2].max()
    feet = points[points[:, 2] <= low + LOW * (high - low)]
    feet = feet[:: len(feet) // MOST + 1].copy()
    feet[:, 2] = low
    seen = (feet - camera[:3, 3]) @ camera[:3, :3]
    seen = seen[seen[:, 2] < 0]
    if len(seen) < 3:
        return np.zeros((edge, edge), dtype=np.float32)
    place = seen[:, :2] / -seen[:, 2:] / tangent  # -1 to 1 across the picture
    corners = outline(np.round((place * (0.5, -0.5) + 0.5) * edge, 1))
    row, column = np.mgrid[0:edge, 0:edge] + 0.5
    inside = np.ones((edge, edge), dtype=bool)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        inside &= (bx - ax) * (row - ay) - (by - ay) * (column - ax) >= 0
    reach = max(1, round(SOFT * edge))
    return DEPTH * _blur(inside.astype(np.float32), reach)
