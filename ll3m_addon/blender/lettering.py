# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws short labels into pixels with Blender's own font, without a graphics driver."""

from __future__ import annotations

import bpy
import numpy as np
from numpy.typing import NDArray

__all__ = ["draw_text"]

#: Subpixels per pixel and axis.
FINE = 4
INK = 0.16


def _outline(text: str) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Corners (x, y; one unit is the font's size) and triangles of a text."""
    curve = bpy.data.curves.new("Label", "FONT")
    curve.body = text
    curve.resolution_u = 3
    obj = bpy.data.objects.new("Label", curve)
    try:
        mesh = obj.to_mesh()
        mesh.calc_loop_triangles()
        points = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
        mesh.vertices.foreach_get("co", points)
        triangles = np.empty(len(mesh.loop_triangles) * 3, dtype=np.int32)
        mesh.loop_triangles.foreach_get("vertices", triangles)
        obj.to_mesh_clear()
        return points.reshape(-1, 3)[:, :2], triangles.reshape(-1, 3)
    finally:
        bpy.data.objects.remove(obj)
        bpy.data.curves.remove(curve)


def _coverage(text: str, size: float) -> NDArray[np.float32]:
    """How much of each pixel the text covers, rows from the top."""
    points, triangles = _outline(text)
    if not len(triangles):
        return np.zeros((1, 1), dtype=np.float32)
    points = points * size * FINE
    low = np.array((points[:, 0].min(), -0.25 * size * FINE))
    points = points - low
    width = int(np.ceil(points[:, 0].max() / FINE)) + 1
    height = int(np.ceil(1.1 * size))
    grid = np.zeros((height * FINE, width * FINE), dtype=bool)
    for corner in points[triangles]:
        x0, y0 = np.maximum(np.floor(corner.min(axis=0)).astype(int), 0)
        x1, y1 = np.minimum(np.ceil(corner.max(axis=0)).astype(int) + 1, grid.shape[::-1])
        if x1 <= x0 or y1 <= y0:
            continue
        x = np.arange(x0, x1) + 0.5
        y = (np.arange(y0, y1) + 0.5)[:, None]
        sides = [
            (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
            for a, b in zip(corner, np.roll(corner, -1, axis=0), strict=True)
        ]
        inside = np.all([s >= 0 for s in sides], axis=0) | np.all([s <= 0 for s in sides], axis=0)
        grid[y0:y1, x0:x1] |= inside
    cells = grid.reshape(height, FINE, width, FINE).mean(axis=(1, 3), dtype=np.float32)
    return cells[::-1]


def draw_text(pixels: NDArray[np.float32], text: str, size: float, margin: int) -> None:
    """Draw ``text`` into the lower left of ``pixels`` (rows from the top), ``size`` pixels high."""
    cover = _coverage(text, size)
    height, width = min(cover.shape[0], pixels.shape[0]), min(cover.shape[1], pixels.shape[1])
    cover = cover[:height, :width, None]
    bottom = max(pixels.shape[0] - margin, height)
    left = min(margin, pixels.shape[1] - width)
    patch = pixels[bottom - height : bottom, left : left + width]
    patch[:] = patch * (1 - cover) + INK * cover
